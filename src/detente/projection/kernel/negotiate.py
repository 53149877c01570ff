"""One step of every track: its life, what its table finds, and whether a deal is struck."""

# mypy: allow-untyped-defs
import math

import numpy as np
from numba import njit

from detente.core.projection import BROKEN, CLOSED, OPEN, SETTLED
from detente.projection.kernel.acts import agree, open_track
from detente.projection.kernel.occurrences import holds
from detente.projection.kernel.packages import hold_within_final, package_sides, walk_curve
from detente.projection.kernel.state import NOWHERE
from detente.projection.kernel.tables import (
    best_worst_gain, edge_holder, hold_parties, one_zone, seat_parties, settles_now, take_seats,
)  # fmt: skip
from detente.projection.reference.tables import CURVE, FASTEST, LEAST_MOVE


@njit(cache=True, nogil=True)
def run_tracks(tracks, tables, lines, rules, exposure, step, dial, lined, levelled, tracked, z, draws, first, worlds, opens, settles, dealt, solvers, on_curve, table, drawing, stack):  # fmt: skip  # noqa: E501
    """Open, close and settle tracks at one step; `drawing` tells in which worlds luck is at work."""
    over = (tracks.over_ptr, tracks.over_issue)
    status, zone, binds, reversion = tracked.status, tracked.zone, tracked.binds, tracked.reversion
    ideal, joined, regime = lined.ideal, lined.joined, lined.regime
    d_salience, d_influence, d_declared, d_face = lines.d_salience, lines.d_influence, lines.d_declared, lines.d_face
    most = table.outcome.shape[0]
    side_line, side_weight = np.zeros((2, most)), np.zeros((2, most))
    point, aim = np.zeros(most), np.zeros(most)
    for r in range(status.shape[1]):
        _live(tracks, over, rules, exposure, step, r, levelled, tracked, z, draws, first, worlds, opens, drawing, stack)
        issues = tracks.over_ptr[r + 1] - tracks.over_ptr[r]
        for w in range(worlds):
            zone[w, r] = 0.0
            binds[w, r, 0] = NOWHERE
            binds[w, r, 1] = NOWHERE
            if status[w, r] != OPEN:
                continue
            number = tracks.first_table[r]
            for p in range(tracks.party_ptr[r], tracks.party_ptr[r + 1]):
                if tracks.party_decider[p] >= 0:
                    number += regime[w, tracks.party_decider[p]] * tracks.party_stride[p]
            seen = dial[w, tracks.d_seen[r]]
            seated, players = take_seats(
                tables, tracks, d_salience, d_declared, d_face, r, number, dial, ideal, joined, reversion, w, table
            )
            parties = seat_parties(
                tables, tracks, d_salience, d_influence, d_declared, d_face, lines.row_setter, r, number, dial, ideal, joined,
                reversion, w, seen, table,
            )  # fmt: skip
            model, may, surplus = dealt[first + w, r], False, 0.0
            if issues == 1:
                low, high = one_zone(table, players, seated, tables.actor, seen, binds, w, r)
                zone[w, r] = max(high - low, 0.0)
                if high - low > LEAST_MOVE:
                    hold_parties(table, players, parties, seated, tables.seat, reversion[w, r, 0])
                    solo = table.solo
                    outcome = solvers[model](solo[0, :parties], solo[1, :parties], solo[2, :parties], reversion[w, r, 0])
                    outcome = min(max(outcome, low), high)
                    table.outcome[0] = outcome
                    if abs(outcome - reversion[w, r, 0]) > LEAST_MOVE:
                        surplus = best_worst_gain(table, players, seen, low, high)
                        may = surplus > 0.0
                    if may:
                        binds[w, r, 0] = edge_holder(table, players, seated, tables.actor, outcome)
                        binds[w, r, 1] = NOWHERE
            else:
                start = tracks.over_ptr[r]
                hold_within_final(
                    tables, lines, tracks.over_issue, start, r, number, dial, ideal, w, seen, table, parties, issues
                )
                package_sides(tracks.party_side, tracks.party_ptr[r], parties, issues, table, side_line, side_weight)
                if not on_curve[model]:
                    solo = table.solo
                    for j in range(issues):
                        for seat in range(parties):
                            solo[0, seat] = table.line[seat, j]
                            solo[1, seat] = table.capability[seat, j]
                            solo[2, seat] = table.weight[seat, j]
                        aim[j] = solvers[model](solo[0, :parties], solo[1, :parties], solo[2, :parties], reversion[w, r, j])
                surplus, accepted = walk_curve(
                    table, players, seated, tables.actor, tables.side, side_line, side_weight, point, aim, on_curve[model],
                    issues, seen, reversion, binds, w, r,
                )  # fmt: skip
                zone[w, r] = 100.0 * accepted / CURVE
                may = accepted > 1 and surplus > 0.0
                if may:
                    binds[w, r, 0] = NOWHERE
                    binds[w, r, 1] = NOWHERE
            if not may:
                continue
            struck = drawing[w] and settles_now(
                surplus, dial[w, tracks.d_openness[r]], dial[w, tracks.d_scale[r]], exposure, FASTEST,
                settles[step, r, first + w],
            )  # fmt: skip
            if struck:
                status[w, r] = SETTLED
                for j in range(issues):
                    agree(over, levelled, tracked, r, w, j, table.outcome[j])
            else:
                binds[w, r, 0] = NOWHERE


@njit(cache=True, nogil=True)
def _live(tracks, over, rules, exposure, step, r, levelled, tracked, z, draws, first, worlds, opens, drawing, stack):
    """Openings by date, condition or after a breach; closings by date; dated reversions."""
    status, since, reversion = tracked.status, tracked.since, tracked.reversion
    issues = tracks.over_ptr[r + 1] - tracks.over_ptr[r]
    rule = tracks.open_rule[r]
    for w in range(worlds):
        was = status[w, r]
        opening = was == CLOSED and tracks.opens_at[r] == step
        if was == CLOSED and rule >= 0 and exposure > 0.0 and drawing[w]:
            chance = 1.0 - math.exp(-draws[first + w, tracks.q_open_rate[r]] * exposure)
            if opens[step, r, first + w] < chance and holds(rules, rule, z, w, stack):
                opening = True
        if opening or (was == BROKEN and step - since[w, r] >= tracks.reopens_after[r]):
            open_track(over, levelled, tracked, r, w)
        if tracks.closes_at[r] == step and status[w, r] == OPEN:
            status[w, r] = CLOSED
        for j in range(issues):
            quantity = tracks.q_reversion[r, j, step + 1]
            if quantity >= 0:
                reversion[w, r, j] = draws[first + w, quantity]
