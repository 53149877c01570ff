"""What occurrences do: to pressures, levels, dials, institutions and tracks."""

# mypy: allow-untyped-defs
import numpy as np

from detente.core.projection import BROKEN, CLOSED, OPEN, SETTLED
from detente.projection.kernel.compiled import compiled, part
from detente.projection.kernel.state import NOWHERE
from detente.projection.plan import (
    AGREES,
    BREAKS,
    CLOSES,
    COUNTS,
    FIRST_DIRECT,
    INSTALLS,
    LAST_DIRECT,
    LASTING,
    MOVE_LEVEL,
    OPENS,
    PRESS,
    SCALE_DIAL,
    SET_LEVEL,
    SHOCK,
    TURN_DIAL,
)  # fmt: skip


@compiled
def act(
    events,
    quiet_steps,
    dials,
    over,
    step,
    fallen,
    pressed,
    dialled,
    lined,
    levelled,
    tracked,
    z,
    draws,
    switches,
    rows,
):
    """Do what this step's occurrences do, events before hazards."""
    act_ptr, occurs = events.act_ptr, fallen.occurs
    levelled.fixed.fill(0)
    those = np.empty(occurs.shape[1], np.int64)
    on_switches = step >= switches.from_step
    for n in range(occurs.shape[0]):
        happens = occurs[n]
        if act_ptr[n] == act_ptr[n + 1] or fallen.somewhere[n] == 0:
            continue
        count = 0
        for w in range(happens.shape[0]):
            if happens[w] == 1:
                those[count] = w
                count += 1
        for at in range(act_ptr[n], act_ptr[n + 1]):
            what, on, sign, quantity = (
                events.act[at],
                events.act_on[at],
                events.act_sign[at],
                events.q_act[at],
            )
            is_direct = what >= FIRST_DIRECT and what <= LAST_DIRECT
            for w in those[:count]:
                if is_direct and on_switches and switches.direct[rows[w]] == 0:
                    continue
                if what == INSTALLS:
                    lined.regime[on, w] = quantity
                elif what == COUNTS:
                    fallen.fired[on, w] += 1
                    fallen.fires_now[on, w] += 1
                    fallen.quiet_until[on, w] = step + 1 + quiet_steps[on]
                    z[z.shape[0] - occurs.shape[0] + on, w] = fallen.fired[on, w]
                elif quantity < 0:
                    _turn_track(over, levelled, tracked, what, on, step, w)
                elif what == AGREES:
                    _agree_on(over, levelled, tracked, on, draws[quantity, w], w)
                elif what <= PRESS:
                    _push(pressed, what, on, sign * draws[quantity, w], step, w)
                elif what <= MOVE_LEVEL:
                    _put_level(levelled, what, on, sign * draws[quantity, w], w)
                else:
                    _turn_dial(dialled, dials.low[on], dials.high[on], what, on, sign * draws[quantity, w], w)


@part
def _push(pressed, what, on, size, step, w):
    pressed.pushed[on] = 1
    if what == SHOCK:
        pressed.shocks[on, w] += size
    elif what == LASTING:
        pressed.jump[on, w] += size
        pressed.offset[on, w] += size
    else:
        pressed.pinned[on, w] = 1
        pressed.pinned_at[on, w] = size
        pressed.offset[on, w] = 0.0
        pressed.jump[on, w] = size - pressed.path[step, on, w]


@part
def _put_level(levelled, what, on, size, w):
    level = levelled.level
    if what == SET_LEVEL:
        level[on, w] = size
        levelled.fixed[on, w] = 1
    else:
        level[on, w] = min(max(level[on, w] + size, 0.0), 100.0)
    levelled.policy[on, w] = level[on, w]


@part
def _turn_dial(dialled, low, high, what, on, size, w):
    base = dialled.base
    if what == TURN_DIAL:
        base[on, w] += size
    elif what == SCALE_DIAL:
        base[on, w] *= 1.0 + size
    else:
        base[on, w] = size
    dialled.now[on, w] = min(max(base[on, w], low), high)


@part
def _turn_track(over, levelled, tracked, what, track, step, w):
    status = tracked.status[track, w]
    if what == OPENS:
        if status in (CLOSED, BROKEN):
            open_track(over, levelled, tracked, track, w)
    elif what == CLOSES:
        if status == SETTLED:
            _end_deal(over, levelled, track, w, False)
        tracked.status[track, w] = CLOSED
    elif what == BREAKS:
        if status == SETTLED:
            _end_deal(over, levelled, track, w, True)
            tracked.status[track, w] = BROKEN
            tracked.since[track, w] = step
    else:
        if status != OPEN:
            open_track(over, levelled, tracked, track, w)
        tracked.status[track, w] = SETTLED
        over_ptr, over_issue = over
        for j in range(over_ptr[track + 1] - over_ptr[track]):
            agree(over, levelled, tracked, track, w, j, levelled.level[over_issue[over_ptr[track] + j], w])


@part
def open_track(over, levelled, tracked, track, w):
    """Open a track: what stands without a deal is fixed now, unless it is dated."""
    over_ptr, over_issue = over
    tracked.status[track, w] = OPEN
    for j in range(over_ptr[track + 1] - over_ptr[track]):
        issue = over_issue[over_ptr[track] + j]
        tracked.reversion[track, j, w] = levelled.level[issue, w]
        levelled.fallback[issue, w] = NOWHERE


@part
def agree(over, levelled, tracked, track, w, j, outcome):
    """Put a deal in force on the j-th issue of a track."""
    over_ptr, over_issue = over
    issue = over_issue[over_ptr[track] + j]
    tracked.agreed[track, j, w] = outcome
    levelled.deal[issue, w] = track
    levelled.fallback[issue, w] = NOWHERE


@part
def _agree_on(over, levelled, tracked, issue, outcome, w):
    """Put another level into the deal that is in force on an issue, if one is."""
    over_ptr, over_issue = over
    track = levelled.deal[issue, w]
    if track == NOWHERE:
        return
    for j in range(over_ptr[track + 1] - over_ptr[track]):
        if over_issue[over_ptr[track] + j] == issue:
            tracked.agreed[track, j, w] = outcome


@part
def _end_deal(over, levelled, track, w, fall_back):
    over_ptr, over_issue = over
    for at in range(over_ptr[track], over_ptr[track + 1]):
        issue = over_issue[at]
        if levelled.deal[issue, w] == track:
            levelled.deal[issue, w] = NOWHERE
            levelled.policy[issue, w] = levelled.level[issue, w]
            if fall_back:
                levelled.fallback[issue, w] = track
