"""Tracks over a single issue: who binds where there is no zone, and the deal where there is one."""

# mypy: allow-untyped-defs
import math

import numpy as np

from detente.core.projection import SETTLED
from detente.projection.kernel.compiled import compiled, part
from detente.projection.kernel.state import NOWHERE
from detente.projection.kernel.tables import find_zone, gain_of, want, weigh
from detente.projection.reference.tables import EDGE, FASTEST, HALVINGS, LEAST_MOVE


@compiled
def look(seating, r, number, dial, lined, reversion, table, number_of, zone, binds, drawing, openness, exposure, clock, dealt, those, bounds):  # fmt: skip  # noqa: E501
    """Write down zones and who binds; returns how many worlds, listed in `those`, may strike a deal in this step.

    They are listed by the model dealt to them: those of the m-th stand from `bounds[m]` to `bounds[m + 1]`.
    A settlement's rate has a ceiling (`FASTEST` times the openness): where the clock is beyond it, nothing is to be worked out.
    """
    first, last = seating.player_ptr[number], seating.player_ptr[number + 1]
    low, high, zone_low, zone_high = (
        table.low[: last - first],
        table.high[: last - first],
        table.zone_low,
        table.zone_high,
    )
    find_zone(seating, r, number, dial, lined, reversion, low, high, zone_low, zone_high)
    count, is_stuck = 0, False
    for w in range(number_of.shape[0]):
        if number_of[w] != number:
            continue
        width = zone_high[w] - zone_low[w]
        zone[w] = max(width, 0.0)
        if not width > LEAST_MOVE:
            is_stuck = True
        elif drawing[w] and clock[w] < openness[w] * FASTEST * exposure:
            those[count] = w
            count += 1
    if is_stuck:
        _name_who_binds(table, seating.actor[first:last], number_of, number, binds)
    group_by_model(those[:count], dealt, bounds)
    return count


@part
def group_by_model(those, dealt, bounds):
    """Put the worlds listed in the order of the models dealt to them, and tell where each model's begin."""
    listed, at = those.copy(), 0
    for m in range(bounds.shape[0] - 1):
        bounds[m] = at
        for w in listed:
            if dealt[w] == m:
                those[at] = w
                at += 1
    bounds[-1] = at


@compiled
def prepare(seating, r, number, dial, lined, reversion, table, those):
    """What a few worlds need to strike a deal: coefficients of every player's gain; lines, powers, saliences; what stands.

    Gains are (players, issues, worlds listed), what models take is (worlds listed, parties).
    """
    first, last = seating.player_ptr[number], seating.player_ptr[number + 1]
    players, parties, count = last - first, seating.party_ptr[r + 1] - seating.party_ptr[r], those.shape[0]
    gains = np.empty((players, count)), np.empty((players, 1, count)), np.empty((players, 1, count))
    weigh(seating, r, number, dial, lined, reversion, those, gains[0], gains[1], gains[2])
    wanted, power, care = (
        np.empty((parties, 1, count)),
        np.empty((parties, 1, count)),
        np.empty((parties, 1, count)),
    )
    want(seating, r, number, dial, lined, reversion, those, wanted, power, care, False)
    stands, powers, cares = np.empty(count), np.empty((count, parties)), np.empty((count, parties))
    for c in range(count):
        stands[c] = reversion[r, 0, those[c]]
        for seat in range(parties):
            powers[c, seat], cares[c, seat] = power[seat, 0, c], care[seat, 0, c]
    line = _hold(those, wanted, table.low, table.high, seating.seat[first:last], stands)
    return gains, line, powers, cares, stands


@part
def _name_who_binds(table, actor, number_of, number, binds):
    """First player who accepts nothing, else the first disjoint pair, else the pair that holds the zone's two ends."""
    zone_low, zone_high, one, other = table.zone_low, table.zone_high, table.one, table.other
    one.fill(NOWHERE)
    other.fill(NOWHERE)
    for n in range(actor.shape[0]):
        low, high = table.low[n], table.high[n]
        for q in range(n + 1):
            last = n if q == 0 else q - 1  # himself, then each before him
            start, end, who, whom = table.low[last], table.high[last], actor[last], actor[n]
            for w in range(one.shape[0]):
                binding = one[w] == NOWHERE and max(low[w], start[w]) > min(high[w], end[w])
                other[w] = whom if binding else other[w]
                one[w] = who if binding else one[w]
    for n in range(actor.shape[0] - 1, -1, -1):
        low, high, who = table.low[n], table.high[n], actor[n]
        for w in range(one.shape[0]):
            if number_of[w] == number and one[w] == NOWHERE and not zone_high[w] - zone_low[w] > LEAST_MOVE:
                binds[0, w] = who if low[w] == zone_low[w] else binds[0, w]
                binds[1, w] = who if high[w] == zone_high[w] else binds[1, w]
    for w in range(one.shape[0]):
        if number_of[w] == number and one[w] != NOWHERE and not zone_high[w] - zone_low[w] > LEAST_MOVE:
            binds[0, w], binds[1, w] = one[w], other[w]


@part
def _hold(those, wanted, low, high, seat_of, stands):
    """Lines of the parties in the worlds listed, held to their own win-sets: (worlds listed, parties)."""
    line = np.empty((those.shape[0], wanted.shape[0]))
    for c in range(those.shape[0]):
        w = those[c]
        for seat in range(wanted.shape[0]):
            start, end = 0.0, 100.0
            for n in range(seat_of.shape[0]):
                if seat_of[n] == seat:
                    start, end = max(start, low[n, w]), min(end, high[n, w])
            line[c, seat] = stands[c] if start > end else min(max(wanted[seat, 0, c], start), end)
    return line


@compiled
def strike(those, outcomes, r, issue, table, gains, actor, stands, openness, scale, exposure, clock, tracked, deal, fallback):  # fmt: skip  # noqa: E501
    """Settle in the worlds listed where the deal is worth enough for the clock."""
    level, square, slope = gains
    low, high, zone_low, zone_high, binds = (
        table.low,
        table.high,
        table.zone_low,
        table.zone_high,
        tracked.binds[r],
    )
    here, players = np.empty(1), level.shape[0]
    for c in range(outcomes.shape[0]):
        w = those[c]
        outcome = min(max(outcomes[c], zone_low[w]), zone_high[w])
        if abs(outcome - stands[c]) <= LEAST_MOVE:
            continue
        surplus = _best_worst_gain(level, square, slope, here, players, zone_low[w], zone_high[w], c)
        if (
            not surplus > 0.0
            or clock[w] >= openness[w] * min(math.sqrt(surplus) / scale[w], FASTEST) * exposure
        ):
            continue
        for n in range(players - 1, -1, -1):
            if abs(outcome - low[n, w]) <= EDGE or abs(outcome - high[n, w]) <= EDGE:
                binds[0, w] = actor[n]
        tracked.status[r, w] = SETTLED
        tracked.agreed[r, 0, w] = outcome
        deal[issue, w] = r
        fallback[issue, w] = NOWHERE


@part
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
