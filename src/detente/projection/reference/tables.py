"""Tracks: what every player at a table accepts, who binds, and whether a deal is struck."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.core.projection import BROKEN, CLOSED, OPEN
from detente.models.bargaining import BargainingModel
from detente.projection.acceptance import mistrust
from detente.projection.plan import Floats, Ints, Plan
from detente.projection.reference.drivers import holds, open_track, settle
from detente.projection.reference.lines import stance, wanted_line
from detente.projection.reference.state import NOWHERE, State

Mask = NDArray[np.bool_]
CURVE = 21
"""Points of the contract curve of a package."""
LEAST_MOVE = 1.0
"""Points a deal must move an issue, and a zone must be wide."""
HALVINGS = 24
"""Bisections for the best worst gain of a zone: exact to 100/2^24 points of the outcome."""
FASTEST = 3.0
"""Highest multiple of a track's openness at which a good deal settles."""
EDGE = 1e-9


@dataclass(frozen=True, slots=True)
class Player:
    """One who can say no at a table: a veto player, a final say, or a party that decides by vote and speaks as one.

    Attributes
    ----------
    ideal, declared, face : (worlds, issues of the track).
    bound : (worlds, issues) squared distance given up without a deal.
    charge : (worlds,) what mistrust asks.
    salience : (worlds, issues) within the package, summing to 1.
    """

    actor: int
    seat: int
    side: int
    ideal: Floats
    declared: Floats
    face: Floats
    bound: Floats
    charge: Floats
    salience: Floats


def run_tracks(
    plan: Plan, state: State, step: int, draws: Floats, *, opens: Floats, settles: Floats, dealt: Ints,
    models: tuple[BargainingModel, ...], drawing: Mask,
) -> None:  # fmt: skip
    """Open, close and settle tracks at one step; `drawing` tells in which worlds luck is at work."""
    for r in range(plan.sizes.tracks):
        _live(plan, state, r, step, draws, opens[r], drawing)
        state.zone[:, r] = 0.0
        state.binds[:, r] = NOWHERE
        is_open = state.status[:, r] == OPEN
        if not is_open.any():
            continue
        tables = table_of(plan, state, r)
        for table in np.unique(tables[is_open]):
            where = is_open & (tables == table)
            _bargain(plan, state, r, step, int(table), where, settles[r], dealt[:, r], models, drawing)


def table_of(plan: Plan, state: State, r: int) -> Ints:
    """Number of the table a track is played at under the procedures in force, (worlds,)."""
    tracks = plan.tracks
    parties = slice(tracks.party_ptr[r], tracks.party_ptr[r + 1])
    deciders = tracks.party_decider[parties]
    regimes = np.where(deciders >= 0, state.regime[:, deciders], 0)
    return np.asarray(tracks.first_table[r] + (regimes * tracks.party_stride[parties]).sum(axis=1))


def _live(plan: Plan, state: State, r: int, step: int, draws: Floats, clock: Floats, drawing: Mask) -> None:
    """Openings by date, condition or after a breach; closings by date; dated reversions."""
    tracks = plan.tracks
    status = state.status[:, r]
    opening = np.full(len(draws), tracks.opens_at[r] == step) & (status == CLOSED)
    if tracks.open_rule[r] >= 0 and plan.exposure[step] > 0:
        rate = draws[:, tracks.q_open_rate[r]] * plan.exposure[step]
        opening |= (status == CLOSED) & holds(plan, tracks.open_rule[r], state.z) & (clock < rate) & drawing
    opening |= (status == BROKEN) & (step - state.since[:, r] >= tracks.reopens_after[r])
    open_track(plan, state, r, step, draws, opening)
    if tracks.closes_at[r] == step:
        state.status[state.status[:, r] == OPEN, r] = CLOSED
    for j, _ in enumerate(issues_over(plan, r)):
        quantity = tracks.q_reversion[r, j, step + 1]
        if quantity >= 0:
            state.reversion[:, r, j] = draws[:, quantity]


