"""What a kernel writes down of a block of worlds."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import DTypeLike, NDArray

from detente.projection.plan import Ints, Plan


class Record(NamedTuple):
    """Arrays that a kernel fills; the leading axis is worlds (last in memory, as kernels run), the second states.

    A thin record (attribution) has no states at all, only `probes`: chosen readings at chosen states.
    """

    levels: NDArray[np.floating]
    said: NDArray[np.floating]
    mandates: NDArray[np.floating]
    pressures: NDArray[np.floating]
    statuses: NDArray[np.int8]
    zones: NDArray[np.floating]
    binds: NDArray[np.int16]
    fires: NDArray[np.int8]
    happened: NDArray[np.int16]
    clipped: NDArray[np.uint8]
    dials: NDArray[np.floating]
    probe_steps: Ints
    probe_readings: Ints
    probes: NDArray[np.float64]


def record_of(
    plan: Plan,
    worlds: int,
    *,
    full_dials: int = 0,
    probe_steps: tuple[int, ...] = (),
    probe_readings: tuple[int, ...] = (),
    thin: bool = False,
    dtype: DTypeLike = np.float32,
) -> Record:
    """An empty record.

    Parameters
    ----------
    full_dials : worlds whose dials are kept in full.
    probe_steps, probe_readings : states and readings to probe.
    thin : keep probes only.
    """
    sizes = plan.sizes
    states = 0 if thin else sizes.steps + 1

    def paths(*last: int, kind: DTypeLike = dtype, rows: int = worlds) -> NDArray[Any]:
        return np.moveaxis(np.zeros((states, *last, rows), kind), -1, 0)

    return Record(
        levels=paths(sizes.issues),
        said=paths(sizes.issues),
        mandates=paths(sizes.mandates),
        pressures=paths(sizes.pressures),
        statuses=paths(sizes.tracks, kind=np.int8),
        zones=paths(sizes.tracks),
        binds=paths(sizes.tracks, 2, kind=np.int16),
        fires=paths(sizes.hazards, kind=np.int8),
        happened=np.full((sizes.occurrences, worlds), -1, np.int16).T,
        clipped=paths(kind=np.uint8),
        dials=paths(sizes.dials, rows=full_dials),
        probe_steps=np.array(probe_steps, np.int64),
        probe_readings=np.array(probe_readings, np.int64),
        probes=np.zeros((len(probe_steps), len(probe_readings), worlds)).transpose(2, 0, 1),
    )
