"""Ideals, win-sets and mandates, walked so that every line precedes those who listen to it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.models.bargaining.weighted_mean import solve as weighted_mean
from detente.models.bargaining.weighted_median import solve as weighted_median
from detente.projection.acceptance import held_line, restrained, squared_width
from detente.projection.plan import TO_ACTOR, TO_MANDATE, Floats, Plan
from detente.projection.reference.state import State


@dataclass(frozen=True, slots=True)
class Interval:
    """What one player accepts on one issue, over worlds; `low > high` where he accepts nothing."""

    line: Floats
    low: Floats
    high: Floats
    empty: NDArray[np.bool_]


def walk(plan: Plan, state: State) -> None:
    """Walk every line: ideals after listening and fear, mandates off a track (v = 1, K = L = 0, r = policy)."""
    lines = plan.lines
    for step in range(lines.walk_ref.size):
        ref, issue = int(lines.walk_ref[step]), int(lines.walk_issue[step])
        if lines.walk_is_mandate[step]:
            if lines.is_joined[ref]:
                _join(plan, state, ref)
            for row, where in rows_in_force(plan, state, ref):
                if lines.row_setter[row] >= 0:
                    state.joined[where, ref] = wanted_line(plan, state, ref, row, np.ones(len(where)))[where]
                state.mandate[where, ref] = home_mandate(plan, state, ref, row)[where]
        else:
            state.ideal[:, ref, issue] = _ideal(plan, state, step, ref, issue)


def rows_in_force(plan: Plan, state: State, mandate: int) -> list[tuple[int, NDArray[np.bool_]]]:
    """Procedure rows a mandate is decided by, each with the worlds in which it is in force."""
    regime = state.regime[:, plan.lines.mandate_decider[mandate]]
    return [(int(plan.lines.mandate_row[mandate] + r), regime == r) for r in np.unique(regime)]


def interval(
    state: State, plan: Plan, actor: int, issue: int, seen: Floats, bound: Floats, charge: Floats
) -> Interval:
    """The acceptable interval of one actor (DESIGN 3.4)."""
    ideal, declared, face = stance(plan, state, actor, issue)
    line = held_line(ideal, declared, face, seen)
    square = squared_width(bound, ideal, declared, face, seen, charge)
    width = np.sqrt(np.maximum(square, 0.0))
    empty = square < 0.0
    return Interval(
        line, np.where(empty, np.inf, line - width), np.where(empty, -np.inf, line + width), empty
    )


def stance(plan: Plan, state: State, actor: int, issue: int) -> tuple[Floats, Floats, Floats]:
    """Ideal, declared line and face of an actor on an issue."""
    lines = plan.lines
    return (
        state.ideal[:, actor, issue],
        state.dial[:, lines.d_declared[actor, issue]],
        state.dial[:, lines.d_face[actor, issue]],
    )


def vetoes_of(plan: Plan, row: int) -> list[int]:
    """Who may block a decision by one side alone: its setter, unless another has the final say, then its veto players."""
    lines = plan.lines
    others: list[int] = lines.veto_actor[lines.veto_ptr[row] : lines.veto_ptr[row + 1]].tolist()
    guards = lines.row_setter[row] >= 0 and lines.row_final[row] < 0
    return [int(lines.row_setter[row]), *others] if guards else others


def _join(plan: Plan, state: State, mandate: int) -> None:
    """Members' ideals joined by influence times salience, as the procedure in force votes."""
    lines, issue = plan.lines, int(plan.lines.mandate_issue[mandate])
    members = lines.member_actor[lines.member_ptr[mandate] : lines.member_ptr[mandate + 1]]
    influence = state.dial[:, lines.d_influence[members, issue]]
    salience = state.dial[:, lines.d_salience[members, issue]]
    ideals, nothing = state.ideal[:, members, issue], np.zeros(len(influence))
    for row, where in rows_in_force(plan, state, mandate):
        join = weighted_median if lines.row_median[row] else weighted_mean
        state.joined[where, mandate] = join(ideals, influence, salience, nothing)[where]


