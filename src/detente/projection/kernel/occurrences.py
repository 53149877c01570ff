"""What fires and what falls in a step."""

# mypy: allow-untyped-defs
import math

from numba import njit

from detente.projection.kernel.state import NOWHERE
from detente.projection.plan import ATOM, NOT

DEEPEST = 64
"""Parts of a condition that can wait on the stack."""


@njit(cache=True, nogil=True)
def holds(rules, rule, z, w, stack):
    """Whether a condition holds in one world."""
    ptr, code, arg, sign, bound = rules.ptr, rules.code, rules.arg, rules.sign, rules.bound
    top = 0
    for at in range(ptr[rule], ptr[rule + 1]):
        if code[at] == ATOM:
            stack[top] = 1 if sign[at] * z[w, arg[at]] >= bound[at] else 0
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


@njit(cache=True, nogil=True)
def keep_anchor(hazards, anchor, z, step, worlds):
    """Keep the readings at each hazard's anchor."""
    slope_ptr, z_slope, anchor_step = hazards.slope_ptr, hazards.z_slope, hazards.anchor_step
    for h in range(anchor_step.shape[0]):
        if anchor_step[h] == step:
            for s in range(slope_ptr[h], slope_ptr[h + 1]):
                for w in range(worlds):
                    anchor[w, s] = z[w, z_slope[s]]


@njit(cache=True, nogil=True)
def fire_hazards(hazards, rules, exposure, step, fallen, dial, z, draws, first, worlds, uniform, switches, rows, stack):
    """Draw hazards from the readings at the start of the step."""
    d_rate, q_ceiling, rule, once = hazards.d_rate, hazards.q_ceiling, hazards.rule, hazards.once
    slope_ptr, z_slope, q_slope, sign = hazards.slope_ptr, hazards.z_slope, hazards.q_slope, hazards.slope_sign
    occurs, fired, fires_now = fallen.occurs, fallen.fired, fallen.fires_now
    quiet_until, anchor = fallen.quiet_until, fallen.anchor
    occurs[:] = 0
    fires_now[:] = 0
    count = d_rate.shape[0]
    events = occurs.shape[1] - count
    z_fired = z.shape[1] - events - count
    for h in range(count):
        if step < hazards.from_step[h] or step > hazards.to_step[h] or exposure <= 0.0:
            continue
        for w in range(worlds):
            world = first + w
            if step < quiet_until[w, h] or (once[h] == 1 and fired[w, h] > 0):
                continue
            if rule[h] >= 0 and not holds(rules, rule[h], z, w, stack):
                continue
            if step >= switches.from_step:
                if switches.hazards[rows[world]] == 0 or switches.occurrences[rows[world], events + h] == 0:
                    continue
            log_factor = 0.0
            if step >= hazards.anchor_step[h]:
                for s in range(slope_ptr[h], slope_ptr[h + 1]):
                    log_factor += sign[s] * draws[world, q_slope[s]] * (z[w, z_slope[s]] - anchor[w, s])
            factor = min(math.exp(min(log_factor, 700.0)), draws[world, q_ceiling[h]])
            if uniform[step, h, world] < 1.0 - math.exp(-dial[w, d_rate[h]] * factor * exposure):
                occurs[w, events + h] = 1
                fired[w, h] += 1
                fires_now[w, h] += 1
                quiet_until[w, h] = step + 1 + hazards.quiet_steps[h]
            z[w, z_fired + h] = fired[w, h]


@njit(cache=True, nogil=True)
def let_events_fall(events, rules, step, fallen, z, first, worlds, uniform, low, high, switches, rows, stack):
    """Let events fall, each after those it follows."""
    happened, decided, occurs = fallen.happened, fallen.decided, fallen.occurs
    parent_ptr, z_parent, rule, draw_of = events.parent_ptr, events.z_parent, events.rule, events.draw
    count = happened.shape[1]
    z_happened = z.shape[1] - count
    for n in range(count):
        if step < events.from_step[n] or step > events.to_step[n]:
            continue
        for w in range(worlds):
            if happened[w, n] != NOWHERE or decided[w, n] == 1:
                continue
            if rule[n] >= 0 and not holds(rules, rule[n], z, w, stack):
                continue
            follows = True
            for p in range(parent_ptr[n], parent_ptr[n + 1]):
                follows = follows and z[w, z_parent[p]] >= 1.0
            if not follows:
                continue
            if step >= switches.from_step and switches.occurrences[rows[first + w], n] == 0:
                continue
            decided[w, n] = 1
            draw = uniform[draw_of[n], first + w]
            if draw >= low[first + w, n] and draw < high[first + w, n]:
                happened[w, n] = step + 1
                occurs[w, n] = 1
                z[w, z_happened + n] = 1.0
