"""Counts in a case's own words and as arrays, both ways."""

from datetime import date

import numpy as np

from detente.core.observed import ObservedSeries
from detente.core.series import ROOTS, DyadCounts
from detente.events.series import all_periods


def as_counts(observed: ObservedSeries, *, as_of: date | None = None) -> DyadCounts:
    """The counts of one series of a case as arrays, without a world to be measured against.

    Parameters
    ----------
    as_of : periods that begin later are left out.
    """
    last = min(observed.last, as_of) if as_of is not None else observed.last
    periods = all_periods(observed.first, max(last, observed.first), observed.by)
    counts = np.zeros((1, len(periods), ROOTS))
    for day, roots in observed.counts.items():
        place = int(np.searchsorted(periods, np.datetime64(day), side="right")) - 1
        if day <= last and place >= 0:
            for root, number in roots.items():
                counts[0, place, root - 1] += number
    present = np.ones(ROOTS, np.bool_)
    if observed.roots:
        present = np.isin(np.arange(1, ROOTS + 1), observed.roots)
    return DyadCounts(
        observed.by, periods, (observed.source,), (observed.target,), counts, None, present, None
    )


def as_observed(
    counts: DyadCounts, dyad: int, *, source: str, target: str, last: date, taken_from: str
) -> ObservedSeries:
    """One dyad's counts as a case keeps them.

    Parameters
    ----------
    source, target : names for readers.
    last : last day whose events are counted.
    taken_from : id of the source in the case.
    """
    held: dict[date, dict[int, float]] = {}
    for place, day in enumerate(counts.periods):
        roots = {
            int(root) + 1: float(counts.counts[dyad, place, root])
            for root in np.flatnonzero(counts.counts[dyad, place])
        }
        if roots:
            held[day.item()] = roots
    lacking = not counts.roots_present.all()
    return ObservedSeries(
        source=source,
        target=target,
        by=counts.period,
        first=counts.periods[0].item(),
        last=last,
        taken_from=taken_from,
        roots=tuple(int(root) + 1 for root in np.flatnonzero(counts.roots_present)) if lacking else (),
        counts=held,
    )
