"""Tracks over several linked issues: ONE package, walked along the two sides' contract curve."""

# mypy: allow-untyped-defs
import numpy as np
from numba import njit

from detente.projection.kernel.lines import ends_of
from detente.projection.kernel.state import NOWHERE
from detente.projection.kernel.tables import gain_of
from detente.projection.reference.tables import CURVE, LEAST_MOVE


@njit(cache=True, nogil=True)
def hold_within_final(tables, lines, over_issue, over, r, number, dial, ideal, w, seen, table, parties, issues):
    """Hold each party's line within the tolerance of its final say."""
    row_final, d_tolerance, d_declared, d_face = lines.row_final, lines.d_tolerance, lines.d_declared, lines.d_face
    for seat in range(parties):
        for j in range(issues):
            row = tables.row[number, seat, j]
            if row < 0 or row_final[row] < 0:
                continue
            final, issue, tolerance = row_final[row], over_issue[over + j], dial[w, d_tolerance[row]]
            line, low, high = ends_of(
                ideal[w, final, issue], dial[w, d_declared[final, issue]], dial[w, d_face[final, issue]], seen,
                tolerance * tolerance, 0.0,
            )  # fmt: skip
            if low > high:
                low, high = line, line
            table.line[seat, j] = min(max(table.line[seat, j], low), high)


@njit(cache=True, nogil=True)
def package_sides(party_side, first_party, parties, issues, table, line, weight):
    """Lines and saliences of the two sides: the plain mean over a coalition's parties; saliences sum to 1."""
    line[:, :] = 0.0
    weight[:, :] = 0.0
    for side in range(2):
        count = 0
        for seat in range(parties):
            if party_side[first_party + seat] != side:
                continue
            count += 1
            total = 0.0
            for j in range(issues):
                total += table.weight[seat, j]
            for j in range(issues):
                line[side, j] += table.line[seat, j]
                weight[side, j] += table.weight[seat, j] / total if total > 0.0 else 1.0 / issues
        for j in range(issues):
            line[side, j] /= count
            weight[side, j] /= count


@njit(cache=True, nogil=True)
def walk_curve(table, players, first, actor, side, line, weight, point, aim, on_curve, issues, seen, reversion, binds, w, r):
    """Best accepted point of the curve, left in `table.outcome`; returns surplus and how many points are accepted."""
    surplus, bound, accepted = -np.inf, NOWHERE, 0
    best, nearest = -np.inf, np.inf
    for j in range(issues):
        table.outcome[j] = 0.0
    for k in range(CURVE):
        share = k / (CURVE - 1)
        moved, away = False, 0.0
        for j in range(issues):
            top = share * weight[0, j] * line[0, j] + (1.0 - share) * weight[1, j] * line[1, j]
            bottom = share * weight[0, j] + (1.0 - share) * weight[1, j]
            value = top / bottom if bottom > 0.0 else (line[0, j] + line[1, j]) / 2.0
            point[j] = min(max(value, 0.0), 100.0)
            moved = moved or abs(point[j] - reversion[w, r, j]) > LEAST_MOVE
            away += (point[j] - aim[j]) ** 2
        worst, least, one, other = np.inf, 0, np.inf, np.inf
        for n in range(players):
            gain = gain_of(table, n, point, issues, seen)
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
    binds[w, r, 0] = bound
    binds[w, r, 1] = bound
    return surplus, accepted
