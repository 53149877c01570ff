"""Levels at the end of a step, the readings vector, and what is written down."""

# mypy: allow-untyped-defs
import numpy as np

from detente.core.projection import BROKEN, OPEN, SETTLED
from detente.projection.kernel.compiled import compiled, part
from detente.projection.kernel.state import NOWHERE, State
from detente.projection.plan import Floats, Plan


@compiled
def move_levels(over, owner_mandate, d_pace, step_weeks, dial, mandate, levelled, agreed, reversion):
    """Levels: facts stand, then deals in force, then the owner's mandate or a broken deal's reversion; pace caps."""
    level, policy, fixed, deal, fallback = (
        levelled.level,
        levelled.policy,
        levelled.fixed,
        levelled.deal,
        levelled.fallback,
    )
    for i in range(level.shape[0]):
        owner, pace_of = owner_mandate[i], d_pace[i]
        for w in range(level.shape[1]):
            if fixed[i, w] == 1:
                continue
            target = level[i, w]
            if deal[i, w] != NOWHERE:
                target = _on_issue(over, agreed, deal[i, w], i, w)
            elif owner >= 0:
                target = mandate[owner, w]
                policy[i, w] = target
            elif fallback[i, w] != NOWHERE:
                target = _on_issue(over, reversion, fallback[i, w], i, w)
            pace = dial[pace_of, w] * step_weeks
            level[i, w] += min(max(target - level[i, w], -pace), pace)


@part
def _on_issue(over, by_issue, r, issue, w):
    over_ptr, over_issue = over
    for j in range(over_ptr[r + 1] - over_ptr[r]):
        if over_issue[over_ptr[r] + j] == issue:
            return by_issue[r, j, w]
    return np.nan


def read(plan: Plan, state: State, pressure: Floats) -> None:
    """Fill the readings vector: levels, said, pressures, mandates, zones, open, settled, broken; counts are kept live."""
    status, z, first = state.tracked.status, state.z, 0
    level = state.levelled.level
    alive = (status == OPEN, status == SETTLED, status == BROKEN)
    for rows in (level, level, pressure, state.lined.mandate, state.tracked.zone, *alive):
        z[first : first + len(rows)] = rows
        first += len(rows)
    tracks, said = plan.tracks, z[len(level) : 2 * len(level)]
    over = (tracks.over_ptr, tracks.over_issue)
    say(over, tracks.d_seen, plan.issues.d_declared, state.dialled.now, level, status, said)


@compiled
def say(over, d_seen, d_declared, dial, level, status, told):
    """What is said of each issue: the level where all is open, the declared line where a track is hidden."""
    over_ptr, over_issue = over
    for i in range(level.shape[0]):
        declared = d_declared[i]
        if declared < 0:
            continue
        said, done, line, hidden = told[i], level[i], dial[declared], False
        for r in range(status.shape[0]):
            for at in range(over_ptr[r], over_ptr[r + 1]):
                if over_issue[at] != i:
                    continue
                if not hidden:
                    said.fill(1.0)
                    hidden = True
                stands, seen = status[r], dial[d_seen[r]]
                for w in range(said.shape[0]):
                    is_alive = stands[w] == OPEN or stands[w] == SETTLED
                    said[w] = min(said[w], seen[w] if is_alive else 1.0)
        if hidden:
            for w in range(said.shape[0]):
                said[w] = said[w] * done[w] + (1.0 - said[w]) * line[w]
