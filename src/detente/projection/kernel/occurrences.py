"""What fires and what falls in a step."""

# mypy: allow-untyped-defs
import math

import numpy as np

from detente.projection.kernel.compiled import compiled, part
from detente.projection.kernel.state import NOWHERE
from detente.projection.plan import ATOM, NOT, Floats, HazardPlan


@part
def holds(rules, rule, z, w, stack):
    """Whether a condition holds in one world."""
    ptr, code, arg, sign, bound = rules.ptr, rules.code, rules.arg, rules.sign, rules.bound
    top = 0
    for at in range(ptr[rule], ptr[rule + 1]):
        if code[at] == ATOM:
            stack[top] = 1 if sign[at] * z[arg[at], w] >= bound[at] else 0
            top += 1
        elif code[at] == NOT:
            stack[top - 1] = 1 - stack[top - 1]
        else:
            count = 0
            for part in range(arg[at]):
                count += stack[top - 1 - part]
            top -= arg[at]
            stack[top] = 1 if count >= bound[at] else 0
            top += 1
    return stack[0] == 1


def keep_anchor(hazards: HazardPlan, anchor: Floats, z: Floats, step: int) -> None:
    """Keep the readings at each hazard's anchor."""
    for h in np.flatnonzero(hazards.anchor_step == step):
        slopes = slice(hazards.slope_ptr[h], hazards.slope_ptr[h + 1])
        anchor[slopes] = z[hazards.z_slope[slopes]]


@compiled
def fire_hazards(hazards, rules, exposure, step, fallen, dial, z, draws, clocks, switches, rows, stack):
    """Draw hazards from the readings at the start of the step.

    A hazard never exceeds its ceiling, so where its clock is beyond the ceiling nothing else need be looked at.
    """
    slope_ptr, z_slope, q_slope, sign = (
        hazards.slope_ptr,
        hazards.z_slope,
        hazards.q_slope,
        hazards.slope_sign,
    )
    occurs, fired, fires_now = fallen.occurs, fallen.fired, fallen.fires_now
    quiet_until, anchor = fallen.quiet_until, fallen.anchor
    occurs.fill(0)
    fallen.somewhere.fill(0)
    fires_now.fill(0)
    if exposure <= 0.0:
        return
    count = fired.shape[0]
    events = occurs.shape[0] - count
    z_fired, may = z.shape[0] - events - count, np.empty(z.shape[1], np.uint8)
    for h in range(count):
        if step < hazards.from_step[h] or step > hazards.to_step[h]:
            continue
        rule, once, d_rate, q_ceiling = (
            hazards.rule[h],
            hazards.once[h],
            hazards.d_rate[h],
            hazards.q_ceiling[h],
        )
        clock_of, rate_of, start_of, ceiling_of = (
            clocks[h, step],
            dial[d_rate],
            draws[hazards.q_rate[h]],
            draws[q_ceiling],
        )
        for w in range(z.shape[1]):
            may[w] = clock_of[w] < start_of[w] * ceiling_of[w] * exposure
        for w in range(z.shape[1]):
            if may[w] == 0 or step < quiet_until[h, w] or (once == 1 and fired[h, w] > 0):
                continue
            if rule >= 0 and not holds(rules, rule, z, w, stack):
                continue
            if step >= switches.from_step:
                if switches.hazards[rows[w]] == 0 or switches.occurrences[rows[w], events + h] == 0:
                    continue
            log_factor = 0.0
            if step >= hazards.anchor_step[h]:
                for s in range(slope_ptr[h], slope_ptr[h + 1]):
                    log_factor += sign[s] * draws[q_slope[s], w] * (z[z_slope[s], w] - anchor[s, w])
            rate = min(rate_of[w] * math.exp(min(log_factor, 700.0)), start_of[w] * ceiling_of[w])
            if clock_of[w] < rate * exposure:
                occurs[events + h, w] = 1
                fired[h, w] += 1
                fires_now[h, w] += 1
                quiet_until[h, w] = step + 1 + hazards.quiet_steps[h]
                fallen.somewhere[events + h] = 1
    for h in range(count):  # only now, for a hazard sees those of the steps before
        if fallen.somewhere[events + h] == 1:
            for w in range(z.shape[1]):
                z[z_fired + h, w] = fired[h, w]


@compiled
def let_events_fall(events, rules, step, fallen, z, uniform, low, high, switches, rows, stack):
    """Let events fall, each after those it follows; conditions are read before any of them, so that no order of names tells."""
    happened, decided, occurs = fallen.happened, fallen.decided, fallen.occurs
    parent_ptr, z_parent = events.parent_ptr, events.z_parent
    count = happened.shape[0]
    z_happened = z.shape[0] - count
    for n in range(count):
        rule = events.rule[n]
        if rule >= 0 and events.from_step[n] <= step <= events.to_step[n]:
            for w in range(z.shape[1]):
                if decided[n, w] == 0 and holds(rules, rule, z, w, stack):
                    occurs[n, w] = 1
    for n in range(count):
        if step < events.from_step[n] or step > events.to_step[n]:
            continue
        is_choice, draw_of = events.rule[n] >= 0, events.draw[n]
        for w in range(z.shape[1]):
            may = not is_choice or occurs[n, w] == 1
            occurs[n, w] = 0
            if not may or happened[n, w] != NOWHERE or decided[n, w] == 1:
                continue
            follows = True
            for p in range(parent_ptr[n], parent_ptr[n + 1]):
                follows = follows and z[z_parent[p], w] >= 1.0
            if not follows:
                continue
            if step >= switches.from_step and switches.occurrences[rows[w], n] == 0:
                continue
            decided[n, w] = 1
            draw = uniform[draw_of, w]
            if draw >= low[n, w] and draw < high[n, w]:
                happened[n, w] = step + 1
                occurs[n, w] = 1
                fallen.somewhere[n] = 1
                z[z_happened + n, w] = 1.0
