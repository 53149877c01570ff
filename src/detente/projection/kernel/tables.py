"""The players of a table: what each accepts and gains, and the zone of a single issue.

The gain of a player from an outcome `y` is `sum_j (square_j y_j + slope_j) y_j + level`, so that a package is cheap to walk.
"""

# mypy: allow-untyped-defs
from typing import NamedTuple

import numpy as np

from detente.projection.kernel.compiled import part
from detente.projection.kernel.lines import ends_of, held_line, mistrust
from detente.projection.kernel.state import NOWHERE
from detente.projection.plan import Floats, Ints, Plan


class Seating(NamedTuple):
    """What the phases of a table need of a plan, and no more: each array handed over costs at every call."""

    actor: Ints
    d_deadlock: Ints
    d_declared: Ints
    d_face: Ints
    d_influence: Ints
    d_loss: Ints
    d_loss_spread: Ints
    d_reach: Ints
    d_salience: Ints
    d_seen: Ints
    d_tolerance: Ints
    d_trust: Ints
    joined: Ints
    over_issue: Ints
    over_ptr: Ints
    party_mandate: Ints
    party_ptr: Ints
    party_speaker: Ints
    player_ptr: Ints
    row: Ints
    row_final: Ints
    row_setter: Ints
    seat: Ints
    side: Ints
    speaker: Ints


def seating_of(plan: Plan) -> Seating:
    """Seating of a plan; names are those of `TablePlan`, `TrackPlan` and `LinePlan`."""
    return Seating(
        actor=plan.tables.actor,
        d_deadlock=plan.tracks.d_deadlock,
        d_declared=plan.lines.d_declared,
        d_face=plan.lines.d_face,
        d_influence=plan.lines.d_influence,
        d_loss=plan.tracks.d_loss,
        d_loss_spread=plan.tracks.d_loss_spread,
        d_reach=plan.tables.d_reach,
        d_salience=plan.lines.d_salience,
        d_seen=plan.tracks.d_seen,
        d_tolerance=plan.lines.d_tolerance,
        d_trust=plan.tracks.d_trust,
        joined=plan.tables.joined,
        over_issue=plan.tracks.over_issue,
        over_ptr=plan.tracks.over_ptr,
        party_mandate=plan.tracks.party_mandate,
        party_ptr=plan.tracks.party_ptr,
        party_speaker=plan.tracks.party_speaker,
        player_ptr=plan.tables.player_ptr,
        row=plan.tables.row,
        row_final=plan.lines.row_final,
        row_setter=plan.lines.row_setter,
        seat=plan.tables.seat,
        side=plan.tables.side,
        speaker=plan.tables.speaker,
    )


class Table(NamedTuple):
    """Room for one table over a single issue, in all worlds at once."""

    low: Floats
    """(players, worlds), as `high`: ends of the acceptable interval of a single issue."""
    high: Floats
    zone_low: Floats
    zone_high: Floats
    one: Ints
    other: Ints
    """(worlds,): the pair that binds."""


def empty_table(plan: Plan, worlds: int) -> Table:
    """Room for the largest table of a plan."""
    players = int(np.diff(plan.tables.player_ptr).max(initial=1))
    ends = np.zeros((players, worlds)), np.zeros((players, worlds))
    return Table(
        *ends, np.zeros(worlds), np.zeros(worlds), np.zeros(worlds, np.int64), np.zeros(worlds, np.int64)
    )


@part
def weigh(seating, r, number, dial, lined, reversion, those, levels, squares, slopes):
    """What every player gains from any outcome in the worlds listed: coefficients of his gain, `[..., worlds listed]`."""
    first, last = seating.player_ptr[number], seating.player_ptr[number + 1]
    over, issues = seating.over_ptr[r], seating.over_ptr[r + 1] - seating.over_ptr[r]
    seen, d_salience, speaker = dial[seating.d_seen[r]], seating.d_salience, seating.speaker
    for n in range(last - first):
        actor, level = seating.actor[first + n], levels[n]
        trust, loss = dial[seating.d_trust[actor, r]], dial[seating.d_loss[actor, r]]
        loss_spread, deadlock = dial[seating.d_loss_spread[actor, r]], dial[seating.d_deadlock[actor, r]]
        for c in range(those.shape[0]):
            w = those[c]
            level[c] = -mistrust(trust[w], loss[w], loss_spread[w], deadlock[w])
        for j in range(issues):
            issue, speaks_for, d_reach = (
                seating.over_issue[over + j],
                seating.joined[first + n, j],
                seating.d_reach[first + n, j],
            )
            line = lined.joined[speaks_for] if speaks_for >= 0 else lined.ideal[actor, issue]
            declared = line if speaks_for >= 0 else dial[seating.d_declared[actor, issue]]
            d_face, stands = seating.d_face[actor, issue], reversion[r, j]
            square, slope = squares[n, j], slopes[n, j]
            for c in range(those.shape[0]):
                w = those[c]
                total, own = 0.0, 0.0
                for other in range(issues):
                    d_weight = d_salience[speaker[first + n, other], seating.over_issue[over + other]]
                    weight = dial[d_weight, w] if d_weight >= 0 else 1.0
                    total += weight
                    if other == j:
                        own = weight
                share = own / total if total > 0.0 else 1.0 / issues
                cost = 0.0 if speaks_for >= 0 else seen[w] * dial[d_face, w]
                reach = dial[d_reach, w] if d_reach >= 0 else stands[w] - line[w]
                square[c] = -share * (1.0 + cost)
                slope[c] = 2.0 * share * (line[w] + cost * declared[w])
                level[c] += share * (reach * reach - line[w] * line[w] - cost * declared[w] * declared[w])


