"""`detente score` carried out: options as they were given, the files or the ledger read, the chart written."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

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
    today = date_of("--on", on) or datetime.now(UTC).date()
    return ScoreOptions(asked, today, date_of("--since", since), picture_place(chart))


def card_of(places: tuple[str, ...], options: ScoreOptions) -> "Scored":
    """The scorecard of two files.

    Raises
    ------
    ParameterError : there are not two of them.
    """
    from detente.workbench.scoring import score_tables

    if len(places) != 2:
        raise ParameterError(
            "detente score",
            f"{len(places)} file{'s' if len(places) != 1 else ''}",
            "FORECASTS.csv and RESOLUTIONS.csv",
            "name both; see `detente score --help`",
        )
    forecasts, resolutions = (Path(place) for place in places)
    return score_tables(forecasts, resolutions, options.asked, on=options.on, since=options.since)


def draw_scores(card: Scorecard, options: ScoreOptions) -> None:
    """Write the chart that was asked for, if one was."""
    from detente.workbench.scoring import picture_of_scores

    if options.chart is not None:
        write_picture(picture_of_scores(card), options.chart)
