"""Steps and dates: a step is labelled by its end, and a date inside a step counts to the step that contains it."""

from datetime import date, timedelta

from detente.core.case import Case

NEVER = 1 << 30
"""A step no run reaches."""


def dates(case: Case) -> tuple[date, ...]:
    """The start, then the last day of every step."""
    ends = (case.start + timedelta(days=case.step_days * step - 1) for step in range(1, case.steps + 1))
    return (case.start, *ends)


def step_of(case: Case, when: date) -> int:
    """The step that contains a date: 0 for the first; negative before the start, past the last after the horizon."""
    return (when - case.start).days // case.step_days


def exposure(case: Case, as_of: date | None) -> tuple[float, ...]:
    """Weeks of each step that lie after the as-of date; whole steps where it is None."""
    drawn = (case.step_days if as_of is None else (end - as_of).days for end in dates(case)[1:])
    return tuple(min(case.step_days, max(0, days)) / 7.0 for days in drawn)


def steps_in(case: Case, weeks: float) -> int:
    """Whole steps that a span covers, rounded up."""
    return max(0, -(-round(weeks * 7) // case.step_days))
