"""From a dyad's counts to its history: posture, change points and what carried them, as of a date."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from detente.core.change_point import Carriers, ChangePoint
from detente.core.errors import ParameterError
from detente.core.history import DyadHistory, PostureBand
from detente.core.series import DyadCounts, Period
from detente.events.carried import carried_by
from detente.events.detect import Choice, default_choice, find_change_points, followed
from detente.events.detectors import detector
from detente.events.lines import LINES
from detente.events.posture import posture, weighted
from detente.events.series import by_quad, last_day

DAYS: Mapping[Period, float] = {"day": 1.0, "week": 7.0, "month": 365.25 / 12}
SHORTEST = 13
"""Periods with events in the world below which intensity has no year to be measured against."""


@dataclass(frozen=True, slots=True)
class Named:
    """What a dyad is called, and where its counts come from."""

    id: str
    source_name: str
    target_name: str
    basis: str


def choose(counts: DyadCounts, *, name: str = "", series: str = "") -> tuple[DyadCounts, Choice]:
    """What is looked at with what, and the counts that it can read.

    A detector reads the series it is meant for unless one is asked for; a series is read by the default
    detector of its kind. Intensity needs a world to be measured against: it reads from the last period in which
    nothing was reported of anybody, and where too little is left the default is the posture.

    Raises
    ------
    ParameterError : there is no such detector or series, or the data cannot tell it.
    """
    asked = Choice(name, series) if name else Choice("", series)
    if not name:
        usual = default_choice(counts)
        other = Choice("scan" if series == "posture" else "threshold", series)
        asked = usual if series in ("", usual.line) else other
    reads = asked.line or detector(asked.detector).suits
    if reads not in ("intensity", "world_share"):
        return counts, Choice(asked.detector, reads)
    covered = _covered(counts)
    if len(covered.periods) >= SHORTEST:
        return covered, Choice(asked.detector, reads)
    if not series and counts.has_cooperation:
        return counts, Choice(name or "scan", "posture")
    raise ParameterError(
        "series",
        f"{reads}, with {len(covered.periods)} {counts.period}s in which others had hostile events",
        f"at least {SHORTEST}: it sets a dyad against the rest of the world",
        "import events of more dyads, or ask for --series posture",
    )


def _covered(counts: DyadCounts) -> DyadCounts:
    """The counts from the last period on in which the rest of the world had no event."""
    if counts.world is None:
        return counts.since(len(counts.periods))
    empty = np.flatnonzero(counts.world.trimmed <= 0)
    return counts.since(int(empty[-1]) + 1 if len(empty) else 0)


def history(
    counts: DyadCounts,
    named: Named,
    choice: Choice,
    last: date,
    *,
    dyad: int = 0,
    read: DyadCounts | None = None,
    finer: DyadCounts | None = None,
    weights: bool = False,
) -> DyadHistory:
    """One dyad's history.

    Parameters
    ----------
    counts : of one or more dyads, with world totals where the choice needs them.
    choice : as `choose` gives it.
    last : last day whose events are known.
    dyad : its place.
    read : what the detector reads, where that is less than all counts.
    finer : the same dyad's counts by day, for naming days; the counts themselves unless given.
    weights : weigh events by how strong their kind is on Goldstein's scale, in the posture and in what is read.
    """
    mine = counts.only(np.array([dyad]))
    reads = mine if read is None else read.only(np.array([dyad]))
    reads = weighted(reads) if weights else reads
    found = find_change_points(reads, choice)
    with_carriers = tuple(carried(point, finer or mine, counts.period, last) for point in found)
    has_posture = mine.has_cooperation and mine.counts.sum() > 0
    return DyadHistory(
        id=named.id,
        source=counts.sources[dyad],
        target=counts.targets[dyad],
        source_name=named.source_name,
        target_name=named.target_name,
        period=counts.period,
        periods=tuple(day.item() for day in counts.periods),
        last=last,
        is_whole=last_day(counts.periods[-1].item(), counts.period) <= last,
        quads=by_quad(mine)[0],
        posture=_band(weighted(mine) if weights else mine) if has_posture else None,
        series=choice.line,
        detector=choice.detector,
        change_points=with_carriers,
        is_followed=bool(followed(mine).any()),
        basis=named.basis,
    )


def _band(counts: DyadCounts) -> PostureBand:
    found = posture(counts)
    low, high = found.filtered.band(0.9)
    return PostureBand(found.filtered.share()[0], low[0], high[0], found.smoothed.share()[0])


def carried(point: ChangePoint, counts: DyadCounts, period: Period, last: date) -> ChangePoint:
    """A change point with the kinds and days behind it.

    Parameters
    ----------
    counts : of its dyad alone, best by day.
    period : whose rates are told, whatever the events are counted by.
    last : last day whose events are known.
    """
    known = min(last_day(point.as_of, period), last)
    found = carried_by(counts, 0, point.on, known, point.direction)
    scale = DAYS[period] / DAYS[counts.period]
    types = tuple(replace(kind, count=scale * kind.count, usual=scale * kind.usual) for kind in found.types)
    return replace(point, carriers=Carriers(types, found.days, counts.period))


def movers(counts: DyadCounts, choice: Choice) -> tuple[ChangePoint, ...]:
    """Where something moved: change points first told in the last period, the surest and largest first."""
    found = find_change_points(counts, choice, since=counts.periods[-1].item())
    return tuple(
        sorted(found, key=lambda one: (-(one.probability or 0.0), -one.size, one.source, one.target))
    )


def series_names() -> tuple[str, ...]:
    """Names of the series that may be asked for."""
    return tuple(LINES)
