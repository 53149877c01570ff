"""Change points in plain sentences, and what such alarms are worth."""

import math
from datetime import date

from detente.core.change_point import Carriers, ChangePoint
from detente.core.history import DyadHistory
from detente.core.plain import amount, full_day, listed, percent, tight
from detente.core.series import Period
from detente.events.actor_tables import name_of


def when(day: date, period: Period) -> str:
    """A period by its first day.

    Examples
    --------
    >>> when(date(2024, 11, 1), "month"), when(date(2024, 11, 4), "week")
    ('November 2024', 'the week of 4 November 2024')
    """
    if period == "month":
        return f"{day:%B %Y}"
    return f"the week of {full_day(day)}" if period == "week" else full_day(day)


def sentence(point: ChangePoint, period: Period, *, source_name: str = "", target_name: str = "") -> str:
    """One change point as a sentence or two, for somebody who knows no statistics.

    Parameters
    ----------
    source_name, target_name : what to call the two; their codes' names unless given.
    """
    source, target = source_name or name_of(point.source), target_name or name_of(point.target)
    turned = "more hostile" if point.direction == "hostile" else "more conciliatory"
    told = f"{_capital(source)} turned {turned} toward {target} in {when(point.on, period)}"
    if point.low != point.high:
        told += f" (90 % interval: {when(point.low, period)} to {when(point.high, period)})"
    told += f": {how_far(point)}."
    if point.probability is not None:
        told += f" Chance that the level really changed: {percent(point.probability)}."
    if point.as_of > point.on:
        told += f" It could first be told at the end of {when(point.as_of, period)}."
    if point.carriers is not None:
        told += _carriers(point.carriers, period)
    return tight(told)


def how_far(point: ChangePoint) -> str:
    """The size of a change in words that need no unit of the model.

    Examples
    --------
    >>> from datetime import date
    >>> day = date(2024, 11, 1)
    >>> point = ChangePoint("IRN", "USA", "posture", "scan", day, day, day, day, "hostile", 1.1, "log-odds of hostility",
    ...                     -0.4, 0.7, None)
    >>> how_far(point).replace("\N{NO-BREAK SPACE}", " ")
    "cooperation's share of events fell from 60 % to 33 %"
    """
    if point.series in ("posture", "material"):
        shares = [1.0 / (1.0 + math.exp(level)) for level in (point.before, point.after)]
        moved = "fell" if shares[1] < shares[0] else "rose"
        of = (
            "cooperation's share of events" if point.series == "posture" else "words' share of hostile events"
        )
        return f"{of} {moved} from {percent(shares[0])} to {percent(shares[1])}"
    if point.series == "goldstein":
        return f"the mean Goldstein score went from {-point.before:+.1f} to {-point.after:+.1f}"
    if point.series == "count":
        before, after = ((level / 2.0) ** 2 for level in (point.before, point.after))
        return f"hostile events went from {amount(before)} to {amount(after)} a period, whatever the coverage"
    ratio = math.exp(abs(point.after - point.before))
    more = "times as large" if point.after > point.before else "times smaller"
    of = "the source's" if point.series == "source_share" else "the world's"
    return f"its part of {of} hostile events became {ratio:.1f} {more} (closer coverage alone can do this)"


def _carriers(carriers: Carriers, period: Period) -> str:
    told = ""
    kinds = [
        f"{kind.name.lower()} ({amount(kind.count)} a {period}, where {amount(kind.usual)} had been usual)"
        for kind in carriers.types
    ]
    if kinds:
        told += f" It was carried by {listed(kinds)}."
    days = [f"{when(day.on, carriers.by)} ({amount(day.count)})" for day in carriers.days]
    if days:
        told += f" Most such events fell on {listed(days)}."
    return told


def summary(history: DyadHistory) -> str:
    """Has it shifted? In one or two sentences, with what cannot be said."""
    period = history.period
    latest = history.change_points[-1] if history.change_points else None
    span = f"between {when(history.periods[0], period)} and {full_day(history.last)}"
    if not history.is_followed:
        total = amount(float(history.quads.sum()))
        return (
            f"{_capital(history.label)}: {total} events {span} are too few to know what is usual, so that nothing can "
            "be called a shift."
        )
    if latest is None:
        return f"{_capital(history.label)}: no lasting change of level {span} by {history.detector} on {history.series}."
    recent = sentence(latest, period, source_name=history.source_name, target_name=history.target_name)
    number = len(history.change_points)
    return f"{number} change{'s' if number > 1 else ''} of level {span}. The latest: {recent}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
