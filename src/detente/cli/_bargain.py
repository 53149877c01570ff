"""`detente bargain` carried out: what was asked for, every issue settled, and the results as tables."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from detente.cli._options import whole
from detente.cli._progress import announce_compiling, counted
from detente.cli._tables import say, table
from detente.core.plain import percent

if TYPE_CHECKING:
    from detente.forecast.bargained import Bargained
    from detente.workbench.settling import Settled

MOST_ISSUES_SHOWN, MOST_MOVES_SHOWN = 12, 24


def settled(
    path: str,
    models: tuple[str, ...],
    *,
    preset: str | None,
    rounds: str | None,
    options: tuple[str, ...],
    reversion: str | None,
    draws: str | None,
    seed: str | None,
    scale: str | None,
) -> "Settled":
    """Read a table and settle it as asked.

    Raises
    ------
    ParameterError, WorkspaceError, CaseError : an option, the file, or what stands in it is at fault.
    """
    from detente.sources.stance_table import parse_scale, read_stances
    from detente.workbench.settling import asked_for, settle

    asked = asked_for(
        models,
        preset=preset,
        rounds=whole("--rounds", rounds),
        options=options,
        draws=whole("--draws", draws),
        seed=whole("--seed", seed),
        scale=parse_scale(scale),
    )
    announce_compiling()
    return settle(read_stances(Path(path), asked.scale), asked, reversion, watch=counted)


def show_settled(given: "Settled") -> None:
    """Results for people: outcomes beside one another, the calibrated range, who moved whom, and warnings."""
    results = given.results
    issues = tuple(dict.fromkeys(one.issue for one in results))
    for issue in issues[:MOST_ISSUES_SHOWN]:
        _show_issue(issue, [one for one in results if one.issue == issue], results)
    if len(issues) > MOST_ISSUES_SHOWN:
        say(f"{len(issues) - MOST_ISSUES_SHOWN} more issues: see --json.\n")
    for warning in given.warnings:
        say(f"Warning: {warning}")


def _show_issue(issue: str, results: "Sequence[Bargained]", given: "Sequence[Bargained]") -> None:
    dimensions = results[0].settlement.dimensions
    heads = ("Outcome",) if len(dimensions) == 1 else dimensions
    drawn = any(one.spreads for one in results)
    traded = not issue and any(one.issue for one in given)
    title = (
        "All issues at one table" if traded else f"Where it settles: {issue}" if issue else "Where it settles"
    )
    table(
        title,
        ("Model", *heads, *(("5-95 %",) if drawn else ())),
        (
            (
                one.model.title,
                *(_points(value) for value in one.settlement.outcome),
                *((_range(one),) if drawn else ()),
            )
            for one in results
        ),
        right=tuple(range(1, len(heads) + 1)),
    )
    for one in results:
        for dimension, spread in one.spreads.items():
            if spread.window is None:
                continue
            window, on = spread.window, f" of {dimension}" if len(dimensions) > 1 else ""
            chances = ", ".join(f"{each.event} {percent(each.probability)}" for each in spread.chances)
            say(
                f"Most likely window{on}: {_points(window.low)} to {_points(window.high)} "
                f"({percent(window.probability)}). Chances: {chances}."
            )
    for one in results:
        _show_reasons(one)
    say()


def _show_reasons(one: "Bargained") -> None:
    """Why it comes out so: in the model's own words, or by its moves; when not to trust it, and warnings."""
    from detente.report.bargaining import moves

    reasons = one.settlement.why or moves(one.settlement)
    say(f"\n{one.model.title}: {one.settlement.model}")
    for sentence in reasons[:MOST_MOVES_SHOWN]:
        say(f"  {sentence}")
    if len(reasons) > MOST_MOVES_SHOWN:
        say(f"  {len(reasons) - MOST_MOVES_SHOWN} more reasons: see --json.")
    say(f"  Beware: {one.model.misleads}")
    for warning in one.warnings:
        say(f"  Warning: {warning}")


def _range(one: "Bargained") -> str:
    ranges = [(spread.quantiles[0.05], spread.quantiles[0.95]) for spread in one.spreads.values()]
    return "; ".join(f"{_points(low)} to {_points(high)}" for low, high in ranges)


def _points(value: float) -> str:
    return f"{value:.1f}".replace("-", "−")
