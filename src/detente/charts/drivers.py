"""Drivers: what a change is put down to in this model, with the range over the uncertain inputs."""

from detente.charts._parts import INK, MAIN, MUTED, WARM, Rows, layer, number
from detente.charts.base import Chart, Figure, Row, Table
from detente.core.explanation import Attribution, Driver
from detente.core.naming import reading_name
from detente.core.plain import error, points, signed, span
from detente.core.study import Study

MOST_BARS = 5
GAMES = {"event": "by event", "channel": "by channel"}


def draw(study: Study) -> tuple[Figure, ...]:
    """One figure per target and game, in the order explained."""
    return tuple(
        _figure(study, attribution) for attribution in study.explanation.attributions if attribution.drivers
    )


def bars(attribution: Attribution, most: int = MOST_BARS) -> tuple[tuple[str, float, float, float], ...]:
    """At most `most` bars that close the sum: label, share, low, high.

    Drift keeps a bar of its own. What is left over is one bar, whose range adds its parts' ranges about their
    shares in quadrature, as for independent parts.
    """
    ranked = sorted(attribution.drivers, key=lambda driver: -abs(driver.share))
    if len(ranked) <= most:
        return tuple((driver.label, driver.share, driver.low, driver.high) for driver in ranked)
    drift = [driver for driver in ranked if driver.id == "drift"]
    first = [driver for driver in ranked if driver.id != "drift"][: most - 1 - len(drift)]
    shown = sorted([*first, *drift], key=lambda driver: -abs(driver.share))
    rest = [driver for driver in ranked if driver not in shown]
    return (*((driver.label, driver.share, driver.low, driver.high) for driver in shown), _together(rest))


def _together(rest: list[Driver]) -> tuple[str, float, float, float]:
    share = sum(driver.share for driver in rest)
    down = sum((driver.share - driver.low) ** 2 for driver in rest) ** 0.5
    up = sum((driver.high - driver.share) ** 2 for driver in rest) ** 0.5
    return (f"All else ({len(rest)} smaller)", share, share - down, share + up)


def _figure(study: Study, attribution: Attribution) -> Figure:
    shown = bars(attribution)
    rows = Rows()
    marks: list[Row] = []
    for label, share, low, high in shown:
        at = rows.add(label, signed(share))
        marks.append(
            {
                "y": at,
                "share": share,
                "low": low,
                "high": high,
                "zero": 0,
                "way": "up" if share >= 0 else "down",
            }
        )
    ends = [0.0, *(end for _, share, low, high in shown for end in (share, low, high))]
    axis = {"title": "points of change · bar: contribution, line: 5–95 %", "tickCount": 5, "grid": True}
    x = number("share", scale={"domain": [min(ends), max(ends)], "nice": True}, axis=axis)
    colour = {
        "field": "way",
        "type": "nominal",
        "scale": {"domain": ["up", "down"], "range": [MAIN, WARM]},
        "legend": None,
    }
    spec = rows.spec(
        [
            layer(
                {"type": "rule", "strokeWidth": 10, "opacity": 0.6},
                {"x": x, "x2": {"field": "zero"}, "y": rows.y, "color": colour},
                marks,
            ),
            layer(
                {"type": "rule", "color": INK, "strokeWidth": 1.5},
                {"x": number("low"), "x2": {"field": "high"}, "y": rows.y},
                marks,
            ),
            layer(
                {"type": "tick", "orient": "vertical", "color": INK, "size": 8, "thickness": 1.5},
                {"x": number("low"), "y": rows.y},
                marks,
            ),
            layer(
                {"type": "tick", "orient": "vertical", "color": INK, "size": 8, "thickness": 1.5},
                {"x": number("high"), "y": rows.y},
                marks,
            ),
            layer({"type": "rule", "color": MUTED, "strokeWidth": 1}, {"x": number("zero")}, [{"zero": 0}]),
        ]
    )
    target = reading_name(study.case, attribution.target)
    window = span(attribution.from_date, attribution.to_date)
    listed = "; ".join(
        f"{label} {signed(share)} ({points(low)} to {points(high)})" for label, share, low, high in shown
    )
    return Figure(
        f"drivers-{attribution.target.replace('.', '-')}-{attribution.game}",
        f"{target}, {GAMES[attribution.game]}",
        spec,
        f"Change of {signed(attribution.change)} points, {window}, {GAMES[attribution.game]}: {listed}.",
        Table(
            ("driver", "points", "5 %", "95 %", "Monte Carlo error"),
            tuple(
                (
                    driver.label,
                    signed(driver.share),
                    points(driver.low),
                    points(driver.high),
                    error(driver.se),
                )
                for driver in sorted(attribution.drivers, key=lambda driver: -abs(driver.share))
            ),
        ),
        "Contribution in this model, not proof of cause.",
    )


CHART = Chart(
    "drivers",
    "What moved it",
    "Shares of a change by event and by channel, drift included; the sum closes.",
    draw,
)
