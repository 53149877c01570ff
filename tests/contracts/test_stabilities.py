"""Every stability keeps the family's contract; a file put into the folder is tested the day it appears."""

import numpy as np
import pytest

from conflicts import made_up
from detente.core.family import members
from detente.models.conflict import Attitude, Stability, graph_of, ground

FAMILY = members("detente.models.conflict", "STABILITY", Stability)
EVERY = pytest.mark.parametrize("one", FAMILY.values(), ids=FAMILY)


def test_the_family_is_whole_and_its_orders_differ():
    assert set(FAMILY) >= {"nash", "gmr", "smr", "seq", "sim", "limited_move", "non_myopic", "policy"}
    assert len({one.order for one in FAMILY.values()}) == len(FAMILY)
    assert [one.name for one in FAMILY.values() if one.is_basic] == ["gmr", "nash", "seq", "sim", "smr"]


@EVERY
def test_a_member_is_named_as_its_file_and_cited(one):
    assert FAMILY[one.name] is one
    assert one.citations
    assert one.meaning.endswith(".")


@EVERY
@pytest.mark.parametrize("seed", range(6))
def test_a_state_without_any_improvement_within_reach_of_all_holds(one, seed):
    graph = graph_of(made_up(seed))
    before = graph.levels.copy()
    for maker in range(len(graph.makers)):
        held = one.holds(graph, maker, Attitude())
        assert held.shape == (graph.states,)
        assert held.dtype == bool
        best = graph.levels[maker] == graph.levels[maker].max()
        assert held[best].all()
        assert (held == one.holds(graph, maker, Attitude())).all()
    assert (graph.levels == before).all()


@EVERY
@pytest.mark.parametrize("seed", range(4))
def test_reasons_agree_with_verdicts(one, seed):
    graph = graph_of(made_up(seed))
    for maker in range(len(graph.makers)):
        held = one.holds(graph, maker, Attitude())
        for state in range(graph.states):
            told = ground(graph, one, maker, state)
            assert told.is_stable == held[state]
            assert graph.patterns[state] in told.text
            if one.sanctions is not None:
                assert told.is_stable == all(sanction.path for sanction in told.sanctions)
    assert np.array_equal(graph.codes, np.sort(graph.codes))
