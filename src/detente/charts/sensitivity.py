"""Sensitivity: which uncertain inputs an answer's variance goes with, with intervals."""

from detente.charts._parts import INK, MAIN, PAPER, Rows, layer, number
from detente.charts.base import Chart, Figure, Row, Table
from detente.core.plain import percent
from detente.core.sensitivity import Index, Sensitivity
from detente.core.study import Study


def draw(study: Study) -> tuple[Figure, ...]:
    """One figure an answer with indices."""
    return tuple(indices_figure(one) for one in study.explanation.sensitivities if one.indices)


def indices_figure(one: Sensitivity) -> Figure:
    """First-order and total indices of one answer, the remainder last."""
    shown = [*one.indices, *((one.rest,) if one.rest is not None else ())]
    rows = Rows()
    marks: list[Row] = []
    for index in shown:
        at = rows.add(index.name, _share(index.total))
        marks.append(
            {
                "y": at,
                "first": _cut(index.first),
                "total": _cut(index.total),
                "low": _cut(index.total_low),
                "high": _cut(index.total_high),
            }
        )
    axis = {
        "title": "share of the variance over inputs, per cent",
        "values": [0, 20, 40, 60, 80, 100],
        "grid": True,
    }
    x = number("total", scale={"domain": [0, 100]}, axis=axis)
    spec = rows.spec(
        [
            layer(
                {"type": "rule", "color": INK, "strokeWidth": 1.5},
                {"x": number("low"), "x2": {"field": "high"}, "y": rows.y},
                marks,
            ),
            layer(
                {"type": "point", "filled": True, "color": MAIN, "size": 65, "opacity": 1},
                {"x": x, "y": rows.y},
                marks,
            ),
            layer(
                {
                    "type": "point",
                    "filled": True,
                    "color": PAPER,
                    "stroke": MAIN,
                    "strokeWidth": 2,
                    "size": 40,
                    "opacity": 1,
                },
                {"x": number("first"), "y": rows.y},
                marks,
            ),
        ]
    )
    listed = "; ".join(
        f"{index.name} {_share(index.total)} ({_share(index.total_low)} to {_share(index.total_high)})"
        for index in shown
    )
    return Figure(
        f"sensitivity-{one.of.replace('.', '-')}",
        f"What “{one.label}” hangs on",
        spec,
        f"Share of the variance over inputs in which each has a part: {listed}.",
        Table(
            ("input", "alone", "5 %", "95 %", "in all", "5 %", "95 %"),
            tuple(_row(index) for index in [*shown, *one.footings]),
        ),
        "Dot: in all, with its 90 % interval. Ring: alone. Shares in all overlap and need not add up.",
    )


def _row(index: Index) -> tuple[str | float, ...]:
    return (
        index.name,
        *(_share(value) for value in (index.first, index.first_low, index.first_high)),
        *(_share(value) for value in (index.total, index.total_low, index.total_high)),
    )


def _cut(value: float) -> float:
    """Per cent on the scale: chance alone may put an estimate a little outside."""
    return min(max(100.0 * value, 0.0), 100.0)


def _share(value: float) -> str:
    return percent(min(max(value, 0.0), 1.0))


CHART = Chart(
    "sensitivity",
    "Sensitivity",
    "Which uncertain inputs an answer's variance goes with, alone and together with others.",
    draw,
)
