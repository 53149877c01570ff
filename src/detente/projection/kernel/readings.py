"""Levels at the end of a step, the readings vector, and what is written down."""

# mypy: allow-untyped-defs
import numpy as np
from numba import njit

from detente.core.projection import BROKEN, OPEN, SETTLED
from detente.projection.kernel.state import NOWHERE


@njit(cache=True, nogil=True)
def move_levels(over, owner_mandate, d_pace, step_weeks, dial, mandate, levelled, agreed, reversion, worlds):
    """Levels: facts stand, then deals in force, then the owner's mandate or a broken deal's reversion; pace caps."""
    level, policy, fixed, deal, fallback = levelled.level, levelled.policy, levelled.fixed, levelled.deal, levelled.fallback
    for w in range(worlds):
        for i in range(level.shape[1]):
            if fixed[w, i] == 1:
                continue
            target, owner = level[w, i], owner_mandate[i]
            if deal[w, i] != NOWHERE:
                target = _on_issue(over, agreed, w, deal[w, i], i)
            elif owner >= 0:
                target = mandate[w, owner]
                policy[w, i] = target
            elif fallback[w, i] != NOWHERE:
                target = _on_issue(over, reversion, w, fallback[w, i], i)
            pace = dial[w, d_pace[i]] * step_weeks
            level[w, i] += min(max(target - level[w, i], -pace), pace)


@njit(cache=True, nogil=True)
def _on_issue(over, by_issue, w, r, issue):
    over_ptr, over_issue = over
    for j in range(over_ptr[r + 1] - over_ptr[r]):
        if over_issue[over_ptr[r] + j] == issue:
            return by_issue[w, r, j]
    return np.nan


@njit(cache=True, nogil=True)
def read(over, d_seen, d_declared, dial, level, pressure, mandate, zone, status, z, worlds):
    """Fill the readings vector: levels, said, pressures, mandates, zones, open, settled, broken; counts are kept live."""
    issues, pressures, mandates, tracks = level.shape[1], pressure.shape[1], mandate.shape[1], status.shape[1]
    over_ptr, over_issue = over
    for w in range(worlds):
        for i in range(issues):
            z[w, i] = level[w, i]
            said = level[w, i]
            if d_declared[i] >= 0:
                seen = 1.0
                for r in range(tracks):
                    if status[w, r] == OPEN or status[w, r] == SETTLED:
                        for at in range(over_ptr[r], over_ptr[r + 1]):
                            if over_issue[at] == i:
                                seen = min(seen, dial[w, d_seen[r]])
                said = seen * level[w, i] + (1.0 - seen) * dial[w, d_declared[i]]
            z[w, issues + i] = said
        at_z = 2 * issues
        for k in range(pressures):
            z[w, at_z + k] = pressure[w, k]
        at_z += pressures
        for m in range(mandates):
            z[w, at_z + m] = mandate[w, m]
        at_z += mandates
        for r in range(tracks):
            z[w, at_z + r] = zone[w, r]
            z[w, at_z + tracks + r] = 1.0 if status[w, r] == OPEN else 0.0
            z[w, at_z + 2 * tracks + r] = 1.0 if status[w, r] == SETTLED else 0.0
            z[w, at_z + 3 * tracks + r] = 1.0 if status[w, r] == BROKEN else 0.0


@njit(cache=True, nogil=True)
def probe(record, at, first, worlds, z):
    """Write chosen readings at chosen states."""
    steps, readings, probes = record.probe_steps, record.probe_readings, record.probes
    for p in range(steps.shape[0]):
        if steps[p] == at:
            for w in range(worlds):
                for q in range(readings.shape[0]):
                    probes[first + w, p, q] = z[w, readings[q]]


@njit(cache=True, nogil=True)
def write(record, at, first, worlds, tracked, fallen, dialled, z):
    """Write a state of a strip down."""
    levels, said, pressures, mandates = record.levels, record.said, record.pressures, record.mandates
    issues, drivers, lines = levels.shape[2], pressures.shape[2], mandates.shape[2]
    for w in range(worlds):
        world = first + w
        for i in range(issues):
            levels[world, at, i] = z[w, i]
            said[world, at, i] = z[w, issues + i]
        for k in range(drivers):
            pressures[world, at, k] = z[w, 2 * issues + k]
        for m in range(lines):
            mandates[world, at, m] = z[w, 2 * issues + drivers + m]
        for r in range(tracked.status.shape[1]):
            record.statuses[world, at, r] = tracked.status[w, r]
            record.zones[world, at, r] = tracked.zone[w, r]
            record.binds[world, at, r, 0] = tracked.binds[w, r, 0]
            record.binds[world, at, r, 1] = tracked.binds[w, r, 1]
        for h in range(fallen.fired.shape[1]):
            record.fires[world, at, h] = fallen.fires_now[w, h]
        for n in range(fallen.happened.shape[1]):
            record.happened[world, n] = fallen.happened[w, n]
        record.clipped[world, at] = dialled.clipped[w]
        if world < record.dials.shape[0]:
            for d in range(dialled.now.shape[1]):
                record.dials[world, at, d] = dialled.now[w, d]
