"""One step of every track: its life, what its table finds, and whether a deal is struck."""

from dataclasses import dataclass

import numpy as np

from detente.models.bargaining import BargainingModel
from detente.projection.kernel.packages import join_sides, look_at_curve, strike_package, walk_curve
from detente.projection.kernel.single import hold, look, strike
from detente.projection.kernel.state import Room, State
from detente.projection.kernel.tables import Seating, Table, find_zone, want, weigh
from detente.projection.kernel.tracks import live, open_tables
from detente.projection.plan import Floats, Ints, Plan

NASH = "nash"
"""The model that settles a package at the Nash product on its curve; others settle issue by issue."""


@dataclass(frozen=True, slots=True)
class Bargaining:
    """Models of a run and what is dealt to each world: `model_of` is (tracks, worlds)."""

    models: tuple[BargainingModel, ...]
    model_of: Ints
    seating: Seating
    table: Table
    room: Room

    def solve(self, dealt: Ints, line: Floats, power: Floats, care: Floats, stands: Floats) -> Floats:
        """Outcomes of one issue in a few worlds, each by the model dealt to it."""
        outcome = np.empty(len(dealt))
        for number in np.unique(dealt):
            settled = self.models[number].kernel(line, power, care, stands)
            outcome = np.where(dealt == number, settled, outcome)
        return outcome


def run_tracks(
    plan: Plan, state: State, step: int, draws: Floats, opens: Floats, settles: Floats, bargaining: Bargaining
) -> None:
    """Open, close and settle tracks at one step; `room.drawing` tells in which worlds luck is at work."""
    room, exposure = bargaining.room, float(plan.exposure[step])
    live(
        plan.tracks,
        plan.rules,
        exposure,
        step,
        state.levelled,
        state.tracked,
        state.z,
        draws,
        opens,
        room.drawing,
        room.stack,
    )
    open_tables(plan.tracks, state.lined.regime, state.tracked, room.number_of, room.counts)
    for number in np.flatnonzero(room.counts).tolist():
        r = int(np.searchsorted(plan.tracks.first_table, number, side="right")) - 1
        if plan.tracks.over_ptr[r + 1] - plan.tracks.over_ptr[r] == 1:
            _settle_one(plan, state, exposure, settles[r, step], r, number, bargaining)
        else:
            _settle_package(plan, state, exposure, settles[r, step], r, number, bargaining)


def _settle_one(
    plan: Plan, state: State, exposure: float, clock: Floats, r: int, number: int, bargaining: Bargaining
) -> None:
    """Zone and settlement of a table over a single issue."""
    tracks, tables, dial, tracked = plan.tracks, plan.tables, state.dialled.now, state.tracked
    table, room = bargaining.table, bargaining.room
    first, players, parties = _numbers(plan, r, number)
    openness, stands = dial[tracks.d_openness[r]], tracked.reversion[r, 0]
    seats = (bargaining.seating, r, number, dial, state.lined, tracked.reversion)
    low, high = table.low[:players], table.high[:players]
    find_zone(*seats, low, high, table.zone_low, table.zone_high)
    count = look(
        room.number_of[r], number, low, high, table.zone_low, table.zone_high, first, tables.actor, tracked.zone[r],
        tracked.binds[r], room.drawing, openness, exposure, clock, room.those,
    )  # fmt: skip
    if not count:
        return
    those = room.those[:count]
    gains, wants = _gains(players, 1, count), _wants(parties, 1, count)
    weigh(*seats, those, *gains)
    want(*seats, those, *wants, False)
    line = hold(those, wants[0], low, high, first, tables.seat, stands)
    power, care = (np.ascontiguousarray(part[:, 0].T) for part in wants[1:])
    outcomes = bargaining.solve(bargaining.model_of[r, those], line, power, care, stands[those])
    strike(
        those, outcomes, r, int(tracks.over_issue[tracks.over_ptr[r]]), low, high, table.zone_low, table.zone_high, gains,
        first, tables.actor, stands, openness, dial[tracks.d_scale[r]], exposure, clock, tracked.status[r], tracked.agreed[r],
        tracked.binds[r], state.levelled.deal, state.levelled.fallback,
    )  # fmt: skip


def _settle_package(
    plan: Plan, state: State, exposure: float, clock: Floats, r: int, number: int, bargaining: Bargaining
) -> None:
    """Accepted share of the curve and settlement of a table over several issues."""
    tracks, tables, dial, tracked, room = (
        plan.tracks,
        plan.tables,
        state.dialled.now,
        state.tracked,
        bargaining.room,
    )
    first, players, parties = _numbers(plan, r, number)
    over = tracks.over_issue[tracks.over_ptr[r] : tracks.over_ptr[r + 1]]
    stands, issues, those = (
        tracked.reversion[r, : len(over)],
        len(over),
        np.flatnonzero(room.number_of[r] == number),
    )
    seats = (bargaining.seating, r, number, dial, state.lined, tracked.reversion)
    gains, wants = _gains(players, issues, len(those)), _wants(parties, issues, len(those))
    weigh(*seats, those, *gains)
    want(*seats, those, *wants, True)
    line, weight = np.zeros((2, issues, len(those))), np.zeros((2, issues, len(those)))
    join_sides(
        tracks.party_side[tracks.party_ptr[r] : tracks.party_ptr[r + 1]], wants[0], wants[2], line, weight
    )
    accepted, surplus, least = np.empty(len(those)), np.empty(len(those)), np.empty(len(those), np.int64)
    walk_curve(
        gains, weight, line, stands, those, tables.actor[first : first + players], accepted, surplus, least
    )
    count = look_at_curve(
        those, accepted, surplus, least, tracked.zone[r], tracked.binds[r], room.drawing, dial[tracks.d_openness[r]],
        dial[tracks.d_scale[r]], exposure, clock, room.those,
    )  # fmt: skip
    if not count:
        return
    strikes = room.those[:count]
    dealt = bargaining.model_of[r, those[strikes]]
    aims = []
    for j in range(issues):
        position, power, care = (np.ascontiguousarray(part[:, j, strikes].T) for part in wants)
        aims.append(bargaining.solve(dealt, position, power, care, stands[j, those[strikes]]))
    is_nash = np.array([model.name == NASH for model in bargaining.models])[dealt]
    strike_package(
        those, strikes, is_nash, np.stack(aims), r, over, gains, weight, line, first, tables.side, stands, tracked.status[r],
        tracked.agreed[r], state.levelled.deal, state.levelled.fallback,
    )  # fmt: skip


def _numbers(plan: Plan, r: int, number: int) -> tuple[int, int, int]:
    """First player of a table, how many players there are, and how many parties."""
    first, last = plan.tables.player_ptr[number : number + 2].tolist()
    start, end = plan.tracks.party_ptr[r : r + 2].tolist()
    return first, last - first, end - start


def _gains(players: int, issues: int, worlds: int) -> tuple[Floats, Floats, Floats]:
    return (
        np.empty((players, worlds)),
        np.empty((players, issues, worlds)),
        np.empty((players, issues, worlds)),
    )


def _wants(parties: int, issues: int, worlds: int) -> tuple[Floats, Floats, Floats]:
    shape = (parties, issues, worlds)
    return np.empty(shape), np.empty(shape), np.empty(shape)
