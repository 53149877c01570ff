"""What occurrences do: to pressures, levels, dials, institutions and tracks."""

# mypy: allow-untyped-defs
from numba import njit

from detente.core.projection import BROKEN, CLOSED, OPEN, SETTLED
from detente.projection.kernel.state import NOWHERE
from detente.projection.plan import (
    BREAKS, CLOSES, COUNTS, FIRST_DIRECT, INSTALLS, LAST_DIRECT, LASTING, MOVE_LEVEL, OPENS, PRESS, SCALE_DIAL, SET_DIAL,
    SET_LEVEL, SHOCK, TURN_DIAL,
)  # fmt: skip


@njit(cache=True, nogil=True)
def act(events, quiet_steps, track_issues, step, fallen, pressed, dialled, lined, levelled, tracked, z, draws, first, worlds, switches, rows):  # fmt: skip  # noqa: E501
    """Do what this step's occurrences do, events before hazards."""
    act_ptr, code, act_on, q_act, act_sign = events.act_ptr, events.act, events.act_on, events.q_act, events.act_sign
    occurs, direct = fallen.occurs, switches.direct
    shocks, jump, offset = pressed.shocks, pressed.jump, pressed.offset
    base, level, policy = dialled.base, levelled.level, levelled.policy
    shocks[:] = 0.0
    jump[:] = 0.0
    levelled.fixed[:] = 0
    for n in range(occurs.shape[1]):
        for w in range(worlds):
            if occurs[w, n] == 0:
                continue
            for at in range(act_ptr[n], act_ptr[n + 1]):
                what, on, sign = code[at], act_on[at], act_sign[at]
                if what >= FIRST_DIRECT and what <= LAST_DIRECT:
                    if step >= switches.from_step and direct[rows[first + w]] == 0:
                        continue
                size = draws[first + w, q_act[at]] if q_act[at] >= 0 and what != INSTALLS else 0.0
                if what == SHOCK:
                    shocks[w, on] += sign * size
                elif what == LASTING:
                    jump[w, on] += sign * size
                    offset[w, on] += sign * size
                elif what == PRESS:
                    pressed.pinned[w, on] = 1
                    pressed.pinned_at[w, on] = size
                    jump[w, on] = size - pressed.path[step, w, on]
                elif what == SET_LEVEL:
                    level[w, on] = size
                    policy[w, on] = size
                    levelled.fixed[w, on] = 1
                elif what == MOVE_LEVEL:
                    level[w, on] = min(max(level[w, on] + sign * size, 0.0), 100.0)
                    policy[w, on] = level[w, on]
                elif what == TURN_DIAL:
                    base[w, on] += sign * size
                elif what == SCALE_DIAL:
                    base[w, on] *= 1.0 + sign * size
                elif what == SET_DIAL:
                    base[w, on] = size
                elif what == INSTALLS:
                    lined.regime[w, on] = q_act[at]
                elif what == COUNTS:
                    fallen.fired[w, on] += 1
                    fallen.fires_now[w, on] += 1
                    fallen.quiet_until[w, on] = step + 1 + quiet_steps[on]
                    z[w, z.shape[1] - occurs.shape[1] + on] = fallen.fired[w, on]
                else:
                    _turn_track(track_issues, levelled, tracked, what, on, step, w)


@njit(cache=True, nogil=True)
def _turn_track(track_issues, levelled, tracked, what, track, step, w):
    status = tracked.status[w, track]
    if what == OPENS:
        if status == CLOSED or status == BROKEN:
            open_track(track_issues, levelled, tracked, track, w)
    elif what == CLOSES:
        if status == SETTLED:
            _end_deal(track_issues, levelled, track, w, False)
        tracked.status[w, track] = CLOSED
    elif what == BREAKS:
        if status == SETTLED:
            _end_deal(track_issues, levelled, track, w, True)
            tracked.status[w, track] = BROKEN
            tracked.since[w, track] = step
    else:
        if status != OPEN:
            open_track(track_issues, levelled, tracked, track, w)
        tracked.status[w, track] = SETTLED
        over_ptr, over_issue = track_issues
        for j in range(over_ptr[track + 1] - over_ptr[track]):
            agree(track_issues, levelled, tracked, track, w, j, levelled.level[w, over_issue[over_ptr[track] + j]])


@njit(cache=True, nogil=True)
def open_track(track_issues, levelled, tracked, track, w):
    """Open a track: what stands without a deal is fixed now, unless it is dated."""
    over_ptr, over_issue = track_issues
    tracked.status[w, track] = OPEN
    for j in range(over_ptr[track + 1] - over_ptr[track]):
        issue = over_issue[over_ptr[track] + j]
        tracked.reversion[w, track, j] = levelled.level[w, issue]
        levelled.fallback[w, issue] = NOWHERE


@njit(cache=True, nogil=True)
def agree(track_issues, levelled, tracked, track, w, j, outcome):
    """Put a deal in force on the j-th issue of a track."""
    over_ptr, over_issue = track_issues
    issue = over_issue[over_ptr[track] + j]
    tracked.agreed[w, track, j] = outcome
    levelled.deal[w, issue] = track
    levelled.fallback[w, issue] = NOWHERE


@njit(cache=True, nogil=True)
def _end_deal(track_issues, levelled, track, w, fall_back):
    over_ptr, over_issue = track_issues
    for at in range(over_ptr[track], over_ptr[track + 1]):
        issue = over_issue[at]
        if levelled.deal[w, issue] == track:
            levelled.deal[w, issue] = NOWHERE
            levelled.policy[w, issue] = levelled.level[w, issue]
            if fall_back:
                levelled.fallback[w, issue] = track
