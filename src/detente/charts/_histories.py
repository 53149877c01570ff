"""What the charts of event data share: axes, marked change points, and how periods are named."""

from collections.abc import Sequence
from datetime import date

from detente.charts._parts import MUTED, WARM, layer, number
from detente.charts.base import Row, Spec
from detente.core.change_point import ChangePoint
from detente.core.history import DyadHistory

ROW = 11
MOST_ROWS = 3
ARROWS = {"hostile": "▼", "conciliatory": "▲"}


def numbered(history: DyadHistory, width: float) -> list[tuple[int, ChangePoint, int]]:
    """Change points with their numbers and the row in which each number stands, so that none lie on another."""
    first, last = history.periods[0], history.periods[-1]
    span = max((last - first).days, 1)
    ends: list[float] = []
    found = []
    ordered = sorted(history.change_points, key=lambda one: (one.on, one.as_of))
    for place, point in enumerate(ordered, 1):
        x = width * (point.on - first).days / span
        row = next((row for row, end in enumerate(ends) if x - end >= 2.2 * ROW), len(ends))
        if row == len(ends):
            ends.append(x)
        ends[row] = x
        found.append((place, point, min(row, MOST_ROWS - 1)))
    return found


def marks(history: DyadHistory, width: float) -> list[Spec]:
    """Rules at change points with an arrow for the direction and a number above the plot."""
    rows: list[Row] = [
        {
            "date": point.on.isoformat(),
            "low": point.low.isoformat(),
            "high": point.high.isoformat(),
            "text": f"{ARROWS[point.direction]}{place}",
            "y": -6 - ROW * row,
            "way": point.direction,
        }
        for place, point, row in numbered(history, width)
    ]
    if not rows:
        return []
    x: Spec = {"field": "date", "type": "temporal"}
    band: Spec = {"x": {"field": "low", "type": "temporal"}, "x2": {"field": "high"}}
    layers = [
        layer({"type": "rect", "color": WARM, "opacity": 0.12}, band, rows),
        layer({"type": "rule", "color": WARM, "strokeDash": [3, 2]}, {"x": x}, rows),
    ]
    for y in sorted({int(str(row["y"])) for row in rows}, reverse=True):
        here = [row for row in rows if row["y"] == y]
        at: Spec = {"x": x, "y": {"value": y}, "text": {"field": "text"}}
        layers.append(layer({"type": "text", "fontSize": 10, "color": MUTED}, at, here))
    return layers


def room(history: DyadHistory, width: float) -> int:
    """Pixels above the plot that the numbers need."""
    rows = [row for _, _, row in numbered(history, width)]
    return 8 + (ROW * (max(rows) + 1) if rows else 0)


def percent_axis(field: str, title: str) -> Spec:
    """Encoding of a share from 0 to 1, as per cent."""
    return number(
        field,
        scale={"domain": [0, 1]},
        axis={
            "format": ".0%",
            "values": [0, 0.25, 0.5, 0.75, 1],
            "title": title,
            "grid": True,
            "minExtent": 28,
        },
    )


def some(periods: Sequence[date], most: int = 12) -> list[int]:
    """Places of at most so many periods, evenly spread, with the first and the last."""
    stride = max(1, -(-len(periods) // most))
    return sorted({*range(0, len(periods), stride), len(periods) - 1})
