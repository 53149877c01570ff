"""Pieces that all charts are put together from: palette, frame, date axis, rows of labelled marks.

Every figure is drawn 360 px wide and scaled up on wide screens, so that its text is legible on a phone too.
"""

import textwrap
from collections.abc import Iterable, Sequence
from datetime import date

from detente.charts.base import PALETTE, Figure, Row, Spec

INK, MUTED, GRID, PAPER = (PALETTE[name] for name in ("ink", "muted", "grid", "paper"))
MAIN, WARM, THIRD, SOFT = (PALETTE[name] for name in ("main", "warm", "third", "soft"))

WIDTH = 348
"""Plot width of a chart without a y axis."""
PLOT = 308
"""Plot width of a chart with a y axis."""
SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
_LINE = 14
_CONFIG: Spec = {
    "font": "sans-serif",
    "view": {"stroke": None},
    "axis": {
        "labelFontSize": 11,
        "titleFontSize": 11,
        "titleFontWeight": "normal",
        "labelColor": INK,
        "titleColor": MUTED,
        "domainColor": MUTED,
        "tickColor": MUTED,
        "gridColor": GRID,
    },
    "text": {"fontSize": 11, "color": INK},
    "title": {"fontSize": 12, "fontWeight": "bold", "color": INK, "anchor": "start"},
    "header": {
        "labelFontSize": 11,
        "labelColor": INK,
        "labelAnchor": "start",
        "labelFontWeight": "bold",
        "labelPadding": 4,
    },
}


def frame(body: Spec, *, top: int = 6) -> Spec:
    """A spec that stands alone: schema, look and padding around a body of layers or panels."""
    padding = {"left": 6, "right": 6, "top": top, "bottom": 4}
    return {"$schema": SCHEMA, "background": "transparent", "padding": padding, "config": _CONFIG, **body}


def stacked(figures: Sequence[Figure]) -> Spec:
    """Several figures under one another as one spec with their titles, for a picture that stands alone."""
    panels: list[Spec] = []
    for figure in figures:
        body = {key: part for key, part in figure.spec.items() if key not in _FRAME}
        padding = figure.spec["padding"]
        room = padding["top"] if isinstance(padding, dict) else 0
        panels.append({"title": {"text": figure.title, "offset": room}, **body})
    return {**frame({"vconcat": panels, "resolve": {"scale": {"color": "independent"}}}), "background": PAPER}


_FRAME = ("$schema", "background", "padding", "config")


def layer(mark: str | Spec, encoding: Spec, values: Iterable[Row] | None = None, **more: object) -> Spec:
    """One layer, with its own rows where given."""
    own: Spec = {} if values is None else {"data": {"values": list(values)}}
    return {**own, "mark": mark, "encoding": encoding, **more}


def number(field: str, **more: object) -> Spec:
    """Encoding of a quantitative field."""
    return {"field": field, "type": "quantitative", **more}


def ordered(field: str, **more: object) -> Spec:
    """Encoding of a nominal field in the order of its rows."""
    return {"field": field, "type": "nominal", "sort": None, **more}


def date_axis(dates: Sequence[date], *, labels: bool = True, ticks: int = 5) -> Spec:
    """Encoding of the field `date`; ticks at firsts of months, `1 Nov`, with the year where it begins."""
    year = "datum.index == 0 || utcmonth(datum.value) == 0 ? utcFormat(datum.value, '%Y') : ''"
    label = f"[utcFormat(datum.value, '%-d %b'), {year}]"
    marks = [
        {"year": when.year, "month": when.month, "date": 1, "utc": True}
        for when in month_starts(dates, ticks)
    ]
    axis: Spec = {
        "values": marks,
        "labelExpr": label,
        "grid": False,
        "title": None,
        "labels": labels,
        "labelFlush": True,
    }
    scale = {"type": "utc", "domain": [_moment(dates[0]), _moment(dates[-1])]}
    return {"field": "date", "type": "temporal", "axis": axis, "scale": scale}


