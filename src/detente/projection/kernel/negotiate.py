"""One step of every track: its life, what its table finds, and whether a deal is struck."""

# mypy: allow-untyped-defs
import math

from detente.projection.kernel.compiled import compiled

from detente.core.projection import BROKEN, CLOSED, OPEN, SETTLED
from detente.projection.kernel.acts import agree, open_track
from detente.projection.kernel.occurrences import holds
from detente.projection.kernel.packages import aim_issue_by_issue, hold_within_final, join_sides, walk_curve
from detente.projection.kernel.state import NOWHERE
from detente.projection.kernel.tables import (
    best_worst_gain, edge_holder, find_zone, hold_parties, seat_parties, take_seats, who_binds,
)  # fmt: skip
from detente.projection.reference.tables import CURVE, FASTEST, LEAST_MOVE


@compiled
def run_tracks(tracks, tables, lines, rules, exposure, step, dial, lined, levelled, tracked, z, draws, opens, settles, dealt, solvers, on_curve, table, room):  # fmt: skip  # noqa: E501
    """Open, close and settle tracks at one step; `room.drawing` tells in which worlds luck is at work."""
    those, number_of, drawing, worlds = room.those, room.number_of, room.drawing, z.shape[1]
    over = (tracks.over_ptr, tracks.over_issue)
    for r in range(tracked.status.shape[0]):
        _live(tracks, over, rules, exposure, step, r, levelled, tracked, z, draws, opens, drawing, room.stack)
        is_any = _tables_of(tracks, tables, r, lined.regime, tracked, number_of)
        if not is_any:
            continue
        last = tracks.first_table[r + 1] if r + 1 < tracks.first_table.shape[0] else tables.player_ptr.shape[0] - 1
        for number in range(tracks.first_table[r], last):
            count = 0
            for w in range(worlds):
                if number_of[w] == number:
                    those[count] = w
                    count += 1
            if count == 0:
                continue
            seated, players = take_seats(tables, tracks, lines, r, number, dial, lined, tracked.reversion, those, count, table)
            if tracks.over_ptr[r + 1] - tracks.over_ptr[r] == 1:
                _settle_one(
                    tracks, tables, lines, over, exposure, step, r, number, seated, players, dial, lined, levelled, tracked,
                    settles, dealt, solvers, table, drawing, those, count,
                )  # fmt: skip
            else:
                _settle_package(
                    tracks, tables, lines, over, exposure, step, r, number, seated, players, dial, lined, levelled, tracked,
                    settles, dealt, solvers, on_curve, table, drawing, those, count,
                )  # fmt: skip


@compiled
def _tables_of(tracks, tables, r, regime, tracked, number_of):
    """Number of the table in each world with an open track, -1 elsewhere; returns whether there is any."""
    found = False
    for w in range(number_of.shape[0]):
        tracked.zone[r, w] = 0.0
        tracked.binds[r, 0, w] = NOWHERE
        tracked.binds[r, 1, w] = NOWHERE
        number_of[w] = NOWHERE
        if tracked.status[r, w] == OPEN:
            found = True
            number_of[w] = tracks.first_table[r]
            for p in range(tracks.party_ptr[r], tracks.party_ptr[r + 1]):
                if tracks.party_decider[p] >= 0:
                    number_of[w] += regime[tracks.party_decider[p], w] * tracks.party_stride[p]
    return found


