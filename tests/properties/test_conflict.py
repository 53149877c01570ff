"""What must be so in every conflict: stabilities nest, names do not matter, and the wider questions keep their definitions."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conflicts import Twin, made_up
from detente.core.conflict import Conflict
from detente.models.conflict import (
    Attitude,
    coalitions,
    graph_of,
    inverse,
    judge,
    paths_from,
    stabilities,
    stability,
)

seeds = st.integers(0, 2**32 - 1)
BASIC = tuple(one for one in stabilities() if one.is_basic)


def held(graph, name):
    return [
        set(graph.patterns_of(stability(name).holds(graph, maker, Attitude())))
        for maker in range(len(graph.makers))
    ]


@given(seeds)
def test_stabilities_nest(seed):
    graph = graph_of(made_up(seed))
    nash, gmr, smr, seq, policy = (held(graph, name) for name in ("nash", "gmr", "smr", "seq", "policy"))
    for maker in range(len(graph.makers)):
        assert nash[maker] <= seq[maker] <= gmr[maker]
        assert nash[maker] <= smr[maker] <= policy[maker] <= gmr[maker]


def permuted(conflict, order):
    """The conflict with its options in another order, and its decision makers the other way round."""
    told = conflict.model_dump(exclude_none=True)
    told["options"] = [told["options"][place] for place in order]
    told["decision_makers"] = told["decision_makers"][::-1]

    def turn(pattern):
        return "".join(pattern[place] for place in order)

    told["infeasible"] = [turn(one) for one in told["infeasible"]]
    for preference in told["preferences"].values():
        preference["ranking"] = [
            [one if one == ">>" else turn(one) for one in ([level] if isinstance(level, str) else level)]
            for level in preference["ranking"]
        ]
    return Conflict.model_validate(told), turn


@given(seeds)
def test_order_of_options_and_makers_only_permutes(seed):
    conflict = made_up(seed)
    order = np.random.default_rng(seed).permutation(len(conflict.options)).tolist()
    other, turn = permuted(conflict, order)
    one, two = (judge(graph_of(each), stabilities(), is_asked=False).verdicts for each in (conflict, other))
    for name, verdicts in one.items():
        for maker, states in verdicts.stable.items():
            assert {turn(state) for state in states} == set(two[name].stable[maker]), name


@given(seeds)
def test_an_option_that_nobody_cares_about_changes_nothing(seed):
    conflict = made_up(seed)
    owner = conflict.decision_makers[seed % len(conflict.decision_makers)]
    told = conflict.model_dump(exclude_none=True)
    told["options"] = [*told["options"], {"name": "idle", "owner": owner}]
    told["infeasible"] = [f"{one}-" for one in told["infeasible"]]
    for preference in told["preferences"].values():
        preference["ranking"] = [
            [one if one == ">>" else f"{one}-" for one in ([level] if isinstance(level, str) else level)]
            for level in preference["ranking"]
        ]
    one = judge(graph_of(conflict), BASIC).verdicts
    two = judge(graph_of(Conflict.model_validate(told)), BASIC).verdicts
    for name, verdicts in one.items():
        for maker, states in verdicts.stable.items():
            assert set(two[name].stable[maker]) == {state + end for state in states for end in "NY"}, name


@given(seeds)
def test_coalitions_by_definition(seed):
    conflict = made_up(seed, most_options=4)
    graph, twin = graph_of(conflict), Twin(conflict)
    found = coalitions(graph)
    for size in range(1, len(graph.makers) + 1):
        for members in combinations(twin.makers, size):
            label = " + ".join(graph.makers[maker] for maker in members)
            for name in ("nash", "gmr", "smr", "seq"):
                wanted = {state for state in twin.states if keeps(twin, name, members, state)}
                assert set(found[name][label]) == wanted, (name, label)
    for name in ("nash", "gmr", "smr", "seq"):
        for maker, label in enumerate(graph.makers):
            assert set(found[name][label]) == held(graph, name)[maker]


def keeps(twin, name, members, state):
    others = [one for one in twin.makers if one not in members]

    def hurts(end):
        return any(twin.level[maker][end] <= twin.level[maker][state] for maker in members)

    for gain in twin.together(members, state, twin.moves):
        if hurts(gain):
            continue
        if name == "nash":
            return False
        step = twin.wanted if name == "seq" else twin.moves
        hit = [end for end in twin.together(others, gain, step) if hurts(end)]
        if name == "smr":
            hit = [end for end in hit if all(map(hurts, twin.together(members, end, twin.moves)))]
        if not hit:
            return False
    return True


@given(seeds)
def test_paths_are_legal_and_shortest(seed):
    conflict = made_up(seed)
    graph, twin = graph_of(conflict), Twin(conflict)
    start = twin.states[seed % len(twin.states)]
    found = paths_from(graph, graph.state(start), range(graph.states))
    for step, told in ((twin.moves, found.any_move), (twin.wanted, found.improving)):
        distance, layer = {start: 0}, {(start, None)}
        for depth in range(1, graph.states * 2):
            layer = {(there, maker) for here, last in layer for maker in twin.makers if maker != last for there in step(maker, here)}  # fmt: skip
            for there, _ in layer:
                distance.setdefault(there, depth)
            if len(distance) == graph.states or depth == 8:
                break
        for end, steps in told.items():
            if steps is None or len(steps) > 8:
                assert end not in distance
                continue
            assert len(steps) == distance[end]
            here, last = start, None
            for one in steps:
                assert one.by != last
                assert one.to in step(graph.makers.index(one.by), here)
                here, last = one.to, one.by
            assert here == end


@given(seeds, st.sampled_from(["nash", "gmr", "smr", "seq"]))
def test_the_least_change_does_it_and_no_smaller_one(seed, name):
    conflict = made_up(seed, most_options=3, makers=2)
    graph, twin = graph_of(conflict), Twin(conflict)
    state = twin.states[seed % len(twin.states)]
    found = inverse(graph, stability(name), graph.state(state))
    changes = {change.decision_maker: change.lowered for change in found.changes}
    assert found.exists
    for maker, label in enumerate(graph.makers):
        if twin.is_stable(name, maker, state):
            assert label not in changes
            continue
        lowered = changes[label]
        level = dict(twin.level[maker])
        better = [one for one in twin.states if level[one] > level[state]]
        for size in range(len(lowered) + 1):
            for chosen in combinations(better, size):
                twin.level[maker] = {**level, **dict.fromkeys(chosen, level[state])}
                does_it = twin.is_stable(name, maker, state)
                if size < len(lowered):
                    assert not does_it
                elif set(chosen) == set(lowered):
                    assert does_it
        twin.level[maker] = level


@pytest.mark.parametrize("seed", range(5))
def test_views_that_agree_with_the_truth_change_nothing(seed):
    from detente.models.conflict import perceived

    conflict = made_up(seed)
    viewer = conflict.decision_makers[0]
    seen = conflict.model_copy(update={"views": {viewer: dict(conflict.preferences)}})
    assert perceived(graph_of(seen), BASIC) == judge(graph_of(conflict), BASIC).verdicts
