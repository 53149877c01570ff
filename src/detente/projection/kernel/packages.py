"""Tracks over several linked issues: ONE package, walked along the two sides' contract curve.

Arrays here hold the worlds listed only, worlds last.
"""

# mypy: allow-untyped-defs
import math

import numpy as np

from detente.core.projection import SETTLED
from detente.projection.kernel.compiled import compiled
from detente.projection.kernel.state import NOWHERE
from detente.projection.kernel.tables import gain_of
from detente.projection.reference.tables import CURVE, FASTEST, LEAST_MOVE


@compiled
def join_sides(side_of, wanted, salience, line, weight):
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
def curve_point(weight, line, j, share, c):
    """The j-th issue at one point of the contract curve in one world: the midpoint where neither side cares."""
    bottom = share * weight[0, j, c] + (1.0 - share) * weight[1, j, c]
    if bottom > 0.0:
        top = share * weight[0, j, c] * line[0, j, c] + (1.0 - share) * weight[1, j, c] * line[1, j, c]
        return min(max(top / bottom, 0.0), 100.0)
    return min(max((line[0, j, c] + line[1, j, c]) / 2.0, 0.0), 100.0)


@compiled
def walk_curve(gains, weight, line, stands, those, actor, accepted, surplus, least):
    """How many points everybody accepts, the largest worst gain on the curve and whose gain that is."""
    level, square, slope = gains
    issues, players = line.shape[1], level.shape[0]
    one, other, middle, top, end, here = np.empty((6, issues))
    quick, steep, flat = np.empty((players, issues)), np.empty((players, issues)), np.empty(players)
    for c in range(those.shape[0]):
        for j in range(issues):
            one[j], other[j] = weight[0, j, c], weight[1, j, c]
            top[j], end[j] = one[j] * line[0, j, c], other[j] * line[1, j, c]
            middle[j] = (line[0, j, c] + line[1, j, c]) / 2.0
        for n in range(players):
            flat[n] = level[n, c]
            for j in range(issues):
                quick[n, j], steep[n, j] = square[n, j, c], slope[n, j, c]
        best, who_binds, count = -np.inf, 0, 0.0
        for k in range(CURVE):
            share = k / (CURVE - 1)
            rest = 1.0 - share
            worst, who, moved = np.inf, 0, False
            for j in range(issues):
                bottom = share * one[j] + rest * other[j]
                point = (share * top[j] + rest * end[j]) / bottom if bottom > 0.0 else middle[j]
                here[j] = min(max(point, 0.0), 100.0)
                moved = moved or abs(here[j] - stands[j, those[c]]) > LEAST_MOVE
            for n in range(players):
                gain = flat[n]
                for j in range(issues):
                    gain += (quick[n, j] * here[j] + steep[n, j]) * here[j]
                if gain < worst:
                    worst, who = gain, n
            if worst >= 0.0 and moved:
                count += 1.0
            if worst > best:
                best, who_binds = worst, actor[who]
        surplus[c], accepted[c], least[c] = best, count, who_binds


@compiled
def look_at_curve(
    those, accepted, surplus, least, zone, binds, drawing, openness, scale, exposure, clock, strikes
):
    """Write down accepted shares and who binds; returns how many of the worlds listed, put in `strikes`, settle in this step."""
    count = 0
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
    return count


@compiled
def strike_package(those, strikes, is_nash, aims, r, over_issue, gains, weight, line, first, side_of, stands, status, agreed, deal, fallback):  # fmt: skip  # noqa: E501
    """Settle: at the Nash product, or at the accepted point nearest to what a model settles issue by issue."""
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
                here[j] = curve_point(weight, line, j, k / (CURVE - 1), c)
                moved = moved or abs(here[j] - stands[j, w]) > LEAST_MOVE
                away += (here[j] - aims[j, s]) ** 2
            one, other = np.inf, np.inf
            for n in range(level.shape[0]):
                gain = gain_of(level, square, slope, n, here, issues, c)
                if side_of[first + n] == 0:
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
        status[w] = SETTLED
        for j in range(issues):
            agreed[j, w] = outcome[j]
            deal[over_issue[j], w] = r
            fallback[over_issue[j], w] = NOWHERE