@compiled
def _settle_one(tracks, tables, lines, over, exposure, step, r, number, seated, players, dial, lined, levelled, tracked, settles, dealt, solvers, table, drawing, those, count):  # fmt: skip  # noqa: E501
    """Zone and settlement of a table over a single issue.

    A settlement's rate has a ceiling, so where the clock is beyond it the outcome need not be worked out.
    """
    seen, openness, scale = dial[tracks.d_seen[r]], dial[tracks.d_openness[r]], dial[tracks.d_scale[r]]
    find_zone(table, players, r, seen, those, count, tracked.zone)
    for c in range(count):
        w = those[c]
        if tracked.zone[r, w] <= LEAST_MOVE:
            who_binds(table, players, seated, tables.actor, tracked.binds, r, w)
            continue
        clock = settles[step, r, w]
        if not drawing[w] or clock >= openness[w] * FASTEST * exposure:
            continue
        stands = tracked.reversion[r, 0, w]
        parties = seat_parties(tables, tracks, lines, r, number, dial, lined, tracked.reversion, w, seen[w], table)
        hold_parties(table, players, parties, seated, tables.seat, stands, w)
        solo, low, high = table.solo, 0.0, 100.0
        outcome = solvers[dealt[r, w]](solo[0, :parties], solo[1, :parties], solo[2, :parties], stands)
        for n in range(players):
            low, high = max(low, table.low[n, w]), min(high, table.high[n, w])
        outcome = min(max(outcome, low), high)
        if abs(outcome - stands) <= LEAST_MOVE:
            continue
        surplus = best_worst_gain(table, players, seen[w], w)
        if surplus > 0.0 and clock < openness[w] * min(math.sqrt(surplus) / scale[w], FASTEST) * exposure:
            tracked.binds[r, 0, w] = edge_holder(table, players, seated, tables.actor, outcome, w)
            tracked.status[r, w] = SETTLED
            agree(over, levelled, tracked, r, w, 0, outcome)


@compiled
def _settle_package(tracks, tables, lines, over, exposure, step, r, number, seated, players, dial, lined, levelled, tracked, settles, dealt, solvers, on_curve, table, drawing, those, count):  # fmt: skip  # noqa: E501
    """Accepted share of the curve and settlement of a table over several issues."""
    seen, openness, scale = dial[tracks.d_seen[r]], dial[tracks.d_openness[r]], dial[tracks.d_scale[r]]
    start, issues = tracks.over_ptr[r], tracks.over_ptr[r + 1] - tracks.over_ptr[r]
    for c in range(count):
        w = those[c]
        model = dealt[r, w]
        parties = seat_parties(tables, tracks, lines, r, number, dial, lined, tracked.reversion, w, seen[w], table)
        hold_within_final(
            tables, lines, tracks.over_issue, start, number, dial, lined.ideal, w, seen[w], table, parties, issues
        )
        join_sides(tracks.party_side, tracks.party_ptr[r], parties, issues, table, w)
        if not on_curve[model]:
            aim_issue_by_issue(table, parties, issues, solvers[model], tracked.reversion, r, w)
        surplus, accepted = walk_curve(
            table, players, seated, tables.actor, tables.side, on_curve[model], issues, seen[w], tracked.reversion,
            tracked.binds, r, w,
        )  # fmt: skip
        tracked.zone[r, w] = 100.0 * accepted / CURVE
        if accepted > 1:
            tracked.binds[r, 0, w] = NOWHERE
            tracked.binds[r, 1, w] = NOWHERE
        clock = settles[step, r, w]
        if accepted > 1 and surplus > 0.0 and drawing[w]:
            if clock < openness[w] * min(math.sqrt(surplus) / scale[w], FASTEST) * exposure:
                tracked.status[r, w] = SETTLED
                for j in range(issues):
                    agree(over, levelled, tracked, r, w, j, table.outcome[j])


@compiled
def _live(tracks, over, rules, exposure, step, r, levelled, tracked, z, draws, opens, drawing, stack):
    """Openings by date, condition or after a breach; closings by date; dated reversions."""
    status, since, reversion = tracked.status, tracked.since, tracked.reversion
    rule = tracks.open_rule[r]
    for w in range(z.shape[1]):
        was = status[r, w]
        opening = was == CLOSED and tracks.opens_at[r] == step
        if was == CLOSED and rule >= 0 and exposure > 0.0 and drawing[w]:
            if opens[step, r, w] < draws[tracks.q_open_rate[r], w] * exposure:
                opening = opening or holds(rules, rule, z, w, stack)
        if opening or (was == BROKEN and step - since[r, w] >= tracks.reopens_after[r]):
            open_track(over, levelled, tracked, r, w)
        if tracks.closes_at[r] == step and status[r, w] == OPEN:
            status[r, w] = CLOSED
    for j in range(tracks.over_ptr[r + 1] - tracks.over_ptr[r]):
        quantity = tracks.q_reversion[r, j, step + 1]
        if quantity >= 0:
            for w in range(z.shape[1]):
                reversion[r, j, w] = draws[quantity, w]
