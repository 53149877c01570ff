"""First half of a step: what fires, what falls, and what both do to pressures and dials."""

import numpy as np
from numpy.typing import NDArray

from detente.core.projection import BROKEN, CLOSED, OPEN, SETTLED
from detente.projection.plan import (
    AGREES,
    ALL,
    ANY,
    AT_LEAST,
    ATOM,
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
    SET_DIAL,
    SET_LEVEL,
    SETTLES,
    SHOCK,
    TURN_DIAL,
    Floats,
    Ints,
    Plan,
    Switches,
)  # fmt: skip
from detente.projection.reference.state import NOWHERE, State

Mask = NDArray[np.bool_]


def holds(plan: Plan, rule: int, z: Floats) -> Mask:
    """Where a condition holds, over worlds; no condition always does."""
    if rule < 0:
        return np.ones(len(z), bool)
    rules = plan.rules
    stack: list[Mask] = []
    for at in range(rules.ptr[rule], rules.ptr[rule + 1]):
        code, arg = rules.code[at], rules.arg[at]
        if code == ATOM:
            stack.append(rules.sign[at] * z[:, arg] >= rules.bound[at])
            continue
        parts = [stack.pop() for _ in range(arg)]
        if code in (ALL, ANY, AT_LEAST):
            stack.append(np.sum(parts, axis=0) >= rules.bound[at])
        else:
            stack.append(~parts[0])
    return stack.pop()


def anchor(plan: Plan, state: State, step: int) -> None:
    """Keep the readings at each hazard's anchor."""
    hazards = plan.hazards
    for h in range(plan.sizes.hazards):
        if hazards.anchor_step[h] == step:
            for s in range(hazards.slope_ptr[h], hazards.slope_ptr[h + 1]):
                state.anchor[:, s] = state.z[:, hazards.z_slope[s]]


def fire_hazards(
    plan: Plan, state: State, step: int, draws: Floats, clocks: Floats, switches: Switches, rows: Ints
) -> None:
    """Draw hazards from the readings at the start of the step."""
    hazards = plan.hazards
    state.occurs[:] = False
    state.fires_now[:] = 0
    for h in range(plan.sizes.hazards):
        may = (step >= state.quiet_until[:, h]) & holds(plan, hazards.rule[h], state.z)
        may &= (hazards.once[h] == 0) | (state.fired[:, h] == 0)
        if step < hazards.from_step[h] or step > hazards.to_step[h] or plan.exposure[step] <= 0:
            continue
        if step >= switches.from_step:
            may &= (switches.hazards[rows] == 1) & (
                switches.occurrences[rows, plan.sizes.occurrences + h] == 1
            )
        log_factor = np.zeros(len(draws))
        if step >= hazards.anchor_step[h]:
            for s in range(hazards.slope_ptr[h], hazards.slope_ptr[h + 1]):
                moved = state.z[:, hazards.z_slope[s]] - state.anchor[:, s]
                log_factor += hazards.slope_sign[s] * draws[:, hazards.q_slope[s]] * moved
        most = draws[:, hazards.q_rate[h]] * draws[:, hazards.q_ceiling[h]]
        rate = np.minimum(state.dial[:, hazards.d_rate[h]] * np.exp(np.minimum(log_factor, 700.0)), most)
        fires = may & (clocks[h] < rate * plan.exposure[step])
        state.occurs[:, plan.sizes.occurrences + h] = fires
        _count(plan, state, h, step, fires)
    _read_firings(plan, state)


def let_events_fall(
    plan: Plan, state: State, step: int, draws: Floats, uniform: Floats, chance: tuple[Floats, Floats],
    switches: Switches, rows: Ints,
) -> None:  # fmt: skip
    """Let events fall, each after those it follows; conditions are read before any of them, so that no order of names tells."""
    events, first = plan.events, plan.sizes.readings - plan.sizes.occurrences
    conditions = [holds(plan, rule, state.z) for rule in events.rule]
    for n in range(plan.sizes.occurrences):
        if not events.from_step[n] <= step <= events.to_step[n]:
            continue
        turn = (state.happened[:, n] == NOWHERE) & ~state.decided[:, n] & conditions[n]
        for parent in events.z_parent[events.parent_ptr[n] : events.parent_ptr[n + 1]]:
            turn &= state.z[:, parent] >= 1.0
        if step >= switches.from_step:
            turn &= switches.occurrences[rows, n] == 1
        draw = uniform[events.draw[n]]
        falls = turn & (draw >= chance[0][:, n]) & (draw < chance[1][:, n])
        state.decided[turn, n] = True
        state.happened[falls, n] = step + 1
        state.occurs[:, n] = falls
        state.z[falls, first + n] = 1.0


