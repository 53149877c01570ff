"""The histories of the dyads whose counts a case holds, as of a date."""

from datetime import date

from detente.core.case import Case
from detente.core.history import DyadHistory
from detente.events.detect import Choice
from detente.events.history import Named, choose, history
from detente.events.observed import as_counts


def histories(case: Case, as_of: date) -> tuple[DyadHistory, ...]:
    """One history per series that begins by `as_of`, in the case's order.

    A case holds no world to measure a dyad's intensity against; its posture is read, or, where the data hold no
    cooperative events, its counts.
    """
    found = []
    for name, observed in case.series.items():
        if observed.first > as_of:
            continue
        counts = as_counts(observed, as_of=as_of)
        source = case.sources.get(observed.taken_from)
        named = Named(
            name,
            observed.source,
            observed.target,
            source.publisher if source is not None else observed.taken_from,
        )
        if counts.has_cooperation:
            _, choice = choose(counts, series="posture")
        else:
            choice = Choice("threshold", "count")
        found.append(history(counts, named, choice, min(observed.last, as_of)))
    return tuple(found)
