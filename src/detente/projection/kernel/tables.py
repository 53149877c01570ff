"""The players of a table, what each gains and accepts, and the zone of a single issue."""

# mypy: allow-untyped-defs
from typing import NamedTuple

import numpy as np
from detente.projection.kernel.compiled import compiled

from detente.projection.kernel.lines import ends_of, held_line, mistrust
from detente.projection.kernel.state import NOWHERE
from detente.projection.plan import Floats, Plan
from detente.projection.reference.tables import EDGE, HALVINGS


class Table(NamedTuple):
    """Room for the players and parties of one table, worlds last; (players, issues, worlds) unless said."""

    ideal: Floats
    declared: Floats
    face: Floats
    bound: Floats
    salience: Floats
    charge: Floats
    """(players, worlds), as the two below."""
    low: Floats
    high: Floats
    line: Floats
    """(parties, issues, worlds), as the two below."""
    capability: Floats
    weight: Floats
    solo: Floats
    """(3, parties): one issue's lines, capabilities and saliences side by side for a model."""
    outcome: Floats
    """(issues,), as the two below."""
    point: Floats
    aim: Floats
    side_line: Floats
    """(2, issues), as below."""
    side_weight: Floats


def empty_table(plan: Plan, worlds: int) -> Table:
    """Room for the largest table of a plan."""
    players = int(np.diff(plan.tables.player_ptr).max(initial=1))
    parties, issues = plan.tables.row.shape[1:]
    by_player = [np.zeros((players, issues, worlds)) for _ in range(5)]
    alone = [np.zeros((players, worlds)) for _ in range(3)]
    by_party = [np.zeros((parties, issues, worlds)) for _ in range(3)]
    by_issue = [np.zeros(issues) for _ in range(3)]
    by_side = [np.zeros((2, issues)) for _ in range(2)]
    return Table(*by_player, *alone, *by_party, np.zeros((3, parties)), *by_issue, *by_side)


@compiled
def take_seats(tables, tracks, lines, r, number, dial, lined, reversion, those, count, table):
    """Fill the players of one table in the worlds `those`; returns the first player's index and how many there are."""
    first, last = tables.player_ptr[number], tables.player_ptr[number + 1]
    over, issues = tracks.over_ptr[r], tracks.over_ptr[r + 1] - tracks.over_ptr[r]
    ideal, joined = lined.ideal, lined.joined
    for n in range(last - first):
        actor = tables.actor[first + n]
        for j in range(issues):
            issue, speaks_for, d_reach = tracks.over_issue[over + j], tables.joined[first + n, j], tables.d_reach[first + n, j]
            d_declared, d_face = lines.d_declared[actor, issue], lines.d_face[actor, issue]
            d_salience = lines.d_salience[tables.speaker[first + n, j], issue]
            for c in range(count):
                w = those[c]
                line = joined[speaks_for, w] if speaks_for >= 0 else ideal[actor, issue, w]
                reach = dial[d_reach, w] if d_reach >= 0 else reversion[r, j, w] - line
                table.ideal[n, j, w] = line
                table.declared[n, j, w] = line if speaks_for >= 0 else dial[d_declared, w]
                table.face[n, j, w] = 0.0 if speaks_for >= 0 else dial[d_face, w]
                table.bound[n, j, w] = reach * reach
                table.salience[n, j, w] = dial[d_salience, w] if d_salience >= 0 else 1.0
        d_trust, d_loss = tracks.d_trust[actor, r], tracks.d_loss[actor, r]
        d_loss_spread, d_deadlock = tracks.d_loss_spread[actor, r], tracks.d_deadlock[actor, r]
        for c in range(count):
            w = those[c]
            table.charge[n, w] = mistrust(dial[d_trust, w], dial[d_loss, w], dial[d_loss_spread, w], dial[d_deadlock, w])
            total = 0.0
            for j in range(issues):
                total += table.salience[n, j, w]
            for j in range(issues):
                table.salience[n, j, w] = table.salience[n, j, w] / total if total > 0.0 else 1.0 / issues
    return first, last - first


@compiled
def seat_parties(tables, tracks, lines, r, number, dial, lined, reversion, w, seen, table):
    """Fill what each party wants and weighs in one world, by issue; returns how many parties there are."""
    over, issues = tracks.over_ptr[r], tracks.over_ptr[r + 1] - tracks.over_ptr[r]
    parties = tracks.party_ptr[r + 1] - tracks.party_ptr[r]
    for seat in range(parties):
        p = tracks.party_ptr[r] + seat
        for j in range(issues):
            issue, speaker, row = tracks.over_issue[over + j], tracks.party_speaker[p, j], tables.row[number, seat, j]
            d_salience, d_influence = lines.d_salience[speaker, issue], lines.d_influence[speaker, issue]
            table.weight[seat, j, w] = dial[d_salience, w] if d_salience >= 0 else 1.0
            table.capability[seat, j, w] = dial[d_influence, w] if d_influence >= 0 else 1.0
            if row < 0:
                table.line[seat, j, w] = reversion[r, j, w]
            elif lines.row_setter[row] < 0:
                table.line[seat, j, w] = lined.joined[tracks.party_mandate[p, j], w]
            else:
                setter = lines.row_setter[row]
                table.line[seat, j, w] = held_line(
                    lined.ideal[setter, issue, w], dial[lines.d_declared[setter, issue], w],
                    dial[lines.d_face[setter, issue], w], seen,
                )  # fmt: skip
    return parties


