"""One step of every track: its life, what its table finds, and whether a deal is struck."""

from dataclasses import dataclass

import numpy as np

from detente.models.bargaining import BargainingModel
from detente.projection.kernel import packages, single
from detente.projection.kernel.state import Room, State
from detente.projection.kernel.tables import Seating, Table
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

    def solve(self, line: Floats, power: Floats, care: Floats, stands: Floats) -> Floats:
        """Outcomes of one issue in a few worlds, which stand by the model dealt to them (`room.bounds`)."""
        outcome = np.empty(len(stands))
        ends = self.room.bounds.tolist()
        for model, first, last in zip(self.models, ends, ends[1:], strict=False):
            if last > first:
                here = slice(first, last)
                outcome[here] = model.kernel(line[here], power[here], care[here], stands[here])
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
    tracks, dial, tracked, table, room = (
        plan.tracks,
        state.dialled.now,
        state.tracked,
        bargaining.table,
        bargaining.room,
    )
    openness, seats = dial[tracks.d_openness[r]], bargaining.seating
    here = (seats, r, number, dial, state.lined, tracked.reversion, table)
    count = single.look(
        *here, room.number_of[r], tracked.zone[r], tracked.binds[r], room.drawing, openness, exposure, clock,
        bargaining.model_of[r], room.those, room.bounds,
    )  # fmt: skip
    if not count:
        return
    those = room.those[:count]
    gains, line, power, care, stands = single.prepare(*here, those)
    outcomes = bargaining.solve(line, power, care, stands)
    issue, actor = int(tracks.over_issue[tracks.over_ptr[r]]), seats.actor[seats.player_ptr[number] :]
    single.strike(
        those, outcomes, r, issue, table, gains, actor, stands, openness, dial[tracks.d_scale[r]], exposure, clock, tracked,
        state.levelled.deal, state.levelled.fallback,
    )  # fmt: skip


def _settle_package(
    plan: Plan, state: State, exposure: float, clock: Floats, r: int, number: int, bargaining: Bargaining
) -> None:
    """Accepted share of the curve and settlement of a table over several issues."""
    tracks, dial, tracked, room, seats = (
        plan.tracks,
        state.dialled.now,
        state.tracked,
        bargaining.room,
        bargaining.seating,
    )
    over = tracks.over_issue[tracks.over_ptr[r] : tracks.over_ptr[r + 1]]
    those, strikes, gains, wants, line, weight, stands = packages.look(
        seats, tracks.party_side[tracks.party_ptr[r] : tracks.party_ptr[r + 1]], r, number, dial, state.lined,
        tracked.reversion, room.number_of[r], tracked.zone[r], tracked.binds[r], room.drawing, dial[tracks.d_scale[r]],
        dial[tracks.d_openness[r]], exposure, clock, bargaining.model_of[r], room.bounds,
    )  # fmt: skip
    if not strikes.size:
        return
    aims = []
    for j in range(len(over)):
        position, power, care = (np.ascontiguousarray(part[:, j, strikes].T) for part in wants)
        aims.append(bargaining.solve(position, power, care, stands[j, strikes]))
    is_nash = np.array([model.name == NASH for model in bargaining.models])[
        bargaining.model_of[r, those[strikes]]
    ]
    packages.strike(
        those, strikes, is_nash, np.stack(aims), r, over, gains, weight, line, seats.side[seats.player_ptr[number] :], stands,
        tracked, state.levelled.deal, state.levelled.fallback,
    )  # fmt: skip
