"""Tracks over a single issue: who binds where there is no zone, and the deal where there is one."""

# mypy: allow-untyped-defs
import math

import numpy as np

from detente.core.projection import SETTLED
from detente.projection.kernel.compiled import compiled
from detente.projection.kernel.state import NOWHERE
from detente.projection.kernel.tables import gain_of
from detente.projection.reference.tables import EDGE, FASTEST, HALVINGS, LEAST_MOVE


@compiled
def look(
    number_of,
    number,
    low,
    high,
    zone_low,
    zone_high,
    first,
    actor,
    zone,
    binds,
    drawing,
    openness,
    exposure,
    clock,
    those,
):
    """Write down zones and who binds; returns how many worlds, listed in `those`, may strike a deal in this step.

    A settlement's rate has a ceiling (`FASTEST` times the openness): where the clock is beyond it, nothing is to be worked out.
    """
    count = 0
    for w in range(number_of.shape[0]):
        if number_of[w] != number:
            continue
        width = zone_high[w] - zone_low[w]
        zone[w] = max(width, 0.0)
        if not width > LEAST_MOVE:
            _who_binds(low, high, zone_low[w], zone_high[w], first, actor, binds, w)
        elif drawing[w] and clock[w] < openness[w] * FASTEST * exposure:
            those[count] = w
            count += 1
    return count


@compiled
def _who_binds(low, high, zone_low, zone_high, first, actor, binds, w):
    """First player who accepts nothing, else the first disjoint pair, else the pair that holds the zone's two ends."""
    for n in range(low.shape[0]):
        if low[n, w] > high[n, w]:
            binds[0, w] = actor[first + n]
            binds[1, w] = actor[first + n]
            return
        for q in range(n):
            if max(low[n, w], low[q, w]) > min(high[n, w], high[q, w]):
                binds[0, w] = actor[first + q]
                binds[1, w] = actor[first + n]
                return
    for n in range(low.shape[0]):
        if low[n, w] == zone_low and binds[0, w] == NOWHERE:
            binds[0, w] = actor[first + n]
        if high[n, w] == zone_high and binds[1, w] == NOWHERE:
            binds[1, w] = actor[first + n]


@compiled
def hold(those, wanted, low, high, first, seat_of, stands):
    """Lines of the parties in the worlds listed, held to their own win-sets: (worlds listed, parties)."""
    line = np.empty((those.shape[0], wanted.shape[0]))
    for c in range(those.shape[0]):
        w = those[c]
        for seat in range(wanted.shape[0]):
            start, end = 0.0, 100.0
            for n in range(low.shape[0]):
                if seat_of[first + n] == seat:
                    start, end = max(start, low[n, w]), min(end, high[n, w])
            line[c, seat] = stands[w] if start > end else min(max(wanted[seat, 0, c], start), end)
    return line


@compiled
def strike(those, outcomes, r, issue, low, high, zone_low, zone_high, gains, first, actor, stands, openness, scale, exposure, clock, status, agreed, binds, deal, fallback):  # fmt: skip  # noqa: E501
    """Settle in the worlds listed where the deal is worth enough for the clock."""
    level, square, slope = gains
    here = np.empty(1)
    for c in range(outcomes.shape[0]):
        w = those[c]
        outcome = min(max(outcomes[c], zone_low[w]), zone_high[w])
        if abs(outcome - stands[w]) <= LEAST_MOVE:
            continue
        surplus = _best_worst_gain(level, square, slope, here, low.shape[0], zone_low[w], zone_high[w], c)
        if (
            not surplus > 0.0
            or clock[w] >= openness[w] * min(math.sqrt(surplus) / scale[w], FASTEST) * exposure
        ):
            continue
        for n in range(low.shape[0] - 1, -1, -1):
            if abs(outcome - low[n, w]) <= EDGE or abs(outcome - high[n, w]) <= EDGE:
                binds[0, w] = actor[first + n]
        status[w] = SETTLED
        agreed[0, w] = outcome
        deal[issue, w] = r
        fallback[issue, w] = NOWHERE


@compiled
def _best_worst_gain(level, square, slope, point, players, low, high, c):
    """Largest, over a zone, of the smallest gain: the minimum of concave gains is concave, so bisect on its slope."""
    for _ in range(HALVINGS):
        point[0] = (low + high) / 2.0
        worst, way = np.inf, 0.0
        for n in range(players):
            gain = gain_of(level, square, slope, n, point, 1, c)
            if gain < worst:
                worst, way = gain, 2.0 * square[n, 0, c] * point[0] + slope[n, 0, c]
        if way > 0.0:
            low = point[0]
        else:
            high = point[0]
    point[0] = (low + high) / 2.0
    worst = np.inf
    for n in range(players):
        worst = min(worst, gain_of(level, square, slope, n, point, 1, c))
    return worst
