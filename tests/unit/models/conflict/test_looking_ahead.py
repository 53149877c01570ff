"""Limited-move, non-myopic and policy stability against their definitions, on small conflicts."""

from itertools import product

import numpy as np
import pytest

from conflicts import Twin, made_up
from detente.core.errors import ParameterError
from detente.models.conflict import Attitude, graph_of, stability


class Ahead:
    """Backward induction by recursion over sets of ends."""

    def __init__(self, twin):
        self.twin, self.known = twin, {}

    def ends(self, maker, state, horizon):
        """Where it may end if it is the maker's turn; only the state itself where he stays."""
        key = (maker, state, horizon)
        if key not in self.known:
            self.known[key] = self.worked_out(maker, state, horizon)
        return self.known[key]

    def worked_out(self, maker, state, horizon):
        level = self.twin.level[maker]
        if horizon == 0:
            return frozenset([state])
        promised = {}
        for there in self.twin.moves(maker, state):
            ends = self.after(maker, there, horizon - 1)
            promised.setdefault(min(level[end] for end in ends), set()).update(ends)
        best = max(promised, default=-1)
        return frozenset(promised[best]) if best > level[state] else frozenset([state])

    def after(self, maker, there, horizon):
        ends = set()
        for other in self.twin.makers:
            if other != maker and self.goes(other, there, horizon):
                ends |= self.ends(other, there, horizon)
        return ends or {there}

    def goes(self, maker, state, horizon):
        level = self.twin.level[maker]
        if horizon == 0:
            return False
        return any(
            min(level[end] for end in self.after(maker, there, horizon - 1)) > level[state]
            for there in self.twin.moves(maker, state)
        )


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("horizon", [1, 2, 3, 4])
def test_limited_move(seed, horizon):
    conflict = made_up(seed, most_options=4)
    graph, twin = graph_of(conflict), Twin(conflict)
    ahead = Ahead(twin)
    for maker in range(len(graph.makers)):
        found = stability("limited_move").holds(graph, maker, Attitude(horizon=horizon))
        wanted = {state for state in twin.states if not ahead.goes(maker, state, horizon)}
        assert set(graph.patterns_of(found)) == wanted


@pytest.mark.parametrize("seed", range(12))
def test_one_move_ahead_is_nash_and_far_ahead_is_non_myopic(seed):
    graph = graph_of(made_up(seed, most_options=4))
    for maker in range(len(graph.makers)):
        nash = stability("nash").holds(graph, maker, Attitude())
        assert (stability("limited_move").holds(graph, maker, Attitude(horizon=1)) == nash).all()
        far = [stability("limited_move").holds(graph, maker, Attitude(horizon=h)) for h in range(120, 180)]
        assert (np.logical_and.reduce(far) == stability("non_myopic").holds(graph, maker, Attitude())).all()


def haven(twin, maker, bar):
    """The largest set of states from which the others can always answer, by taking states away one by one."""
    others = [one for one in twin.makers if one != maker]
    level, left = twin.level[maker], set(twin.states)

    def may_answer(state):
        ends = twin.together(others, state, twin.moves) | {state}
        return any(level[end] <= bar and twin.moves(maker, end) <= left for end in ends)

    while gone := {state for state in left if not may_answer(state)}:
        left -= gone
    return left


@pytest.mark.parametrize("seed", range(12))
def test_policy(seed):
    conflict = made_up(seed, most_options=4)
    graph, twin = graph_of(conflict), Twin(conflict)
    for maker in range(len(graph.makers)):
        found = set(graph.patterns_of(stability("policy").holds(graph, maker, Attitude())))
        wanted = {
            state
            for state in twin.states
            if twin.wanted(maker, state) <= haven(twin, maker, twin.level[maker][state])
        }
        assert found == wanted
        assert twin.stable("smr", maker) <= found <= twin.stable("gmr", maker)


def is_policy_stable(twin, maker, state):
    """Between two: whether the other has a policy, at rest in the state, against which no policy of his ends better."""
    (other,) = (one for one in twin.makers if one != maker)
    level = twin.level[maker]
    choices = [[one, *twin.moves(other, one)] if one != state else [one] for one in twin.states]
    for chosen in product(*choices):
        answer = dict(zip(twin.states, chosen, strict=True))
        seen, waiting = {state}, [state]
        while waiting:
            here = waiting.pop()
            for there in {answer[one] for one in twin.moves(maker, here)} - seen:
                seen.add(there)
                waiting.append(there)
        # Nobody moves twice in a row, so that he may rest wherever the other's answer has ended.
        if all(level[one] <= level[state] for one in seen):
            return True
    return False


def test_between_two_it_is_a_policy_to_which_no_policy_is_a_better_answer():
    judged = 0
    for seed in range(40):
        conflict = made_up(seed, most_options=3, makers=2)
        graph, twin = graph_of(conflict), Twin(conflict)
        for maker in twin.makers:
            if np.prod([1.0 + len(twin.moves(1 - maker, one)) for one in twin.states]) > 300:
                continue
            held = set(graph.patterns_of(stability("policy").holds(graph, maker, Attitude())))
            assert held == {state for state in twin.states if is_policy_stable(twin, maker, state)}
            judged += 1
    assert judged > 30


@pytest.mark.parametrize("horizon", [0, 1001])
def test_a_horizon_out_of_range_is_refused(horizon):
    with pytest.raises(ParameterError, match="from 1 to 1000"):
        stability("limited_move").holds(graph_of(made_up(1)), 0, Attitude(horizon=horizon))


@pytest.mark.parametrize("name", ["limited_move", "non_myopic", "policy", "sim"])
def test_unknown_preferences_are_refused_where_there_is_no_definition(name):
    graph = graph_of(made_up(3, unknown=True))
    assert graph.unknown is not None
    with pytest.raises(ParameterError, match="unknown"):
        stability(name).holds(graph, 0, Attitude())
