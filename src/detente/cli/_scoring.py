"""`detente score` carried out: options as they were given, the files or the ledger read, the chart written."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from detente.cli._keeping import case_ledger, today
from detente.cli._options import date_of, whole
from detente.cli._pictures import picture_place, write_picture
from detente.core.errors import ParameterError
from detente.core.scorecard import Scorecard

if TYPE_CHECKING:
    from detente.forecast.scores import Asked
    from detente.workbench.scoring import Scored


@dataclass(frozen=True, slots=True)
class ScoreOptions:
    """What was asked for, checked."""

    asked: "Asked"
    on: date
    since: date | None
    chart: Path | None


def options_of(
    *,
    baseline: Sequence[str] | None,
    since: str | None,
    on: str | None,
    by: str | None,
    rule: str | None,
    seed: str | None,
    chart: str | None,
) -> ScoreOptions:
    """Options as they were given, if they are allowed.

    Raises
    ------
    ParameterError, WorkspaceError : one of them is not.
    """
    from detente.workbench.scoring import score_asked

    asked = score_asked(baselines=tuple(baseline or ()), by=by, rule=rule, seed=whole("--seed", seed))
    # The one look at the clock: what is settled "by now" depends on it, and `--on` takes its place.
    day = date_of("--on", on) or today()
    return ScoreOptions(asked, day, date_of("--since", since), picture_place(chart))


def card_of(places: tuple[str, ...], ledger: str | None, options: ScoreOptions) -> "Scored":
    """The scorecard of two files, of a case's ledger, or of a ledger by itself.

    Raises
    ------
    ParameterError : what is named is none of the three.
    WorkspaceError, CaseError : what is named cannot be read.
    """
    from detente.workbench.scoring import score_ledger, score_tables

    if len(places) == 2 and ledger is None:
        forecasts, resolutions = (Path(place) for place in places)
        return score_tables(forecasts, resolutions, options.asked, on=options.on, since=options.since)
    if len(places) == 1 and places[0].casefold().endswith(".csv"):
        raise ParameterError(
            "detente score", "one file", "FORECASTS and RESOLUTIONS", "name the resolutions as well"
        )
    if len(places) == 1:
        from detente.workspace import load_case

        case = load_case(places[0]).case.case
        file = case_ledger(places[0], ledger)
        return score_ledger(file, options.asked, on=options.on, since=options.since, case=case)
    if not places and ledger is not None:
        return score_ledger(Path(ledger), options.asked, on=options.on, since=options.since)
    raise ParameterError(
        "detente score",
        f"{len(places)} name{'s' if len(places) != 1 else ''}{' and a ledger' if ledger else ''}",
        "a case, a ledger by --ledger FILE, or FORECASTS and RESOLUTIONS",
        "see `detente score --help`",
    )


def draw_scores(card: Scorecard, options: ScoreOptions) -> None:
    """Write the chart that was asked for, if one was."""
    from detente.workbench.scoring import picture_of_scores

    if options.chart is not None:
        write_picture(picture_of_scores(card), options.chart)
