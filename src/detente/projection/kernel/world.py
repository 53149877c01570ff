"""The order of a step over strips of worlds."""

# mypy: allow-untyped-defs
import warnings

import numpy as np
from numba import njit
from numba.core.errors import NumbaExperimentalFeatureWarning

from detente.models.bargaining import BargainingModel
from detente.projection.kernel.acts import act
from detente.projection.kernel.lines import walk
from detente.projection.kernel.negotiate import run_tracks
from detente.projection.kernel.occurrences import DEEPEST, fire_hazards, keep_anchor, let_events_fall
from detente.projection.kernel.pressures import move_pressures, turn_dials
from detente.projection.kernel.readings import move_levels, probe, read, write
from detente.projection.kernel.state import begin, begin_tables, empty_state
from detente.projection.kernel.tables import empty_table
from detente.projection.plan import Floats, Ints, Plan, Switches
from detente.projection.record import Record

STRIP = 100
"""Worlds stepped together: few enough for the nearer caches, many enough that calls cost nothing."""


def run(
    plan: Plan,
    draws: Floats,
    noise: tuple[Floats, Floats, Floats, Floats, Floats],
    chance: tuple[Floats, Floats],
    dealt: Ints,
    models: tuple[BargainingModel, ...],
    switches: Switches,
    rows: Ints,
    record: Record,
) -> None:
    """Run a block of worlds and fill its record; arguments as in `reference.run`."""
    on_curve = np.array([model.name == "nash" for model in models])
    state, table = empty_state(plan, min(STRIP, max(1, len(draws)))), empty_table(plan)
    contiguous = [np.ascontiguousarray(part) for part in (draws, *noise, *chance, dealt)]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", NumbaExperimentalFeatureWarning)
        _run(
            plan.sizes.step_weeks, plan.exposure, plan.pressures, plan.dials, plan.lines, plan.issues, plan.tracks,
            plan.tables, plan.events, plan.hazards, plan.rules, *contiguous, tuple(model.kernel for model in models),
            on_curve, switches, np.ascontiguousarray(rows), record, state.pressed, state.dialled, state.lined, state.levelled,
            state.tracked, state.fallen, state.z, table,
        )  # fmt: skip


@njit(cache=True, nogil=True)
def _run(
    step_weeks, exposure, pressures, dials, lines, issues, tracks, tables, events, hazards, rules, draws, jitter, fires,
    settles, opens, falls, chance_low, chance_high, dealt, solvers, on_curve, switches, rows, record, pressed, dialled,
    lined, levelled, tracked, fallen, z, table,
):  # fmt: skip
    total, strip, steps = draws.shape[0], z.shape[0], exposure.shape[0]
    over = (tracks.over_ptr, tracks.over_issue)
    stack = np.zeros(DEEPEST, np.int64)
    drawing = np.ones(strip, np.bool_)
    for first in range(0, total, strip):
        worlds = min(strip, total - first)
        begin(
            pressures.q_start, pressures.q_half_life, dials.q_base, step_weeks, pressed, dialled, draws,
            first, worlds,
        )  # fmt: skip
        begin_tables(issues.q_start, lined, levelled, tracked, fallen, z, draws, first, worlds)
        for state in range(steps + 1):
            step = state - 1
            if state > 0:
                for w in range(worlds):
                    drawing[w] = step < switches.from_step or switches.hazards[rows[first + w]] == 1
                fire_hazards(
                    hazards, rules, exposure[step], step, fallen, dialled.now, z, draws, first, worlds, fires, switches, rows,
                    stack,
                )  # fmt: skip
                let_events_fall(
                    events, rules, step, fallen, z, first, worlds, falls, chance_low, chance_high, switches, rows, stack
                )
                act(
                    events, hazards.quiet_steps, over, step, fallen, pressed, dialled, lined, levelled, tracked, z, draws,
                    first, worlds, switches, rows,
                )  # fmt: skip
                move_pressures(
                    pressures, issues.q_start, step, pressed, levelled.level, draws, first, worlds, jitter, switches, rows
                )
            turn_dials(dials, state, pressed.path, dialled, draws, first, worlds, switches, rows)
            walk(lines, dialled.now, lined, levelled.policy, worlds)
            if state > 0:
                run_tracks(
                    tracks, tables, lines, rules, exposure[step], step, dialled.now, lined, levelled, tracked, z, draws,
                    first, worlds, opens, settles, dealt, solvers, on_curve, table, drawing, stack,
                )  # fmt: skip
                move_levels(
                    over, issues.owner_mandate, issues.d_pace, step_weeks, dialled.now, lined.mandate, levelled,
                    tracked.agreed, tracked.reversion, worlds,
                )  # fmt: skip
            read(
                over, tracks.d_seen, issues.d_declared, dialled.now, levelled.level, pressed.path[state], lined.mandate,
                tracked.zone, tracked.status, z, worlds,
            )  # fmt: skip
            keep_anchor(hazards, fallen.anchor, z, state, worlds)
            probe(record, state, first, worlds, z)
            if record.levels.shape[1] > 0:
                write(record, state, first, worlds, tracked, fallen, dialled, z)
