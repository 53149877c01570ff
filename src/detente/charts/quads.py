"""Quads: how many events of each quad class a dyad had, period by period."""

from detente.charts._histories import marks, room, some
from detente.charts._parts import INK, MAIN, PLOT, SOFT, THIRD, WARM, date_axis, frame, layer, number
from detente.charts.base import Chart, Figure, Row, Table
from detente.core.history import DyadHistory
from detente.core.plain import amount, full_day
from detente.core.study import Study

HEIGHT = 130
CLASSES = ("words of cooperation", "deeds of cooperation", "words of conflict", "deeds of conflict")
COLOURS = (SOFT, THIRD, MAIN, WARM)


def draw(study: Study) -> tuple[Figure, ...]:
    """One figure per dyad."""
    return tuple(quads_figure(one) for one in study.histories if len(one.periods) > 1)


def quads_figure(history: DyadHistory) -> Figure:
    """A dyad's counts by quad class, stacked."""
    # Data of hostile events alone do not show that nobody cooperated.
    told_of = range(4) if history.posture is not None or history.quads[:, :2].any() else range(2, 4)
    shown = [CLASSES[quad] for quad in told_of]
    rows: list[Row] = [
        {
            "date": when.isoformat(),
            "class": name,
            "count": round(float(history.quads[at, quad]), 2),
            "order": quad,
        }
        for at, when in enumerate(history.periods)
        for quad, name in zip(told_of, shown, strict=True)
    ]
    colour = {
        "field": "class",
        "type": "nominal",
        "scale": {"domain": shown, "range": [COLOURS[quad] for quad in told_of]},
        "legend": {"orient": "bottom", "columns": 2, "title": None, "labelColor": INK, "labelFontSize": 10},
    }
    count = number(
        "count",
        aggregate="sum",
        stack="zero",
        axis={"title": f"events a {history.period}", "grid": True, "tickCount": 4, "minExtent": 28},
    )
    layers = [
        layer(
            {"type": "area", "interpolate": "step-after", "opacity": 0.9},
            {"x": date_axis(history.periods), "y": count, "color": colour, "order": number("order")},
            rows,
        ),
        *marks(history, PLOT),
    ]
    spec = frame({"width": PLOT, "height": HEIGHT, "layer": layers}, top=room(history, PLOT))
    totals = history.quads.sum(axis=0)
    told = ", ".join(f"{amount(float(totals[quad]))} {CLASSES[quad]}" for quad in told_of)
    span = f"{full_day(history.periods[0])} to {full_day(history.periods[-1])}"
    return Figure(
        f"quads-{history.id}",
        f"Events by quad class: {history.label}",
        spec,
        f"Events of {history.label}, {span}: {told}.",
        Table(
            (history.period, *shown),
            tuple(
                (
                    history.periods[at].isoformat(),
                    *(amount(float(history.quads[at, quad])) for quad in told_of),
                )
                for at in some(history.periods)
            ),
        ),
        "Counts follow how much is reported as well as how much is done; the posture does not.",
    )


CHART = Chart("quads", "Events by quad class", "How many events of each class a dyad had.", draw)
