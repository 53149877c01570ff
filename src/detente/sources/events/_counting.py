"""Counts out of the store: any set of actors toward any other, by day, week or month, with the world's totals."""

from datetime import date, timedelta
from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray

from detente.core.errors import ParameterError
from detente.core.series import DyadCounts, Period, WorldTotals
from detente.events.actor_sets import ActorSet
from detente.events.ontology import plover_of
from detente.events.series import DROPPED, CountedRows, all_periods, assemble, last_day
from detente.sources.events._holdings import Holdings, roots_present


def dyad_counts(
    store: duckdb.DuckDBPyConnection,
    held: Holdings,
    source: ActorSet,
    target: ActorSet,
    period: Period,
    *,
    as_of: date | None = None,
    both_ways: bool = False,
    world: bool = True,
) -> DyadCounts:
    """Counts of one set of actors toward another, as one dyad, with the world's totals.

    Parameters
    ----------
    as_of : nothing dated later is read; the last day of the data unless given.
    both_ways : also the other direction, as a second dyad.
    world : also count the world's totals, which takes a look at every event.

    Raises
    ------
    ParameterError : the store holds months and a finer period is asked for, or nothing by `as_of`.
    """
    last = _last(held, period, as_of)
    ways = [(source, target), (target, source)] if both_ways else [(source, target)]
    rows: list[tuple[Any, ...]] = []
    for one, other in ways:
        condition, given = _between(one, other)
        rows += [
            (one.label, other.label, *row)
            for row in store.execute(
                f"SELECT {_trunc(period, held)}, root, {_sums(held)} FROM {held.kind} "
                f"WHERE {condition} AND {_until(held, last)} GROUP BY ALL ORDER BY ALL",
                given,
            ).fetchall()
        ]
    columns = list(zip(*rows, strict=True)) if rows else [()] * 6
    counted = _as_rows(
        dict(zip(("source", "target", "period", "root", "count", "goldstein"), columns, strict=True)), held
    )
    periods = all_periods(held.first, last, period)
    dyads = [(one.label, other.label) for one, other in ways]
    totals = _world(store, held, period, periods, last) if world else None
    return assemble(counted, period, periods, dyads, roots_present=roots_present(store, held), world=totals)


def type_counts(
    store: duckdb.DuckDBPyConnection,
    held: Holdings,
    source: ActorSet,
    target: ActorSet,
    periods: NDArray[np.datetime64],
    period: Period,
    *,
    as_of: date | None = None,
) -> dict[str, NDArray[np.float64]]:
    """Events of one set of actors toward another by type of PLOVER, period by period.

    Parameters
    ----------
    periods : (periods,) as in the dyad's counts.

    Returns
    -------
    type -> (periods,) events, for the types that occur; statements, which PLOVER does not code, are left out.
    """
    last = _last(held, period, as_of)
    condition, given = _between(source, target)
    kind, weight = ("root", "count") if held.kind == "months" else ("plover", "weight")
    rows = store.execute(
        f"SELECT {_trunc(period, held)}, {kind}, sum({weight})::DOUBLE FROM {held.kind} "
        f"WHERE {condition} AND {_until(held, last)} GROUP BY ALL ORDER BY ALL",
        given,
    ).fetchall()
    found: dict[str, NDArray[np.float64]] = {}
    for day, told, number in rows:
        name = plover_of(f"{told:02}") if held.kind == "months" else str(told)
        if name:
            counts = found.setdefault(name, np.zeros(len(periods)))
            counts[int(np.searchsorted(periods, np.datetime64(day)))] += number
    return dict(sorted(found.items()))


def every_dyad(
    store: duckdb.DuckDBPyConnection,
    held: Holdings,
    period: Period,
    *,
    as_of: date | None = None,
    least: float = 1,
    window: int = 12,
) -> DyadCounts:
    """Counts of every dyad of single actors that ever had enough events, with the world's totals.

    Parameters
    ----------
    least, window : events that a dyad must have had within so many periods, once.

    Raises
    ------
    ParameterError : as `dyad_counts`.
    """
    last = _last(held, period, as_of)
    known = "source <> '' AND target <> '' AND source <> target"
    store.execute(
        f"CREATE OR REPLACE TEMP TABLE counted AS SELECT source, target, {_trunc(period, held)} AS period, root, "
        f"{_sums(held)} FROM {held.kind} WHERE {known} AND {_until(held, last)} GROUP BY ALL"
    )
    span = f"INTERVAL {window - 1} {'MONTH' if period == 'month' else 'DAY' if period == 'day' else 'WEEK'}"
    found = store.execute(
        f"""
        WITH totals AS (SELECT source, target, period, sum(count) AS n FROM counted GROUP BY ALL),
        run AS (SELECT source, target, sum(n) OVER (PARTITION BY source, target ORDER BY period
                RANGE BETWEEN {span} PRECEDING AND CURRENT ROW) AS n FROM totals),
        enough AS (SELECT source, target FROM run GROUP BY ALL HAVING max(n) >= {float(least)})
        SELECT counted.* FROM counted SEMI JOIN enough USING (source, target) ORDER BY source, target, period, root
        """
    ).fetchnumpy()
    counted = _as_rows(found, held)
    periods = all_periods(held.first, last, period)
    dyads = sorted(set(zip(counted.sources, counted.targets, strict=True)))
    world = _world(store, held, period, periods, last)
    return assemble(counted, period, periods, dyads, roots_present=roots_present(store, held), world=world)


