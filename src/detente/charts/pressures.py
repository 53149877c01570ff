"""Pressures: every driver's median and bands, side by side."""

from detente.charts._levels import quantiles
from detente.charts._parts import INK, MAIN, date_axis, frame, layer, number, ordered, wrapped
from detente.charts.base import Chart, Figure, Row, Table
from detente.core.naming import pressure_name
from detente.core.plain import day, points
from detente.core.study import Study

ONE_FIGURE = 6
LETTERS = 21
"""Letters of a title that fit over a panel."""
ENOUGH_WORLDS = 2_000
"""Worlds the bands are drawn from: their quantiles then err by less than the line is thick."""


def draw(study: Study) -> tuple[Figure, ...]:
    """Small multiples, in two figures that stand side by side where there are many."""
    names = [name for name in study.case.pressures if name in study.projection.names.pressures]
    if len(names) <= ONE_FIGURE:
        return (_figure(study, names, ""),) if names else ()
    half = 2 * -(-len(names) // 4)  # even, so that the first figure's last row is full
    return _figure(study, names[:half], " (1 of 2)"), _figure(study, names[half:], " (2 of 2)")


def _figure(study: Study, names: list[str], part: str) -> Figure:
    projection = study.projection
    dates = projection.dates
    stride = max(1, (len(dates) - 1) // 40)
    steps = sorted({*range(0, len(dates), stride), len(dates) - 1})
    rows: list[Row] = []
    table: list[tuple[str | float, ...]] = []
    for name in names:
        values = projection.pressures[:ENOUGH_WORLDS, steps, projection.names.pressures.index(name)]
        bands = quantiles(values, (0.05, 0.5, 0.95))
        label = "\n".join(wrapped(pressure_name(study.case, name), LETTERS, 2))
        rows += [
            {
                "name": label,
                "date": dates[step].isoformat(),
                "low": round(float(low), 1),
                "mid": round(float(mid), 1),
                "high": round(float(high), 1),
            }
            for step, (low, mid, high) in zip(steps, bands, strict=True)
        ]
        first, last = bands[0], bands[-1]
        table.append(
            (
                pressure_name(study.case, name),
                points(float(first[1])),
                points(float(last[1])),
                points(float(last[0])),
                points(float(last[2])),
            )
        )
    x = date_axis(dates, ticks=3)
    axis = {"values": [0, 50, 100], "title": None, "grid": True}
    y = number("mid", scale={"domain": [0, 100]}, axis=axis)
    panel = {
        "width": 138,
        "height": 62,
        "layer": [
            layer(
                {"type": "area", "color": MAIN, "opacity": 0.22},
                {"x": x, "y": number("low"), "y2": {"field": "high"}},
            ),
            layer({"type": "line", "color": MAIN, "strokeWidth": 1.75}, {"x": x, "y": y}),
            layer(
                {"type": "rule", "color": INK},
                {"x": {"field": "date", "type": "temporal"}},
                [{"date": projection.as_of.isoformat()}],
            ),
        ],
    }
    header = {"title": None, "labelExpr": "split(datum.label, '\\n')", "labelLineHeight": 13}
    spec = frame(
        {
            "data": {"values": rows},
            "facet": ordered("name", header=header)
            | {"sort": list(dict.fromkeys(str(row["name"]) for row in rows))},
            "columns": 2,
            "spacing": {"row": 14, "column": 14},
            "spec": panel,
        }
    )
    told = "; ".join(f"{name} {first} to {last}" for name, first, last, _, _ in table)
    return Figure(
        f"pressures{part[2:3]}",
        f"Pressures{part}",
        spec,
        f"Medians from {day(dates[0])} {dates[0].year} to {day(dates[-1])} {dates[-1].year}, "
        f"0 to 100: {told}.",
        Table(("pressure", "median at the start", "median at the end", "5 %", "95 %"), tuple(table)),
        f"Line: median, 0 to 100. Band: nine worlds in ten. Rule: {day(projection.as_of)}.",
    )


CHART = Chart(
    "pressures", "Pressures", "What the drivers do, before and after the as-of date.", draw, explains=False
)
