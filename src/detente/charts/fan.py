"""Fan: where an issue is going, with its bands, its landmarks and the dated events."""

from datetime import date

from detente.charts._levels import Marked, marked_events, quantiles
from detente.charts._parts import GRID, INK, MAIN, MUTED, PLOT, date_axis, frame, layer, number, rule_at
from detente.charts.base import Chart, Figure, Spec, Table
from detente.core.issue import Issue
from detente.core.naming import issue_name
from detente.core.plain import day, day_beside, points, spoken
from detente.core.study import Study

HEIGHT = 170


def draw(study: Study) -> tuple[Figure, ...]:
    """One figure per issue, in the order of the case's focus, then of the case."""
    order = [
        *study.case.focus.arenas,
        *(issue for issue in study.case.issues if issue not in study.case.focus.arenas),
    ]
    marks = event_key(study)
    known = [issue for issue in order if issue in study.projection.names.issues]
    return tuple(_figure(study, issue, marks) for issue in known)


def event_key(study: Study) -> tuple[Marked, ...]:
    """The numbered events that every fan marks."""
    return marked_events(study, width=PLOT)


def _figure(study: Study, issue: str, marks: tuple[Marked, ...]) -> Figure:
    projection = study.projection
    bands = quantiles(projection.levels[:, :, projection.names.issues.index(issue)])
    rows = [
        {
            "date": when.isoformat(),
            **{name: round(float(value), 2) for name, value in zip(_NAMES, band, strict=True)},
        }
        for when, band in zip(projection.dates, bands, strict=True)
    ]
    x = date_axis(projection.dates)
    y = number(
        "q50",
        scale={"domain": [0, 100]},
        axis={"values": [0, 25, 50, 75, 100], "title": "points", "grid": False, "minExtent": 24},
    )
    wide, narrow = number("q5"), number("q25")
    layers = [
        *_landmarks(study.case.issues[issue]),
        layer(
            {"type": "area", "color": MAIN, "opacity": 0.18},
            {"x": x, "y": wide, "y2": {"field": "q95"}},
            rows,
        ),
        layer(
            {"type": "area", "color": MAIN, "opacity": 0.34},
            {"x": x, "y": narrow, "y2": {"field": "q75"}},
            rows,
        ),
        layer({"type": "line", "color": MAIN, "strokeWidth": 2}, {"x": x, "y": y}, rows),
        *_landmark_names(study.case.issues[issue]),
        *_numbers(marks),
        *rule_at(
            projection.as_of,
            f"as of {day(projection.as_of)}",
            HEIGHT,
            late=_late(projection.as_of, projection.dates),
        ),
    ]
    spec = frame({"width": PLOT, "height": HEIGHT, "layer": layers})
    return Figure(
        f"fan-{issue}",
        issue_name(study.case, issue),
        spec,
        _told(study, issue, bands.tolist()),
        _table(study, bands.tolist()),
        "Line: median world. Dark band: half of the worlds; light band: nine in ten. Numbers: events.",
    )


_NAMES = ("q5", "q25", "q50", "q75", "q95")


def _landmarks(issue: Issue) -> list[Spec]:
    rows = [{"at": float(level)} for level in issue.landmarks]
    return [layer({"type": "rule", "color": GRID}, {"y": number("at")}, rows)]


def _landmark_names(issue: Issue) -> list[Spec]:
    rows = [
        # A name stands above its line, save at the top of the scale, where there is only room below.
        {"at": float(level), "name": spoken(name), "dy": 7 if level > 94 else -6}
        for level, name in issue.landmarks.items()
    ]
    layers: list[Spec] = []
    for dy in (-6, 7):
        here = [row for row in rows if row["dy"] == dy]
        if here:
            where: Spec = {"x": {"value": PLOT - 2}, "y": number("at"), "text": {"field": "name"}}
            mark: Spec = {"type": "text", "align": "right", "dy": dy, "fontSize": 10, "color": MUTED}
            layers.append(layer(mark, where, here))
    return layers


def _numbers(marks: tuple[Marked, ...]) -> list[Spec]:
    rows = [{"date": mark.on.isoformat(), "n": str(mark.number), "y": -7 - 11 * mark.row} for mark in marks]
    if not rows:
        return []
    x: Spec = {"field": "date", "type": "temporal"}
    up: Spec = {"type": "rule", "color": MUTED, "strokeDash": [2, 3], "opacity": 0.7}
    layers = [layer(up, {"x": x}, rows)]
    for y in sorted({row["y"] for row in rows}, key=str):
        here = [row for row in rows if row["y"] == y]
        layers.append(
            layer(
                {"type": "text", "fontSize": 10, "color": INK},
                {"x": x, "y": {"value": y}, "text": {"field": "n"}},
                here,
            )
        )
    return layers


def _late(when: date, dates: tuple[date, ...]) -> bool:
    return (when - dates[0]).days > 0.5 * (dates[-1] - dates[0]).days


def _told(study: Study, issue: str, bands: list[list[float]]) -> str:
    projection = study.projection
    start, as_of, end = projection.dates[0], projection.as_of, projection.dates[-1]
    now, last = bands[projection.step_at(max(start, min(as_of, end)))], bands[-1]
    return (
        f"{issue_name(study.case, issue)}, 0 to 100: median {points(bands[0][2])} on {day_beside(start, end.year)}, "
        f"{points(now[2])} on {day_beside(as_of, end.year)}, {points(last[2])} on {day(end)} {end.year}, "
        f"when nine worlds in ten lie between {points(last[0])} and {points(last[4])}."
    )


def _table(study: Study, bands: list[list[float]]) -> Table:
    dates = study.projection.dates
    stride = max(1, (len(dates) - 1) // 8)
    steps = sorted({*range(0, len(dates), stride), len(dates) - 1})
    rows = tuple((dates[step].isoformat(), *(points(value) for value in bands[step])) for step in steps)
    return Table(("date", "5 %", "25 %", "median", "75 %", "95 %"), rows)


CHART = Chart(
    "fan",
    "Where each issue is going",
    "Median and bands of an issue's level over time; after the answers, never before.",
    draw,
)
