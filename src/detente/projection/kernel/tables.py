"""Tracks over a single issue: the zone, who binds, the outcome and how good it is."""

# mypy: allow-untyped-defs
import math
from typing import NamedTuple

import numpy as np
from numba import njit

from detente.projection.kernel.lines import ends_of, held_line, mistrust
from detente.projection.kernel.state import NOWHERE
from detente.projection.plan import Floats, Plan
from detente.projection.reference.tables import EDGE, HALVINGS


class Table(NamedTuple):
    """Room for the players and parties of one table in one world; (players, issues) unless said."""

    ideal: Floats
    declared: Floats
    face: Floats
    bound: Floats
    salience: Floats
    charge: Floats
    """(players,), as the two below."""
    low: Floats
    high: Floats
    line: Floats
    """(parties, issues), as the two below."""
    capability: Floats
    weight: Floats
    outcome: Floats
    """(issues,)."""
    solo: Floats
    """(3, parties): one issue's lines, capabilities and saliences side by side for a model."""


def empty_table(plan: Plan) -> Table:
    """Room for the largest table of a plan."""
    players = int(np.diff(plan.tables.player_ptr).max(initial=1))
    parties, issues = plan.tables.row.shape[1:]
    by_player = [np.zeros((players, issues)) for _ in range(5)]
    alone = [np.zeros(players) for _ in range(3)]
    by_party = [np.zeros((parties, issues)) for _ in range(3)]
    return Table(*by_player, *alone, *by_party, np.zeros(issues), np.zeros((3, parties)))


@njit(cache=True, nogil=True)
def take_seats(tables, tracks, d_salience, d_declared, d_face, r, number, dial, ideal, joined, reversion, w, table):
    """Fill the players of one table in one world; returns the first player's index and how many there are."""
    first, last = tables.player_ptr[number], tables.player_ptr[number + 1]
    over, issues = tracks.over_ptr[r], tracks.over_ptr[r + 1] - tracks.over_ptr[r]
    d_trust, d_loss, d_loss_spread, d_deadlock = tracks.d_trust, tracks.d_loss, tracks.d_loss_spread, tracks.d_deadlock
    for n in range(last - first):
        actor, total = tables.actor[first + n], 0.0
        for j in range(issues):
            issue = tracks.over_issue[over + j]
            if tables.joined[first + n, j] >= 0:
                line = joined[w, tables.joined[first + n, j]]
                table.declared[n, j] = line
                table.face[n, j] = 0.0
            else:
                line = ideal[w, actor, issue]
                table.declared[n, j] = dial[w, d_declared[actor, issue]]
                table.face[n, j] = dial[w, d_face[actor, issue]]
            table.ideal[n, j] = line
            reach = reversion[w, r, j] - line
            if tables.d_reach[first + n, j] >= 0:
                reach = dial[w, tables.d_reach[first + n, j]]
            table.bound[n, j] = reach * reach
            d = d_salience[tables.speaker[first + n, j], issue]
            table.salience[n, j] = dial[w, d] if d >= 0 else 1.0
            total += table.salience[n, j]
        for j in range(issues):
            table.salience[n, j] = table.salience[n, j] / total if total > 0.0 else 1.0 / issues
        table.charge[n] = mistrust(
            dial[w, d_trust[actor, r]], dial[w, d_loss[actor, r]], dial[w, d_loss_spread[actor, r]],
            dial[w, d_deadlock[actor, r]],
        )  # fmt: skip
    return first, last - first


@njit(cache=True, nogil=True)
def seat_parties(tables, tracks, d_salience, d_influence, d_declared, d_face, row_setter, r, number, dial, ideal, joined, reversion, w, seen, table):  # fmt: skip  # noqa: E501
    """Fill what each party wants and weighs, by issue; returns how many parties there are."""
    over, issues = tracks.over_ptr[r], tracks.over_ptr[r + 1] - tracks.over_ptr[r]
    parties = tracks.party_ptr[r + 1] - tracks.party_ptr[r]
    for seat in range(parties):
        p = tracks.party_ptr[r] + seat
        for j in range(issues):
            issue, speaker, row = tracks.over_issue[over + j], tracks.party_speaker[p, j], tables.row[number, seat, j]
            d_weight, d_power = d_salience[speaker, issue], d_influence[speaker, issue]
            table.weight[seat, j] = dial[w, d_weight] if d_weight >= 0 else 1.0
            table.capability[seat, j] = dial[w, d_power] if d_power >= 0 else 1.0
            if row < 0:
                table.line[seat, j] = reversion[w, r, j]
            elif row_setter[row] < 0:
                table.line[seat, j] = joined[w, tracks.party_mandate[p, j]]
            else:
                setter = row_setter[row]
                table.line[seat, j] = held_line(
                    ideal[w, setter, issue], dial[w, d_declared[setter, issue]], dial[w, d_face[setter, issue]], seen
                )
    return parties


