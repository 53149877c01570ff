"""Trade-offs: what a gain in one arena does to the others."""

from detente.charts._parts import INK, MAIN, WARM, frame, layer, ordered, wrapped
from detente.charts.base import Chart, Figure, Row, Table
from detente.core.naming import reading_name
from detente.core.plain import percent, points, signed
from detente.core.study import Study

CELL = 42
FULL_TONE = 0.45
"""Opacity of the largest cell: the figure written on it keeps its contrast."""


def draw(study: Study) -> tuple[Figure, ...]:
    """One matrix."""
    offs = study.explanation.trade_offs
    if not offs:
        return ()
    ids = list(dict.fromkeys([*(one.moved for one in offs), *(one.measured for one in offs)]))
    letter = {one: chr(ord("A") + index % 26) * (1 + index // 26) for index, one in enumerate(ids)}
    name = {one: reading_name(study.case, one if "." in one else f"{one}.level") for one in ids}
    rows_of = {one: f"{letter[one]} · {wrapped(name[one], 40, 1)[0]}" for one in ids}
    most = max(abs(one.difference) for one in offs) or 1.0
    cells: list[Row] = [
        {
            "moved": rows_of[one.moved],
            "measured": letter[one.measured],
            "text": signed(one.difference),
            "way": "gain" if one.difference >= 0 else "cost",
            "tone": FULL_TONE * abs(one.difference) / most,
        }
        for one in offs
    ]
    moved = [rows_of[one] for one in ids if any(off.moved == one for off in offs)]
    measured = [letter[one] for one in ids if any(off.measured == one for off in offs)]
    y = ordered(
        "moved",
        title=None,
        axis={
            "labelLimit": 140,
            "domain": False,
            "ticks": False,
            "labelAlign": "left",
            "labelPadding": 156,
            "minExtent": 160,
        },
        scale={"domain": moved},
    )
    x = ordered(
        "measured",
        axis={"orient": "top", "labelAngle": 0, "domain": False, "ticks": False, "title": "does to …"},
        scale={"domain": measured},
    )
    colour = {
        "field": "way",
        "type": "nominal",
        "scale": {"domain": ["gain", "cost"], "range": [MAIN, WARM]},
        "legend": None,
    }
    tone = {"field": "tone", "type": "quantitative", "scale": None, "legend": None}
    step = min(CELL, 180 // max(1, len(measured)))
    spec = frame(
        {
            "width": {"step": step},
            "height": {"step": 26},
            "layer": [
                layer({"type": "rect"}, {"x": x, "y": y, "color": colour, "opacity": tone}, cells),
                layer({"type": "text", "color": INK}, {"x": x, "y": y, "text": {"field": "text"}}, cells),
            ],
        }
    )
    told = "; ".join(
        f"a gain in {name[one.moved]} moves {name[one.measured]} by {signed(one.difference)}" for one in offs
    )
    table = Table(
        ("a gain in", "moves", "by", "Monte Carlo error"),
        tuple((name[one.moved], name[one.measured], signed(one.difference), points(one.se)) for one in offs),
    )
    joint = study.explanation.joint_success
    more = f" All succeed together in {percent(joint)} of worlds." if joint is not None else ""
    return (
        Figure(
            "trade-offs",
            "What a gain does elsewhere",
            spec,
            f"{told}.{more}",
            table,
            "Row: where a gain is made. Column: points it moves the other.",
        ),
    )


CHART = Chart("trade_offs", "Trade-offs", "Where a gain in one arena costs another, in points.", draw)
