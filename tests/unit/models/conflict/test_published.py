"""Published conflicts give the published stabilities, to each decision maker."""

import json

import numpy as np
import pytest

from conflicts import Twin, gold, prioritised, two_by_two
from detente.core.conflict import Preference
from detente.models.conflict import Attitude, graph_of, stability

BASIC = ("nash", "gmr", "smr", "seq")


def equilibria(graph, name):
    held = [stability(name).holds(graph, maker, Attitude()) for maker in range(len(graph.makers))]
    return {graph.patterns[state] for state in range(graph.states) if all(one[state] for one in held)}


@pytest.mark.parametrize("name", ["elmira", "garrison", "prisoners"])
@pytest.mark.parametrize("concept", BASIC)
def test_stabilities_of_published_conflicts(shared, name, concept):
    told, conflict = gold(shared, name)
    graph = graph_of(conflict)
    assert set(graph.patterns) == set(told["feasible"])
    states = told["feasible"]
    for maker, held in told["stability_by_dm"][
        concept.title() if concept == "nash" else concept.upper()
    ].items():
        found = stability(concept).holds(graph, graph.makers.index(maker), Attitude())
        assert set(graph.patterns_of(found)) == {states[number - 1] for number in held}
    published = told["equilibria"]["Nash" if concept == "nash" else concept.upper()]
    assert equilibria(graph, concept) == {states[number - 1] for number in published}


@pytest.mark.parametrize("name", ["elmira", "garrison", "prisoners"])
def test_moves_of_published_conflicts(shared, name):
    told, conflict = gold(shared, name)
    graph, states = graph_of(conflict), told["feasible"]
    for maker, rows in enumerate(told["reachable"]):
        for state, row in enumerate(rows):
            here = graph.moves(maker, graph.state(states[state]))
            assert {graph.patterns[one] for one in here} == {states[number - 1] for number in row}


@pytest.mark.parametrize("name", ["elmira", "prisoners"])
def test_priorities_give_the_published_order(shared, name):
    """Where Uniroyal abandons, the published order of Elmira ties by hand what its statements tell apart."""
    told, conflict = gold(shared, name)
    by_statements = {who: Preference.model_validate(one) for who, one in prioritised(told).items()}
    graph, other = graph_of(conflict.model_copy(update={"preferences": by_statements})), graph_of(conflict)
    kept = [index for index, state in enumerate(graph.patterns) if name != "elmira" or state[3] == "N"]
    for one, two in zip(graph.levels[:, kept], other.levels[:, kept], strict=True):
        assert (np.unique(one, return_inverse=True)[1] == np.unique(two, return_inverse=True)[1]).all()


@pytest.mark.parametrize("name", ["chicken", "prisoners_dilemma", "stag_hunt"])
def test_games_of_two(shared, name):
    told = json.loads((shared / "gold" / "models" / f"gmcr_2x2_{name}.json").read_text("utf-8"))
    graph = graph_of(two_by_two(told))
    for concept in BASIC:
        wanted = told["equilibria"]["Nash" if concept == "nash" else concept.upper()]
        assert equilibria(graph, concept) == {one.replace("C", "Y").replace("D", "N") for one in wanted}


def test_garrison_counts_differ_where_an_opponent_may_move_again(shared):
    """Fifteen states by the definition; twelve if only one opponent answers, fourteen if each moves at most once."""
    told, conflict = gold(shared, "garrison")
    twin, states = Twin(conflict), told["feasible"]

    def count(answers):
        def is_stable(maker, state):
            return all(
                any(twin.level[maker][end] <= twin.level[maker][state] for end in answers(twin, maker, gain))
                for gain in twin.wanted(maker, state)
            )

        return [
            number for number, state in enumerate(states, 1)
            if all(is_stable(maker, state) for maker in twin.makers)
        ]  # fmt: skip

    assert count(any_sequence) == told["engines"]["brute_force"]["GMR"]
    assert count(each_once) == told["engines"]["gmcr_py_dense_HEAD"]
    assert count(one_move) == told["engines"]["gmcr_py_fixture"]


def any_sequence(twin, maker, start):
    return twin.together([one for one in twin.makers if one != maker], start, twin.moves)


def one_move(twin, maker, start):
    return {end for one in twin.makers if one != maker for end in twin.moves(one, start)}


def each_once(twin, maker, start, left=None):
    left = [one for one in twin.makers if one != maker] if left is None else left
    found = set()
    for one in left:
        for there in twin.moves(one, start):
            found |= {there} | each_once(twin, maker, there, [other for other in left if other != one])
    return found
