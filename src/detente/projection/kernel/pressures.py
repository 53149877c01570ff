"""Pressures at the end of a step, and the dials they turn."""

# mypy: allow-untyped-defs
import math

from numba import njit


@njit(cache=True, nogil=True)
def move_pressures(pressures, q_level, step, pressed, level, draws, first, worlds, normal, switches, rows):
    """Decay toward rest, shocks, feeding by levels, jitter."""
    path, keep, shocks, jump, offset = pressed.path, pressed.keep, pressed.shocks, pressed.jump, pressed.offset
    pinned, pinned_at = pressed.pinned, pressed.pinned_at
    q_rest, q_jitter = pressures.q_rest, pressures.q_jitter
    feed_ptr, feed_issue, q_feed, feed_sign = pressures.feed_ptr, pressures.feed_issue, pressures.q_feed, pressures.feed_sign
    schedule, noise, from_step = switches.schedule, switches.noise, switches.from_step
    on = step >= from_step
    for w in range(worlds):
        world = first + w
        row = rows[world]
        for k in range(keep.shape[1]):
            kept = keep[w, k]
            rest = draws[world, q_rest[step + 1, k]]
            if on and schedule[row] == 0:
                rest = draws[world, q_rest[from_step, k]]
            rest = pinned_at[w, k] if pinned[w, k] == 1 else rest + offset[w, k]
            rest = min(max(rest, 0.0), 100.0)
            jitter = draws[world, q_jitter[k]] * math.sqrt(1.0 - kept * kept) * normal[step, k, world]
            if on and noise[row] == 0:
                jitter = 0.0
            fed = 0.0
            for f in range(feed_ptr[k], feed_ptr[k + 1]):
                moved = level[w, feed_issue[f]] - draws[world, q_level[feed_issue[f]]]
                fed += feed_sign[f] * draws[world, q_feed[f]] * moved
            now = path[step, w, k] + jump[w, k]
            path[step + 1, w, k] = min(max(rest + kept * (now - rest) + shocks[w, k] + (1.0 - kept) * fed + jitter, 0.0), 100.0)


@njit(cache=True, nogil=True)
def turn_dials(dials, at, path, dialled, draws, first, worlds, switches, rows):
    """Dials after the effects of the pressures at state `at`."""
    base, now, clipped = dialled.base, dialled.now, dialled.clipped
    low, high, turned, scales, is_position = dials.low, dials.high, dials.turned, dials.scales, dials.is_position
    effect_ptr, effect_pressure, effect_lag = dials.effect_ptr, dials.effect_pressure, dials.effect_lag
    q_effect, effect_unit = dials.q_effect, dials.effect_unit
    channels, from_step = switches.channels, switches.from_step
    for w in range(worlds):
        world = first + w
        row = rows[world]
        for d in range(base.shape[1]):
            now[w, d] = min(max(base[w, d], low[d]), high[d])
        clipped[w] = 0
        for t in range(turned.shape[0]):
            total = 0.0
            for e in range(effect_ptr[t], effect_ptr[t + 1]):
                k, felt_at = effect_pressure[e], max(0, at - effect_lag[e])
                if felt_at > from_step and channels[row, k] == 0:
                    felt_at = from_step
                total += effect_unit[e] * draws[world, q_effect[e]] * (path[felt_at, w, k] - path[0, w, k])
            dial = turned[t]
            raw = base[w, dial] * (1.0 + total) if scales[t] == 1 else base[w, dial] + total
            now[w, dial] = min(max(raw, low[dial]), high[dial])
            if is_position[t] == 1 and (raw < low[dial] or raw > high[dial]):
                clipped[w] = 1