def _last(held: Holdings, period: Period, as_of: date | None) -> date:
    """The last day that is read; of months, the end of the last whole one."""
    if held.kind == "months" and period != "month":
        raise ParameterError(
            "--by", period, "month", "this store holds counts by month, which cannot be split"
        )
    last = min(held.last, as_of) if as_of else held.last
    if held.kind == "months" and last < last_day(last, "month"):
        last = last.replace(day=1) - timedelta(days=1)
    if last < held.first:
        raise ParameterError("--as-of", str(as_of), f"a date from {held.first} on, where the events begin")
    return last


def _trunc(period: Period, held: Holdings) -> str:
    return "month" if held.kind == "months" else f"date_trunc('{period}', day)::DATE"


def _sums(held: Holdings) -> str:
    if held.kind == "months":
        return "sum(count)::DOUBLE AS count, NULL::DOUBLE AS goldstein"
    # Scores are tenths: summed as whole numbers they come out the same in whatever order threads add them.
    tenths = "sum(weight * round(goldstein * 10)::INTEGER)"
    return f"sum(weight)::DOUBLE AS count, ({tenths} / 10)::DOUBLE AS goldstein"


def _until(held: Holdings, last: date) -> str:
    return f"{'month' if held.kind == 'months' else 'day'} <= DATE '{last}'"


def _between(source: ActorSet, target: ActorSet) -> tuple[str, list[Any]]:
    """SQL of events from one set toward another, without an actor's acts toward itself."""
    parts: list[str] = []
    given: list[Any] = []
    for side, chosen in (("source", source), ("target", target)):
        condition, values = _is_in(side, chosen)
        parts.append(condition)
        given += values
    parts.append("(source <> target OR source = '')")
    return " AND ".join(parts), given


def _is_in(side: str, chosen: ActorSet) -> tuple[str, list[Any]]:
    if chosen.is_anyone:
        condition, given = f"{side} <> ''", []
    else:
        condition, given = f"({side} IN (SELECT unnest(?))", [list(chosen.codes)]
        if chosen.names:
            condition += f" OR ({side} = '' AND lower({side}_name) IN (SELECT unnest(?)))"
            given.append(list(chosen.names))
        condition += ")"
    if chosen.sector:
        wanted = ["GOV", ""] if chosen.sector == "GOV" else [chosen.sector]
        condition += f" AND {side}_sector IN (SELECT unnest(?))"
        given.append(wanted)
    return condition, given


def _as_rows(found: dict[str, Any], held: Holdings) -> CountedRows:
    return CountedRows(
        np.asarray(found["source"], np.object_),
        np.asarray(found["target"], np.object_),
        np.asarray(found["period"], "datetime64[D]"),
        np.asarray(found["root"], np.int64),
        np.asarray(found["count"], np.float64),
        None if held.kind == "months" else np.asarray(found["goldstein"], np.float64),
    )


def _world(
    store: duckdb.DuckDBPyConnection,
    held: Holdings,
    period: Period,
    periods: NDArray[np.datetime64],
    last: date,
) -> WorldTotals:
    """Totals over all dyads of known actors; an actor's acts toward itself are no part of the world's dealings."""
    weight = "count" if held.kind == "months" else "weight"
    found = store.execute(
        f"""
        WITH dyads AS (
            SELECT {_trunc(period, held)} AS period, source, target, sum({weight}) AS n,
                coalesce(sum({weight}) FILTER (root >= 9), 0) AS hostile
            FROM {held.kind} WHERE source <> '' AND target <> '' AND source <> target AND {_until(held, last)}
            GROUP BY ALL),
        ranked AS (SELECT *, row_number() OVER (PARTITION BY period ORDER BY hostile DESC, source, target) AS k FROM dyads)
        SELECT period, sum(n)::DOUBLE AS n, sum(hostile)::DOUBLE AS hostile,
            coalesce(sum(hostile) FILTER (k > {DROPPED}), 0)::DOUBLE AS trimmed
        FROM ranked GROUP BY period ORDER BY period
        """
    ).fetchnumpy()
    at = np.searchsorted(periods, np.asarray(found["period"], "datetime64[D]"))
    totals = []
    for name in ("n", "hostile", "trimmed"):
        total = np.zeros(len(periods))
        total[at] = found[name]
        totals.append(total)
    return WorldTotals(totals[0], totals[1], totals[2], DROPPED)