@part
def find_zone(seating, r, number, dial, lined, reversion, lows, highs, zone_low, zone_high):
    """Ends of every player's interval and of the zone, in every world, for a table over a single issue."""
    first, last = seating.player_ptr[number], seating.player_ptr[number + 1]
    issue, stands, seen = seating.over_issue[seating.over_ptr[r]], reversion[r, 0], dial[seating.d_seen[r]]
    zone_low.fill(0.0)
    zone_high.fill(100.0)
    for n in range(last - first):
        actor, speaks_for, d_reach = (
            seating.actor[first + n],
            seating.joined[first + n, 0],
            seating.d_reach[first + n, 0],
        )
        trust, loss = dial[seating.d_trust[actor, r]], dial[seating.d_loss[actor, r]]
        loss_spread, deadlock = dial[seating.d_loss_spread[actor, r]], dial[seating.d_deadlock[actor, r]]
        line = lined.joined[speaks_for] if speaks_for >= 0 else lined.ideal[actor, issue]
        declared = line if speaks_for >= 0 else dial[seating.d_declared[actor, issue]]
        d_face = seating.d_face[actor, issue]
        low, high = lows[n], highs[n]
        for w in range(low.shape[0]):
            face = 0.0 if speaks_for >= 0 else dial[d_face, w]
            reach = dial[d_reach, w] if d_reach >= 0 else stands[w] - line[w]
            charge = mistrust(trust[w], loss[w], loss_spread[w], deadlock[w])
            _, low[w], high[w] = ends_of(line[w], declared[w], face, seen[w], reach * reach, charge)
            zone_low[w], zone_high[w] = max(zone_low[w], low[w]), min(zone_high[w], high[w])


@part
def want(seating, r, number, dial, lined, reversion, those, wanted, capability, salience, is_package):
    """What every party wants and weighs, by issue, in the worlds listed: its setter's held line, or its members' joined one.

    In a package it is held within the tolerance of the final say.
    """
    over, issues = seating.over_ptr[r], seating.over_ptr[r + 1] - seating.over_ptr[r]
    seen, row_setter, row_final = dial[seating.d_seen[r]], seating.row_setter, seating.row_final
    d_declared, d_face = seating.d_declared, seating.d_face
    for seat in range(seating.party_ptr[r + 1] - seating.party_ptr[r]):
        p = seating.party_ptr[r] + seat
        for j in range(issues):
            issue, row, line = seating.over_issue[over + j], seating.row[number, seat, j], wanted[seat, j]
            speaker = seating.party_speaker[p, j]
            _fill(capability[seat, j], dial, seating.d_influence[speaker, issue], those)
            _fill(salience[seat, j], dial, seating.d_salience[speaker, issue], those)
            setter, final = (row_setter[row], row_final[row]) if row >= 0 else (NOWHERE, NOWHERE)
            for c in range(those.shape[0]):
                w = those[c]
                if row < 0:
                    line[c] = reversion[r, j, w]
                elif setter < 0:
                    line[c] = lined.joined[seating.party_mandate[p, j], w]
                else:
                    declared, face = dial[d_declared[setter, issue], w], dial[d_face[setter, issue], w]
                    line[c] = held_line(lined.ideal[setter, issue, w], declared, face, seen[w])
            if is_package and final >= 0:
                tolerance, ideal = dial[seating.d_tolerance[row]], lined.ideal[final, issue]
                declared_line, cost = dial[d_declared[final, issue]], dial[d_face[final, issue]]
                for c in range(those.shape[0]):
                    w = those[c]
                    bound = tolerance[w] * tolerance[w]
                    held, low, high = ends_of(ideal[w], declared_line[w], cost[w], seen[w], bound, 0.0)
                    line[c] = held if low > high else min(max(line[c], low), high)


@part
def _fill(weight, dial, d_weight, those):
    """Copy a weight; 1 where it is stated nowhere."""
    for c in range(those.shape[0]):
        weight[c] = dial[d_weight, those[c]] if d_weight >= 0 else 1.0


@part
def gain_of(level, square, slope, n, outcome, issues, w):
    """Gain of a player in one world from an outcome, after what mistrust asks."""
    total = level[n, w]
    for j in range(issues):
        total += (square[n, j, w] * outcome[j] + slope[n, j, w]) * outcome[j]
    return total
