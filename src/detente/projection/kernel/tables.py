"""The players of a table: what each accepts and gains, and the zone of a single issue."""

# mypy: allow-untyped-defs
from typing import NamedTuple

import numpy as np

from detente.projection.kernel.compiled import compiled
from detente.projection.kernel.lines import ends_of, held_line, mistrust
from detente.projection.kernel.state import NOWHERE
from detente.projection.plan import Floats, Plan


class Table(NamedTuple):
    """Room for one table: in all worlds at once (worlds last), and for the one world in which a deal may be struck.

    The gain of a player from `y` is `sum_j (square_j y_j + slope_j) y_j + level`, so that a package is cheap to walk.
    """

    low: Floats
    """(players, worlds), as `high` and `level`: ends of the acceptable interval of a single issue."""
    high: Floats
    level: Floats
    square: Floats
    """(players, issues, worlds), as `slope`."""
    slope: Floats
    side_line: Floats
    """(2, issues, worlds), as `side_weight`."""
    side_weight: Floats
    zone_low: Floats
    """(worlds,), as the four below."""
    zone_high: Floats
    worst: Floats
    surplus: Floats
    least: Floats
    point: Floats
    """(issues, worlds)."""
    wanted: Floats
    """(parties, issues, worlds), as the two below: each party's line before it is held to its win-set."""
    capability: Floats
    salience: Floats
    outcome: Floats
    """(issues,), as `here`."""
    here: Floats


def empty_table(plan: Plan, worlds: int) -> Table:
    """Room for the largest table of a plan."""
    players = int(np.diff(plan.tables.player_ptr).max(initial=1))
    parties, issues = plan.tables.row.shape[1:]
    by_player = [np.zeros((players, worlds)) for _ in range(3)]
    by_issue = [np.zeros((players, issues, worlds)) for _ in range(2)]
    by_side = [np.zeros((2, issues, worlds)) for _ in range(2)]
    by_world = [np.zeros(worlds) for _ in range(5)]
    by_party = [np.zeros((parties, issues, worlds)) for _ in range(3)]
    one_world = [np.zeros(issues) for _ in range(2)]
    return Table(*by_player, *by_issue, *by_side, *by_world, np.zeros((issues, worlds)), *by_party, *one_world)


@compiled
def weigh(tables, tracks, lines, r, number, dial, lined, reversion, levels, squares, slopes, total):
    """What every player gains from any outcome, in every world: coefficients of his gain."""
    first, last = tables.player_ptr[number], tables.player_ptr[number + 1]
    over, issues = tracks.over_ptr[r], tracks.over_ptr[r + 1] - tracks.over_ptr[r]
    seen = dial[tracks.d_seen[r]]
    for n in range(last - first):
        actor = tables.actor[first + n]
        trust, loss = dial[tracks.d_trust[actor, r]], dial[tracks.d_loss[actor, r]]
        loss_spread, deadlock = dial[tracks.d_loss_spread[actor, r]], dial[tracks.d_deadlock[actor, r]]
        level = levels[n]
        for w in range(level.shape[0]):
            level[w] = -mistrust(trust[w], loss[w], loss_spread[w], deadlock[w])
            total[w] = 0.0
        for j in range(issues):
            d_salience = lines.d_salience[tables.speaker[first + n, j], tracks.over_issue[over + j]]
            for w in range(level.shape[0]):
                total[w] += dial[d_salience, w] if d_salience >= 0 else 1.0
        for j in range(issues):
            issue, speaks_for, d_reach = tracks.over_issue[over + j], tables.joined[first + n, j], tables.d_reach[first + n, j]
            d_salience = lines.d_salience[tables.speaker[first + n, j], issue]
            line = lined.joined[speaks_for] if speaks_for >= 0 else lined.ideal[actor, issue]
            declared = line if speaks_for >= 0 else dial[lines.d_declared[actor, issue]]
            d_face, stands = lines.d_face[actor, issue], reversion[r, j]
            square, slope = squares[n, j], slopes[n, j]
            for w in range(level.shape[0]):
                share = (dial[d_salience, w] if d_salience >= 0 else 1.0) / total[w] if total[w] > 0.0 else 1.0 / issues
                cost = 0.0 if speaks_for >= 0 else seen[w] * dial[d_face, w]
                reach = dial[d_reach, w] if d_reach >= 0 else stands[w] - line[w]
                square[w] = -share * (1.0 + cost)
                slope[w] = 2.0 * share * (line[w] + cost * declared[w])
                level[w] += share * (reach * reach - line[w] * line[w] - cost * declared[w] * declared[w])


