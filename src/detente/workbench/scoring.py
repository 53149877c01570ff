"""Forecasts scored as asked: what is asked is checked, the files are read, and the result is told or drawn."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from detente.charts._parts import stacked
from detente.charts.base import Spec
from detente.charts.reliability import reliability_figures
from detente.core.errors import ParameterError, WorkspaceError, nearest
from detente.core.forecast import Forecast
from detente.core.resolution import Resolution
from detente.core.scorecard import Scorecard
from detente.forecast.ledger import forecasts_in, payload_of, resolutions_in
from detente.forecast.scores import BASELINES, Asked, Rule, score_forecasts
from detente.sources.score_files import read_score_files
from detente.workspace.ledger import sound_ledger

GROUPS = ("forecaster", "case", "horizon")
LONGEST_HORIZON = 36_500


@dataclass(frozen=True, slots=True)
class Scored:
    """A scorecard, and what the files held that could not be used."""

    card: Scorecard
    unread: tuple[str, ...] = ()


def score_asked(
    *, baselines: Sequence[str] = (), by: str | None = None, rule: str | None = None, seed: int | None = None
) -> Asked:
    """What is to be done, checked as far as that can be without the forecasts.

    Parameters
    ----------
    baselines : names of baselines or of forecasters; all baselines where there is none.
    by : `forecaster`, `case` or `horizon`.
    rule : `latest`, `daily`, or `horizon:DAYS`.

    Raises
    ------
    ParameterError : one of them is none of those allowed.
    """
    group = by or GROUPS[0]
    if group not in GROUPS:
        raise ParameterError("--by", repr(group), ", ".join(GROUPS), nearest=nearest(group, GROUPS))
    if seed is not None and seed < 0:
        raise ParameterError("--seed", str(seed), "a whole number from 0 on")
    return Asked(
        rule=_rule(rule or "latest"),
        by=group,
        baselines=tuple(baselines) or tuple(BASELINES),
        seed=1 if seed is None else seed,
    )


def score_tables(
    forecasts: Path, resolutions: Path, asked: Asked, *, on: date, since: date | None = None
) -> Scored:
    """Score the forecasts of one file on the resolutions of another.

    Raises
    ------
    WorkspaceError, CaseError : a file cannot be read, or holds faults.
    ParameterError : a baseline is no forecaster of the file.
    """
    held = read_score_files(forecasts, resolutions)
    card = score_records(held.forecasts, held.resolutions, asked, on=on, since=since)
    return Scored(card, held.unread)


def score_ledger(
    ledger: Path, asked: Asked, *, on: date, since: date | None = None, case: str | None = None
) -> Scored:
    """Score what a ledger holds.

    Parameters
    ----------
    case : id of the case whose forecasts are scored; all unless given.

    Raises
    ------
    WorkspaceError : the ledger cannot be read, does not hold, or holds no such forecast.
    """
    entries = [entry for entry in sound_ledger(ledger) if case is None or payload_of(entry).case == case]
    forecasts = forecasts_in(entries)
    if not forecasts:
        whose = f" of the case {case}" if case is not None else ""
        raise WorkspaceError(
            str(ledger), f"no forecast{whose}", "at least one", "enter some with `detente register`"
        )
    return Scored(score_records(forecasts, resolutions_in(entries), asked, on=on, since=since))


def case_scores(ledger: Path | None, case: str, on: date) -> Scorecard | None:
    """What is known on a day of the worth of a case's forecasts; None where nothing of them is settled.

    Parameters
    ----------
    ledger : None where the case's folder holds none.
    case : its id.

    Raises
    ------
    WorkspaceError : the ledger cannot be read, or does not hold.
    """
    if ledger is None:
        return None
    entries = [entry for entry in sound_ledger(ledger) if payload_of(entry).case == case]
    card = score_records(forecasts_in(entries), resolutions_in(entries), Asked(), on=on)
    return card if any(table.rows for table in card.tables) else None


def score_records(
    forecasts: Iterable[Forecast],
    resolutions: Sequence[Resolution],
    asked: Asked,
    *,
    on: date,
    since: date | None = None,
) -> Scorecard:
    """Score records that were read already, from a ledger or otherwise.

    Raises
    ------
    ParameterError : a baseline is neither one of ours nor a forecaster; an outcome is none its question can have.
    """
    made = tuple(forecasts)
    names = sorted({one.forecaster for one in made})
    for name in asked.baselines:
        if name not in BASELINES and name not in names:
            allowed = f"{', '.join(BASELINES)}, or a forecaster ({', '.join(names[:8])})"
            raise ParameterError(
                "--baseline", repr(name), allowed, nearest=nearest(name, [*BASELINES, *names])
            )
    return score_forecasts(made, resolutions, on=on, since=since, asked=asked)


def picture_of_scores(card: Scorecard) -> Spec:
    """The reliability diagrams of a scorecard, under one another.

    Raises
    ------
    ParameterError : there is nothing to draw.
    """
    figures = reliability_figures(card)
    if not figures:
        raise ParameterError(
            "--chart",
            "no settled yes/no question past its close",
            "at least one",
            "leave --chart out, or wait",
        )
    return stacked(figures)


def _rule(text: str) -> Rule:
    name, _, days = text.partition(":")
    if name == "latest" and not days:
        return Rule("latest")
    if name == "daily" and not days:
        return Rule("daily")
    if name == "horizon" and days.isdecimal() and int(days) <= LONGEST_HORIZON:
        return Rule("horizon", int(days))
    mend = "say how many days before the close, as in horizon:30" if name == "horizon" else ""
    raise ParameterError(
        "--rule",
        repr(text),
        "latest, daily, or horizon:DAYS",
        mend,
        nearest(name, ("latest", "daily", "horizon:30")),
    )
