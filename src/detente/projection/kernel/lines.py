"""Ideals, win-sets and mandates, walked so that every line precedes those who listen to it."""

# mypy: allow-untyped-defs
import math

import numpy as np

from detente.models.bargaining.weighted_median import one_world as weighted_median
from detente.projection import acceptance
from detente.projection.kernel.compiled import compiled, part
from detente.projection.plan import TO_ACTOR, TO_MANDATE

held_line = part(acceptance.held_line)
mistrust = part(acceptance.mistrust)
restrained = part(acceptance.restrained)
squared_width = part(acceptance.squared_width)


@compiled
def ends_of(ideal, declared, face, seen, bound, charge):
    """Held line and ends of an acceptable interval; crossed ends where it is empty."""
    line = held_line(ideal, declared, face, seen)
    square = squared_width(bound, ideal, declared, face, seen, charge)
    width = math.sqrt(max(square, 0.0))
    if square < 0.0:
        return line, np.inf, -np.inf
    return line, line - width, line + width


@compiled
def walk(lines, dial, lined, policy, scratch):
    """Walk every line: ideals after listening and fear, mandates off a track (v = 1, K = L = 0, r = policy).

    `scratch` is room for five numbers a world.
    """
    is_mandate, walk_ref, walk_issue = lines.walk_is_mandate, lines.walk_ref, lines.walk_issue
    for step in range(walk_ref.shape[0]):
        ref, issue = walk_ref[step], walk_issue[step]
        if is_mandate[step] == 0:
            _listen(lines, dial, lined.ideal, lined.mandate, step, ref, issue, scratch)
            continue
        in_force = lined.regime[lines.mandate_decider[ref]]
        most = _last(in_force)
        if lines.is_joined[ref] == 1:
            _join(lines, dial, lined.ideal, lined.joined[ref], in_force, ref, issue, scratch)
        for regime in range(most + 1):
            row = lines.mandate_row[ref] + regime
            _decide(lines, row, regime, in_force, ref, issue, dial, lined, policy[issue], scratch)


@part
def _last(numbers):
    """Largest of some numbers that are never negative."""
    most = 0
    for n in range(numbers.shape[0]):
        most = max(most, numbers[n])
    return most


@part
def _listen(lines, dial, ideal, mandate, step, actor, issue, scratch):
    """An actor's ideal: his own position, pulled by those he listens to, then by what he fears."""
    position, mine = dial[lines.d_position[actor, issue]], ideal[actor, issue]
    first, last = lines.listen_ptr[step], lines.listen_ptr[step + 1]
    mine[:] = position
    if last > first:
        heard, pull, mean = scratch[0], scratch[1], scratch[2]
        heard.fill(0.0)
        pull.fill(0.0)
        for entry in range(first, last):
            kind, ref, ear = lines.listen_kind[entry], lines.listen_ref[entry], dial[lines.d_listen[entry]]
            if kind == TO_ACTOR:
                line = ideal[ref, issue]
            elif kind == TO_MANDATE:
                line = mandate[ref]
            else:
                line = mean
                those = lines.group_member[lines.group_ptr[entry] : lines.group_ptr[entry + 1]]
                _mean(lines, dial, ideal, issue, those, mean, scratch[3], scratch[4])
            for w in range(mine.shape[0]):
                heard[w] += ear[w]
                pull[w] += ear[w] * line[w]
        for w in range(mine.shape[0]):
            scale = max(heard[w], 1.0)
            mine[w] = (1.0 - heard[w] / scale) * position[w] + pull[w] / scale
    d_feared = lines.d_feared[actor, issue]
    if d_feared >= 0:
        safe, feared, spread = lines.safe[actor, issue], dial[d_feared], dial[lines.d_spread[actor, issue]]
        for w in range(mine.shape[0]):
            mine[w] = restrained(mine[w], safe, feared[w], spread[w])


