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
def walk_curve(table, players, stands):
    """How many points everybody accepts (`zone_low`), the largest worst gain and its place (`surplus`, `least`), in every world."""
    worst, surplus, least, point = table.worst, table.surplus, table.least, table.point
    accepted, moved, weight, line = table.zone_low, table.zone_high, table.side_weight, table.side_line
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
        for n in range(players):
            level, square, slope = table.level[n], table.square[n], table.slope[n]
            for w in range(worst.shape[0]):
                gain = level[w]
                for j in range(issues):
                    gain += (square[j, w] * point[j, w] + slope[j, w]) * point[j, w]
                worst[w] = min(worst[w], gain)
        for w in range(worst.shape[0]):
            accepted[w] += 1.0 if worst[w] >= 0.0 and moved[w] > LEAST_MOVE else 0.0
            if worst[w] > surplus[w]:
                surplus[w] = worst[w]
                least[w] = share


@compiled
def look_at_curve(number_of, number, table, players, first, actor, zone, binds, drawing, openness, scale, exposure, clock, those):
    """Write down accepted shares and who binds; returns how many worlds, listed in `those`, strike a deal in this step."""
    count, issues, here = 0, table.point.shape[0], table.here
    for w in range(number_of.shape[0]):
        if number_of[w] != number:
            continue
        zone[w] = 100.0 * table.zone_low[w] / CURVE
        surplus = table.surplus[w]
        if table.zone_low[w] > 1.0:
            if drawing[w] and surplus > 0.0:
                if clock[w] < openness[w] * min(math.sqrt(surplus) / scale[w], FASTEST) * exposure:
                    those[count] = w
                    count += 1
            continue
        for j in range(issues):
            here[j] = curve_point(table.side_weight, table.side_line, j, table.least[w], w)
        worst = np.inf
        for n in range(players):
            gain = gain_of(table.level, table.square, table.slope, n, here, issues, w)
            if gain < worst:
                worst = gain
                binds[0, w] = actor[first + n]
                binds[1, w] = actor[first + n]
    return count


@compiled
def strike_package(those, count, r, over_issue, table, players, parties, first, side_of, stands, model_of, solvers, on_curve, levelled, tracked):  # fmt: skip  # noqa: E501
    """Settle in the worlds listed: at the Nash product, or at the accepted point nearest to what a model settles issue by issue."""
    here, aim, outcome, solo = table.here, table.aim, table.outcome, table.solo
    issues = here.shape[0]
    for c in range(count):
        w = those[c]
        nash = on_curve[model_of[w]]
        if not nash:
            for j in range(issues):
                for seat in range(parties):
                    solo[0, seat], solo[1, seat] = table.wanted[seat, j, w], table.capability[seat, j, w]
                    solo[2, seat] = table.salience[seat, j, w]
                aim[j] = solvers[model_of[w]](solo[0, :parties], solo[1, :parties], solo[2, :parties], stands[j, w])
        best, nearest = -np.inf, np.inf
        for k in range(CURVE):
            moved, away = False, 0.0
            for j in range(issues):
                here[j] = curve_point(table.side_weight, table.side_line, j, k / (CURVE - 1), w)
                moved = moved or abs(here[j] - stands[j, w]) > LEAST_MOVE
                away += (here[j] - aim[j]) ** 2
            one, other = np.inf, np.inf
            for n in range(players):
                gain = gain_of(table.level, table.square, table.slope, n, here, issues, w)
                if side_of[first + n] == 0:
                    one = min(one, gain)
                else:
                    other = min(other, gain)
            if min(one, other) < 0.0 or not moved:
                continue
            product = (1.0 if one == np.inf else one) * (1.0 if other == np.inf else other)
            if (nash and product > best) or (not nash and away < nearest):
                best, nearest = product, away
                for j in range(issues):
                    outcome[j] = here[j]
        tracked.status[r, w] = SETTLED
        for j in range(issues):
            tracked.agreed[r, j, w] = outcome[j]
            levelled.deal[over_issue[j], w] = r
            levelled.fallback[over_issue[j], w] = NOWHERE
