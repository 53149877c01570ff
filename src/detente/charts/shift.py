"""Shift: how far words and deeds moved in each arena, apart."""

from detente.charts._parts import GRID, MAIN, MUTED, PAPER, WARM, Rows, layer, number
from detente.charts.base import Chart, Figure, Row, Table
from detente.core.explanation import Shift
from detente.core.plain import percent, signed, span
from detente.core.study import Study


def draw(study: Study) -> tuple[Figure, ...]:
    """One figure of all arenas."""
    return (_figure(study.explanation.shifts),) if study.explanation.shifts else ()


def _figure(shifts: tuple[Shift, ...]) -> Figure:
    rows = Rows()
    marks: list[Row] = []
    for shift in shifts:
        at = rows.add(f"{shift.label} · {shift.stage}", percent(shift.probability))
        marks.append({"y": at, "words": shift.words, "deeds": shift.deeds})
    ends = [0.0, *(value for shift in shifts for value in (shift.words, shift.deeds))]
    axis = {"title": "points of change · ring: words, dot: deeds", "tickCount": 5, "grid": True}
    x = number("words", scale={"domain": [min(ends) - 1, max(ends) + 1], "nice": True}, axis=axis)
    spec = rows.spec(
        [
            layer({"type": "rule", "color": MUTED, "strokeWidth": 1}, {"x": number("zero")}, [{"zero": 0}]),
            layer(
                {"type": "rule", "color": GRID, "strokeWidth": 4},
                {"x": x, "x2": {"field": "deeds"}, "y": rows.y},
                marks,
            ),
            layer(
                {
                    "type": "point",
                    "filled": True,
                    "color": PAPER,
                    "stroke": WARM,
                    "strokeWidth": 2,
                    "size": 55,
                    "opacity": 1,
                },
                {"x": x, "y": rows.y},
                marks,
            ),
            layer(
                {"type": "point", "filled": True, "color": MAIN, "size": 55, "opacity": 1},
                {"x": number("deeds"), "y": rows.y},
                marks,
            ),
        ]
    )
    told = "; ".join(
        f"{shift.label}: words {signed(shift.words)}, deeds {signed(shift.deeds)}" for shift in shifts
    )
    window = span(shifts[0].from_date, shifts[0].to_date)
    table = Table(
        ("arena", "words", "deeds", "stage", "probability of a shift"),
        tuple(
            (shift.label, signed(shift.words), signed(shift.deeds), shift.stage, percent(shift.probability))
            for shift in shifts
        ),
    )
    note = "At the right: chance, in this model, of a change of course."
    return Figure(
        "shift", f"Words and deeds, {window}", spec, f"Change in points, {window}. {told}.", table, note
    )


CHART = Chart("shift", "Words and deeds", "Change of what is said and of what is done, arena by arena.", draw)
