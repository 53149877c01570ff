"""Differences: what the edited case does to the same worlds."""

from typing import NamedTuple

from detente.charts._parts import INK, MAIN, MUTED, Rows, layer, number
from detente.charts.base import Chart, Figure, Row, Spec, Table
from detente.core.answer import Answer
from detente.core.case import Case
from detente.core.explanation import Counterfactual, Difference
from detente.core.plain import day, points, signed
from detente.core.study import Study

MOST = 10
"""Differences of one kind that are drawn; the table has all."""
LEAST = 1.0
"""Points below which a difference is not drawn."""
SURE = 3.0
"""Monte Carlo errors below which a difference is not drawn."""


class Read(NamedTuple):
    """A difference as readers see it: points of a scale, percentage points of an answer, or a unit of its own."""

    label: str
    size: float
    low: float
    high: float
    unit: str
    error: float

    @property
    def told(self) -> str:
        """The size with its sign, and its unit where that is not points."""
        return signed(self.size) if self.unit in (LEVELS, ANSWERS) else f"{signed(self.size)} {self.unit}"


LEVELS, ANSWERS = "levels, points", "answers, percentage points"


def draw(study: Study) -> tuple[Figure, ...]:
    """One figure a counterfactual."""
    edited = [one for one in study.explanation.counterfactuals if one.differences]
    return tuple(_figure(study, one, place) for place, one in enumerate(edited, 1))


def _figure(study: Study, edited: Counterfactual, place: int) -> Figure:
    read = [_read(difference, _answer(study, difference)) for difference in edited.differences]
    rows = Rows()
    marks: list[Row] = []
    for kind in (LEVELS, ANSWERS):
        shown = _telling([one for one in read if one.unit == kind])
        if shown:
            rows.heading(f"{kind[0].upper()}{kind[1:]}")
        for one in shown:
            at = rows.add(one.label, one.told)
            marks.append({"y": at, "size": one.size, "low": one.low, "high": one.high})
    change = ", ".join(_named(study.case, edit) for edit in edited.edits)
    left = len(read) - len(marks)
    told = "; ".join(f"{one.label} {one.told} ({points(one.low)} to {points(one.high)})" for one in read)
    rest = f" {left} more move by less than a point, too little to be sure of, or in a unit of their own: see the table."
    return Figure(
        f"differences-{place}",
        f"{change[:1].upper()}{change[1:]} · {edited.kind}",
        _spec(rows, marks),
        f"{change}: {told}.",
        _table(edited, read),
        f"Dot: mean difference to the base under the same noise. Line: 5–95 % over worlds.{rest if left else ''}",
    )


def _named(case: Case, edit: str) -> str:
    """An edit with an event by what it says, where that is known."""
    _, _, event = edit.partition("without ")
    says = next((one.says for one in case.events if one.id == event and one.says), None)
    return f"without “{says}”" if says else edit


def _answer(study: Study, difference: Difference) -> Answer | None:
    """The answer a difference is of: whole, or one of the options of which one comes first."""
    stem, _, option = difference.of.rpartition(".")
    return next(
        (
            one
            for one in study.answers
            if one.id == difference.of or (one.id == stem and option in (one.options or ()))
        ),
        None,
    )


def _read(difference: Difference, answer: Answer | None) -> Read:
    size, low, high = in_points(difference, answer)
    if answer is None and not difference.of.endswith((".settled", ".fires")):
        label = f"{difference.label}, {day(difference.at)} {difference.at.year}"
        return Read(label, size, low, high, LEVELS, difference.se)
    own = answer is not None and answer.kind == "number"
    unit = (answer.unit or "points") if answer is not None and own else ANSWERS
    return Read(difference.label, size, low, high, unit, difference.se * (1.0 if own else 100.0))


def _telling(read: list[Read]) -> list[Read]:
    """Those worth drawing, in their order: the largest of what is neither tiny nor within its error."""
    sure = [one for one in read if abs(one.size) >= max(LEAST, SURE * one.error)]
    largest = sorted(sure, key=lambda one: -abs(one.size))[:MOST]
    return [one for one in read if one in largest]


def _spec(rows: Rows, marks: list[Row]) -> Spec:
    ends = [0.0, *(float(str(mark[key])) for mark in marks for key in ("size", "low", "high"))]
    if not marks:
        rows.heading("Nothing moves by a point or more.")
    axis = {"title": "difference to the base", "tickCount": 5, "grid": True}
    domain = [min(ends), max(ends)] if marks else [-1.0, 1.0]
    x = number("size", scale={"domain": domain, "nice": True}, axis=axis)
    line: Spec = {"type": "rule", "color": INK, "strokeWidth": 1.5}
    dot: Spec = {"type": "point", "filled": True, "color": MAIN, "size": 55, "opacity": 1}
    return rows.spec(
        [
            layer({"type": "rule", "color": MUTED}, {"x": number("zero")}, [{"zero": 0}]),
            layer(line, {"x": number("low"), "x2": {"field": "high"}, "y": rows.y}, marks),
            layer(dot, {"x": x, "y": rows.y}, marks),
        ]
    )


def _table(edited: Counterfactual, read: list[Read]) -> Table:
    return Table(
        ("observable", "at", "difference", "5 %", "95 %"),
        tuple(
            (one.label, difference.at.isoformat(), one.told, points(one.low), points(one.high))
            for one, difference in zip(read, edited.differences, strict=True)
        ),
    )


def in_points(difference: Difference, answer: Answer | None) -> tuple[float, float, float]:
    """Difference, low and high in points of a scale, or in percentage points where it is a probability."""
    is_share = (answer is not None and answer.kind != "number") or difference.of.endswith(
        (".settled", ".fires")
    )
    factor = 100.0 if is_share else 1.0
    return factor * difference.difference, factor * difference.low, factor * difference.high


CHART = Chart("differences", "What if", "Paired differences between an edited case and its base.", draw)