def _bargain(
    plan: Plan, state: State, r: int, step: int, table: int, where: Mask, clock: Floats, dealt: Ints,
    models: tuple[BargainingModel, ...], drawing: Mask,
) -> None:  # fmt: skip
    """One open track under one combination of procedures."""
    players = players_at(plan, state, r, table)
    seen = state.dial[:, plan.tracks.d_seen[r]]
    issues = issues_over(plan, r)
    if len(issues) == 1:
        outcome, surplus, zone, binds, narrow, may, holder = _one_issue(
            plan, state, r, table, players, seen, dealt, models
        )
    else:
        outcome, surplus, zone, binds, narrow, may, holder = _package(
            plan, state, r, table, players, seen, dealt, models
        )
    state.zone[where, r] = zone[where]
    speed = np.clip(np.sqrt(np.maximum(surplus, 0.0)) / state.dial[:, plan.tracks.d_scale[r]], 0.0, FASTEST)
    rate = state.dial[:, plan.tracks.d_openness[r]] * speed * plan.exposure[step]
    struck = where & may & (clock < rate) & drawing
    settle(plan, state, r, struck, outcome)
    impasse = where & narrow
    state.binds[impasse, r] = binds[impasse]
    state.binds[struck, r, 0] = holder[struck]


def players_at(plan: Plan, state: State, r: int, table: int) -> list[Player]:
    """Everybody who can say no at a table."""
    tables, issues = plan.tables, issues_over(plan, r)
    players = []
    for n in range(tables.player_ptr[table], tables.player_ptr[table + 1]):
        actor = int(tables.actor[n])
        ideal, declared, face, bound = [], [], [], []
        for j, issue in enumerate(issues):
            if tables.joined[n, j] >= 0:
                line = state.joined[:, tables.joined[n, j]]
                stated = (line, line, np.zeros(len(line)))
            else:
                stated = stance(plan, state, actor, int(issue))
            reach = state.reversion[:, r, j] - stated[0]
            if tables.d_reach[n, j] >= 0:
                reach = state.dial[:, tables.d_reach[n, j]]
            ideal.append(stated[0])
            declared.append(stated[1])
            face.append(stated[2])
            bound.append(reach * reach)
        players.append(
            Player(
                actor,
                int(tables.seat[n]),
                int(tables.side[n]),
                np.stack(ideal, axis=1),
                np.stack(declared, axis=1),
                np.stack(face, axis=1),
                np.stack(bound, axis=1),
                _charge(plan, state, r, actor),
                _weights(plan, state, tables.speaker[n, : len(issues)], issues),
            )
        )
    return players


def _charge(plan: Plan, state: State, r: int, actor: int) -> Floats:
    tracks = plan.tracks
    return mistrust(
        state.dial[:, tracks.d_trust[actor, r]],
        state.dial[:, tracks.d_loss[actor, r]],
        state.dial[:, tracks.d_loss_spread[actor, r]],
        state.dial[:, tracks.d_deadlock[actor, r]],
    )


def _weights(plan: Plan, state: State, actors: Ints, issues: Ints) -> Floats:
    """Saliences over the issues of a track, summing to 1; equal where all are zero."""
    raw = np.stack(
        [_salience(plan, state, int(a), int(i)) for a, i in zip(actors, issues, strict=True)], axis=1
    )
    total = raw.sum(axis=1, keepdims=True)
    return np.where(total > 0, raw / np.where(total > 0, total, 1.0), 1.0 / len(issues))


def _salience(plan: Plan, state: State, actor: int, issue: int) -> Floats:
    dial = plan.lines.d_salience[actor, issue]
    return state.dial[:, dial] if dial >= 0 else np.ones(len(state.dial))


def _influence(plan: Plan, state: State, actor: int, issue: int) -> Floats:
    dial = plan.lines.d_influence[actor, issue]
    return state.dial[:, dial] if dial >= 0 else np.ones(len(state.dial))


def gain_of(player: Player, outcome: Floats, seen: Floats) -> Floats:
    """(worlds,) salience-weighted gain of a player from an outcome (worlds, issues) over no deal."""
    total = np.zeros(len(outcome))
    for j in range(outcome.shape[1]):
        off, broken = outcome[:, j] - player.ideal[:, j], outcome[:, j] - player.declared[:, j]
        worth = player.bound[:, j] - off * off - seen * player.face[:, j] * broken * broken
        total += player.salience[:, j] * worth
    return total - player.charge


