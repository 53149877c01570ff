"""Tracks over several linked issues: ONE package, walked along the two sides' contract curve."""

# mypy: allow-untyped-defs
import math

import numpy as np

from detente.core.projection import SETTLED
from detente.projection.kernel.compiled import compiled
from detente.projection.kernel.state import NOWHERE
from detente.projection.kernel.tables import gain_of
from detente.projection.reference.tables import CURVE, FASTEST, LEAST_MOVE


@compiled
def join_sides(side_of, wanted, salience, line, weight, total):
    """Lines and saliences of the two sides in every world: the plain mean over a coalition's parties.

    `side_of` has a side for each party of the track.
    """
    line.fill(0.0)
    weight.fill(0.0)
    issues = line.shape[1]
    for p in range(side_of.shape[0]):
        side, count = side_of[p], 0
        for other in range(side_of.shape[0]):
            count += side_of[other] == side
        total.fill(0.0)
        for j in range(issues):
            for w in range(total.shape[0]):
                total[w] += salience[p, j, w]
        for j in range(issues):
            for w in range(total.shape[0]):
                weight[side, j, w] += (salience[p, j, w] / total[w] if total[w] > 0.0 else 1.0 / issues) / count
                line[side, j, w] += wanted[p, j, w] / count


@compiled
def curve_point(weight, line, j, share, w):
    """The j-th issue at one point of the contract curve in one world: the midpoint where neither side cares."""
    bottom = share * weight[0, j, w] + (1.0 - share) * weight[1, j, w]
    if bottom > 0.0:
        top = share * weight[0, j, w] * line[0, j, w] + (1.0 - share) * weight[1, j, w] * line[1, j, w]
        return min(max(top / bottom, 0.0), 100.0)
    return min(max((line[0, j, w] + line[1, j, w]) / 2.0, 0.0), 100.0)


@compiled
def walk_curve(gains, weight, line, stands, point, worst, moved, accepted, surplus, least):
    """How many points everybody accepts, the largest worst gain and its place on the curve, in every world."""
    level, square, slope = gains
    issues = point.shape[0]
    surplus.fill(-np.inf)
    accepted.fill(0.0)
    for k in range(CURVE):
        share = k / (CURVE - 1)
        worst.fill(np.inf)
        moved.fill(0.0)
        for j in range(issues):
            for w in range(worst.shape[0]):
                point[j, w] = curve_point(weight, line, j, share, w)
                moved[w] = max(moved[w], abs(point[j, w] - stands[j, w]))
        for n in range(level.shape[0]):
            for w in range(worst.shape[0]):
                gain = level[n, w]
                for j in range(issues):
                    gain += (square[n, j, w] * point[j, w] + slope[n, j, w]) * point[j, w]
                worst[w] = min(worst[w], gain)
        for w in range(worst.shape[0]):
            accepted[w] += 1.0 if worst[w] >= 0.0 and moved[w] > LEAST_MOVE else 0.0
            if worst[w] > surplus[w]:
                surplus[w] = worst[w]
                least[w] = share


@compiled
def look_at_curve(number_of, number, gains, weight, line, accepted, surplus, least, here, first, actor, zone, binds, drawing, openness, scale, exposure, clock, those):  # fmt: skip  # noqa: E501
    """Write down accepted shares and who binds; returns how many worlds, listed in `those`, strike a deal in this step."""
    level, square, slope = gains
    count, issues = 0, here.shape[0]
    for w in range(number_of.shape[0]):
        if number_of[w] != number:
            continue
        zone[w] = 100.0 * accepted[w] / CURVE
        if accepted[w] > 1.0:
            if drawing[w] and surplus[w] > 0.0:
                if clock[w] < openness[w] * min(math.sqrt(surplus[w]) / scale[w], FASTEST) * exposure:
                    those[count] = w
                    count += 1
            continue
        for j in range(issues):
            here[j] = curve_point(weight, line, j, least[w], w)
        worst = np.inf
        for n in range(level.shape[0]):
            gain = gain_of(level, square, slope, n, here, issues, w)
            if gain < worst:
                worst = gain
                binds[0, w] = actor[first + n]
                binds[1, w] = actor[first + n]
    return count


@compiled
def aims_in(those, count, j, wanted, capability, salience):
    """What the parties bring to the j-th issue in the worlds listed: three of (worlds listed, parties)."""
    parties = wanted.shape[0]
    line, power, care = np.empty((count, parties)), np.empty((count, parties)), np.empty((count, parties))
    for c in range(count):
        for seat in range(parties):
            line[c, seat], power[c, seat] = wanted[seat, j, those[c]], capability[seat, j, those[c]]
            care[c, seat] = salience[seat, j, those[c]]
    return line, power, care


@compiled
def strike_package(those, is_nash, aims, r, over_issue, gains, weight, line, here, outcome, first, side_of, stands, status, agreed, deal, fallback):  # fmt: skip  # noqa: E501
    """Settle in the worlds listed: at the Nash product, or at the accepted point nearest to what a model settles issue by issue."""
    level, square, slope = gains
    issues = here.shape[0]
    for c in range(is_nash.shape[0]):
        w = those[c]
        best, nearest = -np.inf, np.inf
        for k in range(CURVE):
            moved, away = False, 0.0
            for j in range(issues):
                here[j] = curve_point(weight, line, j, k / (CURVE - 1), w)
                moved = moved or abs(here[j] - stands[j, w]) > LEAST_MOVE
                away += (here[j] - aims[j, c]) ** 2
            one, other = np.inf, np.inf
            for n in range(level.shape[0]):
                gain = gain_of(level, square, slope, n, here, issues, w)
                if side_of[first + n] == 0:
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
        status[w] = SETTLED
        for j in range(issues):
            agreed[j, w] = outcome[j]
            deal[over_issue[j], w] = r
            fallback[over_issue[j], w] = NOWHERE
