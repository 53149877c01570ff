"""The order of a step: compiled phases, each over all worlds of a block."""

from collections.abc import Callable
from copy import deepcopy
from threading import Event, local
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from detente.models.bargaining import BargainingModel
from detente.projection.kernel.acts import act
from detente.projection.kernel.lines import walk
from detente.projection.kernel.negotiate import Bargaining, run_tracks
from detente.projection.kernel.occurrences import fire_hazards, keep_anchor, let_events_fall
from detente.projection.kernel.pressures import move_pressures, turn_dials
from detente.projection.kernel.readings import move_levels, read
from detente.projection.kernel.state import State, begin, empty_room, empty_state
from detente.projection.kernel.tables import empty_table, seating_of
from detente.projection.plan import SET_DIAL, TURN_DIAL, Floats, Ints, Plan, Switches
from detente.projection.record import Record
from detente.projection.stopping import end_if_stopped

Parts = tuple[Floats, Floats, Floats, Floats, Floats]


class Kept(NamedTuple):
    """A block of worlds at a state, from which variants that differ only later go on."""

    at: int
    state: State


def run(
    plan: Plan,
    draws: Floats,
    noise: Parts,
    chance: tuple[Floats, Floats],
    dealt: Ints,
    models: tuple[BargainingModel, ...],
    switches: Switches,
    rows: Ints,
    record: Record,
    *,
    resume: Kept | None = None,
    work: State | None = None,
    keep_at: int | None = None,
    stop: Event | None = None,
) -> Kept | None:
    """Run a block of worlds and fill its record; arguments as in `reference.run`.

    Every call is one phase of a step in all worlds of the block.

    Parameters
    ----------
    resume : go on from here; the record is filled for later states only.
    work : room to run in: of an earlier run of the same size; to resume, a copy of what was kept, run on or not.
    keep_at : state to keep for others to go on from.
    stop : looked at before each step.

    Returns
    -------
    what was kept.

    Raises
    ------
    RunError : `stop` was set.
    """
    worlds = len(draws)
    q, low, high = (np.ascontiguousarray(part.T) for part in (draws, *chance))
    model_of = np.ascontiguousarray(dealt.T)
    jitter, fires, settles, opens, falls = (np.ascontiguousarray(part) for part in noise)
    state = empty_state(plan, worlds) if work is None else work
    if resume is not None:
        _restore(resume, state, plan)
    room, kept = empty_room(plan, worlds, len(models)), None
    bargaining = Bargaining(models, model_of, seating_of(plan), empty_table(plan, worlds), room)
    pressed, dialled, lined, levelled, tracked, fallen, z = state
    over = (plan.tracks.over_ptr, plan.tracks.over_issue)
    if resume is None:
        begin(plan, state, q)
    for at in range(0 if resume is None else resume.at + 1, plan.sizes.steps + 1):
        step = at - 1
        end_if_stopped(stop, "run")
        if step >= 0:
            exposure = float(plan.exposure[step])
            room.drawing[:] = (switches.hazards[rows] == 1) | (step < switches.from_step)
            fire_hazards(
                plan.hazards,
                plan.rules,
                exposure,
                step,
                fallen,
                dialled.now,
                z,
                q,
                fires,
                switches,
                rows,
                room.stack,
            )
            let_events_fall(
                plan.events, plan.rules, step, fallen, z, falls, low, high, switches, rows, room.stack
            )
            quiet = plan.hazards.quiet_steps
            act(
                plan.events,
                quiet,
                plan.dials,
                over,
                step,
                fallen,
                pressed,
                dialled,
                lined,
                levelled,
                tracked,
                z,
                q,
                switches,
                rows,
            )
            move_pressures(
                plan.pressures, plan.issues.q_start, step, pressed, levelled.level, q, jitter, switches, rows
            )
        turn_dials(plan.dials, at, pressed.path, dialled, q, switches, rows)
        walk(plan.lines, dialled.now, lined, levelled.policy, room.scratch)
        if step >= 0:
            run_tracks(plan, state, step, q, opens, settles, bargaining)
            move_levels(
                over, plan.issues.owner_mandate, plan.issues.d_pace, plan.sizes.step_weeks, dialled.now, lined.mandate,
                levelled, tracked.agreed, tracked.reversion,
            )  # fmt: skip
        read(plan, state, pressed.path[at])
        keep_anchor(plan.hazards, fallen.anchor, z, at)
        if record.levels.shape[1] > 0:
            _write(record, at, state)
        for p in np.flatnonzero(record.probe_steps == at):
            record.probes[:, p] = z[record.probe_readings].T
        if at == keep_at:
            kept = Kept(at, copied(state))
    record.happened[:] = fallen.happened.T
    return kept


def in_rooms(stop: Event | None = None) -> Callable[..., None]:
    """`run` for many blocks of one case: each thread goes on in the room of its last block, for fresh memory costs time."""
    held = local()

    def run_in_room(plan: Plan, draws: Floats, *others: Any) -> None:
        plan_of, worlds = getattr(held, "of", (None, 0))
        if plan_of is not plan or worlds != len(draws):
            held.of, held.state = (plan, len(draws)), empty_state(plan, len(draws))
        run(plan, draws, *others, work=held.state, stop=stop)

    return run_in_room


def copied(state: State) -> State:
    """A state with arrays of its own."""
    return deepcopy(state)


def _restore(kept: Kept, work: State, plan: Plan) -> None:
    """Put a kept state back into a copy of it that has been run on: all but what a step makes anew or never touches.

    Copying is what a short variant costs, so paths up to the kept state, lines, and dials that nothing turns are left.
    """
    was = kept.state
    for name in ("shocks", "jump", "offset", "pinned", "pinned_at", "pushed"):
        getattr(work.pressed, name)[...] = getattr(was.pressed, name)
    turns = (plan.events.act >= TURN_DIAL) & (plan.events.act <= SET_DIAL)
    moving = np.unique(np.concatenate([plan.dials.turned, plan.events.act_on[turns]]))
    work.dialled.base[moving] = was.dialled.base[moving]
    work.dialled.now[moving] = was.dialled.now[moving]
    work.lined.regime[...] = was.lined.regime
    parts: tuple[NDArray[Any], ...] = (*was.levelled, *was.tracked, *was.fallen)
    places: tuple[NDArray[Any], ...] = (*work.levelled, *work.tracked, *work.fallen)
    for part, place in zip(parts, places, strict=True):
        place[...] = part
    work.z[...] = was.z


def _write(record: Record, at: int, state: State) -> None:
    """Write a state down; the readings vector begins with levels, said, pressures and mandates."""
    first = 0
    for paths in (record.levels, record.said, record.pressures, record.mandates):
        paths[:, at] = state.z[first : first + paths.shape[2]].T
        first += paths.shape[2]
    record.statuses[:, at] = state.tracked.status.T
    record.zones[:, at] = state.tracked.zone.T
    record.binds[:, at] = state.tracked.binds.transpose(2, 0, 1)
    record.fires[:, at] = state.fallen.fires_now.T
    record.clipped[:, at] = state.dialled.clipped
    record.dials[:, at] = state.dialled.now[:, : len(record.dials)].T
