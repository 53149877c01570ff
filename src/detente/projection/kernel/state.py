"""What a strip of worlds carries from step to step, as groups of arrays that compiled functions change in place."""

# mypy: allow-untyped-defs
from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from detente.core.projection import CLOSED
from detente.projection.plan import Floats, Ints, Plan

NOWHERE = -1
Flags = NDArray[np.uint8]


class Pressed(NamedTuple):
    """Pressures of a strip; `path` is (states, worlds, pressures), the rest (worlds, pressures)."""

    path: Floats
    keep: Floats
    shocks: Floats
    jump: Floats
    offset: Floats
    pinned: Flags
    pinned_at: Floats


class Dialled(NamedTuple):
    """Dials of a strip, (worlds, dials): as inputs and events leave them, and after effects."""

    base: Floats
    now: Floats
    clipped: Flags


class Lined(NamedTuple):
    """Ideals (worlds, actors, issues), mandates and joined lines (worlds, mandates), regimes (worlds, deciders)."""

    ideal: Floats
    mandate: Floats
    joined: Floats
    regime: Ints


class Levelled(NamedTuple):
    """Issues of a strip, (worlds, issues)."""

    level: Floats
    policy: Floats
    fixed: Flags
    deal: Ints
    fallback: Ints


class Tracked(NamedTuple):
    """Tracks of a strip, (worlds, tracks); `reversion` and `agreed` by issue, `binds` by two."""

    status: Ints
    since: Ints
    reversion: Floats
    agreed: Floats
    zone: Floats
    binds: Ints


class Fallen(NamedTuple):
    """Occurrences and hazards of a strip."""

    happened: Ints
    decided: Flags
    occurs: Flags
    fired: Ints
    fires_now: Ints
    quiet_until: Ints
    anchor: Floats


class State(NamedTuple):
    """All of it, with the readings vector (worlds, readings)."""

    pressed: Pressed
    dialled: Dialled
    lined: Lined
    levelled: Levelled
    tracked: Tracked
    fallen: Fallen
    z: Floats


def empty_state(plan: Plan, worlds: int) -> State:
    """Room for a strip of worlds."""
    sizes = plan.sizes
    most = plan.tracks.party_mandate.shape[1]

    def floats(*shape: int) -> Floats:
        return np.zeros((worlds, *shape))

    def ints(*shape: int) -> Ints:
        return np.zeros((worlds, *shape), np.int64)

    def flags(*shape: int) -> Flags:
        return np.zeros((worlds, *shape), np.uint8)

    k, i, r, m = sizes.pressures, sizes.issues, sizes.tracks, sizes.mandates
    occurrences, hazards = sizes.occurrences, sizes.hazards
    path = np.zeros((sizes.steps + 1, worlds, k))
    return State(
        Pressed(path, floats(k), floats(k), floats(k), floats(k), flags(k), floats(k)),
        Dialled(floats(sizes.dials), floats(sizes.dials), flags()),
        Lined(floats(sizes.actors, i), floats(m), floats(m), ints(sizes.deciders)),
        Levelled(floats(i), floats(i), flags(i), ints(i), ints(i)),
        Tracked(ints(r), ints(r), floats(r, most), floats(r, most), floats(r), ints(r, 2)),
        Fallen(
            ints(occurrences), flags(occurrences), flags(occurrences + hazards), ints(hazards), ints(hazards), ints(hazards),
            floats(plan.hazards.z_slope.size),
        ),
        floats(sizes.readings),
    )  # fmt: skip


@njit(cache=True, nogil=True)
def begin(q_pressure, q_half_life, q_base, step_weeks, pressed, dialled, draws, first, worlds):
    """Put pressures and dials of the worlds `first` .. `first + worlds` of a block at the start."""
    path, keep, base = pressed.path, pressed.keep, dialled.base
    pressed.offset[:] = 0.0
    pressed.pinned[:] = 0
    for w in range(worlds):
        for k in range(q_pressure.shape[0]):
            path[0, w, k] = draws[first + w, q_pressure[k]]
            keep[w, k] = 2.0 ** (-step_weeks / draws[first + w, q_half_life[k]])
        for d in range(q_base.shape[0]):
            base[w, d] = draws[first + w, q_base[d]]


@njit(cache=True, nogil=True)
def begin_tables(q_level, lined, levelled, tracked, fallen, z, draws, first, worlds):
    """Put issues, tracks and occurrences of a strip at the start."""
    level, policy = levelled.level, levelled.policy
    levelled.fixed[:] = 0
    levelled.deal[:] = NOWHERE
    levelled.fallback[:] = NOWHERE
    lined.regime[:] = 0
    tracked.status[:] = CLOSED
    tracked.zone[:] = 0.0
    tracked.binds[:] = NOWHERE
    fallen.happened[:] = NOWHERE
    fallen.decided[:] = 0
    fallen.fired[:] = 0
    fallen.fires_now[:] = 0
    fallen.quiet_until[:] = 0
    fallen.anchor[:] = 0.0
    z[:] = 0.0
    for w in range(worlds):
        for i in range(q_level.shape[0]):
            level[w, i] = draws[first + w, q_level[i]]
            policy[w, i] = level[w, i]
