"""Question rules over worlds: what holds at a date or by it, and numbers at a date or over a window."""

from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from detente.core.case import Case
from detente.core.projection import BROKEN, OPEN, SETTLED, Projection
from detente.core.question import Measure
from detente.core.rule import Rule
from detente.projection.compile.rules import threshold

Mask = NDArray[np.bool_]
Floats = NDArray[np.float64]


def holds(rule: Rule, case: Case, projection: Projection, *, asked: date, by: date) -> Mask:
    """Where a rule holds.

    Parameters
    ----------
    asked, by : the window of the question: from the day after it is asked to its close; a rule's own dates win.

    Returns
    -------
    (worlds,).
    """
    if rule.parts:
        since, close = _within(rule, asked, by)
        parts = [holds(part, case, projection, asked=since, by=close) for part in rule.parts]
        if rule.not_ is not None:
            return ~parts[0]
        needed = len(parts) if rule.all is not None else 1 if rule.any is not None else rule.n
        return np.asarray(np.sum(parts, axis=0) >= needed)
    first, last = window(projection, rule, asked=asked, by=by)
    if rule.subject == "fires" and rule.fires in projection.names.hazards:
        counts = projection.fires[:, first : last + 1, projection.names.hazards.index(rule.fires)].sum(axis=1)
        return np.asarray(counts >= (rule.times or 1))
    if rule.subject in ("happened", "fires"):
        when = _happened(projection, rule.happened or rule.fires or "")
        return np.asarray((when >= first) & (when <= last))
    return np.asarray(_at_each_step(rule, case, projection)[:, first : last + 1].any(axis=1))


def first_step(rule: Rule, case: Case, projection: Projection, *, asked: date, by: date) -> NDArray[np.int64]:
    """First step of its window at which a rule holds, (worlds,); a step past the horizon where it never does."""
    never = len(projection.dates)
    if rule.parts:
        since, close = _within(rule, asked, by)
        parts = np.stack(
            [first_step(part, case, projection, asked=since, by=close) for part in rule.parts], axis=1
        )
        if rule.not_ is not None:
            opens = window(projection, rule, asked=asked, by=by)[0]
            return np.where(parts[:, 0] == never, opens, never)
        needed = len(rule.parts) if rule.all is not None else 1 if rule.any is not None else int(rule.n or 1)
        return np.sort(parts, axis=1)[:, needed - 1]
    first, last = window(projection, rule, asked=asked, by=by)
    if rule.subject == "fires" and rule.fires in projection.names.hazards:
        counts = np.cumsum(
            projection.fires[:, first : last + 1, projection.names.hazards.index(rule.fires)], axis=1
        )
        true = counts >= (rule.times or 1)
    elif rule.subject in ("happened", "fires"):
        when = _happened(projection, rule.happened or rule.fires or "")
        return np.where((when >= first) & (when <= last), when, never).astype(np.int64)
    else:
        true = _at_each_step(rule, case, projection)[:, first : last + 1]
    if first > last:
        return np.full(projection.worlds, never)
    return np.where(true.any(axis=1), first + true.argmax(axis=1), never)


def window(projection: Projection, rule: Rule, *, asked: date, by: date) -> tuple[int, int]:
    """First and last state a rule looks at: `at` a date, or from the step that holds the day after it was asked."""
    if rule.at is not None:
        at = projection.step_at(rule.at)
        return at, at
    return _opening(projection, rule.from_, asked), projection.step_at(rule.by or by)


def _opening(projection: Projection, stated: date | None, asked: date) -> int:
    """First state of a window: of a stated date or of the day after it was asked, as far as the projection reaches."""
    opens = stated or asked + timedelta(days=1)
    return max(1, projection.step_at(min(max(opens, projection.dates[0]), projection.dates[-1])))


def _within(rule: Rule, asked: date, by: date) -> tuple[date, date]:
    """The window of the parts of a join: its own dates hold for them."""
    opens = rule.at or rule.from_
    return asked if opens is None else opens - timedelta(days=1), rule.at or rule.by or by


def measure(number: Measure, case: Case, projection: Projection, *, asked: date, by: date) -> Floats:
    """What a number question asks for, in its own unit, (worlds,)."""
    if number.count is not None:
        first, last = _opening(projection, number.from_, asked), projection.step_at(number.at or by)
        hazard = projection.names.hazards.index(number.count)
        values = projection.fires[:, first : last + 1, hazard].sum(axis=1).astype(np.float64)
    elif number.days_until is not None:
        values = _days_until(number, number.days_until, case, projection, asked=asked, by=by)
    else:
        reading = {
            "level": f"{number.level}.level",
            "said": f"{number.said}.said",
            "pressure": str(number.pressure),
        }
        path = projection.reading(reading[number.subject])
        values = np.asarray(path[:, projection.step_at(number.at or by)], dtype=np.float64)
    if number.in_units is None:
        return np.asarray(values)
    points = sorted(number.in_units.items())
    return np.asarray(np.interp(values, [point for point, _ in points], [unit for _, unit in points]))


def _days_until(
    number: Measure, rule: Rule, case: Case, projection: Projection, *, asked: date, by: date
) -> Floats:
    """Days from the day counted from to the middle of the step in which a rule first holds, at most to the close."""
    since, close = number.from_ or asked, number.at or by
    steps = first_step(rule, case, projection, asked=asked, by=close)
    last = (close - since).days
    middle = case.step_days // 2
    ends = [(day - since).days - middle for day in projection.dates]
    days = np.array([*(min(max(end, 0), last) for end in ends), last], dtype=np.float64)
    return np.asarray(days[np.minimum(steps, len(projection.dates))])


def _happened(projection: Projection, occurrence: str) -> NDArray[np.int16]:
    """Step at which an event happened, (worlds,); -1 in worlds of an edited case that has no such event."""
    names = projection.names.occurrences
    if occurrence not in names:
        return np.full(projection.worlds, -1, np.int16)
    return projection.happened[:, names.index(occurrence)]


def _at_each_step(rule: Rule, case: Case, projection: Projection) -> Mask:
    """(worlds, steps + 1) whether the rule's subject satisfies it at each state."""
    names = projection.names
    flags = {"settled": SETTLED, "in_force": SETTLED, "open": OPEN, "broken": BROKEN}
    subject = rule.subject or ""
    if subject in flags:
        status = projection.statuses[:, :, names.tracks.index(getattr(rule, subject))]
        return np.asarray(status == flags[subject])
    name = getattr(rule, subject)
    reading = {
        "level": f"{name}.level",
        "said": f"{name}.said",
        "mandate": f"{name}.mandate",
        "zone": f"{name}.zone",
    }
    values = projection.reading(reading.get(subject, name))
    true = np.ones(values.shape, bool)
    if rule.at_least is not None:
        true &= values >= threshold(case, rule, rule.at_least)
    if rule.at_most is not None:
        true &= values <= threshold(case, rule, rule.at_most)
    return true