Verdict = tuple[Floats, Floats, Floats, Ints, Mask, Mask, Ints]
"""Outcome (worlds, issues), surplus, zone width, binding players (worlds, 2), where there is no zone to speak of, where a deal
may be struck, and who holds the edge that the outcome sits on."""


def _one_issue(
    plan: Plan, state: State, r: int, table: int, players: list[Player], seen: Floats, dealt: Ints,
    models: tuple[BargainingModel, ...],
) -> Verdict:  # fmt: skip
    worlds = len(seen)
    ends = [ends_of(player, seen) for player in players]
    low = np.max([e[0] for e in ends] + [np.zeros(worlds)], axis=0)
    high = np.min([e[1] for e in ends] + [np.full(worlds, 100.0)], axis=0)
    binds = who_binds(players, ends, low, high)
    reversion = state.reversion[:, r, 0]
    surplus = _best_worst_gain(players, seen, np.minimum(low, high), high)
    mandates = _party_lines(plan, state, r, table, players, ends, seen)
    outcome = np.zeros(worlds)
    issue = int(issues_over(plan, r)[0])
    speakers = plan.tracks.party_speaker[plan.tracks.party_ptr[r] : plan.tracks.party_ptr[r + 1], 0]
    capability = np.stack([_influence(plan, state, int(s), issue) for s in speakers], axis=1)
    salience = np.stack([_salience(plan, state, int(s), issue) for s in speakers], axis=1)
    for number, model in enumerate(models):
        if (dealt == number).any():
            settled = model.solve(mandates, capability, salience, reversion)
            outcome = np.where(dealt == number, settled, outcome)
    there = high - low > LEAST_MOVE
    outcome = np.clip(outcome, np.where(there, low, 0.0), np.where(there, high, 100.0))
    may = there & (surplus > 0.0) & (np.abs(outcome - reversion) > LEAST_MOVE)
    holder = _edge_holder(players, ends, outcome)
    return outcome[:, None], surplus, np.maximum(high - low, 0.0), binds, ~there, may, holder


def ends_of(player: Player, seen: Floats) -> tuple[Floats, Floats]:
    """Ends of a player's acceptable interval on a single issue, crossed where it is empty."""
    cost = seen * player.face[:, 0]
    line = (player.ideal[:, 0] + cost * player.declared[:, 0]) / (1.0 + cost)
    gap = player.ideal[:, 0] - player.declared[:, 0]
    square = (player.bound[:, 0] - player.charge - cost / (1.0 + cost) * gap * gap) / (1.0 + cost)
    width = np.sqrt(np.maximum(square, 0.0))
    return np.where(square < 0, np.inf, line - width), np.where(square < 0, -np.inf, line + width)


def who_binds(players: list[Player], ends: list[tuple[Floats, Floats]], low: Floats, high: Floats) -> Ints:
    """First player who accepts nothing, else the first disjoint pair, else the pair that holds the zone's two ends."""
    worlds = len(low)
    binds = np.full((worlds, 2), NOWHERE)
    for p, player in enumerate(players):
        loses = (binds[:, 0] == NOWHERE) & (ends[p][0] > ends[p][1])
        binds[loses] = player.actor
        for q in range(p):
            apart = np.maximum(ends[p][0], ends[q][0]) > np.minimum(ends[p][1], ends[q][1])
            binds[(binds[:, 0] == NOWHERE) & apart] = (players[q].actor, player.actor)
    tight = binds[:, 0] == NOWHERE
    for p, player in enumerate(players):
        binds[tight & (ends[p][0] == low) & (binds[:, 0] == NOWHERE), 0] = player.actor
        binds[tight & (ends[p][1] == high) & (binds[:, 1] == NOWHERE), 1] = player.actor
    return binds


def _best_worst_gain(players: list[Player], seen: Floats, low: Floats, high: Floats) -> Floats:
    """Largest, over a zone, of the smallest gain: the minimum of concave gains is concave, so bisect on its slope."""
    low, high = np.where(np.isfinite(low), low, 0.0), np.where(np.isfinite(high), high, 0.0)
    for _ in range(HALVINGS):
        middle = (low + high) / 2.0
        worst = np.full(len(seen), np.inf)
        slope = np.zeros(len(seen))
        for player in players:
            gain = gain_of(player, middle[:, None], seen)
            cost = seen * player.face[:, 0]
            way = (player.ideal[:, 0] - middle) + cost * (player.declared[:, 0] - middle)
            slope = np.where(gain < worst, way, slope)
            worst = np.minimum(worst, gain)
        low, high = np.where(slope > 0, middle, low), np.where(slope > 0, high, middle)
    middle = (low + high) / 2.0
    return np.asarray(np.min([gain_of(player, middle[:, None], seen) for player in players], axis=0))


