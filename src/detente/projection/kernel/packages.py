"""Tracks over several linked issues: ONE package, walked along the two sides' contract curve."""

# mypy: allow-untyped-defs
import numpy as np
from detente.projection.kernel.compiled import compiled

from detente.projection.kernel.lines import ends_of
from detente.projection.kernel.state import NOWHERE
from detente.projection.kernel.tables import gain_of
from detente.projection.reference.tables import CURVE, LEAST_MOVE


@compiled
def hold_within_final(tables, lines, over_issue, over, number, dial, ideal, w, seen, table, parties, issues):
    """Hold each party's line within the tolerance of its final say."""
    for seat in range(parties):
        for j in range(issues):
            row = tables.row[number, seat, j]
            if row < 0 or lines.row_final[row] < 0:
                continue
            final, issue, tolerance = lines.row_final[row], over_issue[over + j], dial[lines.d_tolerance[row], w]
            line, low, high = ends_of(
                ideal[final, issue, w], dial[lines.d_declared[final, issue], w], dial[lines.d_face[final, issue], w], seen,
                tolerance * tolerance, 0.0,
            )  # fmt: skip
            if low > high:
                low, high = line, line
            table.line[seat, j, w] = min(max(table.line[seat, j, w], low), high)


@compiled
def join_sides(party_side, first_party, parties, issues, table, w):
    """Lines and saliences of the two sides: the plain mean over a coalition's parties; saliences sum to 1."""
    line, weight = table.side_line, table.side_weight
    line.fill(0.0)
    weight.fill(0.0)
    for side in range(2):
        count = 0
        for seat in range(parties):
            if party_side[first_party + seat] != side:
                continue
            count += 1
            total = 0.0
            for j in range(issues):
                total += table.weight[seat, j, w]
            for j in range(issues):
                line[side, j] += table.line[seat, j, w]
                weight[side, j] += table.weight[seat, j, w] / total if total > 0.0 else 1.0 / issues
        for j in range(issues):
            line[side, j] /= count
            weight[side, j] /= count


@compiled
def aim_issue_by_issue(table, parties, issues, solver, reversion, r, w):
    """Put in `table.aim` what a model would settle on each issue alone."""
    solo = table.solo
    for j in range(issues):
        for seat in range(parties):
            solo[0, seat] = table.line[seat, j, w]
            solo[1, seat] = table.capability[seat, j, w]
            solo[2, seat] = table.weight[seat, j, w]
        table.aim[j] = solver(solo[0, :parties], solo[1, :parties], solo[2, :parties], reversion[r, j, w])


@compiled
def walk_curve(table, players, first, actor, side, on_curve, issues, seen, reversion, binds, r, w):
    """Best accepted point of the curve, left in `table.outcome`; returns surplus and how many points are accepted."""
    line, weight, point = table.side_line, table.side_weight, table.point
    surplus, bound, accepted = -np.inf, NOWHERE, 0
    best, nearest = -np.inf, np.inf
    table.outcome.fill(0.0)
    for k in range(CURVE):
        share = k / (CURVE - 1)
        moved, away = False, 0.0
        for j in range(issues):
            top = share * weight[0, j] * line[0, j] + (1.0 - share) * weight[1, j] * line[1, j]
            bottom = share * weight[0, j] + (1.0 - share) * weight[1, j]
            value = top / bottom if bottom > 0.0 else (line[0, j] + line[1, j]) / 2.0
            point[j] = min(max(value, 0.0), 100.0)
            moved = moved or abs(point[j] - reversion[r, j, w]) > LEAST_MOVE
            away += (point[j] - table.aim[j]) ** 2
        worst, least, one, other = np.inf, 0, np.inf, np.inf
        for n in range(players):
            gain = gain_of(table, n, w, point, issues, seen)
            if gain < worst:
                worst, least = gain, n
            if side[first + n] == 0:
                one = min(one, gain)
            else:
                other = min(other, gain)
        if worst > surplus:
            surplus, bound = worst, actor[first + least]
        if worst < 0.0 or not moved:
            continue
        accepted += 1
        product = (1.0 if one == np.inf else one) * (1.0 if other == np.inf else other)
        if (on_curve and product > best) or (not on_curve and away < nearest):
            best, nearest = product, away
            for j in range(issues):
                table.outcome[j] = point[j]
    binds[r, 0, w] = bound
    binds[r, 1, w] = bound
    return surplus, accepted
