"""The two files of scoring, read together: all faults of both are told at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from detente.core.errors import CaseError, Fault
from detente.core.forecast import Forecast
from detente.core.resolution import Resolution, outcome_of
from detente.sources.columns import Sheet, quoted, read_sheet
from detente.sources.forecast_table import ForecastTable, forecasts_of
from detente.sources.resolution_table import ResolutionTable, resolutions_of


@dataclass(frozen=True, slots=True)
class ScoreFiles:
    """Forecasts and resolutions as two files hold them.

    Attributes
    ----------
    unread : `file: column` of columns that mean nothing to us.
    """

    forecasts: tuple[Forecast, ...]
    resolutions: tuple[Resolution, ...]
    unread: tuple[str, ...]


def read_score_files(forecasts: Path, resolutions: Path) -> ScoreFiles:
    """Read forecasts and how their questions were settled.

    Raises
    ------
    WorkspaceError : a file cannot be read.
    CaseError : they hold faults; all of them are told, with file, line and column.
    """
    faults: list[Fault] = []
    answers = _sheet(resolutions, faults)
    settled = resolutions_of(answers) if answers is not None else ResolutionTable(str(resolutions), ())
    made = _sheet(forecasts, faults)
    held = forecasts_of(made, settled.closes) if made is not None else ForecastTable(str(forecasts), (), ())
    for sheet in (made, answers):
        faults.extend(sheet.faults if sheet is not None else ())
    if made is not None and answers is not None:
        faults.extend(outcome_faults(held.forecasts, settled))
    if faults:
        raise CaseError(faults)
    unread = tuple(f"{table.name}: {column}" for table in (held, settled) for column in table.unread)
    return ScoreFiles(held.forecasts, settled.resolutions, unread)


def outcome_faults(forecasts: Sequence[Forecast], settled: ResolutionTable) -> list[Fault]:
    """Outcomes that their questions cannot have, and states of things that no outcome could be."""
    faults = []
    by_question = {one.question: one for one in settled.resolutions}
    told: set[str] = set()
    for one in forecasts:
        options = tuple(one.categories or ())
        resolution = by_question.get(one.question)
        if resolution is not None and resolution.outcome is not None and one.question not in told:
            line = settled.lines.get(one.question)
            allowed = _allowed(resolution.outcome, one, options)
            if allowed is not None:
                told.add(one.question)
                faults.append(Fault(settled.name, line, None, "outcome", quoted(resolution.outcome), allowed,
                                    mend=_mend(one)))  # fmt: skip
        if one.last_known is not None and (allowed := _allowed(one.last_known, one, options)) is not None:
            file, _, line_text = (one.source or "").rpartition(":")
            faults.append(Fault(file, int(line_text), None, "last_known", quoted(one.last_known), allowed,
                                mend="write it as its outcome would be written, or leave it empty"))  # fmt: skip
    return faults


def _allowed(written: str, one: Forecast, options: tuple[str, ...]) -> str | None:
    """What would be an outcome, where this is none."""
    try:
        outcome_of(written, one.kind, options)
    except ValueError as error:
        return f"{error}, as {one.question} is a {one.kind} question"
    return None


def _mend(one: Forecast) -> str:
    if one.kind == "category":
        return f"write one of the options of {one.source}, or add the option there"
    return "write the outcome so, or annul the question"


def _sheet(path: Path, faults: list[Fault]) -> Sheet | None:
    try:
        return read_sheet(path)
    except CaseError as error:
        faults.extend(error.faults)
        return None
