"""The joint least change for sequential stability against every change there is, on small conflicts."""

from itertools import combinations

import pytest

from conflicts import Twin, made_up
from detente.models.conflict import Attitude, graph_of, inverse, stability
from detente.models.conflict._analysis import with_levels
from detente.models.conflict._joint import Joint, joint_change

SEQ = stability("seq")


def brute(conflict, pattern, firm=()):
    """Least cost over all sets of states that may sink, by trying every one in the order of their size."""
    twin = Twin(conflict)
    makers = [maker for maker in twin.makers if maker not in firm]
    before = [dict(levels) for levels in twin.level]
    may = [
        (maker, state)
        for maker in makers
        for state in twin.states
        if before[maker][state] > before[maker][pattern]
    ]
    dense = [{level: rank for rank, level in enumerate(sorted(set(levels.values())))} for levels in before]
    for size in range(len(may) + 1):
        falls = []
        for sunk in combinations(may, size):
            for maker in twin.makers:
                twin.level[maker] = dict(before[maker])
            for maker, state in sunk:
                twin.level[maker][state] = before[maker][pattern]
            if all(twin.is_stable("seq", maker, pattern) for maker in twin.makers):
                fall = sum(
                    dense[maker][before[maker][state]] - dense[maker][before[maker][pattern]]
                    for maker, state in sunk
                )
                falls.append(fall)
        if falls:
            return size, min(falls)
    return None


@pytest.mark.parametrize("seed", range(40))
@pytest.mark.parametrize("firm", [(), (0,)])
def test_no_change_needs_fewer(seed, firm):
    conflict = made_up(seed, most_options=3, makers=2 + seed % 2)
    graph = graph_of(conflict)
    for state in range(graph.states):
        if sum(int((graph.levels[m] > graph.levels[m, state]).sum()) for m in range(len(graph.makers))) > 13:
            continue
        found = joint_change(graph, state, firm)
        assert found.is_least
        least = brute(conflict, graph.patterns[state], firm)
        if least is None:
            assert found.sunk is None
            continue
        fall = sum(
            int(graph.levels[maker, one] - graph.levels[maker, state])
            for maker, sunk in enumerate(found.sunk)
            for one in sunk
        )
        assert (sum(map(len, found.sunk)), fall) == least
        assert found.at_least == least[0]
        assert all(not found.sunk[maker] for maker in firm)


def test_the_joint_change_makes_it_an_equilibrium_where_the_single_ones_do_not():
    parted = 0
    for seed in range(60):
        graph = graph_of(made_up(seed, most_options=4, makers=3))
        for state in range(graph.states):
            told = inverse(graph, SEQ, state)
            assert told.joint is not None
            assert told.joint_is_least
            single = sum(len(one.lowered) for one in told.changes)
            joint = sum(len(one.lowered) for one in told.joint)
            if told.together:
                assert joint <= single
            parted += not told.together or joint < single
    assert parted


def test_a_search_that_is_cut_off_says_so():
    graph = graph_of(made_up(2, most_options=5, makers=4))
    hard = max(range(graph.states), key=lambda one: joint_change(graph, one).nodes)
    assert joint_change(graph, hard).nodes > 1
    found = joint_change(graph, hard, most_nodes=1)
    assert (found.sunk, found.is_least) == (None, False)
    assert 0 < found.at_least <= joint_change(graph, hard).at_least


def test_what_firm_makers_leave_no_way_for_is_proven_to_have_none():
    graph = graph_of(made_up(4, most_options=4, makers=2))
    bad = next(
        state
        for state in range(graph.states)
        if not all(SEQ.holds(graph, maker, Attitude())[state] for maker in range(2))
    )
    found = joint_change(graph, bad, firm=(0, 1))
    assert (found.sunk, found.is_least) == (None, True)
    told = inverse(graph, SEQ, bad, graph.makers)
    assert not told.exists
    assert "nor by what others want" in told.why_not


def test_where_the_search_is_cut_off_some_change_is_told_all_the_same(monkeypatch):
    monkeypatch.setattr("detente.models.conflict._inverse.joint_change", lambda *_: Joint(None, False, 2, 9))
    graph = graph_of(made_up(2, most_options=5, makers=4))
    hard = max(range(graph.states), key=lambda one: joint_change(graph, one).nodes)
    told = inverse(graph, SEQ, hard)
    assert told.exists
    assert (told.joint_is_least, told.joint_at_least) == (False, 2)
    changed = graph
    for one in told.joint:
        maker = graph.makers.index(one.decision_maker)
        levels = changed.levels[maker].copy()
        levels[[graph.state(pattern) for pattern in one.lowered]] = levels[hard]
        changed = with_levels(changed, maker, levels)
    assert all(SEQ.holds(changed, maker, Attitude())[hard] for maker in range(4))
    firm = inverse(graph, SEQ, hard, graph.makers[:1])
    assert not firm.exists
    assert "within 9 partial" in firm.why_not
