"""Tracks over several linked issues: ONE package, walked along the two sides' contract curve.

Arrays here hold the worlds listed only, worlds last.
"""

# mypy: allow-untyped-defs
import math

import numpy as np

from detente.core.projection import SETTLED
from detente.projection.kernel.compiled import compiled, part
from detente.projection.kernel.state import NOWHERE
from detente.projection.kernel.tables import gain_of, want, weigh
from detente.projection.reference.tables import CURVE, FASTEST, LEAST_MOVE


@compiled
def look(seating, side_of, r, number, dial, lined, reversion, number_of, zone, binds, drawing, scale, openness, exposure, clock, dealt, bounds):  # fmt: skip  # noqa: E501
    """Write down accepted shares of the curve and who binds, in the worlds at this table.

    Returns
    -------
    worlds at this table; which of them settle in this step, by the model dealt to them (those of the m-th from `bounds[m]` to
    `bounds[m + 1]`); coefficients of every player's gain; what every party wants and weighs; lines and weights of the two
    sides; what stands. All but the first two end in an axis of the worlds at this table.
    """
    first, last = seating.player_ptr[number], seating.player_ptr[number + 1]
    players, parties = last - first, seating.party_ptr[r + 1] - seating.party_ptr[r]
    issues = seating.over_ptr[r + 1] - seating.over_ptr[r]
    those = _at_table(number_of, number)
    count = those.shape[0]
    level, square, slope = (
        np.empty((players, count)),
        np.empty((players, issues, count)),
        np.empty((players, issues, count)),
    )
    weigh(seating, r, number, dial, lined, reversion, those, level, square, slope)
    wanted, power, care = (
        np.empty((parties, issues, count)),
        np.empty((parties, issues, count)),
        np.empty((parties, issues, count)),
    )
    want(seating, r, number, dial, lined, reversion, those, wanted, power, care, True)
    line, weight, stands = (
        np.zeros((2, issues, count)),
        np.zeros((2, issues, count)),
        np.empty((issues, count)),
    )
    _join_sides(side_of, wanted, care, line, weight)
    for j in range(issues):
        for c in range(count):
            stands[j, c] = reversion[r, j, those[c]]
    accepted, surplus, least = np.zeros(count), np.empty(count), np.empty(count, np.int64)
    _walk_curve(
        level, square, slope, weight, line, stands, seating.actor[first:last], accepted, surplus, least
    )
    strikes = _look_at_curve(
        those, accepted, surplus, least, zone, binds, drawing, openness, scale, exposure, clock, dealt, bounds
    )
    return those, strikes, (level, square, slope), (wanted, power, care), line, weight, stands


@part
def _at_table(number_of, number):
    """Worlds in which this table is open."""
    those, count = np.empty(number_of.shape[0], np.int64), 0
    for w in range(number_of.shape[0]):
        if number_of[w] == number:
            those[count] = w
            count += 1
    return those[:count]


@part
def _join_sides(side_of, wanted, salience, line, weight):
    """Lines and saliences of the two sides: the plain mean over a coalition's parties, whose sides `side_of` tells."""
    issues = line.shape[1]
    for p in range(side_of.shape[0]):
        side, count = side_of[p], 0
        for other in range(side_of.shape[0]):
            count += side_of[other] == side
        for c in range(line.shape[2]):
            total = 0.0
            for j in range(issues):
                total += salience[p, j, c]
            for j in range(issues):
                weight[side, j, c] += (salience[p, j, c] / total if total > 0.0 else 1.0 / issues) / count
                line[side, j, c] += wanted[p, j, c] / count


@part
def _curve_point(weight, line, j, share, c):
    """The j-th issue at one point of the contract curve in one world: the midpoint where neither side cares."""
    bottom = share * weight[0, j, c] + (1.0 - share) * weight[1, j, c]
    if bottom > 0.0:
        top = share * weight[0, j, c] * line[0, j, c] + (1.0 - share) * weight[1, j, c] * line[1, j, c]
        return min(max(top / bottom, 0.0), 100.0)
    return min(max((line[0, j, c] + line[1, j, c]) / 2.0, 0.0), 100.0)