def _count(plan: Plan, state: State, hazard: int, step: int, where: Mask) -> None:
    state.fired[where, hazard] += 1
    state.fires_now[where, hazard] += 1
    state.quiet_until[where, hazard] = step + 1 + plan.hazards.quiet_steps[hazard]


def _read_firings(plan: Plan, state: State) -> None:
    last = plan.sizes.readings - plan.sizes.occurrences
    state.z[:, last - plan.sizes.hazards : last] = state.fired


def act(plan: Plan, state: State, step: int, draws: Floats, switches: Switches, rows: Ints) -> Floats:
    """Do what this step's occurrences do, events before hazards; returns shocks on pressures, (worlds, pressures)."""
    shocks = np.zeros((len(draws), plan.sizes.pressures))
    state.jump[:] = 0.0
    state.fixed[:] = False
    for occurrence in range(plan.sizes.occurrences + plan.sizes.hazards):
        if state.occurs[:, occurrence].any():
            _act_one(plan, state, occurrence, step, draws, shocks, switches, rows)
    return shocks


def _act_one(
    plan: Plan,
    state: State,
    occurrence: int,
    step: int,
    draws: Floats,
    shocks: Floats,
    switches: Switches,
    rows: Ints,
) -> None:
    events = plan.events
    for at in range(events.act_ptr[occurrence], events.act_ptr[occurrence + 1]):
        act, on, quantity, sign = events.act[at], events.act_on[at], events.q_act[at], events.act_sign[at]
        w = state.occurs[:, occurrence]
        if step >= switches.from_step and FIRST_DIRECT <= act <= LAST_DIRECT:
            w = w & (switches.direct[rows] == 1)
        size = draws[w, quantity] if quantity >= 0 and act != INSTALLS else np.zeros(int(w.sum()))
        if act == SHOCK:
            shocks[w, on] += sign * size
        elif act == LASTING:
            state.jump[w, on] += sign * size
            state.offset[w, on] += sign * size
        elif act == PRESS:
            state.pinned[w, on] = True
            state.pinned_at[w, on] = size
            state.offset[w, on] = 0.0
            state.jump[w, on] = size - state.pressure[step, w, on]
        elif act == SET_LEVEL:
            state.level[w, on] = state.policy[w, on] = size
            state.fixed[w, on] = True
        elif act == MOVE_LEVEL:
            state.level[w, on] = np.clip(state.level[w, on] + sign * size, 0.0, 100.0)
            state.policy[w, on] = state.level[w, on]
        elif act == TURN_DIAL:
            state.base[w, on] += sign * size
        elif act == SCALE_DIAL:
            state.base[w, on] *= 1.0 + sign * size
        elif act == SET_DIAL:
            state.base[w, on] = size
        elif act == INSTALLS:
            state.regime[w, on] = quantity
        elif act == AGREES:
            for track in range(plan.sizes.tracks):
                for j, issue in enumerate(_issues(plan, track)):
                    held = w & (state.deal[:, on] == track) if issue == on else np.zeros(len(w), bool)
                    state.agreed[held, track, j] = draws[held, quantity]
        elif act == COUNTS:
            _count(plan, state, on, step, w)
            _read_firings(plan, state)
        else:
            _turn_track(plan, state, act, on, step, draws, w)


def _turn_track(
    plan: Plan, state: State, act: int, track: int, step: int, draws: Floats, where: Mask
) -> None:
    status = state.status[:, track]
    if act == OPENS:
        open_track(plan, state, track, step, draws, where & ((status == CLOSED) | (status == BROKEN)))
    elif act == CLOSES:
        _end_deal(plan, state, track, where & (status == SETTLED), fall_back=False)
        state.status[where, track] = CLOSED
    elif act == BREAKS:
        broken = where & (status == SETTLED)
        _end_deal(plan, state, track, broken, fall_back=True)
        state.status[broken, track] = BROKEN
        state.since[broken, track] = step
    elif act == SETTLES:
        if (where & (status != OPEN)).any():
            open_track(plan, state, track, step, draws, where & (status != OPEN))
        settle(plan, state, track, where, state.level[:, _issues(plan, track)])


