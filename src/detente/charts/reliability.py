"""Reliability: how often what was said came, with the range luck leaves, and how often each was said."""

from detente.charts._histories import percent_axis
from detente.charts._parts import INK, MAIN, MUTED, PAPER, PLOT, SOFT, frame, layer, number, wrapped
from detente.charts.base import Chart, Figure, Row, Spec, Table
from detente.core.forecast import Standing
from detente.core.plain import full_day, percent
from detente.core.scorecard import Calibration, Scorecard
from detente.core.study import Study

HEIGHT = 240
COUNTS = 60
"""Height of the panel that shows how often each was said."""


def draw(study: Study) -> tuple[Figure, ...]:
    """A figure for each forecaster and standing that the case's ledger holds settled questions of."""
    return reliability_figures(study.scores) if study.scores is not None else ()


def reliability_figures(card: Scorecard) -> tuple[Figure, ...]:
    """A figure for each forecaster; registered and retrospective ones apart."""
    return tuple(
        reliability_figure(one, table.standing, card) for table in card.tables for one in table.calibrations
    )


def reliability_figure(one: Calibration, standing: Standing, card: Scorecard) -> Figure:
    """The diagram of one forecaster, its bands, and below it the number of forecasts in each bin."""
    rows: list[Row] = [
        {
            "low": each.low,
            "high": each.high,
            "said": round(each.said, 4),
            "came": round(each.came, 4),
            "luck_low": round(each.luck_low, 4),
            "luck_high": round(each.luck_high, 4),
            "forecasts": each.forecasts,
            "label": str(each.forecasts),
        }
        for each in one.bins
    ]
    source = [
        *wrapped(f"{one.questions} {standing} forecasts of {one.forecaster}", 58, 2),
        f"on questions past their close on {full_day(card.on)}.",
        *(line for warning in one.warnings for line in wrapped(f"{warning}.", 58)),
    ]
    spec = frame(
        {
            "vconcat": [_diagram(rows), _counts(rows, source)],
            "spacing": 8,
            "resolve": {"scale": {"x": "shared"}},
        }
    )
    return Figure(
        f"reliability-{standing}-{_slug(one.forecaster)}",
        f"Reliability: {one.forecaster} ({standing})",
        spec,
        _told(one, standing),
        _table(one),
        "Points: how often yes came where about so much was said. Bars: where 90 % of the points of a perfectly reliable "
        f"forecaster would lie by luck. On the dashes what was said is what came. Rule: {card.rule} forecast.",
    )


def _x(title: str | None = None, *, labels: bool = False) -> Spec:
    axis: Spec = {
        "format": ".0%",
        "values": [0, 0.2, 0.4, 0.6, 0.8, 1],
        "grid": False,
        "title": title,
        "labels": labels,
    }
    return {"scale": {"domain": [0, 1], "nice": False, "padding": 0}, "axis": axis}


def _diagram(rows: list[Row]) -> Spec:
    came = percent_axis("came", "came (share of yes)")
    ends: list[Row] = [{"said": 0, "came": 0}, {"said": 1, "came": 1}]
    x = number("said", **_x())
    return {
        "width": PLOT,
        "height": HEIGHT,
        "layer": [
            layer(
                {"type": "line", "color": MUTED, "strokeWidth": 1, "strokeDash": [4, 3]},
                {"x": x, "y": came},
                ends,
            ),
            layer(
                {"type": "rule", "color": SOFT, "strokeWidth": 9},
                {"x": x, "y": number("luck_low"), "y2": {"field": "luck_high"}},
                rows,
            ),
            layer({"type": "line", "color": MAIN, "strokeWidth": 1.5}, {"x": x, "y": came}, rows),
            layer(
                {"type": "point", "color": MAIN, "filled": True, "size": 60, "opacity": 1},
                {"x": x, "y": came},
                rows,
            ),
        ],
    }


def _counts(rows: list[Row], source: list[str]) -> Spec:
    most = max(int(str(row["forecasts"])) for row in rows)
    x = number("low", **_x("said (chance of yes)", labels=True))
    y = number(
        "forecasts",
        scale={"domain": [0, most * 1.35]},
        axis={"title": "forecasts", "values": [0, most], "format": "d", "grid": False, "minExtent": 28},
    )
    middle: Spec = {"transform": [{"calculate": "(datum.low + datum.high) / 2", "as": "middle"}]}
    return {
        "width": PLOT,
        "height": COUNTS,
        "title": {"text": source, "orient": "bottom", "fontSize": 10, "fontWeight": "normal", "color": MUTED, "offset": 4},
        "layer": [
            layer({"type": "rect", "color": MAIN, "stroke": PAPER, "strokeWidth": 1},
                  {"x": x, "x2": {"field": "high"}, "y": y, "y2": {"datum": 0}}, rows),
            layer({"type": "text", "dy": -7, "fontSize": 10, "color": INK},
                  {"x": number("middle"), "y": y, "text": {"field": "label"}}, rows, **middle),
        ],
    }  # fmt: skip


def _told(one: Calibration, standing: Standing) -> str:
    outside = [each for each in one.bins if not each.luck_low <= each.came <= each.luck_high]
    points = "; ".join(
        f"said {percent(each.said)} came {percent(each.came)} ({each.forecasts} forecasts, by luck "
        f"{percent(each.luck_low)} to {percent(each.luck_high)})"
        for each in one.bins
    )
    where = (
        f"{len(outside)} of {len(one.bins)} points lie outside what luck explains"
        if outside
        else "no point lies outside what luck explains"
    )
    return f"{one.questions} {standing} forecasts of {one.forecaster}: {where}. {points}."


def _table(one: Calibration) -> Table:
    return Table(
        ("said, from", "to", "mean said", "came", "forecasts", "by luck 5 %", "95 %"),
        tuple(
            (
                f"{100 * each.low:.0f} %", f"{100 * each.high:.0f} %", percent(each.said), percent(each.came), each.forecasts,
                percent(each.luck_low), percent(each.luck_high),
            )
            for each in one.bins
        ),
    )  # fmt: skip


def _slug(name: str) -> str:
    return "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in name.casefold())


CHART = Chart(
    "reliability",
    "Reliability of forecasts",
    "How often what was said came, beside what luck alone would do; look at it once questions are settled.",
    draw,
)
