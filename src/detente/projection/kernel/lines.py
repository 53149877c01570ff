"""Ideals, win-sets and mandates, walked so that every line precedes those who listen to it."""

# mypy: allow-untyped-defs
import math

import numpy as np

from detente.models.bargaining.weighted_median import one_world as weighted_median
from detente.projection import acceptance
from detente.projection.kernel.compiled import compiled
from detente.projection.plan import TO_ACTOR, TO_MANDATE

held_line = compiled(acceptance.held_line)
mistrust = compiled(acceptance.mistrust)
restrained = compiled(acceptance.restrained)
squared_width = compiled(acceptance.squared_width)


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
def walk(lines, dial, lined, policy, low, high):
    """Walk every line: ideals after listening and fear, mandates off a track (v = 1, K = L = 0, r = policy).

    `low` and `high` are room for one number a world.
    """
    is_mandate, walk_ref, walk_issue = lines.walk_is_mandate, lines.walk_ref, lines.walk_issue
    for step in range(walk_ref.shape[0]):
        ref, issue = walk_ref[step], walk_issue[step]
        if is_mandate[step] == 0:
            _listen(lines, dial, lined.ideal, lined.mandate, step, ref, issue, low, high)
            continue
        if lines.is_joined[ref] == 1:
            _join(lines, dial, lined, ref, issue)
        decider = lines.mandate_decider[ref]
        most = 0
        for w in range(dial.shape[1]):
            most = max(most, lined.regime[decider, w])
        for regime in range(most + 1):
            _decide(
                lines,
                lines.mandate_row[ref] + regime,
                regime,
                decider,
                ref,
                issue,
                dial,
                lined,
                policy,
                low,
                high,
            )


@compiled
def _listen(lines, dial, ideal, mandate, step, actor, issue, pull, heard):
    """An actor's ideal: his own position, pulled by those he listens to, then by what he fears."""
    d_position, d_feared, d_spread = (
        lines.d_position[actor, issue],
        lines.d_feared[actor, issue],
        lines.d_spread[actor, issue],
    )
    safe = lines.safe[actor, issue]
    pull.fill(0.0)
    heard.fill(0.0)
    for entry in range(lines.listen_ptr[step], lines.listen_ptr[step + 1]):
        kind, ref, d_listen = lines.listen_kind[entry], lines.listen_ref[entry], lines.d_listen[entry]
        first, last = lines.group_ptr[entry], lines.group_ptr[entry + 1]
        for w in range(dial.shape[1]):
            if kind == TO_ACTOR:
                line = ideal[ref, issue, w]
            elif kind == TO_MANDATE:
                line = mandate[ref, w]
            else:
                line = _mean(
                    lines.d_influence,
                    lines.d_salience,
                    dial,
                    ideal,
                    w,
                    issue,
                    lines.group_member,
                    first,
                    last,
                )
            heard[w] += dial[d_listen, w]
            pull[w] += dial[d_listen, w] * line
    for w in range(dial.shape[1]):
        scale = max(heard[w], 1.0)
        line = (1.0 - heard[w] / scale) * dial[d_position, w] + pull[w] / scale
        if d_feared >= 0:
            line = restrained(line, safe, dial[d_feared, w], dial[d_spread, w])
        ideal[actor, issue, w] = line


@compiled
def _join(lines, dial, lined, ref, issue):
    """Members' ideals joined by influence times salience, as the procedure in force votes."""
    low, high = lines.member_ptr[ref], lines.member_ptr[ref + 1]
    d_influence, d_salience, member = lines.d_influence, lines.d_salience, lines.member_actor
    ideal, joined = lined.ideal, lined.joined
    position, influence, salience = np.empty(high - low), np.empty(high - low), np.empty(high - low)
    for w in range(dial.shape[1]):
        row = lines.mandate_row[ref] + lined.regime[lines.mandate_decider[ref], w]
        if lines.row_median[row] == 0:
            joined[ref, w] = _mean(d_influence, d_salience, dial, ideal, w, issue, member, low, high)
            continue
        for n in range(high - low):
            position[n] = ideal[member[low + n], issue, w]
            influence[n] = dial[d_influence[member[low + n], issue], w]
            salience[n] = dial[d_salience[member[low + n], issue], w]
        joined[ref, w] = weighted_median(position, influence, salience, 0.0)


@compiled
def _mean(d_influence, d_salience, dial, ideal, w, issue, those, low, high):
    total, moment, plain = 0.0, 0.0, 0.0
    for n in range(low, high):
        weight = dial[d_influence[those[n], issue], w] * dial[d_salience[those[n], issue], w]
        total += weight
        moment += weight * ideal[those[n], issue, w]
        plain += ideal[those[n], issue, w]
    return moment / total if total > 0.0 else plain / (high - low)


@compiled
def _decide(lines, row, regime, decider, ref, issue, dial, lined, policy, low, high):
    """A collective's decision by itself: the setter's line clipped to the win-set; what stands where that is empty.

    A setter cannot veto the holder of a final say, who imposes his line within his tolerance.
    """
    setter, final = lines.row_setter[row], lines.row_final[row]
    mandate, in_force, joined = lined.mandate, lined.regime, lined.joined
    low.fill(0.0)
    high.fill(100.0)
    if setter >= 0 and final < 0:
        _narrow(lines, setter, issue, dial, lined.ideal, policy, low, high)
    for v in range(lines.veto_ptr[row], lines.veto_ptr[row + 1]):
        _narrow(lines, lines.veto_actor[v], issue, dial, lined.ideal, policy, low, high)
    if final >= 0:
        ideal, declared, face = (
            lined.ideal[final, issue],
            dial[lines.d_declared[final, issue]],
            dial[lines.d_face[final, issue]],
        )
        tolerance = dial[lines.d_tolerance[row]]
        for w in range(dial.shape[1]):
            line, start, end = ends_of(ideal[w], declared[w], face[w], 1.0, tolerance[w] * tolerance[w], 0.0)
            if start > end:
                start, end = line, line
            low[w], high[w] = max(low[w], start), min(high[w], end)
    for w in range(dial.shape[1]):
        if in_force[decider, w] == regime:
            wanted = joined[ref, w]
            if setter >= 0:
                wanted = held_line(
                    lined.ideal[setter, issue, w], dial[lines.d_declared[setter, issue], w],
                    dial[lines.d_face[setter, issue], w], 1.0,
                )  # fmt: skip
            joined[ref, w] = wanted
            mandate[ref, w] = policy[issue, w] if low[w] > high[w] else min(max(wanted, low[w]), high[w])


@compiled
def _narrow(lines, actor, issue, dial, ideals, policy, low, high):
    """Narrow a win-set to what one veto player accepts."""
    ideal, declared, face = (
        ideals[actor, issue],
        dial[lines.d_declared[actor, issue]],
        dial[lines.d_face[actor, issue]],
    )
    stands = policy[issue]
    for w in range(dial.shape[1]):
        gap = stands[w] - ideal[w]
        _, start, end = ends_of(ideal[w], declared[w], face[w], 1.0, gap * gap, 0.0)
        low[w], high[w] = max(low[w], start), min(high[w], end)
