"""Differences: what the edited case does to the same worlds."""

from detente.charts._parts import INK, MAIN, MUTED, Rows, layer, number
from detente.charts.base import Chart, Figure, Row, Table
from detente.core.explanation import Difference
from detente.core.plain import day, points, signed
from detente.core.study import Study


def draw(study: Study) -> tuple[Figure, ...]:
    """One figure of all counterfactuals."""
    edited = [one for one in study.explanation.counterfactuals if one.differences]
    if not edited:
        return ()
    rows = Rows()
    marks: list[Row] = []
    table: list[tuple[str | float, ...]] = []
    for one in edited:
        change = ", ".join(one.edits)
        rows.heading(f"{change} · {one.kind}")
        for difference in one.differences:
            size, low, high = in_points(study, difference)
            at = rows.add(f"{difference.label}, {day(difference.at)} {difference.at.year}", signed(size))
            marks.append({"y": at, "size": size, "low": low, "high": high})
            table.append(
                (
                    change,
                    one.kind,
                    difference.label,
                    difference.at.isoformat(),
                    signed(size),
                    points(low),
                    points(high),
                )
            )
    ends = [0.0, *(float(str(mark[key])) for mark in marks for key in ("size", "low", "high"))]
    axis = {"title": "difference, points or percentage points", "tickCount": 5, "grid": True}
    x = number("size", scale={"domain": [min(ends), max(ends)], "nice": True}, axis=axis)
    spec = rows.spec(
        [
            layer({"type": "rule", "color": MUTED}, {"x": number("zero")}, [{"zero": 0}]),
            layer(
                {"type": "rule", "color": INK, "strokeWidth": 1.5},
                {"x": number("low"), "x2": {"field": "high"}, "y": rows.y},
                marks,
            ),
            layer(
                {"type": "point", "filled": True, "color": MAIN, "size": 55, "opacity": 1},
                {"x": x, "y": rows.y},
                marks,
            ),
        ]
    )
    told = "; ".join(
        f"{change}: {label} {size} ({low} to {high})" for change, _, label, _, size, low, high in table
    )
    columns = ("edit", "kind", "observable", "at", "difference", "5 %", "95 %")
    note = "Dot: mean difference to the base under the same noise. Line: 5–95 % over worlds."
    return (
        Figure("differences", "Difference to the base", spec, f"{told}.", Table(columns, tuple(table)), note),
    )


def in_points(study: Study, difference: Difference) -> tuple[float, float, float]:
    """Difference, low and high in points of a scale, or in percentage points where it is a probability."""
    answer = next((answer for answer in study.answers if answer.id == difference.of), None)
    is_share = (answer is not None and answer.kind != "number") or difference.of.endswith(
        (".settled", ".fires")
    )
    factor = 100.0 if is_share else 1.0
    return factor * difference.difference, factor * difference.low, factor * difference.high


CHART = Chart("differences", "What if", "Paired differences between an edited case and its base.", draw)
