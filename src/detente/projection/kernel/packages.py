"""Tracks over several linked issues: ONE package, walked along the two sides' contract curve.

Arrays here hold the worlds listed only, worlds last.
"""

# mypy: allow-untyped-defs
import math

import numpy as np

from detente.core.projection import SETTLED
from detente.projection.kernel.compiled import compiled
from detente.projection.kernel.single import group_by_model
from detente.projection.kernel.state import NOWHERE
from detente.projection.kernel.tables import gain_of, want, weigh
from detente.projection.reference.tables import CURVE, FASTEST, LEAST_MOVE


@compiled
def look(seating, side_of, r, number, dial, lined, reversion, number_of, zone, binds, drawing, scale, openness, exposure, clock, dealt, bounds):  # fmt: skip  # noqa: E501
    """Write down accepted shares of the curve and who binds, in the worlds at this table.

    Returns
    -------
    worlds that settle in this step; coefficients of every player's gain there; what every party wants and weighs; lines and
    weights of the two sides; what stands. All but the first end in an axis of these worlds, which stand by the model dealt to
    them: those of the m-th from `bounds[m]` to `bounds[m + 1]`.
    """
    first, last = seating.player_ptr[number], seating.player_ptr[number + 1]
    players, parties = last - first, seating.party_ptr[r + 1] - seating.party_ptr[r]
    issues = seating.over_ptr[r + 1] - seating.over_ptr[r]
    those = np.flatnonzero(number_of == number)
    count = those.shape[0]
    level, square, slope = (
        np.empty((players, count)),
        np.empty((players, issues, count)),
        np.empty((players, issues, count)),
    )
    weigh(seating, r, number, dial, lined, reversion, those, level, square, slope)
    wanted, power, care = np.empty((3, parties, issues, count))
    want(seating, r, number, dial, lined, reversion, those, wanted, power, care, True)
    line, weight = np.zeros((2, 2, issues, count))
    _join_sides(side_of, wanted, care, line, weight)
    stands = np.empty((issues, count))
    for j in range(issues):
        for c in range(count):
            stands[j, c] = reversion[r, j, those[c]]
    accepted, surplus, least = _walk_curve(
        (level, square, slope), weight, line, stands, seating.actor[first:last]
    )
    strikes = _look_at_curve(
        those, accepted, surplus, least, zone, binds, drawing, openness, scale, exposure, clock
    )
    group_by_model(strikes, dealt[those], bounds)
    return (
        those[strikes], (level[:, strikes], square[:, :, strikes], slope[:, :, strikes]),
        (wanted[:, :, strikes], power[:, :, strikes], care[:, :, strikes]),
        line[:, :, strikes], weight[:, :, strikes], stands[:, strikes],
    )  # fmt: skip


@compiled
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


@compiled
def _curve_point(weight, line, j, share, c):
    """The j-th issue at one point of the contract curve in one world: the midpoint where neither side cares."""
    bottom = share * weight[0, j, c] + (1.0 - share) * weight[1, j, c]
    if bottom > 0.0:
        top = share * weight[0, j, c] * line[0, j, c] + (1.0 - share) * weight[1, j, c] * line[1, j, c]
        return min(max(top / bottom, 0.0), 100.0)
    return min(max((line[0, j, c] + line[1, j, c]) / 2.0, 0.0), 100.0)


@compiled
def _walk_curve(gains, weight, line, stands, actor):
    """How many points everybody accepts, the largest worst gain on the curve and whose gain that is."""
    level, square, slope = gains
    issues, players, count = line.shape[1], level.shape[0], level.shape[1]
    accepted, surplus, least = np.empty(count), np.empty(count), np.empty(count, np.int64)
    one, other, middle, top, end, here = np.empty((6, issues))
    quick, steep, flat = np.empty((players, issues)), np.empty((players, issues)), np.empty(players)
    for c in range(count):
        for j in range(issues):
            one[j], other[j] = weight[0, j, c], weight[1, j, c]
            top[j], end[j] = one[j] * line[0, j, c], other[j] * line[1, j, c]
            middle[j] = (line[0, j, c] + line[1, j, c]) / 2.0
        for n in range(players):
            flat[n] = level[n, c]
            for j in range(issues):
                quick[n, j], steep[n, j] = square[n, j, c], slope[n, j, c]
        best, who_binds, agreeable = -np.inf, 0, 0.0
        for k in range(CURVE):
            share = k / (CURVE - 1)
            rest = 1.0 - share
            worst, who, moved = np.inf, 0, False
            for j in range(issues):
                bottom = share * one[j] + rest * other[j]
                point = (share * top[j] + rest * end[j]) / bottom if bottom > 0.0 else middle[j]
                here[j] = min(max(point, 0.0), 100.0)
                moved = moved or abs(here[j] - stands[j, c]) > LEAST_MOVE
            for n in range(players):
                gain = flat[n]
                for j in range(issues):
                    gain += (quick[n, j] * here[j] + steep[n, j]) * here[j]
                if gain < worst:
                    worst, who = gain, n
            if worst >= 0.0 and moved:
                agreeable += 1.0
            if worst > best:
                best, who_binds = worst, actor[who]
        surplus[c], accepted[c], least[c] = best, agreeable, who_binds
    return accepted, surplus, least


@compiled
def _look_at_curve(those, accepted, surplus, least, zone, binds, drawing, openness, scale, exposure, clock):
    """Write down accepted shares and who binds; returns which of the worlds listed settle in this step."""
    strikes, count = np.empty(those.shape[0], np.int64), 0
    for c in range(those.shape[0]):
        w = those[c]
        zone[w] = 100.0 * accepted[c] / CURVE
        if accepted[c] <= 1.0:
            binds[0, w] = least[c]
            binds[1, w] = least[c]
        elif drawing[w] and surplus[c] > 0.0:
            if clock[w] < openness[w] * min(math.sqrt(surplus[c]) / scale[w], FASTEST) * exposure:
                strikes[count] = c
                count += 1
    return strikes[:count]


@compiled
def strike(
    those, is_nash, aims, r, over_issue, gains, weight, line, side_of, stands, tracked, deal, fallback
):
    """Settle in the worlds listed: at the Nash product, or at the accepted point nearest to what a model settles by issue."""
    level, square, slope = gains
    issues = line.shape[1]
    here, outcome = np.empty(issues), np.empty(issues)
    for c in range(those.shape[0]):
        w = those[c]
        best, nearest = -np.inf, np.inf
        for k in range(CURVE):
            moved, away = False, 0.0
            for j in range(issues):
                here[j] = _curve_point(weight, line, j, k / (CURVE - 1), c)
                moved = moved or abs(here[j] - stands[j, c]) > LEAST_MOVE
                away += (here[j] - aims[j, c]) ** 2
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
            if (is_nash[c] and product > best) or (not is_nash[c] and away < nearest):
                best, nearest = product, away
                for j in range(issues):
                    outcome[j] = here[j]
        tracked.status[r, w] = SETTLED
        for j in range(issues):
            tracked.agreed[r, j, w] = outcome[j]
            deal[over_issue[j], w] = r
            fallback[over_issue[j], w] = NOWHERE