@compiled
def gain_of(table, n, w, outcome, issues, seen):
    """Salience-weighted gain of a player from an outcome over no deal, after what mistrust asks."""
    total = 0.0
    for j in range(issues):
        off, broken = outcome[j] - table.ideal[n, j, w], outcome[j] - table.declared[n, j, w]
        worth = table.bound[n, j, w] - off * off - seen * table.face[n, j, w] * broken * broken
        total += table.salience[n, j, w] * worth
    return total - table.charge[n, w]


@compiled
def find_zone(table, players, r, seen, those, count, zone):
    """Fill each player's interval and the width of the zone."""
    for n in range(players):
        for c in range(count):
            w = those[c]
            _, table.low[n, w], table.high[n, w] = ends_of(
                table.ideal[n, 0, w], table.declared[n, 0, w], table.face[n, 0, w], seen[w], table.bound[n, 0, w],
                table.charge[n, w],
            )  # fmt: skip
    for c in range(count):
        w = those[c]
        low, high = 0.0, 100.0
        for n in range(players):
            low, high = max(low, table.low[n, w]), min(high, table.high[n, w])
        zone[r, w] = max(high - low, 0.0)


@compiled
def who_binds(table, players, first, actor, binds, r, w):
    """First player who accepts nothing, else the first disjoint pair, else the pair that holds the zone's two ends."""
    low, high = 0.0, 100.0
    for n in range(players):
        low, high = max(low, table.low[n, w]), min(high, table.high[n, w])
    for n in range(players):
        if table.low[n, w] > table.high[n, w]:
            binds[r, 0, w] = actor[first + n]
            binds[r, 1, w] = actor[first + n]
            return
        for q in range(n):
            if max(table.low[n, w], table.low[q, w]) > min(table.high[n, w], table.high[q, w]):
                binds[r, 0, w] = actor[first + q]
                binds[r, 1, w] = actor[first + n]
                return
    for n in range(players):
        if table.low[n, w] == low and binds[r, 0, w] == NOWHERE:
            binds[r, 0, w] = actor[first + n]
        if table.high[n, w] == high and binds[r, 1, w] == NOWHERE:
            binds[r, 1, w] = actor[first + n]


@compiled
def hold_parties(table, players, parties, first, seat_of, reversion, w):
    """Clip each party's line on the single issue to its own win-set; where that is empty, what stands."""
    for seat in range(parties):
        low, high = 0.0, 100.0
        for n in range(players):
            if seat_of[first + n] == seat:
                low, high = max(low, table.low[n, w]), min(high, table.high[n, w])
        wanted = table.line[seat, 0, w]
        table.solo[0, seat] = reversion if low > high else min(max(wanted, low), high)
        table.solo[1, seat] = table.capability[seat, 0, w]
        table.solo[2, seat] = table.weight[seat, 0, w]


@compiled
def best_worst_gain(table, players, seen, w):
    """Largest, over a zone, of the smallest gain: the minimum of concave gains is concave, so bisect on its slope."""
    low, high, point = 0.0, 100.0, table.point
    for n in range(players):
        low, high = max(low, table.low[n, w]), min(high, table.high[n, w])
    for _ in range(HALVINGS):
        point[0] = (low + high) / 2.0
        worst, slope = np.inf, 0.0
        for n in range(players):
            gain = gain_of(table, n, w, point, 1, seen)
            if gain < worst:
                worst = gain
                cost = seen * table.face[n, 0, w]
                slope = (table.ideal[n, 0, w] - point[0]) + cost * (table.declared[n, 0, w] - point[0])
        if slope > 0.0:
            low = point[0]
        else:
            high = point[0]
    point[0] = (low + high) / 2.0
    worst = np.inf
    for n in range(players):
        worst = min(worst, gain_of(table, n, w, point, 1, seen))
    return worst


@compiled
def edge_holder(table, players, first, actor, outcome, w):
    """The player on whose bound the outcome sits, -1 for none."""
    for n in range(players):
        if abs(outcome - table.low[n, w]) <= EDGE or abs(outcome - table.high[n, w]) <= EDGE:
            return actor[first + n]
    return NOWHERE