@njit(cache=True, nogil=True)
def gain_of(table, n, outcome, issues, seen):
    """Salience-weighted gain of a player from an outcome over no deal, after what mistrust asks."""
    total = 0.0
    for j in range(issues):
        off, broken = outcome[j] - table.ideal[n, j], outcome[j] - table.declared[n, j]
        total += table.salience[n, j] * (table.bound[n, j] - off * off - seen * table.face[n, j] * broken * broken)
    return total - table.charge[n]


@njit(cache=True, nogil=True)
def one_zone(table, players, first, actor, seen, binds, w, r):
    """Ends of the zone; fills each player's interval and who binds."""
    low, high = 0.0, 100.0
    for n in range(players):
        _, table.low[n], table.high[n] = ends_of(
            table.ideal[n, 0], table.declared[n, 0], table.face[n, 0], seen, table.bound[n, 0], table.charge[n]
        )
        low, high = max(low, table.low[n]), min(high, table.high[n])
    for n in range(players):
        if table.low[n] > table.high[n]:
            binds[w, r, 0] = actor[first + n]
            binds[w, r, 1] = actor[first + n]
            return low, high
        for q in range(n):
            if max(table.low[n], table.low[q]) > min(table.high[n], table.high[q]):
                binds[w, r, 0] = actor[first + q]
                binds[w, r, 1] = actor[first + n]
                return low, high
    for n in range(players):
        if table.low[n] == low and binds[w, r, 0] == NOWHERE:
            binds[w, r, 0] = actor[first + n]
        if table.high[n] == high and binds[w, r, 1] == NOWHERE:
            binds[w, r, 1] = actor[first + n]
    return low, high


@njit(cache=True, nogil=True)
def hold_parties(table, players, parties, first, seat_of, reversion):
    """Clip each party's line on the single issue to its own win-set; where that is empty, what stands."""
    for seat in range(parties):
        low, high = 0.0, 100.0
        for n in range(players):
            if seat_of[first + n] == seat:
                low, high = max(low, table.low[n]), min(high, table.high[n])
        wanted = table.line[seat, 0]
        table.solo[0, seat] = reversion if low > high else min(max(wanted, low), high)
        table.solo[1, seat] = table.capability[seat, 0]
        table.solo[2, seat] = table.weight[seat, 0]


@njit(cache=True, nogil=True)
def best_worst_gain(table, players, seen, low, high):
    """Largest, over a zone, of the smallest gain: the minimum of concave gains is concave, so bisect on its slope."""
    point = table.outcome
    held = point[0]
    for _ in range(HALVINGS):
        point[0] = (low + high) / 2.0
        worst, slope = np.inf, 0.0
        for n in range(players):
            gain = gain_of(table, n, point, 1, seen)
            if gain < worst:
                worst = gain
                slope = (table.ideal[n, 0] - point[0]) + seen * table.face[n, 0] * (table.declared[n, 0] - point[0])
        if slope > 0.0:
            low = point[0]
        else:
            high = point[0]
    point[0] = (low + high) / 2.0
    worst = np.inf
    for n in range(players):
        worst = min(worst, gain_of(table, n, point, 1, seen))
    point[0] = held
    return worst


@njit(cache=True, nogil=True)
def edge_holder(table, players, first, actor, outcome):
    """The player on whose bound the outcome sits, -1 for none."""
    for n in range(players):
        if abs(outcome - table.low[n]) <= EDGE or abs(outcome - table.high[n]) <= EDGE:
            return actor[first + n]
    return NOWHERE


@njit(cache=True, nogil=True)
def settles_now(surplus, openness, scale, exposure, fastest, uniform):
    """Whether a deal of this worth is struck in the step."""
    speed = min(math.sqrt(max(surplus, 0.0)) / scale, fastest)
    return uniform < 1.0 - math.exp(-openness * speed * exposure)