def _party_lines(
    plan: Plan,
    state: State,
    r: int,
    table: int,
    players: list[Player],
    ends: list[tuple[Floats, Floats]],
    seen: Floats,
) -> Floats:
    """(worlds, parties) each party's mandate at the table: its wanted line clipped to its own win-set."""
    tracks = plan.tracks
    columns = []
    for seat, p in enumerate(range(tracks.party_ptr[r], tracks.party_ptr[r + 1])):
        mandate = int(tracks.party_mandate[p, 0])
        if mandate < 0:
            columns.append(state.reversion[:, r, 0])
            continue
        wanted = wanted_line(plan, state, mandate, int(plan.tables.row[table, seat, 0]), seen)
        low, high = np.zeros(len(seen)), np.full(len(seen), 100.0)
        for player, (start, end) in zip(players, ends, strict=True):
            if player.seat == seat:
                low, high = np.maximum(low, start), np.minimum(high, end)
        columns.append(
            np.where(low <= high, np.clip(wanted, low, np.maximum(low, high)), state.reversion[:, r, 0])
        )
    return np.stack(columns, axis=1)


def _edge_holder(players: list[Player], ends: list[tuple[Floats, Floats]], outcome: Floats) -> Ints:
    """The player on whose bound the outcome sits, -1 for none."""
    holder = np.full(len(outcome), NOWHERE)
    for player, (start, end) in zip(players, ends, strict=True):
        on_edge = (np.abs(outcome - start) <= EDGE) | (np.abs(outcome - end) <= EDGE)
        holder = np.where((holder == NOWHERE) & on_edge, player.actor, holder)
    return holder


def _package(
    plan: Plan, state: State, r: int, table: int, players: list[Player], seen: Floats, dealt: Ints,
    models: tuple[BargainingModel, ...],
) -> Verdict:  # fmt: skip
    worlds, issues = len(seen), issues_over(plan, r)
    lines, weights = sides_of(plan, state, r, table, seen)
    reversion = state.reversion[:, r, : len(issues)]
    best, best_gain = np.zeros((worlds, len(issues))), np.full(worlds, -np.inf)
    surplus, binds = np.full(worlds, -np.inf), np.full((worlds, 2), NOWHERE)
    accepted = np.zeros(worlds)
    points, allowed = [], []
    for k in range(CURVE):
        point = curve_point(lines, weights, k / (CURVE - 1))
        gains = np.stack([gain_of(player, point, seen) for player in players], axis=1)
        worst = gains.min(axis=1)
        better = worst > surplus
        surplus = np.where(better, worst, surplus)
        least = np.array([player.actor for player in players])[gains.argmin(axis=1)]
        binds = np.where(better[:, None], least[:, None], binds)
        sides = [
            np.min(
                [gains[:, n] for n, q in enumerate(players) if q.side == side] or [np.ones(worlds)], axis=0
            )
            for side in (0, 1)
        ]
        moved = (np.abs(point - reversion) > LEAST_MOVE).any(axis=1)
        fits = (worst >= 0.0) & moved
        accepted += fits
        product = np.where(fits, sides[0] * sides[1], -np.inf)
        best = np.where((product > best_gain)[:, None], point, best)
        best_gain = np.maximum(best_gain, product)
        points.append(point)
        allowed.append(fits)
    may = (accepted > 1) & (surplus > 0.0)
    for number, model in enumerate(models):
        if model.name != "nash" and (dealt == number).any():
            aim = _issue_by_issue(plan, state, r, table, seen, model)
            nearest = _nearest(points, allowed, aim)
            best = np.where((dealt == number)[:, None], nearest, best)
    return best, surplus, 100.0 * accepted / CURVE, binds, accepted <= 1, may, np.full(worlds, NOWHERE)


