"""Crises as the truth that alarms are held against: which dyads, from when to when."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.core.series import DyadCounts
from detente.events.series import busy

Months = NDArray[np.int64]
AROUND = 1
"""Months by which an alarm may miss a trigger, and by which a crisis is widened when quiet is looked for."""
CLEAR = 4
"""Months around a trigger that are no placebo."""
ENOUGH, YEAR = 24.0, 12
"""Events in the preceding year without which a dyad is not scored."""


@dataclass(frozen=True, slots=True)
class CrisisDyad:
    """Two states in one crisis; both directions are meant.

    Attributes
    ----------
    crisis : number in the list it is taken from.
    trigger, end : first and last month of the crisis, `datetime64[M]`.
    """

    crisis: str
    a: str
    b: str
    trigger: np.datetime64
    end: np.datetime64


@dataclass(frozen=True, slots=True)
class Trigger:
    """The beginning of a crisis in one direction of a dyad, as places in the counts."""

    crisis: str
    dyad: int
    month: int
    end: int


@dataclass(frozen=True, slots=True)
class Truth:
    """What a span of months held.

    Attributes
    ----------
    first, stop : months that are scored, from `first` up to but without `stop`.
    triggers : those of dyads that had enough events to be scored.
    unscored : directed triggers left out for want of events or of the dyad itself.
    in_crisis : (dyads, months) the months of crises, widened by one on either side.
    near_trigger : (dyads, months) months too near a trigger to be a placebo.
    scored : (dyads, months) whether the preceding year held enough events.
    quiet : (dyads, years) dyad-years with enough events, no crisis and, where known, no hostile act.
    lively : (dyads, years) those of the quiet ones that had at least 120 events in the year before.
    """

    first: int
    stop: int
    triggers: tuple[Trigger, ...]
    unscored: int
    in_crisis: NDArray[np.bool_]
    near_trigger: NDArray[np.bool_]
    scored: NDArray[np.bool_]
    quiet: NDArray[np.bool_]
    lively: NDArray[np.bool_]

    @property
    def years(self) -> int:
        """Whole years that are scored."""
        return (self.stop - self.first) // YEAR


def truth_of(
    counts: DyadCounts,
    crises: tuple[CrisisDyad, ...],
    first: np.datetime64,
    stop: np.datetime64,
    hostility: NDArray[np.float64] | None = None,
) -> Truth:
    """Lay a list of crises over monthly counts.

    Parameters
    ----------
    counts : monthly, from at least a year before `first`.
    first, stop : first month that is scored, a January, and the month after the last.
    hostility : (dyads, months) highest level of a militarised dispute between the two, in either direction
        (MID: 0 none, 3 display, 4 use of force, 5 war); None where unknown.
    """
    months = counts.periods.astype("M8[M]")
    begin, end = (int(np.searchsorted(months, month)) for month in (first, stop))
    total = counts.counts.sum(axis=2)
    scored = busy(total, least=ENOUGH, window=YEAR)
    in_crisis = np.zeros(total.shape, bool)
    near_trigger = np.zeros(total.shape, bool)
    triggers: list[Trigger] = []
    unscored = 0
    place = {dyad: number for number, dyad in enumerate(counts.dyads)}
    for crisis in crises:
        start, over = (int((month - months[0]).astype(int)) for month in (crisis.trigger, crisis.end))
        for pair in ((crisis.a, crisis.b), (crisis.b, crisis.a)):
            inside = begin <= start < end
            dyad = place.get(pair)
            if dyad is None:
                unscored += inside
                continue
            in_crisis[dyad, max(start - AROUND, 0) : over + AROUND + 1] = True
            near_trigger[dyad, max(start - CLEAR, 0) : start + CLEAR + 1] = True
            if inside and scored[dyad, start]:
                triggers.append(Trigger(crisis.crisis, dyad, start, over))
            else:
                unscored += inside
    quiet = _yearly(scored, begin, end)[:, :, 0] & ~_yearly(in_crisis, begin, end).any(axis=2)
    if hostility is not None:
        quiet &= ~(_yearly(hostility, begin, end) >= DISPLAY).any(axis=2)
    before = _yearly(busy(total, least=LIVELY, window=YEAR), begin, end)[:, :, 0]
    return Truth(
        begin, end, tuple(triggers), unscored, in_crisis, near_trigger, scored, quiet, quiet & before
    )


DISPLAY = 3.0
"""Hostility level of a militarised dispute from which a year is not quiet."""
LIVELY = 120.0
"""Events a year from which a dyad counts as lively."""


def _yearly(values: NDArray, begin: int, end: int) -> NDArray:  # type: ignore[type-arg]
    """(dyads, years, 12) of (dyads, months)."""
    return np.asarray(values[:, begin:end].reshape(len(values), (end - begin) // YEAR, YEAR))
