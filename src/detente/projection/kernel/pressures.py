"""Pressures at the end of a step, and the dials they turn."""

# mypy: allow-untyped-defs
from detente.projection.kernel.compiled import compiled


@compiled
def move_pressures(pressures, q_level, step, pressed, level, draws, normal, switches, rows):
    """Decay toward rest, shocks, feeding by levels, jitter."""
    path, keep, sigma, shocks, jump = pressed.path, pressed.keep, pressed.sigma, pressed.shocks, pressed.jump
    offset, pinned, pinned_at, pushed = pressed.offset, pressed.pinned, pressed.pinned_at, pressed.pushed
    feed_ptr, feed_issue, q_feed, feed_sign = (
        pressures.feed_ptr,
        pressures.feed_issue,
        pressures.q_feed,
        pressures.feed_sign,
    )
    schedule, noise, from_step = switches.schedule, switches.noise, switches.from_step
    on = step >= from_step
    for k in range(keep.shape[0]):
        q_rest, q_frozen = pressures.q_rest[step + 1, k], pressures.q_rest[min(from_step, step + 1), k]
        before, after, kept = path[step, k], path[step + 1, k], keep[k]
        first, last = feed_ptr[k], feed_ptr[k + 1]
        spread, eps, start, shift, held, held_at = (
            sigma[k],
            normal[k, step],
            draws[q_rest],
            offset[k],
            pinned[k],
            pinned_at[k],
        )
        for w in range(kept.shape[0]):
            after[w] = min(max((held_at[w] if held[w] == 1 else start[w]) + shift[w], 0.0), 100.0)
        for w in range(kept.shape[0]):
            after[w] = after[w] + kept[w] * (before[w] - after[w]) + spread[w] * eps[w]
        if on or pushed[k] == 1:
            frozen, shock, leap = draws[q_frozen], shocks[k], jump[k]
            for w in range(kept.shape[0]):
                is_dated, is_noisy = not on or schedule[rows[w]] == 1, not on or noise[rows[w]] == 1
                rest = start[w] if is_dated else frozen[w]
                rest = min(max((held_at[w] if held[w] == 1 else rest) + shift[w], 0.0), 100.0)
                jitter = spread[w] * eps[w] if is_noisy else 0.0
                after[w] = rest + kept[w] * (before[w] + leap[w] - rest) + shock[w] + jitter
        if pushed[k] == 1:
            shocks[k].fill(0.0)
            jump[k].fill(0.0)
            pushed[k] = 0
        for f in range(first, last):
            issue, sign, q_now, q_start = feed_issue[f], feed_sign[f], q_feed[f], q_level[feed_issue[f]]
            for w in range(kept.shape[0]):
                after[w] += (1.0 - kept[w]) * sign * draws[q_now, w] * (level[issue, w] - draws[q_start, w])
        for w in range(kept.shape[0]):
            after[w] = min(max(after[w], 0.0), 100.0)


@compiled
def turn_dials(dials, at, path, dialled, draws, switches, rows):
    """Dials that effects turn, after the pressures at state `at`; other dials stand as events left them."""
    base, now, total, clipped, moved = (
        dialled.base,
        dialled.now,
        dialled.total,
        dialled.clipped,
        dialled.moved,
    )
    channels, from_step = switches.channels, switches.from_step
    for f in range(moved.shape[0]):
        k, felt_at, gap = dials.felt_pressure[f], max(0, at - dials.felt_lag[f]), moved[f]
        felt, start = path[felt_at, k], path[0, k]
        for w in range(gap.shape[0]):
            gap[w] = felt[w] - start[w]
        if felt_at > from_step:
            before = path[from_step, k]
            for w in range(gap.shape[0]):
                gap[w] -= felt[w] - before[w] if channels[rows[w], k] == 0 else 0.0
    clipped.fill(0)
    for t in range(dials.turned.shape[0]):
        total.fill(0.0)
        for e in range(dials.effect_ptr[t], dials.effect_ptr[t + 1]):
            unit, strength, gap = dials.effect_unit[e], draws[dials.q_effect[e]], moved[dials.effect_felt[e]]
            for w in range(total.shape[0]):
                total[w] += unit * strength[w] * gap[w]
        dial = dials.turned[t]
        low, high, is_position, stated, turned = (
            dials.low[dial],
            dials.high[dial],
            dials.is_position[t],
            base[dial],
            now[dial],
        )
        if dials.scales[t] == 1:
            for w in range(total.shape[0]):
                total[w] = stated[w] * (1.0 + total[w])
        else:
            for w in range(total.shape[0]):
                total[w] = stated[w] + total[w]
        for w in range(total.shape[0]):
            turned[w] = min(max(total[w], low), high)
        if is_position == 1:
            for w in range(total.shape[0]):
                clipped[w] = 1 if total[w] < low or total[w] > high else clipped[w]
