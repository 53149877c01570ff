"""Pressures at the end of a step, and the dials they turn."""

# mypy: allow-untyped-defs
from detente.projection.kernel.compiled import compiled


@compiled
def move_pressures(pressures, q_level, step, pressed, level, draws, normal, switches, rows):
    """Decay toward rest, shocks, feeding by levels, jitter."""
    path, keep, sigma, shocks, jump = pressed.path, pressed.keep, pressed.sigma, pressed.shocks, pressed.jump
    offset, pinned, pinned_at = pressed.offset, pressed.pinned, pressed.pinned_at
    feed_ptr, feed_issue, q_feed, feed_sign = pressures.feed_ptr, pressures.feed_issue, pressures.q_feed, pressures.feed_sign
    schedule, noise, from_step = switches.schedule, switches.noise, switches.from_step
    on = step >= from_step
    for k in range(keep.shape[0]):
        q_rest, q_frozen = pressures.q_rest[step + 1, k], pressures.q_rest[min(from_step, step + 1), k]
        for w in range(path.shape[2]):
            rest, jitter = draws[q_rest, w], sigma[k, w] * normal[step, k, w]
            if on:
                rest = rest if schedule[rows[w]] == 1 else draws[q_frozen, w]
                jitter = jitter if noise[rows[w]] == 1 else 0.0
            rest = pinned_at[k, w] if pinned[k, w] == 1 else rest + offset[k, w]
            rest = min(max(rest, 0.0), 100.0)
            fed = 0.0
            for f in range(feed_ptr[k], feed_ptr[k + 1]):
                moved = level[feed_issue[f], w] - draws[q_level[feed_issue[f]], w]
                fed += feed_sign[f] * draws[q_feed[f], w] * moved
            now = path[step, k, w] + jump[k, w]
            after = rest + keep[k, w] * (now - rest) + shocks[k, w] + (1.0 - keep[k, w]) * fed + jitter
            path[step + 1, k, w] = min(max(after, 0.0), 100.0)


@compiled
def turn_dials(dials, at, path, dialled, draws, switches, rows):
    """Dials that effects turn, after the pressures at state `at`; other dials stand as events left them."""
    base, now, total, clipped = dialled.base, dialled.now, dialled.total, dialled.clipped
    turned, effect_ptr, channels, from_step = dials.turned, dials.effect_ptr, switches.channels, switches.from_step
    clipped.fill(0)
    for t in range(turned.shape[0]):
        total.fill(0.0)
        for e in range(effect_ptr[t], effect_ptr[t + 1]):
            k, felt_at, unit = dials.effect_pressure[e], max(0, at - dials.effect_lag[e]), dials.effect_unit[e]
            q_effect = dials.q_effect[e]
            for w in range(path.shape[2]):
                felt = path[felt_at, k, w]
                if felt_at > from_step and channels[rows[w], k] == 0:
                    felt = path[from_step, k, w]
                total[w] += unit * draws[q_effect, w] * (felt - path[0, k, w])
        dial, low, high = turned[t], dials.low[turned[t]], dials.high[turned[t]]
        scales, is_position = dials.scales[t] == 1, dials.is_position[t] == 1
        for w in range(path.shape[2]):
            raw = base[dial, w] * (1.0 + total[w]) if scales else base[dial, w] + total[w]
            now[dial, w] = min(max(raw, low), high)
            if is_position and (raw < low or raw > high):
                clipped[w] = 1