@part
def _walk_curve(level, square, slope, weight, line, stands, actor, accepted, surplus, least):
    """How many points everybody accepts, the largest worst gain on the curve and whose gain that is."""
    issues, players, count = line.shape[1], level.shape[0], level.shape[1]
    here, worst, who, moved = (
        np.empty((issues, count)),
        np.empty(count),
        np.empty(count, np.int64),
        np.empty(count, np.uint8),
    )
    gain = np.empty(count)
    surplus.fill(-np.inf)
    least.fill(actor[0])
    for k in range(CURVE):
        share = k / (CURVE - 1)
        rest = 1.0 - share
        moved.fill(0)
        for j in range(issues):
            point, stood, one, other, near, far = (
                here[j],
                stands[j],
                weight[0, j],
                weight[1, j],
                line[0, j],
                line[1, j],
            )
            for c in range(count):
                bottom = share * one[c] + rest * other[c]
                aim = share * one[c] * near[c] + rest * other[c] * far[c]
                middle = (near[c] + far[c]) / 2.0
                point[c] = min(max(aim / bottom if bottom > 0.0 else middle, 0.0), 100.0)
            for c in range(count):
                moved[c] |= abs(point[c] - stood[c]) > LEAST_MOVE
        worst.fill(np.inf)
        who.fill(actor[0])
        for n in range(players):
            gain[:] = level[n]
            for j in range(issues):
                point, bend, lean = here[j], square[n, j], slope[n, j]
                for c in range(count):
                    gain[c] += (bend[c] * point[c] + lean[c]) * point[c]
            name = actor[n]
            for c in range(count):
                is_worse = gain[c] < worst[c]
                worst[c] = gain[c] if is_worse else worst[c]
                who[c] = name if is_worse else who[c]
        for c in range(count):
            accepted[c] += 1.0 if worst[c] >= 0.0 and moved[c] == 1 else 0.0
            is_best = worst[c] > surplus[c]
            surplus[c] = worst[c] if is_best else surplus[c]
            least[c] = who[c] if is_best else least[c]


@part
def _look_at_curve(
    those, accepted, surplus, least, zone, binds, drawing, openness, scale, exposure, clock, dealt, bounds
):
    """Write down accepted shares and who binds; returns which of the worlds listed settle in this step."""
    strikes, settles, count = np.empty(those.shape[0], np.int64), np.zeros(those.shape[0], np.uint8), 0
    for c in range(those.shape[0]):
        w = those[c]
        zone[w] = 100.0 * accepted[c] / CURVE
        if accepted[c] <= 1.0:
            binds[0, w] = least[c]
            binds[1, w] = least[c]
        elif drawing[w] and surplus[c] > 0.0:
            settles[c] = clock[w] < openness[w] * min(math.sqrt(surplus[c]) / scale[w], FASTEST) * exposure
    for m in range(bounds.shape[0] - 1):
        bounds[m] = count
        for c in range(those.shape[0]):
            if settles[c] == 1 and dealt[those[c]] == m:
                strikes[count] = c
                count += 1
    bounds[-1] = count
    return strikes[:count]


@compiled
def strike(
    those,
    strikes,
    is_nash,
    aims,
    r,
    over_issue,
    gains,
    weight,
    line,
    side_of,
    stands,
    tracked,
    deal,
    fallback,
):
    """Settle in the worlds listed: at the Nash product, or at the accepted point nearest to what a model settles by issue."""
    level, square, slope = gains
    issues = line.shape[1]
    here, outcome = np.empty(issues), np.empty(issues)
    for s in range(strikes.shape[0]):
        c = strikes[s]
        w = those[c]
        best, nearest = -np.inf, np.inf
        for k in range(CURVE):
            moved, away = False, 0.0
            for j in range(issues):
                here[j] = _curve_point(weight, line, j, k / (CURVE - 1), c)
                moved = moved or abs(here[j] - stands[j, c]) > LEAST_MOVE
                away += (here[j] - aims[j, s]) ** 2
            one, other = np.inf, np.inf
            for n in range(level.shape[0]):
                gain = gain_of(level, square, slope, n, here, issues, c)
                if side_of[n] == 0:
                    one = min(one, gain)
                else:
                    other = min(other, gain)
            if min(one, other) < 0.0 or not moved:
                continue
            product = (1.0 if one == np.inf else one) * (1.0 if other == np.inf else other)
            if (is_nash[s] and product > best) or (not is_nash[s] and away < nearest):
                best, nearest = product, away
                for j in range(issues):
                    outcome[j] = here[j]
        tracked.status[r, w] = SETTLED
        for j in range(issues):
            tracked.agreed[r, j, w] = outcome[j]
            deal[over_issue[j], w] = r
            fallback[over_issue[j], w] = NOWHERE
