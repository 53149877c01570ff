"""Movers: which dyads changed their level last, and how surely."""

from collections.abc import Callable, Sequence

from detente.charts._parts import GRID, MAIN, WARM, Rows, layer, number
from detente.charts.base import Chart, Figure, Row, Table
from detente.core.change_point import ChangePoint
from detente.core.plain import full_day, percent, points
from detente.core.study import Study

MOST = 15
_NO_CHANCE = "–"


def draw(study: Study) -> tuple[Figure, ...]:
    """One figure: the latest change of every dyad that had one."""
    names = {one.source: one.source_name for one in study.histories} | {
        one.target: one.target_name for one in study.histories
    }
    latest = [one.change_points[-1] for one in study.histories if one.change_points]
    ordered = sorted(latest, key=lambda one: (-(one.probability or 0.0), -one.size))
    if not ordered:
        return ()
    return (movers_figure(ordered, lambda code: names.get(code, code), "The latest change of each dyad"),)


def movers_figure(
    found: Sequence[ChangePoint], name: Callable[[str], str], title: str = "Where something moved"
) -> Figure:
    """A ranking of change points, surest first: to the right more hostile, to the left more conciliatory.

    Parameters
    ----------
    found : at least one, in the order of the ranking; those beyond the first fifteen are left out.
    name : what to call an actor's code.
    """
    shown = list(found)[:MOST]
    rows = Rows()
    bars: list[Row] = []
    for one in shown:
        chance = percent(one.probability) if one.probability is not None else _NO_CHANCE
        at = rows.add(f"{name(one.source)} toward {name(one.target)}, {full_day(one.on)}", chance)
        bars.append({"y": at, "size": round(_signed(one), 4), "zero": 0, "way": one.direction})
    reach = max(abs(_signed(one)) for one in shown) or 1.0
    unit = shown[0].unit
    axis = {
        "title": f"change of level, {unit} · left conciliatory, right hostile",
        "tickCount": 5,
        "grid": True,
    }
    x = number("size", scale={"domain": [-reach, reach], "nice": True}, axis=axis)
    colour = {
        "field": "way",
        "type": "nominal",
        "scale": {"domain": ["hostile", "conciliatory"], "range": [WARM, MAIN]},
        "legend": None,
    }
    spec = rows.spec(
        [
            layer({"type": "rule", "color": GRID}, {"x": number("zero")}, bars[:1]),
            layer(
                {"type": "rule", "strokeWidth": 6},
                {"x": x, "x2": {"field": "zero"}, "y": rows.y, "color": colour},
                bars,
            ),
        ]
    )
    told = "; ".join(
        f"{name(one.source)} toward {name(one.target)} {one.direction} from {full_day(one.on)}, size {points(one.size)}"
        for one in shown
    )
    table = Table(
        ("dyad", "since", "direction", f"size, {unit}", "chance"),
        tuple(
            (
                f"{name(one.source)} toward {name(one.target)}",
                one.on.isoformat(),
                one.direction,
                points(one.size),
                percent(one.probability) if one.probability is not None else _NO_CHANCE,
            )
            for one in shown
        ),
    )
    note = "At the right: chance that the level really changed, by a calibration on simulated series."
    return Figure("movers", title, spec, f"{title}: {told}.", table, note)


def _signed(point: ChangePoint) -> float:
    return point.size if point.direction == "hostile" else -point.size


CHART = Chart("movers", "Where something moved", "Dyads whose level changed, the surest first.", draw)
