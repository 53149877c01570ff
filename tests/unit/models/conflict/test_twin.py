"""The engine equals a brute-force twin written from the definitions."""

import numpy as np
import pytest

from conflicts import Twin, made_up
from detente.models.conflict import EXTENSIONS, Attitude, graph_of, stability

BASIC = ("nash", "gmr", "smr", "seq", "sim")


@pytest.mark.parametrize("seed", range(30))
def test_basic_stabilities(seed):
    conflict = made_up(seed)
    graph, twin = graph_of(conflict), Twin(conflict)
    for name in BASIC:
        for maker in range(len(graph.makers)):
            found = stability(name).holds(graph, maker, Attitude())
            assert set(graph.patterns_of(found)) == twin.stable(name, maker), (name, maker)


@pytest.mark.parametrize("seed", range(20))
def test_strong_forms(seed):
    conflict = made_up(seed)
    graph, twin = graph_of(conflict), Twin(conflict)
    for name in ("gmr", "smr", "seq", "sim"):
        for maker in range(len(graph.makers)):
            found = stability(name).holds(graph, maker, Attitude(strongly=True))
            assert set(graph.patterns_of(found)) == twin.stable(name, maker, strongly=True), (name, maker)


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("extension", EXTENSIONS)
def test_extensions_to_unknown_preference(seed, extension):
    conflict = made_up(seed, unknown=True)
    graph, twin = graph_of(conflict), Twin(conflict)
    attitude = EXTENSIONS[extension]
    leave, fear = attitude.moves_on_unknown, attitude.deterred_by_unknown
    for name in ("nash", "gmr", "smr", "seq"):
        for maker in range(len(graph.makers)):
            found = stability(name).holds(graph, maker, attitude)
            assert set(graph.patterns_of(found)) == twin.stable(name, maker, leave=leave, fear=fear), name


@pytest.mark.parametrize("seed", range(5))
def test_rows_and_levels_agree_where_all_is_known(seed):
    from dataclasses import replace

    graph = graph_of(made_up(seed))
    nothing = np.zeros((len(graph.makers), graph.states, graph.states), bool)
    other = replace(graph, unknown=nothing, kept={})
    for name in ("nash", "gmr", "smr", "seq"):
        for maker in range(len(graph.makers)):
            one, two = (stability(name).holds(each, maker, Attitude()) for each in (graph, other))
            assert (one == two).all()
