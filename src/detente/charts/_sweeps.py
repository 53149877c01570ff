"""Pictures of a sweep: how far each factor takes an outcome, and the outcome over the factor that takes it farthest."""

from collections.abc import Sequence

from detente.charts._parts import (
    GRID,
    INK,
    MAIN,
    PAPER,
    WARM,
    WIDTH,
    Rows,
    frame,
    layer,
    number,
    ordered,
    wrapped,
)
from detente.charts.base import Figure, Row, Spec, Table
from detente.core.plain import signed
from detente.core.sweep import Hold, Outcome

MOST = 10
"""Factors drawn; the table has all."""


def swing_figure(outcome: Outcome, *, is_chance: bool) -> Figure:
    """A tornado: the mean of an outcome with each factor in its lowest and in its highest part, the widest on top.

    Parameters
    ----------
    outcome : one that moves.
    is_chance : whether it is shown in per cent.
    """
    scale = 100.0 if is_chance else 1.0
    held = sorted(outcome.holds, key=lambda hold: -abs(hold.swing))
    rows = Rows(top=12)
    marks: list[Row] = []
    for hold in held[:MOST]:
        at = rows.add(f"{hold.factor}: {hold.at_low} → {hold.at_high}", signed(scale * hold.swing))
        marks.append({"y": at, "low": scale * hold.low, "high": scale * hold.high})
    mean = scale * outcome.mean
    unit = "per cent" if is_chance else "mean over worlds"
    ends = [mean, *(float(str(mark[key])) for mark in marks for key in ("low", "high"))]
    axis = {"title": f"outcome, {unit} · line: mean over the design", "tickCount": 5, "grid": True}
    x = number("high", scale={"domain": [min(ends), max(ends)], "nice": True, "zero": False}, axis=axis)
    bar: Spec = {"type": "rule", "color": MAIN, "strokeWidth": 5}
    low: Spec = {
        "type": "point",
        "filled": True,
        "color": PAPER,
        "stroke": MAIN,
        "strokeWidth": 2,
        "size": 50,
        "opacity": 1,
    }
    spec = rows.spec(
        [
            layer({"type": "rule", "color": GRID, "strokeWidth": 2}, {"x": number("mean")}, [{"mean": mean}]),
            layer(bar, {"x": number("low"), "x2": {"field": "high"}, "y": rows.y}, marks),
            layer(low, {"x": number("low"), "y": rows.y}, marks),
            layer({"type": "point", "filled": True, "color": WARM, "size": 60, "opacity": 1}, {"x": x, "y": rows.y}, marks),
        ]
    )  # fmt: skip
    told = "; ".join(f"{hold.factor} {signed(scale * hold.swing)}" for hold in held)
    left = len(held) - len(marks)
    return Figure(
        f"swing-{_key(outcome)}",
        outcome.label,
        spec,
        f"How far each factor takes it from its lowest part to its highest: {told}.",
        Table(("factor", "from", "to", "low", "high"), tuple(_row(hold, scale) for hold in held)),
        f"Ring: the factor in its lowest part. Dot: in its highest.{f' {left} more stand in the table.' if left else ''}",
    )


def scatter_figure(
    outcome: Outcome, factor: str, values: Sequence[float | str], means: Sequence[float], *, is_chance: bool
) -> Figure:
    """The points of a sweep: an outcome over one factor.

    Parameters
    ----------
    values, means : of the factor, and of the outcome over its worlds, at each point that did not fail.
    """
    scale = 100.0 if is_chance else 1.0
    points: list[Row] = [
        {"value": value, "mean": scale * mean} for value, mean in zip(values, means, strict=True)
    ]
    words = any(isinstance(value, str) for value in values)
    title = {"title": wrapped(factor, 52, 2)}
    flat = {"labelAngle": 0, "labelLimit": 120}
    x = (
        ordered("value", axis={**title, **flat})
        if words
        else number("value", scale={"zero": False, "nice": True}, axis=title)
    )
    y = number("mean", scale={"zero": False, "nice": True},
               axis={"title": "per cent" if is_chance else "mean over worlds", "grid": True})  # fmt: skip
    dot: Spec = {
        "type": "point",
        "filled": True,
        "color": MAIN,
        "size": 22,
        "opacity": 0.55,
        "stroke": INK,
        "strokeWidth": 0,
    }
    return Figure(
        f"scatter-{_key(outcome)}",
        outcome.label,
        frame({"width": WIDTH - 50, "height": 200, "layer": [layer(dot, {"x": x, "y": y}, points)]}),
        f"{outcome.label}, at {len(points)} points of the design, over {factor}.",
        Table((factor, outcome.of), tuple(zip(values, means, strict=True))),
        "Each dot is a point of the design, the mean over its worlds.",
    )


def _key(outcome: Outcome) -> str:
    return outcome.of.replace("@", "-").replace(".", "-")


def _row(hold: Hold, scale: float) -> tuple[str | float, ...]:
    return (hold.factor, hold.at_low, hold.at_high, round(scale * hold.low, 4), round(scale * hold.high, 4))
