"""Stances: who stands where on each issue, between its landmarks."""

from detente.charts._parts import GRID, INK, MAIN, PAPER, WARM, WIDTH, Rows, layer, number
from detente.charts.base import Chart, Figure, Row, Spec, Table
from detente.core.audit import Leaf
from detente.core.naming import actor_name, issue_name
from detente.core.plain import points, spoken
from detente.core.study import Study

Placed = tuple[str, Leaf, Leaf | None]
"""Actor, its position, and its declared line where it has one."""


def draw(study: Study) -> tuple[Figure, ...]:
    """One figure per issue on which an actor has a stated position."""
    leaves = {leaf.path: leaf for leaf in study.audit.leaves}
    figures = []
    for issue in study.case.issues:
        placed: list[Placed] = []
        for actor in study.case.actors:
            stem = f"actors.{actor}.stances.{issue}"
            position = leaves.get(f"{stem}.position")
            if position is not None:
                placed.append((actor, position, leaves.get(f"{stem}.declared")))
        if placed:
            figures.append(_figure(study, issue, sorted(placed, key=lambda one: (one[1].center, one[0]))))
    return tuple(figures)


def _figure(study: Study, issue: str, placed: list[Placed]) -> Figure:
    rows = Rows(gap=9)
    marks: list[Row] = []
    spoken_lines: list[Row] = []
    for actor, position, declared in placed:
        at = rows.add(actor_name(study.case, actor), points(position.center))
        marks.append({"y": at, "p": position.center, "low": position.low, "high": position.high})
        if declared is not None:
            spoken_lines.append({"y": at, "p": declared.center})
    marked = sorted(study.case.issues[issue].landmarks.items())
    landmarks: list[Row] = [{"at": level} for level, _ in marked]
    x = number("p", scale={"domain": [0, 100]}, axis=_landmark_axis([level for level, _ in marked]))
    layers = [
        layer({"type": "rule", "color": GRID}, {"x": number("at")}, landmarks),
        layer(
            {"type": "rule", "color": MAIN, "strokeWidth": 6, "opacity": 0.35},
            {"x": number("low"), "x2": {"field": "high"}, "y": rows.y},
            marks,
        ),
        layer(
            {
                "type": "point",
                "filled": True,
                "color": PAPER,
                "stroke": WARM,
                "strokeWidth": 2,
                "size": 60,
                "opacity": 1,
            },
            {"x": x, "y": rows.y},
            spoken_lines,
        ),
        layer(
            {"type": "point", "filled": True, "color": MAIN, "size": 50, "opacity": 1},
            {"x": x, "y": rows.y},
            marks,
        ),
    ]
    name = issue_name(study.case, issue)
    told = "; ".join(f"{actor_name(study.case, actor)} {points(leaf.center)}" for actor, leaf, _ in placed)
    table = Table(
        ("actor", "position", "5 %", "95 %", "declared"),
        tuple(
            (
                actor_name(study.case, actor),
                points(leaf.center),
                points(leaf.low),
                points(leaf.high),
                points(said.center) if said else "–",
            )
            for actor, leaf, said in placed
        ),
    )
    scale = ", ".join(f"{points(level)} {spoken(name)}" for level, name in marked)
    return Figure(
        f"stances-{issue}",
        name,
        rows.spec(layers),
        f"{name}, positions from 0 to 100: {told}.",
        table,
        f"Dot: position at the start, with its 5–95 % range. Ring: declared line. Scale: {scale}.",
    )


def _landmark_axis(levels: list[float]) -> Spec:
    """Ticks at the landmarks' levels; their names are told in the note, where there is room for them."""
    return {
        "values": levels,
        "title": "points, at the landmarks of the scale",
        "grid": False,
        "labelColor": INK,
        "labelLimit": WIDTH,
    }


CHART = Chart(
    "stances",
    "Who stands where",
    "Positions and declared lines of all actors on an issue's own scale.",
    draw,
    explains=False,
)
