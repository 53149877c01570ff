"""Ideals, win-sets and mandates, walked so that every line precedes those who listen to it."""

# mypy: allow-untyped-defs
import math

import numpy as np
from numba import njit

from detente.models.bargaining.weighted_median import kernel as weighted_median
from detente.projection import acceptance
from detente.projection.plan import TO_ACTOR, TO_MANDATE

held_line = njit(acceptance.held_line, nogil=True)
mistrust = njit(acceptance.mistrust, nogil=True)
restrained = njit(acceptance.restrained, nogil=True)
squared_width = njit(acceptance.squared_width, nogil=True)


@njit(nogil=True)
def ends_of(ideal, declared, face, seen, bound, charge):
    """Held line and ends of an acceptable interval; crossed ends where it is empty."""
    line = held_line(ideal, declared, face, seen)
    square = squared_width(bound, ideal, declared, face, seen, charge)
    if square < 0.0:
        return line, np.inf, -np.inf
    width = math.sqrt(square)
    return line, line - width, line + width


@njit(cache=True, nogil=True)
def walk(lines, dial, lined, policy, worlds):
    """Walk every line: ideals after listening and fear, mandates off a track (v = 1, K = L = 0, r = policy)."""
    is_mandate, walk_ref, walk_issue = lines.walk_is_mandate, lines.walk_ref, lines.walk_issue
    mandate, regime = lined.mandate, lined.regime
    for step in range(walk_ref.shape[0]):
        ref, issue = walk_ref[step], walk_issue[step]
        if is_mandate[step] == 0:
            _listen(lines, dial, lined.ideal, mandate, step, ref, issue, worlds)
            continue
        if lines.is_joined[ref] == 1:
            _join(lines, dial, lined, ref, issue, worlds)
        first, decider = lines.mandate_row[ref], lines.mandate_decider[ref]
        for w in range(worlds):
            row = first + regime[w, decider]
            mandate[w, ref] = _decide(
                lines.row_setter[row], lines.row_final[row], lines.d_tolerance[row], lines.veto_actor,
                lines.veto_ptr[row], lines.veto_ptr[row + 1], lines.d_declared, lines.d_face,
                dial, lined.ideal, w, issue, policy[w, issue], lined.joined[w, ref],
            )  # fmt: skip


@njit(cache=True, nogil=True)
def _listen(lines, dial, ideal, mandate, step, actor, issue, worlds):
    """An actor's ideal: his own position, pulled by those he listens to, then by what he fears."""
    d_position, d_feared, d_spread = lines.d_position[actor, issue], lines.d_feared[actor, issue], lines.d_spread[actor, issue]
    low, high = lines.listen_ptr[step], lines.listen_ptr[step + 1]
    kind, ref, d_listen = lines.listen_kind, lines.listen_ref, lines.d_listen
    group_ptr, group_member = lines.group_ptr, lines.group_member
    d_influence, d_salience, safe = lines.d_influence, lines.d_salience, lines.safe[actor, issue]
    for w in range(worlds):
        pull, heard = 0.0, 0.0
        for entry in range(low, high):
            weight = dial[w, d_listen[entry]]
            if kind[entry] == TO_ACTOR:
                line = ideal[w, ref[entry], issue]
            elif kind[entry] == TO_MANDATE:
                line = mandate[w, ref[entry]]
            else:
                line = _mean(d_influence, d_salience, dial, ideal, w, issue, group_member, group_ptr[entry], group_ptr[entry + 1])
            heard += weight
            pull += weight * line
        scale = max(heard, 1.0)
        line = (1.0 - heard / scale) * dial[w, d_position] + pull / scale
        if d_feared >= 0:
            line = restrained(line, safe, dial[w, d_feared], dial[w, d_spread])
        ideal[w, actor, issue] = line


@njit(cache=True, nogil=True)
def _join(lines, dial, lined, ref, issue, worlds):
    """Members' ideals joined by influence times salience, as the procedure in force votes."""
    low, high = lines.member_ptr[ref], lines.member_ptr[ref + 1]
    d_influence, d_salience, member = lines.d_influence, lines.d_salience, lines.member_actor
    ideal, joined = lined.ideal, lined.joined
    position, influence, salience = np.empty(high - low), np.empty(high - low), np.empty(high - low)
    for w in range(worlds):
        row = lines.mandate_row[ref] + lined.regime[w, lines.mandate_decider[ref]]
        if lines.row_median[row] == 0:
            joined[w, ref] = _mean(d_influence, d_salience, dial, ideal, w, issue, member, low, high)
            continue
        for n in range(high - low):
            position[n] = ideal[w, member[low + n], issue]
            influence[n] = dial[w, d_influence[member[low + n], issue]]
            salience[n] = dial[w, d_salience[member[low + n], issue]]
        joined[w, ref] = weighted_median(position, influence, salience, 0.0)


@njit(cache=True, nogil=True)
def _mean(d_influence, d_salience, dial, ideal, w, issue, those, low, high):
    total, moment, plain = 0.0, 0.0, 0.0
    for n in range(low, high):
        weight = dial[w, d_influence[those[n], issue]] * dial[w, d_salience[those[n], issue]]
        total += weight
        moment += weight * ideal[w, those[n], issue]
        plain += ideal[w, those[n], issue]
    return moment / total if total > 0.0 else plain / (high - low)


@njit(cache=True, nogil=True)
def _decide(setter, final, d_tolerance, vetoes, first, last, d_declared, d_face, dial, ideal, w, issue, policy, joined):
    """A collective's decision by itself: the setter's line clipped to the win-set; what stands where that is empty."""
    low, high, wanted = 0.0, 100.0, joined
    if setter >= 0:
        gap = policy - ideal[w, setter, issue]
        wanted, start, end = ends_of(
            ideal[w, setter, issue], dial[w, d_declared[setter, issue]], dial[w, d_face[setter, issue]], 1.0, gap * gap, 0.0
        )
        low, high = max(low, start), min(high, end)
    for v in range(first, last):
        veto = vetoes[v]
        gap = policy - ideal[w, veto, issue]
        _, start, end = ends_of(
            ideal[w, veto, issue], dial[w, d_declared[veto, issue]], dial[w, d_face[veto, issue]], 1.0, gap * gap, 0.0
        )
        low, high = max(low, start), min(high, end)
    if final >= 0:
        tolerance = dial[w, d_tolerance]
        line, start, end = ends_of(
            ideal[w, final, issue], dial[w, d_declared[final, issue]], dial[w, d_face[final, issue]], 1.0,
            tolerance * tolerance, 0.0,
        )  # fmt: skip
        if start > end:
            start, end = line, line
        low, high = max(low, start), min(high, end)
    return policy if low > high else min(max(wanted, low), high)
