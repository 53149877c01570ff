"""One step of every track: its life, what its table finds, and whether a deal is struck."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.models.bargaining import BargainingModel
from detente.projection.kernel.packages import aims_in, join_sides, look_at_curve, strike_package, walk_curve
from detente.projection.kernel.single import lines_in, look, strike
from detente.projection.kernel.state import Room, State
from detente.projection.kernel.tables import Table, find_zone, want, weigh
from detente.projection.kernel.tracks import live, open_tables
from detente.projection.plan import Floats, Ints, Plan

NASH = "nash"
"""The model that settles a package at the Nash product on its curve; others settle issue by issue."""


@dataclass(frozen=True, slots=True)
class Bargaining:
    """Models of a run and what is dealt to each world: `model_of` is (tracks, worlds)."""

    models: tuple[BargainingModel, ...]
    model_of: Ints
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
    live(plan.tracks, plan.rules, exposure, step, state.levelled, state.tracked, state.z, draws, opens, room.drawing, room.stack)
    open_tables(plan.tracks, state.lined.regime, state.tracked, room.number_of, room.counts)
    for number in np.flatnonzero(room.counts).tolist():
        r = int(np.searchsorted(plan.tracks.first_table, number, side="right")) - 1
        if plan.tracks.over_ptr[r + 1] - plan.tracks.over_ptr[r] == 1:
            _settle_one(plan, state, exposure, settles[step, r], r, number, bargaining)
        else:
            _settle_package(plan, state, exposure, settles[step, r], r, number, bargaining)


def _settle_one(
    plan: Plan, state: State, exposure: float, clock: Floats, r: int, number: int, bargaining: Bargaining
) -> None:
    """Zone and settlement of a table over a single issue."""
    tracks, tables, dial, tracked = plan.tracks, plan.tables, state.dialled.now, state.tracked
    table, room = bargaining.table, bargaining.room
    first, players = int(tables.player_ptr[number]), slice(0, int(tables.player_ptr[number + 1] - tables.player_ptr[number]))
    openness, stands = dial[tracks.d_openness[r]], tracked.reversion[r, 0]
    seats = (tables, tracks, plan.lines, r, number, dial, state.lined, tracked.reversion)
    low, high = table.low[players], table.high[players]
    find_zone(*seats, low, high, table.zone_low, table.zone_high)
    count = look(
        room.number_of[r], number, low, high, table.zone_low, table.zone_high, first, tables.actor, tracked.zone[r],
        tracked.binds[r], room.drawing, openness, exposure, clock, room.those,
    )  # fmt: skip
    if not count:
        return
    gains = (table.level[players], table.square[players], table.slope[players])
    parties = slice(0, int(tracks.party_ptr[r + 1] - tracks.party_ptr[r]))
    wants = (table.wanted[parties], table.capability[parties], table.salience[parties])
    weigh(*seats, *gains, table.worst)
    want(*seats, *wants, False)
    those = room.those[:count]
    line, power, care = lines_in(those, count, *wants, low, high, first, tables.seat, stands)
    outcomes = bargaining.solve(bargaining.model_of[r, those], line, power, care, stands[those])
    strike(
        those, outcomes, r, int(tracks.over_issue[tracks.over_ptr[r]]), low, high, table.zone_low, table.zone_high, gains,
        table.here, first, tables.actor, stands, openness, dial[tracks.d_scale[r]], exposure, clock, tracked.status[r],
        tracked.agreed[r], tracked.binds[r], state.levelled.deal, state.levelled.fallback,
    )  # fmt: skip


def _settle_package(
    plan: Plan, state: State, exposure: float, clock: Floats, r: int, number: int, bargaining: Bargaining
) -> None:
    """Accepted share of the curve and settlement of a table over several issues."""
    tracks, tables, dial, tracked = plan.tracks, plan.tables, state.dialled.now, state.tracked
    table, room = bargaining.table, bargaining.room
    first, players = int(tables.player_ptr[number]), slice(0, int(tables.player_ptr[number + 1] - tables.player_ptr[number]))
    parties = slice(int(tracks.party_ptr[r]), int(tracks.party_ptr[r + 1]))
    over = tracks.over_issue[tracks.over_ptr[r] : tracks.over_ptr[r + 1]]
    issues, stands = slice(0, len(over)), tracked.reversion[r, : len(over)]
    seats = (tables, tracks, plan.lines, r, number, dial, state.lined, tracked.reversion)
    gains = (table.level[players], table.square[players], table.slope[players])
    wants = tuple(part[: parties.stop - parties.start] for part in (table.wanted, table.capability, table.salience))
    weigh(*seats, *gains, table.worst)
    want(*seats, *wants, True)
    line, weight = _room_for(table.side_line, len(over)), _room_for(table.side_weight, len(over))
    join_sides(tracks.party_side[parties], wants[0], wants[2], line, weight, table.worst)
    walk_curve(
        gains, weight, line, stands, table.point[issues], table.worst, table.zone_high, table.zone_low, table.surplus, table.least
    )
    count = look_at_curve(
        room.number_of[r], number, gains, weight, line, table.zone_low, table.surplus, table.least, table.here[issues], first,
        tables.actor, tracked.zone[r], tracked.binds[r], room.drawing, dial[tracks.d_openness[r]], dial[tracks.d_scale[r]],
        exposure, clock, room.those,
    )  # fmt: skip
    if not count:
        return
    those = room.those[:count]
    dealt = bargaining.model_of[r, those]
    aims = [bargaining.solve(dealt, *aims_in(those, count, j, *wants), stands[j, those]) for j in range(len(over))]
    strike_package(
        those, np.array([model.name == NASH for model in bargaining.models])[dealt], np.stack(aims), r, over, gains, weight,
        line, table.here[issues], table.outcome[issues], first, tables.side, stands, tracked.status[r], tracked.agreed[r],
        state.levelled.deal, state.levelled.fallback,
    )  # fmt: skip


def _room_for(sides: NDArray[np.float64], issues: int) -> NDArray[np.float64]:
    """Room for two sides over a track's issues: all of it, or a smaller piece of its own where the track has fewer."""
    return sides if sides.shape[1] == issues else np.zeros((2, issues, sides.shape[2]))
