"""Footing: what the numbers of the case rest on."""

from typing import get_args

from detente.charts._parts import INK, MAIN, SOFT, THIRD, WARM, WIDTH, frame, layer, number
from detente.charts.base import Chart, Figure, Row, Table
from detente.core.audit import Footing
from detente.core.plain import percent
from detente.core.study import Study

TONES: dict[Footing, str] = {
    "value sourced": MAIN,
    "direction sourced, size judged": THIRD,
    "assumed": SOFT,
    "bare": WARM,
}


def draw(study: Study) -> tuple[Figure, ...]:
    """One bar over all inputs."""
    total = len(study.audit.leaves)
    if total == 0:
        return ()
    counts = {footing: study.audit.count(footing) for footing in get_args(Footing)}
    present = [footing for footing in counts if counts[footing]]
    rows: list[Row] = [
        {"footing": footing, "n": counts[footing], "order": index} for index, footing in enumerate(present)
    ]
    legend = {
        "orient": "bottom",
        "columns": 2,
        "title": None,
        "labelFontSize": 11,
        "labelColor": INK,
        "symbolType": "square",
        "labelLimit": 170,
    }
    colour = {
        "field": "footing",
        "type": "nominal",
        "scale": {"domain": present, "range": [TONES[footing] for footing in present]},
        "legend": legend,
    }
    x = number(
        "n",
        stack="zero",
        scale={"domain": [0, total], "nice": False},
        axis={"title": "inputs", "tickCount": 5, "grid": False},
    )
    spec = frame(
        {
            "width": WIDTH,
            "height": 26,
            "layer": [
                layer(
                    {"type": "bar", "height": 20}, {"x": x, "color": colour, "order": number("order")}, rows
                )
            ],
        }
    )
    told = ", ".join(
        f"{footing} {counts[footing]} ({percent(counts[footing] / total)})" for footing in counts
    )
    table = Table(
        ("footing", "inputs", "share"),
        tuple((footing, counts[footing], percent(counts[footing] / total)) for footing in counts),
    )
    return (Figure("footing", "What the inputs rest on", spec, f"{total} inputs: {told}.", table),)


CHART = Chart(
    "footing",
    "Footing",
    "How many inputs rest on a source, on judgement, or on an assumption.",
    draw,
    explains=False,
)
