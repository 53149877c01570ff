"""One step of every track: its life, what its table finds, and whether a deal is struck."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from detente.projection.kernel.packages import join_sides, look_at_curve, strike_package, walk_curve
from detente.projection.kernel.single import look, strike
from detente.projection.kernel.state import Room, State
from detente.projection.kernel.tables import Table, find_zone, want, weigh
from detente.projection.kernel.tracks import live, open_tables
from detente.projection.plan import Floats, Ints, Plan

Solvers = tuple[Callable[[Floats, Floats, Floats, float], float], ...]


def run_tracks(
    plan: Plan, state: State, step: int, draws: Floats, *, opens: Floats, settles: Floats, model_of: Ints, solvers: Solvers,
    on_curve: NDArray[np.bool_], table: Table, room: Room,
) -> None:  # fmt: skip
    """Open, close and settle tracks at one step; `room.drawing` tells in which worlds luck is at work."""
    tracks, tables, lines = plan.tracks, plan.tables, plan.lines
    exposure, dial, lined = float(plan.exposure[step]), state.dialled.now, state.lined
    reversion, zone, binds = state.tracked.reversion, state.tracked.zone, state.tracked.binds
    live(tracks, plan.rules, exposure, step, state.levelled, state.tracked, state.z, draws, opens, room.drawing, room.stack)
    open_tables(tracks, lined.regime, state.tracked, room.number_of, room.counts)
    for number in np.flatnonzero(room.counts):
        r = int(np.searchsorted(tracks.first_table, number, side="right")) - 1
        first, last = tables.player_ptr[number], tables.player_ptr[number + 1]
        players, parties = int(last - first), int(tracks.party_ptr[r + 1] - tracks.party_ptr[r])
        over = slice(tracks.over_ptr[r], tracks.over_ptr[r + 1])
        issues = over.stop - over.start
        seats = (tables, tracks, lines, r, number, dial, lined, reversion)
        fits = narrowed(table, players, parties, issues)
        openness, scale, clock = dial[tracks.d_openness[r]], dial[tracks.d_scale[r]], settles[step, r]
        if issues == 1:
            find_zone(*seats, table)
            count = look(
                room.number_of[r], number, fits.low, fits.high, table.zone_low, table.zone_high, first, tables.actor, zone[r],
                binds[r], room.drawing, openness, exposure, clock, room.those,
            )  # fmt: skip
            if count:
                weigh(*seats, table)
                want(*seats, table.wanted, table.capability, table.salience, False)
                strike(
                    room.those, count, r, tracks.over_issue[over.start], table, players, parties, first, tables.seat,
                    tables.actor, reversion[r, 0], openness, scale, exposure, clock, model_of[r], solvers, state.levelled,
                    state.tracked,
                )  # fmt: skip
            continue
        weigh(*seats, table)
        want(*seats, table.wanted, table.capability, table.salience, True)
        sides = tracks.party_side[tracks.party_ptr[r] : tracks.party_ptr[r + 1]]
        join_sides(sides, table.wanted, table.salience, fits.side_line, fits.side_weight, table.worst)
        walk_curve(fits, players, reversion[r])
        count = look_at_curve(
            room.number_of[r], number, fits, players, first, tables.actor, zone[r], binds[r], room.drawing, openness, scale,
            exposure, clock, room.those,
        )  # fmt: skip
        if count:
            strike_package(
                room.those, count, r, tracks.over_issue[over], fits, players, parties, first, tables.side, reversion[r],
                model_of[r], solvers, on_curve, state.levelled, state.tracked,
            )  # fmt: skip


def narrowed(table: Table, players: int, parties: int, issues: int) -> Table:
    """Views of a table's room that hold just this table's players and issues; nothing to cut where it fills the room."""
    if len(table.low) == players and len(table.point) == issues:
        return table
    return table._replace(
        low=table.low[:players], high=table.high[:players], side_line=np.ascontiguousarray(table.side_line[:, :issues]),
        side_weight=np.ascontiguousarray(table.side_weight[:, :issues]), point=table.point[:issues],
        here=table.here[:issues], aim=table.aim[:issues], outcome=table.outcome[:issues],
    )  # fmt: skip