def month_starts(dates: Sequence[date], most: int) -> list[date]:
    """At most `most` firsts of months, evenly spaced, within the span; the first date where none fits."""
    first, last = dates[0], dates[-1]
    months = [
        date(year, month, 1)
        for year in range(first.year, last.year + 1)
        for month in range(1, 13)
        if first <= date(year, month, 1) <= last
    ]
    stride = next(step for step in (1, 2, 3, 4, 6, 12, 24, 60, 120, 600) if len(months) <= most * step)
    return [
        month for month in months if (month.year * 12 + month.month - 1) % stride == 0 or stride == 1
    ] or [first]


def _moment(when: date) -> Spec:
    return {"year": when.year, "month": when.month, "date": when.day, "utc": True}


def rule_at(when: date, text: str, height: float, *, late: bool) -> list[Spec]:
    """A vertical rule with a label beside its foot; `late` puts the label left of it."""
    row = [{"date": when.isoformat(), "text": text}]
    x: Spec = {"field": "date", "type": "temporal"}
    mark: Spec = {
        "type": "text",
        "align": "right" if late else "left",
        "dx": -3 if late else 3,
        "dy": -6,
        "color": MUTED,
        "fontSize": 10,
    }
    return [
        layer({"type": "rule", "color": INK, "strokeWidth": 1}, {"x": x}, row),
        layer(mark, {"x": x, "y": {"value": height}, "text": {"field": "text"}}, row),
    ]


def wrapped(text: str, width: int = 56, most: int = 3) -> list[str]:
    """Lines of at most `width` characters; what does not fit into `most` lines ends in an ellipsis."""
    return textwrap.wrap(text, width, max_lines=most, placeholder=" …") or [""]


class Rows:
    """Lays labelled rows under one another: a label of one or more lines, and the marks on a line below it.

    A label above its marks needs no column of its own, which is what makes long labels fit a narrow figure.
    """

    def __init__(self, *, gap: int = 12, top: int = 10) -> None:
        self.height = top
        self.labels: list[Row] = []
        self._gap = gap

    def add(self, label: str, value: str = "", *, strong: bool = False) -> int:
        """Place a row; returns the y at which its marks belong."""
        lines = wrapped(label, 57 - len(value) if value else 60)
        self.labels.append({"y": self.height, "label": "\n".join(lines), "value": value, "strong": strong})
        # Marks stand nearer to their own label than to the next one.
        at = self.height + _LINE * (len(lines) - 1) + 13
        self.height = at + self._gap + 8
        return at

    def heading(self, text: str) -> None:
        """Place a line of text without marks."""
        lines = wrapped(text, 54)
        self.labels.append({"y": self.height, "label": "\n".join(lines), "value": "", "strong": True})
        self.height += _LINE * len(lines) + 6

    @property
    def y(self) -> Spec:
        """Encoding of the field `y`."""
        return number(
            "y", scale={"domain": [0, self.height], "reverse": True, "nice": False, "zero": False}, axis=None
        )

    def texts(self) -> list[Spec]:
        """Layers that write the labels, and at the right edge the values."""
        at: Spec = {"type": "text", "baseline": "middle", "lineBreak": "\n", "lineHeight": _LINE}
        plain = [row for row in self.labels if not row["strong"]]
        strong = [row for row in self.labels if row["strong"]]
        valued = [row for row in self.labels if row["value"]]
        layers: list[Spec] = []
        left: Spec = {"x": {"value": 0}, "y": self.y, "text": {"field": "label"}}
        right: Spec = {"x": {"value": WIDTH}, "y": self.y, "text": {"field": "value"}}
        if plain:
            layers.append(layer({**at, "align": "left"}, left, plain))
        if strong:
            layers.append(layer({**at, "align": "left", "fontWeight": "bold"}, left, strong))
        if valued:
            layers.append(layer({**at, "align": "right", "fontWeight": "bold"}, right, valued))
        return layers

    def spec(self, layers: Sequence[Spec]) -> Spec:
        """The whole figure: marks, then labels over them."""
        return frame({"width": WIDTH, "height": self.height, "layer": [*layers, *self.texts()]})
