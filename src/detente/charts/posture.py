"""Posture: the share of cooperation among a dyad's events, with its band and its change points."""

from detente.charts._histories import marks, numbered, percent_axis, room, some
from detente.charts._parts import MAIN, MUTED, PLOT, date_axis, frame, layer, number
from detente.charts.base import Chart, Figure, Row, Table
from detente.core.history import DyadHistory, PostureBand
from detente.core.plain import full_day, percent
from detente.core.study import Study

HEIGHT = 150


def draw(study: Study) -> tuple[Figure, ...]:
    """One figure per dyad whose data can tell cooperation."""
    return tuple(figure for one in study.histories if (figure := posture_figure(one)) is not None)


def posture_figure(history: DyadHistory) -> Figure | None:
    """A dyad's posture; None where its data hold no cooperative events."""
    band = history.posture
    if band is None or len(history.periods) < 2:
        return None
    rows: list[Row] = [
        {
            "date": when.isoformat(),
            "share": round(float(band.share[place]), 4),
            "low": round(float(band.low[place]), 4),
            "high": round(float(band.high[place]), 4),
            "smoothed": round(float(band.smoothed[place]), 4),
        }
        for place, when in enumerate(history.periods)
    ]
    x = date_axis(history.periods)
    y = percent_axis("share", "share of cooperation")
    layers = [
        layer(
            {"type": "area", "color": MAIN, "opacity": 0.2},
            {"x": x, "y": number("low"), "y2": {"field": "high"}},
            rows,
        ),
        layer(
            {"type": "line", "color": MUTED, "strokeWidth": 1, "strokeDash": [2, 2]},
            {"x": x, "y": number("smoothed")},
            rows,
        ),
        layer({"type": "line", "color": MAIN, "strokeWidth": 2}, {"x": x, "y": y}, rows),
        *marks(history, PLOT),
    ]
    spec = frame({"width": PLOT, "height": HEIGHT, "layer": layers}, top=room(history, PLOT))
    return Figure(
        f"posture-{history.id}",
        f"Posture: {history.label}",
        spec,
        _told(history, band),
        _table(history, band),
        f"Line: share of cooperation as of each {history.period}; band: 5 to 95 %; dashes: with hindsight. "
        f"Arrows: changes of level in the series {history.series}, up toward cooperation, with their 90 % intervals. "
        f"Counts: {history.basis}.",
    )


def _told(history: DyadHistory, band: PostureBand) -> str:
    ends = [
        f"{percent(float(band.share[at]))} ({percent(float(band.low[at]))} to {percent(float(band.high[at]))}) "
        f"in the {history.period} of {full_day(history.periods[at])}"
        for at in (0, -1)
    ]
    changes = "; ".join(
        f"{place}: {point.direction} from {full_day(point.on)}" for place, point, _ in numbered(history, PLOT)
    )
    marked = f" Changes of level: {changes}." if changes else " No change of level was found."
    return f"Share of cooperation among events of {history.label}: {ends[0]}, {ends[1]}.{marked}"


def _table(history: DyadHistory, band: PostureBand) -> Table:
    return Table(
        (history.period, "5 %", "share of cooperation", "95 %", "with hindsight"),
        tuple(
            (
                history.periods[at].isoformat(),
                *(percent(float(column[at])) for column in (band.low, band.share, band.high, band.smoothed)),
            )
            for at in some(history.periods)
        ),
    )


CHART = Chart(
    "posture",
    "Posture in event data",
    "Share of cooperation among a dyad's coded events, whatever their number, with its band and changes.",
    draw,
)
