"""What would have to change: the smallest single moves that take an answer across even odds."""

from detente.charts._parts import INK, MAIN, MUTED, THIRD, Rows, layer, number
from detente.charts.base import Chart, Figure, Row, Table
from detente.core.plain import amount, percent, signed
from detente.core.study import Study
from detente.core.would_change import SmallestChange, WouldChange


def draw(study: Study) -> tuple[Figure, ...]:
    """One figure an answer that something would take across even odds."""
    return tuple(changes_figure(one) for one in study.explanation.would_change if one.changes)


def changes_figure(one: WouldChange) -> Figure:
    """The moves of one answer, smallest first."""
    rows = Rows()
    marks: list[Row] = []
    for change in one.changes:
        at = rows.add(f"{change.name}: {_move(change)}", signed(change.size))
        marks.append({"y": at, "size": change.size, "zero": 0, "ruler": change.ruler})
    ends = [0.0, *(change.size for change in one.changes)]
    axis = {"title": "spreads, or tenths of the scale", "tickCount": 5, "grid": True}
    x = number("size", scale={"domain": [min(ends), max(ends)], "nice": True}, axis=axis)
    colour = {
        "field": "ruler",
        "type": "nominal",
        "scale": {"domain": ["spread", "tenth of the scale"], "range": [MAIN, THIRD]},
        "legend": None,
    }
    spec = rows.spec(
        [
            layer(
                {"type": "rule", "strokeWidth": 9, "opacity": 0.7},
                {"x": x, "x2": {"field": "zero"}, "y": rows.y, "color": colour},
                marks,
            ),
            layer(
                {"type": "tick", "orient": "vertical", "color": INK, "size": 10, "thickness": 1.5},
                {"x": number("size"), "y": rows.y},
                marks,
            ),
            layer({"type": "rule", "color": MUTED, "strokeWidth": 1}, {"x": number("zero")}, [{"zero": 0}]),
        ]
    )
    listed = "; ".join(f"{change.name} {_move(change)}" for change in one.changes)
    return Figure(
        f"would-change-{one.of.replace('.', '-')}",
        f"What would take “{one.label}” across 50 %",
        spec,
        f"Now {percent(one.probability)}. Any one of these would take it across 50 %: {listed}.",
        Table(
            ("input", "stands", "needs", "unit", "size", "in", "answer then"),
            tuple(
                (
                    change.name,
                    amount(change.stands),
                    amount(change.needs),
                    change.unit,
                    signed(change.size),
                    f"{change.ruler}s" if change.ruler == "spread" else "tenths of the scale",
                    percent(change.probability),
                )
                for change in one.changes
            ),
        ),
        "Blue: in standard deviations of the input's spread. Green: in tenths of its scale, where it has none.",
    )


def _move(change: SmallestChange) -> str:
    return f"{amount(change.stands)} to {amount(change.needs)}"


CHART = Chart(
    "would_change",
    "What would have to change",
    "The smallest single move of each input that takes an answer across even odds.",
    draw,
)
