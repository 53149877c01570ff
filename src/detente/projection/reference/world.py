"""The order of a step, and what is recorded of it."""

import numpy as np

from detente.core.projection import BROKEN, OPEN, SETTLED
from detente.models.bargaining import BargainingModel
from detente.projection.plan import Floats, Ints, Plan, Switches
from detente.projection.record import Record
from detente.projection.reference.drivers import (
    act,
    anchor,
    fire_hazards,
    let_events_fall,
    move_pressures,
    turn_dials,
)
from detente.projection.reference.lines import walk
from detente.projection.reference.state import NOWHERE, State, start
from detente.projection.reference.tables import run_tracks


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
    """Run a block of worlds and fill its record.

    Parameters
    ----------
    draws : (worlds, quantities) as kernels use them.
    noise : jitter, fires, settles, opens (things, steps, worlds) and falls (events, worlds).
    chance : lower and upper end, (worlds, occurrences).
    dealt : (worlds, tracks) index into `models`.
    switches, rows : coalitions, and the coalition each world plays, (worlds,).
    """
    jitter, fires, settles, opens, falls = noise
    state = start(plan, draws)
    turn_dials(plan, state, 0, draws, switches, rows)
    walk(plan, state)
    _read(plan, state, 0)
    anchor(plan, state, 0)
    _record(plan, state, 0, record)
    for step in range(plan.sizes.steps):
        drawing = np.ones(len(draws), bool)
        if step >= switches.from_step:
            drawing = switches.hazards[rows] == 1
        fire_hazards(plan, state, step, draws, fires[:, step], switches, rows)
        let_events_fall(plan, state, step, draws, falls, chance, switches, rows)
        shocks = act(plan, state, step, draws, switches, rows)
        move_pressures(plan, state, step, draws, shocks, jitter[:, step], switches, rows)
        turn_dials(plan, state, step + 1, draws, switches, rows)
        walk(plan, state)
        run_tracks(
            plan,
            state,
            step,
            draws,
            opens=opens[:, step],
            settles=settles[:, step],
            dealt=dealt,
            models=models,
            drawing=drawing,
        )
        _move_levels(plan, state)
        _read(plan, state, step + 1)
        anchor(plan, state, step + 1)
        _record(plan, state, step + 1, record)


def _move_levels(plan: Plan, state: State) -> None:
    """Levels: facts stand, then deals in force, then broken deals' reversion, then the owner's mandate; pace caps."""
    for i in range(plan.sizes.issues):
        level = state.level[:, i]
        owner = plan.issues.owner_mandate[i]
        target = level.copy()
        free = state.deal[:, i] == NOWHERE
        if owner >= 0:
            decides = free & ~state.fixed[:, i]
            state.policy[decides, i] = state.mandate[decides, owner]
            target = np.where(free, state.mandate[:, owner], target)
        for r in range(plan.sizes.tracks):
            issues = plan.tracks.over_issue[plan.tracks.over_ptr[r] : plan.tracks.over_ptr[r + 1]]
            for j, issue in enumerate(issues):
                if issue == i:
                    target = np.where(state.deal[:, i] == r, state.agreed[:, r, j], target)
                    if owner < 0:
                        target = np.where(
                            free & (state.fallback[:, i] == r), state.reversion[:, r, j], target
                        )
        pace = state.dial[:, plan.issues.d_pace[i]] * plan.sizes.step_weeks
        moved = level + np.clip(target - level, -pace, pace)
        state.level[:, i] = np.where(state.fixed[:, i], level, moved)


def _read(plan: Plan, state: State, at: int) -> None:
    """Fill the readings vector: levels, said, pressures, mandates, zones, open, settled, broken; counts are kept live."""
    parts = (
        state.level, _said(plan, state), state.pressure[at], state.mandate, state.zone,
        state.status == OPEN, state.status == SETTLED, state.status == BROKEN,
    )  # fmt: skip
    upto = sum(part.shape[1] for part in parts)
    state.z[:, :upto] = np.concatenate(parts, axis=1)


def _said(plan: Plan, state: State) -> Floats:
    """What is said of each issue: the level where all is open, the declared line where the track is hidden."""
    said = state.level.copy()
    for i in range(plan.sizes.issues):
        declared = plan.issues.d_declared[i]
        if declared < 0:
            continue
        seen = np.ones(len(said))
        for r in range(plan.sizes.tracks):
            issues = plan.tracks.over_issue[plan.tracks.over_ptr[r] : plan.tracks.over_ptr[r + 1]]
            if i in issues:
                live = (state.status[:, r] == OPEN) | (state.status[:, r] == SETTLED)
                seen = np.where(live, np.minimum(seen, state.dial[:, plan.tracks.d_seen[r]]), seen)
        said[:, i] = seen * state.level[:, i] + (1.0 - seen) * state.dial[:, declared]
    return said


def _record(plan: Plan, state: State, at: int, record: Record) -> None:
    sizes = plan.sizes
    readings = np.split(
        state.z, np.cumsum([sizes.issues, sizes.issues, sizes.pressures, sizes.mandates]), axis=1
    )
    record.levels[:, at], record.said[:, at], record.pressures[:, at], record.mandates[:, at] = readings[:4]
    record.statuses[:, at] = state.status
    record.zones[:, at] = state.zone
    record.binds[:, at] = state.binds
    record.fires[:, at] = state.fires_now
    record.happened[:] = state.happened
    record.clipped[:, at] = state.clipped
    kept = min(len(record.dials), len(state.dial))
    record.dials[:kept, at] = state.dial[:kept]
    for p, step in enumerate(record.probe_steps):
        if step == at:
            record.probes[:, p] = state.z[:, record.probe_readings]