@compiled
def find_zone(tables, tracks, lines, r, number, dial, lined, reversion, lows, highs, zone_low, zone_high):
    """Ends of every player's interval and of the zone, in every world, for a table over a single issue."""
    first, last = tables.player_ptr[number], tables.player_ptr[number + 1]
    issue, stands, seen = tracks.over_issue[tracks.over_ptr[r]], reversion[r, 0], dial[tracks.d_seen[r]]
    zone_low.fill(0.0)
    zone_high.fill(100.0)
    for n in range(last - first):
        actor, speaks_for, d_reach = tables.actor[first + n], tables.joined[first + n, 0], tables.d_reach[first + n, 0]
        trust, loss = dial[tracks.d_trust[actor, r]], dial[tracks.d_loss[actor, r]]
        loss_spread, deadlock = dial[tracks.d_loss_spread[actor, r]], dial[tracks.d_deadlock[actor, r]]
        line = lined.joined[speaks_for] if speaks_for >= 0 else lined.ideal[actor, issue]
        declared = line if speaks_for >= 0 else dial[lines.d_declared[actor, issue]]
        d_face = lines.d_face[actor, issue]
        low, high = lows[n], highs[n]
        for w in range(low.shape[0]):
            face = 0.0 if speaks_for >= 0 else dial[d_face, w]
            reach = dial[d_reach, w] if d_reach >= 0 else stands[w] - line[w]
            charge = mistrust(trust[w], loss[w], loss_spread[w], deadlock[w])
            _, low[w], high[w] = ends_of(line[w], declared[w], face, seen[w], reach * reach, charge)
            zone_low[w], zone_high[w] = max(zone_low[w], low[w]), min(zone_high[w], high[w])


@compiled
def want(tables, tracks, lines, r, number, dial, lined, reversion, wanted, capability, salience, is_package):
    """What every party wants and weighs, by issue, in every world: its setter's held line, or its members' joined one.

    In a package it is held within the tolerance of the final say.
    """
    over, issues = tracks.over_ptr[r], tracks.over_ptr[r + 1] - tracks.over_ptr[r]
    seen = dial[tracks.d_seen[r]]
    for seat in range(tracks.party_ptr[r + 1] - tracks.party_ptr[r]):
        for j in range(issues):
            issue, row, line = tracks.over_issue[over + j], tables.row[number, seat, j], wanted[seat, j]
            speaker = tracks.party_speaker[tracks.party_ptr[r] + seat, j]
            _fill(capability[seat, j], dial, lines.d_influence[speaker, issue])
            _fill(salience[seat, j], dial, lines.d_salience[speaker, issue])
            setter = lines.row_setter[row] if row >= 0 else NOWHERE
            if row < 0:
                for w in range(line.shape[0]):
                    line[w] = reversion[r, j, w]
            elif setter < 0:
                joined = lined.joined[tracks.party_mandate[tracks.party_ptr[r] + seat, j]]
                for w in range(line.shape[0]):
                    line[w] = joined[w]
            else:
                ideal, declared, face = lined.ideal[setter, issue], dial[lines.d_declared[setter, issue]], dial[lines.d_face[setter, issue]]
                for w in range(line.shape[0]):
                    line[w] = held_line(ideal[w], declared[w], face[w], seen[w])
            if is_package and row >= 0 and lines.row_final[row] >= 0:
                final = lines.row_final[row]
                ideal, declared, face = lined.ideal[final, issue], dial[lines.d_declared[final, issue]], dial[lines.d_face[final, issue]]
                tolerance = dial[lines.d_tolerance[row]]
                for w in range(line.shape[0]):
                    held, low, high = ends_of(ideal[w], declared[w], face[w], seen[w], tolerance[w] * tolerance[w], 0.0)
                    line[w] = held if low > high else min(max(line[w], low), high)


@compiled
def _fill(weight, dial, d_weight):
    """Copy a weight; 1 where it is stated nowhere."""
    for w in range(weight.shape[0]):
        weight[w] = dial[d_weight, w] if d_weight >= 0 else 1.0


@compiled
def gain_of(level, square, slope, n, outcome, issues, w):
    """Gain of a player in one world from an outcome, after what mistrust asks."""
    total = level[n, w]
    for j in range(issues):
        total += (square[n, j, w] * outcome[j] + slope[n, j, w]) * outcome[j]
    return total
