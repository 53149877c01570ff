"""A sweep on a terminal: outcomes over the design, and what each goes with."""

from typing import TYPE_CHECKING

from detente.cli._show import PP, change_in, plain_in, unit_of
from detente.cli._tables import say, table
from detente.core.plain import percent

if TYPE_CHECKING:
    from detente.core.case import Case
    from detente.core.sweep import Outcome
    from detente.sweeps.run import Swept

SHOWN = 8
"""Outcomes whose factors are shown: those that move most."""


def show_sweep(case: "Case", done: "Swept") -> None:
    """The first screen of a sweep."""
    one = done.summary
    say(
        f"{one.points:,} points ({one.design}) over {len(one.factors)} factors, {one.worlds:,} worlds each, seed {one.seed}, "
        f"{one.noise} noise, {one.mode}; {done.resumed} of {done.shards} shards were there already."
    )
    for first, second in one.confounded:
        say(f"{first} and {second} go together at nearly every point: take more points to tell them apart.")
    table(
        "Outcomes over the design",
        ("Outcome", "Mean", "5 %", "Median", "95 %"),
        (
            (outcome.label, *(plain_in(_unit(case, outcome), value) for value in
                              (outcome.mean, outcome.low, outcome.median, outcome.high)))
            for outcome in one.outcomes
        ),
        right=(1, 2, 3, 4),
    )  # fmt: skip
    moving = sorted((each for each in one.outcomes if each.holds), key=lambda each: -_reach(case, each))
    for outcome in moving[:SHOWN]:
        _show_holds(case, outcome)
    if len(moving) > SHOWN:
        say(f"{len(moving) - SHOWN} more outcomes move; `--json` and summary.json have all.")
    still = sum(not each.holds for each in one.outcomes)
    if still:
        say(f"{still} outcomes are the same at every point.")
    for failure in one.failures[:3]:
        say(f"Point {failure.point} failed: {failure.said}")
    say(f"It lies in {done.folder}")


def _show_holds(case: "Case", outcome: "Outcome") -> None:
    unit = _unit(case, outcome)
    holds = sorted(
        outcome.holds, key=lambda hold: -max(hold.total or 0.0, hold.first or 0.0, abs(hold.srrc or 0.0) ** 2)
    )
    table(
        f"What it goes with: {outcome.label} (shares by {outcome.by})",
        ("Factor", "From", "To", "Moves", "Alone", "In all", "SRRC", "PRCC"),
        (
            (
                hold.factor,
                hold.at_low,
                hold.at_high,
                change_in(unit, hold.swing),
                _share(hold.first),
                _share(hold.total),
                _coefficient(hold.srrc),
                _coefficient(hold.prcc),
            )
            for hold in holds
        ),
        right=(3, 4, 5, 6, 7),
    )


def _reach(case: "Case", outcome: "Outcome") -> float:
    """How far an outcome goes over the design, in points or percentage points."""
    return (outcome.high - outcome.low) * (100.0 if _unit(case, outcome) == PP else 1.0)


def _unit(case: "Case", outcome: "Outcome") -> str:
    return unit_of(case, outcome.of.partition("@")[0])


def _share(value: float | None) -> str:
    return "" if value is None else percent(min(max(value, 0.0), 1.0))


def _coefficient(value: float | None) -> str:
    return "" if value is None else f"{value:+.2f}"