def sides_of(plan: Plan, state: State, r: int, table: int, seen: Floats) -> tuple[list[Floats], list[Floats]]:
    """Lines and saliences of the two sides: the plain mean over a coalition's parties; each (worlds, issues)."""
    tracks, issues = plan.tracks, issues_over(plan, r)
    lines, weights = [], []
    for side in (0, 1):
        seats = [
            p for p in range(tracks.party_ptr[r], tracks.party_ptr[r + 1]) if tracks.party_side[p] == side
        ]
        each = [_package_line(plan, state, r, table, p, seen) for p in seats]
        speakers = [tracks.party_speaker[p, : len(issues)] for p in seats]
        lines.append(np.mean(each, axis=0))
        weights.append(np.mean([_weights(plan, state, names, issues) for names in speakers], axis=0))
    return lines, weights


def _package_line(plan: Plan, state: State, r: int, table: int, party: int, seen: Floats) -> Floats:
    """A party's line in a package: what it wants, held within the tolerance of its final say."""
    columns = []
    for j, issue in enumerate(issues_over(plan, r)):
        mandate = int(plan.tracks.party_mandate[party, j])
        if mandate < 0:
            columns.append(state.reversion[:, r, j])
            continue
        row = int(plan.tables.row[table, party - plan.tracks.party_ptr[r], j])
        wanted = wanted_line(plan, state, mandate, row, seen)
        if plan.lines.row_final[row] >= 0:
            ideal, declared, face = stance(plan, state, int(plan.lines.row_final[row]), int(issue))
            cost = seen * face
            line = (ideal + cost * declared) / (1.0 + cost)
            tolerance = state.dial[:, plan.lines.d_tolerance[row]]
            square = (tolerance * tolerance - cost / (1.0 + cost) * (ideal - declared) ** 2) / (1.0 + cost)
            width = np.sqrt(np.maximum(square, 0.0))
            wanted = np.clip(wanted, line - width, line + width)
        columns.append(wanted)
    return np.stack(columns, axis=1)


def curve_point(lines: list[Floats], weights: list[Floats], share: float) -> Floats:
    """One point of the contract curve, clipped to the scale: the midpoint where neither side cares."""
    top = share * weights[0] * lines[0] + (1.0 - share) * weights[1] * lines[1]
    bottom = share * weights[0] + (1.0 - share) * weights[1]
    midpoint = (lines[0] + lines[1]) / 2.0
    return np.clip(np.where(bottom > 0, top / np.where(bottom > 0, bottom, 1.0), midpoint), 0.0, 100.0)


def _issue_by_issue(
    plan: Plan, state: State, r: int, table: int, seen: Floats, model: BargainingModel
) -> Floats:
    """What another model would settle on each issue alone, (worlds, issues)."""
    tracks = plan.tracks
    seats = range(tracks.party_ptr[r], tracks.party_ptr[r + 1])
    lines = [_package_line(plan, state, r, table, p, seen) for p in seats]
    columns = []
    for j, issue in enumerate(issues_over(plan, r)):
        speakers = [int(tracks.party_speaker[p, j]) for p in seats]
        capability = np.stack([_influence(plan, state, s, int(issue)) for s in speakers], axis=1)
        salience = np.stack([_salience(plan, state, s, int(issue)) for s in speakers], axis=1)
        position = np.stack([line[:, j] for line in lines], axis=1)
        columns.append(model.solve(position, capability, salience, state.reversion[:, r, j]))
    return np.stack(columns, axis=1)


def _nearest(points: list[Floats], allowed: list[Mask], aim: Floats) -> Floats:
    """The accepted point of the curve nearest to an aim; the first of equals."""
    best, distance = np.zeros_like(aim), np.full(len(aim), np.inf)
    for point, fits in zip(points, allowed, strict=True):
        away = np.where(fits, ((point - aim) ** 2).sum(axis=1), np.inf)
        best = np.where((away < distance)[:, None], point, best)
        distance = np.minimum(distance, away)
    return best


def issues_over(plan: Plan, track: int) -> Ints:
    """Issues of a track."""
    return plan.tracks.over_issue[plan.tracks.over_ptr[track] : plan.tracks.over_ptr[track + 1]]
