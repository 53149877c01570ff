"""What `explain` was asked for alone, as text and tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from detente.cli._tables import say, table
from detente.core.plain import amount, full_day, percent, points, signed

if TYPE_CHECKING:
    from detente.cli._inquiring import Inquiries
    from detente.core.look_back import Contrast, LookBack
    from detente.core.sensitivity import Index, Sensitivity
    from detente.core.turning import Beside, TurningPoints
    from detente.core.would_change import WouldChange


def show_inquiries(found: Inquiries) -> None:
    """Everything that was asked for, in the order of the options."""
    shows: dict[str, Any] = {
        "sensitivity": show_sensitivity,
        "would_change": show_would_change,
        "turning_points": show_turning_points,
        "look_back": show_look_back,
        "key_assumptions": show_assumptions,
    }
    for kind, many in found.items():
        for one in many:
            shows[kind](one)


def show_sensitivity(one: Sensitivity) -> None:
    """Indices of one answer."""
    say(f"{one.label} ({one.worlds:,} worlds)")
    if one.refused is not None:
        say(f"Refused: {one.refused}.\n")
        return
    if not one.indices:
        why = "it is the same in every world" if one.by_inputs is None else "all that differs is luck"
        say(f"No uncertain input moves it: {why}.\n")
        return
    say(
        f"{percent(one.by_inputs or 0.0)} of its variance goes with the {one.screened} uncertain inputs, the rest with "
        "luck. Of what goes with the inputs, each carries:"
    )
    rows = [*one.indices, *((one.rest,) if one.rest else ()), *one.footings]
    table(
        "Shares of the variance: alone, and with others; they need not add up",
        ("Input", "Alone", "90 %", "In all", "90 %"),
        (_index(row) for row in rows),
        right=(1, 3),
    )


def _index(row: Index) -> tuple[str, ...]:
    name = f"{row.name} ({row.inputs})" if row.inputs > 1 and row.path != "rest" else row.name
    return (
        name,
        _share(row.first),
        f"{_share(row.first_low)} to {_share(row.first_high)}",
        _share(row.total),
        f"{_share(row.total_low)} to {_share(row.total_high)}",
    )


def _share(value: float) -> str:
    return percent(max(0.0, value))


def show_assumptions(one: dict[str, Any]) -> None:
    """The unsourced inputs an answer hangs on."""
    if not one["assumptions"]:
        say(f"{one['label']}: nothing that carries most of it is assumed.\n")
    table(
        f"Key assumptions: {one['label']}",
        ("Input", "Stated", "Share", "90 %", "Why"),
        (
            (
                each.name,
                each.stated,
                _share(each.total),
                f"{_share(each.low)} to {_share(each.high)}",
                each.assumed or "bare",
            )
            for each in one["assumptions"]
        ),
        right=(2,),
    )


def show_would_change(one: WouldChange) -> None:
    """The smallest moves across even odds."""
    say(f"{one.label}: {percent(one.probability)} ({one.worlds:,} worlds)")
    if not one.changes:
        say(f"No single one of {one.tried} inputs takes it across 50 %, as far as each may go.\n")
        return
    table(
        f"The smallest single moves that take it across 50 %, of {one.tried} inputs",
        ("Input", "Stands", "Needs", "Unit", "Move", "Answer"),
        (
            (
                each.name,
                amount(each.stands),
                amount(each.needs),
                each.unit,
                f"{signed(each.size)} {'sd' if each.ruler == 'spread' else 'tenths'}",
                percent(each.probability),
            )
            for each in one.changes
        ),
        right=(1, 2, 4, 5),
    )
    say(
        "Moves in standard deviations (sd) of the input's spread, or in tenths of its scale where it has none.\n"
    )


def show_turning_points(one: TurningPoints) -> None:
    """Bends of a path with what falls beside them."""
    if not one.points:
        say(f"{one.label}: the mean path bends nowhere beyond chance.\n")
        return
    scale, unit = (100.0, "pp a week") if one.unit == "share" else (1.0, "points a week")
    table(
        f"{one.label}: where the mean path bends, {unit}",
        ("At", "Before", "After", "Bend", "90 %", "Beside it (share of worlds)"),
        (
            (
                full_day(point.at),
                signed(scale * point.before),
                signed(scale * point.after),
                signed(scale * point.bend),
                f"{signed(scale * point.low)} to {signed(scale * point.high)}",
                "; ".join(_beside(each, scale) for each in point.beside),
            )
            for point in one.points
        ),
        right=(1, 2, 3),
    )


def _beside(one: Beside, scale: float) -> str:
    if one.bend_with is None or one.bend_without is None:
        return one.label if one.share == 1.0 else f"{one.label} ({percent(one.share)})"
    apart = f"bend {signed(scale * one.bend_with)} with, {signed(scale * one.bend_without)} without"
    return f"{one.label} ({percent(one.share)}: {apart})"


def show_look_back(one: LookBack) -> None:
    """What differed before."""
    say(f"{one.label}: in {one.happened:,} worlds, and not in {one.never:,}.")
    if one.refused is not None:
        say(f"Refused: {one.refused}.\n")
        return
    if not one.contrasts:
        say(f"Nothing of {one.compared} things compared differed before, beyond chance.\n")
        return
    table(
        f"What differed before (paths {one.lead} weeks before), of {one.compared} things compared; not proof of cause",
        ("What", "Kind", "Where it happened", "Elsewhere", "Difference, sd", "90 %"),
        (_contrast(each) for each in one.contrasts),
        right=(2, 3, 4),
    )


def _contrast(one: Contrast) -> tuple[str, ...]:
    shown = percent if one.kind == "event" else amount if one.kind == "input" else points
    return (
        one.label,
        one.kind,
        shown(one.where),
        shown(one.elsewhere),
        f"{one.size:+.1f}".replace("-", "−"),
        f"{one.low:+.1f} to {one.high:+.1f}".replace("-", "−"),
    )
