"""Stability analysis of conflicts at three sizes, reading and enumerating the states included in the timed call."""

import os
import resource

import numpy as np
import pytest

from detente.core.conflict import Conflict
from detente.models.conflict import Attitude, graph_of, stability

BASIC = ("nash", "gmr", "smr", "seq", "sim")


def weighed(options, makers, seed=1):
    """A conflict with every combination of options, and preferences drawn as weights on options and pairs of them."""
    rng = np.random.default_rng(seed)
    names = [f"maker {index}" for index in range(makers)]
    option_names = [f"option {index}" for index in range(options)]
    preferences = {}
    for name in names:
        weights = {one: float(rng.normal()) for one in option_names}
        for _ in range(3 * options):
            one, other = rng.choice(options, 2, replace=False)
            weights[f"option {one} and not option {other}"] = float(rng.normal())
        preferences[name] = {"weights": weights}
    return Conflict.model_validate(
        {
            "title": "Large",
            "decision_makers": names,
            "options": [
                {"name": one, "owner": names[index % makers]} for index, one in enumerate(option_names)
            ],
            "preferences": preferences,
        }
    )


def judged(conflict, concepts):
    graph = graph_of(conflict)
    counts = {}
    for name in concepts:
        held = [stability(name).holds(graph, maker, Attitude()) for maker in range(len(graph.makers))]
        counts[name] = int(np.logical_and.reduce(held).sum())
    return graph.states, counts


@pytest.mark.parametrize(("options", "makers"), [(9, 3), (9, 4), (12, 3), (12, 4)])
def test_all_five(benchmark, options, makers):
    conflict = weighed(options, makers)
    judged(conflict, BASIC)
    states, counts = benchmark.pedantic(judged, (conflict, BASIC), rounds=5)
    assert states == 2**options
    benchmark.extra_info["equilibria"] = counts


@pytest.mark.skipif(os.environ.get("DETENTE_LARGE") is None, reason="set DETENTE_LARGE=1: a million states")
def test_a_million_states(benchmark):
    conflict = weighed(20, 10)
    judged(weighed(6, 3), ("nash", "seq", "gmr"))
    states, counts = benchmark.pedantic(judged, (conflict, ("nash", "seq", "gmr")), rounds=1)
    assert states == 2**20
    benchmark.extra_info["equilibria"] = counts
    benchmark.extra_info["peak_gb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