def home_mandate(plan: Plan, state: State, mandate: int, row: int) -> Floats:
    """A collective's decision by itself: the setter's line clipped to the win-set; what stands where that is empty.

    A setter cannot veto the holder of a final say, who imposes his line within his tolerance.
    """
    lines, issue = plan.lines, int(plan.lines.mandate_issue[mandate])
    policy = state.policy[:, issue]
    one, none = np.ones(len(policy)), np.zeros(len(policy))
    low, high = np.full(len(policy), -np.inf), np.full(len(policy), np.inf)
    for veto in vetoes_of(plan, row):
        bound = (policy - state.ideal[:, veto, issue]) ** 2
        accepts = interval(state, plan, veto, issue, one, bound, none)
        low, high = np.maximum(low, accepts.low), np.minimum(high, accepts.high)
    if lines.row_final[row] >= 0:
        final = final_interval(plan, state, row, issue, one, none)
        alone_low = np.where(final.empty, final.line, final.low)
        alone_high = np.where(final.empty, final.line, final.high)
        low, high = np.maximum(low, alone_low), np.minimum(high, alone_high)
    low, high = np.maximum(low, 0.0), np.minimum(high, 100.0)
    wanted = wanted_line(plan, state, mandate, row, one)
    return np.where(low <= high, np.clip(wanted, low, np.maximum(low, high)), policy)


def wanted_line(plan: Plan, state: State, mandate: int, row: int, seen: Floats) -> Floats:
    """The line that is clipped to the win-set: the setter's held line, or the members' joined one."""
    lines, issue = plan.lines, int(plan.lines.mandate_issue[mandate])
    setter = int(lines.row_setter[row])
    if setter < 0:
        return state.joined[:, mandate]
    ideal, declared, face = stance(plan, state, setter, issue)
    return held_line(ideal, declared, face, seen)


def final_interval(plan: Plan, state: State, row: int, issue: int, seen: Floats, charge: Floats) -> Interval:
    """What the holder of the final say accepts: his tolerance stands where others' distance from the reversion does."""
    tolerance = state.dial[:, plan.lines.d_tolerance[row]]
    return interval(state, plan, int(plan.lines.row_final[row]), issue, seen, tolerance * tolerance, charge)


def _ideal(plan: Plan, state: State, step: int, actor: int, issue: int) -> Floats:
    """An actor's ideal: his own position, pulled by those he listens to, then by what he fears."""
    lines = plan.lines
    own = state.dial[:, lines.d_position[actor, issue]]
    pull, heard = np.zeros(len(own)), np.zeros(len(own))
    for entry in range(lines.listen_ptr[step], lines.listen_ptr[step + 1]):
        weight = state.dial[:, lines.d_listen[entry]]
        if lines.listen_kind[entry] == TO_ACTOR:
            line = state.ideal[:, lines.listen_ref[entry], issue]
        elif lines.listen_kind[entry] == TO_MANDATE:
            line = state.mandate[:, lines.listen_ref[entry]]
        else:
            group = lines.group_member[lines.group_ptr[entry] : lines.group_ptr[entry + 1]]
            influence = state.dial[:, lines.d_influence[group, issue]]
            salience = state.dial[:, lines.d_salience[group, issue]]
            line = weighted_mean(state.ideal[:, group, issue], influence, salience, np.zeros(len(own)))
        heard += weight
        pull += weight * line
    scale = np.maximum(heard, 1.0)
    ideal = (1.0 - heard / scale) * own + pull / scale
    if lines.d_feared[actor, issue] >= 0:
        feared = state.dial[:, lines.d_feared[actor, issue]]
        spread = state.dial[:, lines.d_spread[actor, issue]]
        ideal = restrained(ideal, np.full(len(own), lines.safe[actor, issue]), feared, spread)
    return ideal
