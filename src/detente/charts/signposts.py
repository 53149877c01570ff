"""Signposts: what an observable would do to an answer, before and after."""

from detente.charts._parts import GRID, INK, MAIN, PAPER, WARM, Rows, layer, number
from detente.charts.base import Chart, Figure, Row, Table
from detente.core.plain import day, percent
from detente.core.study import Study


def draw(study: Study) -> tuple[Figure, ...]:
    """One figure of all signposts."""
    signs = study.explanation.signposts
    if not signs:
        return ()
    asks = {answer.id: answer.text for answer in study.answers}
    rows = Rows()
    marks: list[Row] = []
    for sign in signs:
        at = rows.add(
            f"{sign.text} ({percent(sign.seen)} by {day(sign.by)}) → {asks.get(sign.question, sign.question)}"
        )
        marks.append({"y": at, "now": 100 * sign.now, "seen": 100 * sign.if_seen, "not": 100 * sign.if_not})
    x = number(
        "now",
        scale={"domain": [0, 100]},
        axis={
            "title": "probability of the answer, per cent",
            "values": [0, 20, 40, 60, 80, 100],
            "grid": True,
        },
    )
    spec = rows.spec(
        [
            layer(
                {"type": "rule", "color": GRID, "strokeWidth": 4},
                {"x": number("not"), "x2": {"field": "seen"}, "y": rows.y},
                marks,
            ),
            layer(
                {"type": "tick", "orient": "vertical", "color": INK, "size": 14, "thickness": 2},
                {"x": x, "y": rows.y},
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
                {"x": number("not"), "y": rows.y},
                marks,
            ),
            layer(
                {"type": "point", "filled": True, "color": MAIN, "size": 65, "opacity": 1},
                {"x": number("seen"), "y": rows.y},
                marks,
            ),
        ]
    )
    told = "; ".join(
        f"{sign.text}: now {percent(sign.now)}, "
        f"if seen {percent(sign.if_seen)}, if not {percent(sign.if_not)}"
        for sign in signs
    )
    table = Table(
        ("signpost", "by", "seen", "question", "now", "if seen", "if not", "worlds in the rarer case"),
        tuple(
            (
                sign.text,
                sign.by.isoformat(),
                percent(sign.seen),
                sign.question,
                percent(sign.now),
                percent(sign.if_seen),
                percent(sign.if_not),
                sign.worlds_seen,
            )
            for sign in signs
        ),
    )
    note = "Tick: the answer now. Dot: if it is seen. Ring: if it is not."
    return (Figure("signposts", "What would change our minds", spec, f"{told}.", table, note),)


CHART = Chart(
    "signposts", "Signposts", "How far seeing, or not seeing, an observable would move an answer.", draw
)
