"""What a block of worlds carries from step to step."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.core.projection import CLOSED
from detente.projection.plan import Floats, Ints, Plan

NOWHERE = -1


@dataclass(slots=True)
class State:
    """State of a block of worlds; arrays lead with the worlds axis and are changed in place by one run only.

    Attributes
    ----------
    pressure : (states, worlds, pressures), the whole path, for lags.
    jump : what lasting shocks and settings move each pressure by in this step, before it decays.
    offset, pinned, pinned_at : lasting shocks on a pressure's rest, and rests set by an event.
    base, dial : dials as inputs and events leave them, and after effects.
    policy : the line last decided on each issue.
    deal : track whose deal is in force on each issue, `fallback` the track whose broken deal it falls back from.
    fixed : issues fixed by an event in this step.
    joined : what a collective wants: its proposer's line, or its members' joined by influence and salience.
    occurs : what happens in this step: events and branches, then hazards.
    happened : step at which an occurrence happened, -1 before.
    quiet_until : first step at which a hazard may fire again.
    anchor : readings at each hazard's anchor.
    z : the readings vector.
    """

    pressure: Floats
    jump: Floats
    offset: Floats
    pinned: NDArray[np.bool_]
    pinned_at: Floats
    base: Floats
    dial: Floats
    ideal: Floats
    mandate: Floats
    joined: Floats
    level: Floats
    policy: Floats
    fixed: NDArray[np.bool_]
    deal: Ints
    fallback: Ints
    status: Ints
    since: Ints
    reversion: Floats
    agreed: Floats
    zone: Floats
    binds: Ints
    regime: Ints
    happened: Ints
    decided: NDArray[np.bool_]
    occurs: NDArray[np.bool_]
    fired: Ints
    fires_now: Ints
    quiet_until: Ints
    anchor: Floats
    z: Floats
    clipped: NDArray[np.bool_]


def start(plan: Plan, draws: Floats) -> State:
    """State of a block of worlds at the start, before lines are walked."""
    sizes, worlds = plan.sizes, draws.shape[0]
    most = plan.tracks.party_mandate.shape[1] if plan.tracks.party_mandate.size else 1
    pressure = np.zeros((sizes.steps + 1, worlds, sizes.pressures))
    pressure[0] = draws[:, plan.pressures.q_start]
    base = draws[:, plan.dials.q_base]
    level = draws[:, plan.issues.q_start]
    return State(
        pressure=pressure,
        jump=np.zeros((worlds, sizes.pressures)),
        offset=np.zeros((worlds, sizes.pressures)),
        pinned=np.zeros((worlds, sizes.pressures), bool),
        pinned_at=np.zeros((worlds, sizes.pressures)),
        base=base,
        dial=base.copy(),
        ideal=np.zeros((worlds, sizes.actors, sizes.issues)),
        mandate=np.zeros((worlds, sizes.mandates)),
        joined=np.zeros((worlds, sizes.mandates)),
        level=level.copy(),
        policy=level.copy(),
        fixed=np.zeros((worlds, sizes.issues), bool),
        deal=np.full((worlds, sizes.issues), NOWHERE),
        fallback=np.full((worlds, sizes.issues), NOWHERE),
        status=np.full((worlds, sizes.tracks), CLOSED),
        since=np.zeros((worlds, sizes.tracks), np.int64),
        reversion=np.zeros((worlds, sizes.tracks, most)),
        agreed=np.zeros((worlds, sizes.tracks, most)),
        zone=np.zeros((worlds, sizes.tracks)),
        binds=np.full((worlds, sizes.tracks, 2), NOWHERE),
        regime=np.zeros((worlds, sizes.deciders), np.int64),
        happened=np.full((worlds, sizes.occurrences), NOWHERE),
        decided=np.zeros((worlds, sizes.occurrences), bool),
        occurs=np.zeros((worlds, sizes.occurrences + sizes.hazards), bool),
        fired=np.zeros((worlds, sizes.hazards), np.int64),
        fires_now=np.zeros((worlds, sizes.hazards), np.int64),
        quiet_until=np.zeros((worlds, sizes.hazards), np.int64),
        anchor=np.zeros((worlds, plan.hazards.z_slope.size)),
        z=np.zeros((worlds, sizes.readings)),
        clipped=np.zeros((worlds,), bool),
    )