def open_track(plan: Plan, state: State, track: int, step: int, draws: Floats, where: Mask) -> None:
    """Open a track: what stands without a deal is fixed now, unless it is dated."""
    state.status[where, track] = OPEN
    for j, issue in enumerate(_issues(plan, track)):
        state.reversion[where, track, j] = state.level[where, issue]
        state.fallback[where, issue] = NOWHERE


def settle(plan: Plan, state: State, track: int, where: Mask, outcome: Floats) -> None:
    """Put a deal in force: (worlds, issues of the track) levels agreed."""
    state.status[where, track] = SETTLED
    for j, issue in enumerate(_issues(plan, track)):
        state.agreed[where, track, j] = outcome[where, j]
        state.deal[where, issue] = track
        state.fallback[where, issue] = NOWHERE


def _end_deal(plan: Plan, state: State, track: int, where: Mask, *, fall_back: bool) -> None:
    for issue in _issues(plan, track):
        ended = where & (state.deal[:, issue] == track)
        state.deal[ended, issue] = NOWHERE
        state.policy[ended, issue] = state.level[ended, issue]
        if fall_back:
            state.fallback[ended, issue] = track


def _issues(plan: Plan, track: int) -> Ints:
    return plan.tracks.over_issue[plan.tracks.over_ptr[track] : plan.tracks.over_ptr[track + 1]]


def move_pressures(
    plan: Plan,
    state: State,
    step: int,
    draws: Floats,
    shocks: Floats,
    normal: Floats,
    switches: Switches,
    rows: Ints,
) -> None:
    """Pressures at the end of the step: decay toward rest, shocks, feeding by levels, jitter."""
    pressures = plan.pressures
    on = step >= switches.from_step
    for k in range(plan.sizes.pressures):
        keep = 2.0 ** (-plan.sizes.step_weeks / draws[:, pressures.q_half_life[k]])
        rest = draws[:, pressures.q_rest[step + 1, k]]
        if on:
            frozen = draws[:, pressures.q_rest[switches.from_step, k]]
            rest = np.where(switches.schedule[rows] == 1, rest, frozen)
        rest = np.where(state.pinned[:, k], state.pinned_at[:, k], rest)
        rest = np.clip(rest + state.offset[:, k], 0.0, 100.0)
        jitter = draws[:, pressures.q_jitter[k]] * np.sqrt(1.0 - keep * keep) * normal[k]
        if on:
            jitter = np.where(switches.noise[rows] == 1, jitter, 0.0)
        fed = np.zeros(len(draws))
        for f in range(pressures.feed_ptr[k], pressures.feed_ptr[k + 1]):
            issue = pressures.feed_issue[f]
            moved = state.level[:, issue] - draws[:, plan.issues.q_start[issue]]
            fed += pressures.feed_sign[f] * draws[:, pressures.q_feed[f]] * moved
        now = state.pressure[step, :, k] + state.jump[:, k]
        state.pressure[step + 1, :, k] = np.clip(
            rest + keep * (now - rest) + shocks[:, k] + (1.0 - keep) * fed + jitter, 0.0, 100.0
        )


def turn_dials(plan: Plan, state: State, at: int, draws: Floats, switches: Switches, rows: Ints) -> None:
    """Dials after the effects of the pressures at state `at`."""
    dials = plan.dials
    state.dial[:] = np.clip(state.base, dials.low, dials.high)
    state.clipped[:] = False
    for t, dial in enumerate(dials.turned):
        total = np.zeros(len(draws))
        for e in range(dials.effect_ptr[t], dials.effect_ptr[t + 1]):
            felt = dials.effect_felt[e]
            k, felt_at = dials.felt_pressure[felt], max(0, at - dials.felt_lag[felt])
            felt = state.pressure[felt_at, :, k]
            if felt_at > switches.from_step:
                felt = np.where(
                    switches.channels[rows, k] == 1, felt, state.pressure[switches.from_step, :, k]
                )
            total += dials.effect_unit[e] * draws[:, dials.q_effect[e]] * (felt - state.pressure[0, :, k])
        raw = state.base[:, dial] * (1.0 + total) if dials.scales[t] else state.base[:, dial] + total
        state.dial[:, dial] = np.clip(raw, dials.low[dial], dials.high[dial])
        if dials.is_position[t]:
            state.clipped |= (raw < dials.low[dial]) | (raw > dials.high[dial])
