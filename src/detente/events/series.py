"""From counted rows of events to arrays: periods without gaps, dyads, roots, and the world's totals."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from detente.core.errors import ParameterError
from detente.core.series import PERIODS, ROOTS, DyadCounts, Period, WorldTotals
from detente.events.ontology import HOSTILE

Floats = NDArray[np.float64]
DROPPED = 20
"""Dyads that a trimmed total leaves out in every period."""


@dataclass(frozen=True, slots=True)
class CountedRows:
    """Counts as a table: one row per dyad, period and root in which something happened.

    Attributes
    ----------
    sources, targets : (rows,) who and toward whom.
    periods : (rows,) first day of the period, `datetime64[D]`.
    roots : (rows,) root of CAMEO, 1 to 20.
    counts : (rows,) events, or the sum of their weights.
    goldstein : (rows,) sum of their scores; None where no codes are told.
    """

    sources: NDArray[np.object_]
    targets: NDArray[np.object_]
    periods: NDArray[np.datetime64]
    roots: NDArray[np.int64]
    counts: Floats
    goldstein: Floats | None


def first_day(when: date, period: Period) -> date:
    """First day of the period a day lies in; weeks begin on Monday.

    Examples
    --------
    >>> first_day(date(2024, 11, 5), "week"), first_day(date(2024, 11, 5), "month")
    (datetime.date(2024, 11, 4), datetime.date(2024, 11, 1))
    """
    if period == "month":
        return when.replace(day=1)
    return when - timedelta(days=when.weekday()) if period == "week" else when


def last_day(first: date, period: Period) -> date:
    """Last day of the period that begins on a day.

    Examples
    --------
    >>> last_day(date(2024, 2, 1), "month"), last_day(date(2024, 11, 4), "week")
    (datetime.date(2024, 2, 29), datetime.date(2024, 11, 10))
    """
    if period == "month":
        return (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return first + timedelta(days=6 if period == "week" else 0)


def all_periods(first: date, last: date, period: Period) -> NDArray[np.datetime64]:
    """First days of every period from the one that holds `first` to the one that holds `last`.

    Raises
    ------
    ParameterError : there is no such period, or the dates are the wrong way round.

    Examples
    --------
    >>> [str(day) for day in all_periods(date(2023, 12, 30), date(2024, 2, 1), "month")]
    ['2023-12-01', '2024-01-01', '2024-02-01']
    """
    if period not in PERIODS:
        raise ParameterError("period", repr(period), ", ".join(PERIODS))
    if last < first:
        raise ParameterError("periods", f"{first} to {last}", "a first date no later than the last")
    begin, end = np.datetime64(first_day(first, period)), np.datetime64(first_day(last, period))
    if period == "month":
        months = np.arange(begin.astype("M8[M]"), end.astype("M8[M]") + 1)
        return months.astype("M8[D]")
    return np.arange(begin, end + 1, 7 if period == "week" else 1)


def assemble(
    rows: CountedRows,
    period: Period,
    periods: NDArray[np.datetime64],
    dyads: Sequence[tuple[str, str]],
    *,
    roots_present: NDArray[np.bool_],
    world: WorldTotals | None = None,
) -> DyadCounts:
    """Arrays of some dyads' counts; periods in which nothing happened hold zeros.

    Parameters
    ----------
    rows : counts as a table; rows of other dyads or outside the periods are left out.
    periods : (periods,) as `all_periods` gives them.
    dyads : which dyads, in the order wanted.
    roots_present : (20,) roots that the data can hold.

    Raises
    ------
    ParameterError : a root lies outside 1 to 20.
    """
    if len(rows.roots) and not (rows.roots.min() >= 1 and rows.roots.max() <= ROOTS):
        raise ParameterError(
            "assemble, roots", f"{rows.roots.min()} to {rows.roots.max()}", "roots of CAMEO, 1 to 20"
        )
    place = {dyad: number for number, dyad in enumerate(dyads)}
    pairs = zip(rows.sources, rows.targets, strict=True)
    at = np.array([place.get((source, target), -1) for source, target in pairs], np.int64)
    when = np.searchsorted(periods, rows.periods)
    kept = (at >= 0) & (when < len(periods))
    kept[kept] = periods[when[kept]] == rows.periods[kept]
    at, when, root = at[kept], when[kept], rows.roots[kept] - 1
    counts = np.zeros((len(dyads), len(periods), ROOTS))
    np.add.at(counts, (at, when, root), rows.counts[kept])
    goldstein = None
    if rows.goldstein is not None:
        goldstein = np.zeros((len(dyads), len(periods)))
        np.add.at(goldstein, (at, when), rows.goldstein[kept])
    sources, targets = (tuple(dyad[side] for dyad in dyads) for side in (0, 1))
    return DyadCounts(period, periods, sources, targets, counts, goldstein, roots_present, world)


def hostile_counts(counts: DyadCounts) -> Floats:
    """(dyads, periods) events of roots 09 to 20."""
    return np.asarray(counts.counts[:, :, HOSTILE[0] - 1 :].sum(axis=2))


def by_quad(counts: DyadCounts) -> NDArray[np.float64]:
    """(dyads, periods, 4) events by quad class."""
    edges = [0, 5, 8, 13]
    return np.asarray(np.add.reduceat(counts.counts, edges, axis=2))


def world_totals(counts: DyadCounts, dropped: int = DROPPED) -> WorldTotals:
    """Totals over these dyads, where they are all there are (as in tests and injected series).

    Parameters
    ----------
    dropped : dyads left out of the trimmed total in every period, the largest of that period.
    """
    hostile = hostile_counts(counts)
    return WorldTotals(
        counts.counts.sum(axis=(0, 2)), hostile.sum(axis=0), trimmed_total(hostile, dropped), dropped
    )


def trimmed_total(totals: Floats, dropped: int = DROPPED) -> Floats:
    """(periods,) total over dyads less each period's largest.

    Parameters
    ----------
    totals : (dyads, periods) events.

    Examples
    --------
    >>> trimmed_total(np.array([[5.0, 1.0], [2.0, 9.0], [1.0, 1.0]]), dropped=1)
    array([3., 2.])
    """
    if dropped <= 0:
        return np.asarray(totals.sum(axis=0))
    return np.asarray(np.sort(totals, axis=0)[: max(len(totals) - dropped, 0)].sum(axis=0))


def busy(hostile: Floats, *, least: float, window: int) -> NDArray[np.bool_]:
    """(dyads, periods) whether the preceding `window` periods hold at least `least` events.

    Parameters
    ----------
    hostile : (dyads, periods) events; the period itself does not count.
    """
    run = np.concatenate([np.zeros((len(hostile), 1)), np.cumsum(hostile, axis=1)], axis=1)
    ends = np.arange(hostile.shape[1])
    return np.asarray(run[:, ends] - run[:, np.maximum(ends - window, 0)] >= least)
