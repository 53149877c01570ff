"""What a block of worlds carries from step to step: groups of arrays, worlds last, that compiled functions change in place."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from detente.core.projection import CLOSED
from detente.projection.plan import Floats, Ints, Plan

NOWHERE = -1
Flags = NDArray[np.uint8]


class Pressed(NamedTuple):
    """Pressures of a block, (pressures, worlds); `path` is (states, pressures, worlds)."""

    path: Floats
    keep: Floats
    sigma: Floats
    shocks: Floats
    jump: Floats
    offset: Floats
    pinned: Flags
    pinned_at: Floats
    pushed: Flags
    """(pressures,): 1 where `shocks` or `jump` hold something for this step, in some world."""


class Dialled(NamedTuple):
    """Dials of a block, (dials, worlds): as inputs and events leave them, and after effects."""

    base: Floats
    now: Floats
    total: Floats
    """(worlds,), as `clipped`."""
    clipped: Flags
    moved: Floats
    """(felts, worlds): how far each pressure that is felt lies from its start."""


class Lined(NamedTuple):
    """Ideals (actors, issues, worlds), mandates and joined lines (mandates, worlds), regimes (deciders, worlds)."""

    ideal: Floats
    mandate: Floats
    joined: Floats
    regime: Ints


class Levelled(NamedTuple):
    """Issues of a block, (issues, worlds)."""

    level: Floats
    policy: Floats
    fixed: Flags
    deal: Ints
    fallback: Ints


class Tracked(NamedTuple):
    """Tracks of a block, (tracks, worlds); `reversion` and `agreed` (tracks, issues, worlds), `binds` (tracks, 2, worlds)."""

    status: Ints
    since: Ints
    reversion: Floats
    agreed: Floats
    zone: Floats
    binds: Ints


class Fallen(NamedTuple):
    """Occurrences and hazards of a block, worlds last."""

    happened: Ints
    decided: Flags
    occurs: Flags
    """(occurrences + hazards, worlds): what comes about in this step."""
    somewhere: Flags
    """(occurrences + hazards,): 1 where it does so in some world."""
    fired: Ints
    fires_now: Ints
    quiet_until: Ints
    anchor: Floats


class State(NamedTuple):
    """All of it, with the readings vector (readings, worlds)."""

    pressed: Pressed
    dialled: Dialled
    lined: Lined
    levelled: Levelled
    tracked: Tracked
    fallen: Fallen
    z: Floats


class Room(NamedTuple):
    """Scratch of a block: a stack for conditions, and a few numbers a world."""

    stack: Ints
    scratch: Floats
    """(5, worlds)."""
    those: Ints
    number_of: Ints
    """(tracks, worlds)."""
    counts: Ints
    """(tables,)."""
    bounds: Ints
    """(models + 1,): where each model's worlds begin among those listed."""
    drawing: NDArray[np.bool_]


def empty_room(plan: Plan, worlds: int, models: int) -> Room:
    """Scratch for a block of worlds; the stack is as deep as the longest condition, for nothing checks its bounds."""
    deepest = int(np.diff(plan.rules.ptr).max(initial=1))
    return Room(
        np.zeros(deepest, np.int64), np.zeros((5, worlds)), np.zeros(worlds, np.int64),
        np.zeros((plan.sizes.tracks, worlds), np.int64), np.zeros(len(plan.tables.player_ptr) - 1, np.int64),
        np.zeros(models + 1, np.int64),
        np.ones(worlds, np.bool_),
    )  # fmt: skip


def empty_state(plan: Plan, worlds: int) -> State:
    """Room for a block of worlds."""
    sizes = plan.sizes
    most = plan.tracks.party_mandate.shape[1]

    def floats(*shape: int) -> Floats:
        return np.zeros((*shape, worlds))

    def ints(*shape: int) -> Ints:
        return np.zeros((*shape, worlds), np.int64)

    def flags(*shape: int) -> Flags:
        return np.zeros((*shape, worlds), np.uint8)

    k, i, r, m = sizes.pressures, sizes.issues, sizes.tracks, sizes.mandates
    occurrences, hazards = sizes.occurrences, sizes.hazards
    return State(
        Pressed(
            floats(sizes.steps + 1, k), floats(k), floats(k), floats(k), floats(k), floats(k), flags(k), floats(k),
            np.zeros(k, np.uint8),
        ),
        Dialled(
            floats(sizes.dials), floats(sizes.dials), floats(), flags(), floats(len(plan.dials.felt_pressure))
        ),
        Lined(floats(sizes.actors, i), floats(m), floats(m), ints(sizes.deciders)),
        Levelled(floats(i), floats(i), flags(i), ints(i), ints(i)),
        Tracked(ints(r), ints(r), floats(r, most), floats(r, most), floats(r), ints(r, 2)),
        Fallen(
            ints(occurrences), flags(occurrences), flags(occurrences + hazards),
            np.zeros(occurrences + hazards, np.uint8), ints(hazards), ints(hazards), ints(hazards),
            floats(plan.hazards.z_slope.size),
        ),
        floats(sizes.readings),
    )  # fmt: skip


def begin(plan: Plan, state: State, draws: Floats) -> None:
    """Put the worlds of a block at the start; once a run, so in plain numpy."""
    pressures, dials = plan.pressures, plan.dials
    pressed, dialled, lined, levelled, tracked, fallen, z = state
    pressed.path[0] = draws[pressures.q_start]
    pressed.keep[:] = 2.0 ** (-plan.sizes.step_weeks / draws[pressures.q_half_life])
    pressed.sigma[:] = draws[pressures.q_jitter] * np.sqrt(1.0 - pressed.keep * pressed.keep)
    dialled.base[:] = draws[dials.q_base]
    np.clip(dialled.base, dials.low[:, None], dials.high[:, None], out=dialled.now)
    levelled.level[:] = levelled.policy[:] = draws[plan.issues.q_start]
    nothing = (
        pressed.offset, pressed.shocks, pressed.jump, pressed.pinned, pressed.pushed, lined.regime, levelled.fixed,
        tracked.zone, fallen.decided, fallen.fired, fallen.fires_now, fallen.quiet_until, fallen.anchor, z,
    )  # fmt: skip
    for part in nothing:
        part.fill(0)
    for part in (levelled.deal, levelled.fallback, tracked.binds, fallen.happened):
        part.fill(NOWHERE)
    tracked.status.fill(CLOSED)
