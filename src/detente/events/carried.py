"""Which events carried a change: the kinds that grew or shrank most, and the days with most of them."""

from datetime import date

import numpy as np

from detente.core.change_point import Carriers, DayMoved, Direction, TypeMoved
from detente.core.series import DyadCounts
from detente.events.ontology import COOPERATIVE, HOSTILE, plover_of, root_names

TOP = 3
"""Kinds and days that are told."""
USUAL_DAYS = 365
"""Days before the change that count as usual."""


def carried_by(
    counts: DyadCounts, dyad: int, on: date, as_of: date, direction: Direction, *, top: int = TOP
) -> Carriers:
    """Name the events behind one change point.

    Parameters
    ----------
    counts : best by day; the finer the period, the better the days are told.
    dyad : place of the dyad.
    on, as_of : first day of the new level, and the last day whose events were known.
    direction : which way the change points.
    top : most kinds and days told.

    Returns
    -------
    `types`: kinds that speak for the change - of a hostile one, hostile kinds that grew and cooperative ones
    that shrank - by how much, in events a period; `days`: those with most events of the growing side.
    """
    first = np.datetime64(on)
    since = (counts.periods >= first) & (counts.periods <= np.datetime64(as_of))
    usual = (counts.periods < first) & (counts.periods >= first - USUAL_DAYS)
    events = counts.counts[dyad]
    now, before = (_mean(events[when]) for when in (since, usual))
    sides = np.zeros(events.shape[1])
    sides[HOSTILE[0] - 1 :], sides[COOPERATIVE[0] - 1 : COOPERATIVE[-1]] = 1.0, -1.0
    if direction == "conciliatory":
        sides = -sides
    moved = (now - before) * sides
    kinds = [int(root) for root in np.argsort(-moved, kind="stable")[:top] if moved[root] > 0]
    names = root_names()
    told = tuple(
        TypeMoved(
            f"{root + 1:02}", names[root], plover_of(f"{root + 1:02}"), float(now[root]), float(before[root])
        )
        for root in kinds
    )
    daily = np.where(since, events[:, sides > 0].sum(axis=1), 0.0)
    days = [int(day) for day in np.argsort(-daily, kind="stable")[:top] if daily[day] > 0]
    return Carriers(told, tuple(DayMoved(counts.periods[day].item(), float(daily[day])) for day in days))


def _mean(events: np.ndarray) -> np.ndarray:
    return np.asarray(events.mean(axis=0)) if len(events) else np.zeros(events.shape[1])
