"""Tracks: the life of each negotiation, and how wide its zone of agreement is."""

import numpy as np

from detente.charts._levels import quantiles
from detente.charts._parts import (
    GRID,
    INK,
    MAIN,
    MUTED,
    PLOT,
    SOFT,
    THIRD,
    WARM,
    date_axis,
    frame,
    layer,
    number,
)
from detente.charts.base import Chart, Figure, Row, Spec, Table
from detente.core.plain import day, percent, points, spoken
from detente.core.projection import BROKEN, CLOSED, OPEN, SETTLED
from detente.core.study import Study

STATES = (
    (SETTLED, "settled", MAIN),
    (OPEN, "open", THIRD),
    (BROKEN, "broken", WARM),
    (CLOSED, "closed", SOFT),
)


def draw(study: Study) -> tuple[Figure, ...]:
    """One figure per track, in the order of the case."""
    known = study.projection.names.tracks
    return tuple(_figure(study, track) for track in study.case.tracks if track in known)


def _figure(study: Study, track: str) -> Figure:
    projection = study.projection
    place = projection.names.tracks.index(track)
    dates = projection.dates
    status = projection.statuses[:, :, place]
    shares = {name: np.mean(status == code, axis=0) for code, name, _ in STATES}
    zone = quantiles(projection.zones[:, :, place], (0.25, 0.5, 0.75))
    life: list[Row] = [
        {
            "date": when.isoformat(),
            "state": name,
            "share": round(100 * float(shares[name][step]), 1),
            "order": rank,
        }
        for rank, (_, name, _) in enumerate(STATES)
        for step, when in enumerate(dates)
    ]
    widths: list[Row] = [
        {
            "date": when.isoformat(),
            "low": round(float(low), 2),
            "mid": round(float(mid), 2),
            "high": round(float(high), 2),
        }
        for when, (low, mid, high) in zip(dates, zone, strict=True)
    ]
    name = study.case.tracks[track].name or spoken(track)
    spec = frame({"vconcat": [_life(study, life), _zone(study, widths)], "spacing": 10})
    last = {state: float(values[-1]) for state, values in shares.items()}
    stride = max(1, (len(dates) - 1) // 8)
    steps = sorted({*range(0, len(dates), stride), len(dates) - 1})
    table = Table(
        ("date", *(state for _, state, _ in STATES), "median width of the zone"),
        tuple(
            (
                dates[step].isoformat(),
                *(percent(float(shares[state][step])) for _, state, _ in STATES),
                points(float(zone[step, 1])),
            )
            for step in steps
        ),
    )
    told = ", ".join(f"{state} {percent(share)}" for state, share in last.items())
    alternative = (
        f"{name}: share of worlds on {day(dates[-1])} {dates[-1].year}: {told}; "
        f"the median zone is {points(float(zone[-1, 1]))} points wide then."
    )
    return Figure(
        f"track-{track}",
        name,
        spec,
        alternative,
        table,
        "Above: state of the talks. Below: width of what all parties would accept; 0 is no deal to be had.",
    )


def _life(study: Study, rows: list[Row]) -> Spec:
    colour: Spec = {
        "field": "state",
        "type": "nominal",
        "title": None,
        "scale": {"domain": [name for _, name, _ in STATES], "range": [tone for _, _, tone in STATES]},
        "legend": {
            "orient": "top",
            "labelFontSize": 11,
            "labelColor": INK,
            "symbolType": "square",
            "direction": "horizontal",
            "columnPadding": 10,
        },
    }
    y = number(
        "share",
        stack="zero",
        scale={"domain": [0, 100]},
        axis={"title": "% of worlds", "values": [0, 50, 100], "grid": False, "minExtent": 24},
    )
    areas = layer(
        "area",
        {
            "x": date_axis(study.projection.dates, labels=False),
            "y": y,
            "color": colour,
            "order": number("order"),
        },
        rows,
    )
    return {"width": PLOT, "height": 90, "layer": [areas, _as_of(study)]}


def _zone(study: Study, rows: list[Row]) -> Spec:
    x = date_axis(study.projection.dates)
    top = max(5.0, *(float(str(row["high"])) for row in rows))
    axis = {"title": "zone, points", "tickCount": 3, "grid": True, "gridColor": GRID, "minExtent": 24}
    y = number("mid", scale={"domain": [0, top]}, axis=axis)
    band = layer(
        {"type": "area", "color": MUTED, "opacity": 0.3},
        {"x": x, "y": number("low"), "y2": {"field": "high"}},
        rows,
    )
    line = layer({"type": "line", "color": INK, "strokeWidth": 1.5}, {"x": x, "y": y}, rows)
    return {"width": PLOT, "height": 60, "layer": [band, line, _as_of(study)]}


def _as_of(study: Study) -> Spec:
    row = [{"date": study.projection.as_of.isoformat()}]
    return layer({"type": "rule", "color": INK}, {"x": {"field": "date", "type": "temporal"}}, row)


CHART = Chart(
    "tracks",
    "Talks over time",
    "Share of worlds in which talks are open, settled or broken, and the room for a deal.",
    draw,
    explains=False,
)