@part
def _join(lines, dial, ideal, joined, in_force, ref, issue, scratch):
    """Members' ideals joined by influence times salience, as the procedure in force votes."""
    those = lines.member_actor[lines.member_ptr[ref] : lines.member_ptr[ref + 1]]
    _mean(lines, dial, ideal, issue, those, joined, scratch[3], scratch[4])
    d_influence, d_salience = lines.d_influence, lines.d_salience
    count = those.shape[0]
    position, influence, salience = np.empty(count), np.empty(count), np.empty(count)
    votes = lines.row_median[lines.mandate_row[ref] : lines.mandate_row[ref] + _last(in_force) + 1]
    if _last(votes) == 0:
        return
    for w in range(joined.shape[0]):
        if votes[in_force[w]] == 1:
            for n in range(count):
                position[n] = ideal[those[n], issue, w]
                influence[n] = dial[d_influence[those[n], issue], w]
                salience[n] = dial[d_salience[those[n], issue], w]
            joined[w] = weighted_median(position, influence, salience, 0.0)


@part
def _mean(lines, dial, ideal, issue, those, mean, total, plain):
    """Mean of some ideals by influence times salience, put into `mean`; the plain one where nobody weighs anything."""
    total.fill(0.0)
    plain.fill(0.0)
    mean.fill(0.0)
    for actor in those:
        line = ideal[actor, issue]
        influence, salience = dial[lines.d_influence[actor, issue]], dial[lines.d_salience[actor, issue]]
        for w in range(mean.shape[0]):
            weight = influence[w] * salience[w]
            total[w] += weight
            mean[w] += weight * line[w]
            plain[w] += line[w]
    count = those.shape[0]
    for w in range(mean.shape[0]):
        mean[w] = mean[w] / total[w] if total[w] > 0.0 else plain[w] / count


@part
def _decide(lines, row, regime, in_force, ref, issue, dial, lined, stands, scratch):
    """A collective's decision by itself: the setter's line clipped to the win-set; what stands where that is empty.

    A setter cannot veto the holder of a final say, who imposes his line within his tolerance.
    """
    setter, final = lines.row_setter[row], lines.row_final[row]
    mandate, joined, low, high, wanted = (
        lined.mandate[ref],
        lined.joined[ref],
        scratch[0],
        scratch[1],
        scratch[2],
    )
    low.fill(0.0)
    high.fill(100.0)
    if setter >= 0 and final < 0:
        _narrow(lines, setter, issue, dial, lined.ideal, stands, low, high)
    for v in range(lines.veto_ptr[row], lines.veto_ptr[row + 1]):
        _narrow(lines, lines.veto_actor[v], issue, dial, lined.ideal, stands, low, high)
    if final >= 0:
        tolerance = dial[lines.d_tolerance[row]]
        ideal, declared = lined.ideal[final, issue], dial[lines.d_declared[final, issue]]
        face = dial[lines.d_face[final, issue]]
        for w in range(low.shape[0]):
            line, start, end = ends_of(ideal[w], declared[w], face[w], 1.0, tolerance[w] * tolerance[w], 0.0)
            empty = start > end
            low[w] = max(low[w], line if empty else start)
            high[w] = min(high[w], line if empty else end)
    if setter >= 0:
        ideal, declared = lined.ideal[setter, issue], dial[lines.d_declared[setter, issue]]
        face = dial[lines.d_face[setter, issue]]
        for w in range(low.shape[0]):
            wanted[w] = held_line(ideal[w], declared[w], face[w], 1.0)
    else:
        wanted[:] = joined
    for w in range(low.shape[0]):
        decided = stands[w] if low[w] > high[w] else min(max(wanted[w], low[w]), high[w])
        holds = in_force[w] == regime
        joined[w] = wanted[w] if holds else joined[w]
        mandate[w] = decided if holds else mandate[w]


@part
def _narrow(lines, actor, issue, dial, ideals, stands, low, high):
    """Narrow a win-set to what one veto player accepts."""
    ideal, declared = ideals[actor, issue], dial[lines.d_declared[actor, issue]]
    face = dial[lines.d_face[actor, issue]]
    for w in range(low.shape[0]):
        gap = stands[w] - ideal[w]
        _, start, end = ends_of(ideal[w], declared[w], face[w], 1.0, gap * gap, 0.0)
        low[w], high[w] = max(low[w], start), min(high[w], end)
