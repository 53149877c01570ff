"""A conflict judged: which states hold for whom, for all, for coalitions, and as each maker sees it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from detente.core.conflict import Verdicts
from detente.core.errors import ParameterError
from detente.models.conflict import _rows
from detente.models.conflict._graph import Graph, Ints, Truth
from detente.models.conflict._reading import graph_of
from detente.models.conflict.base import EXTENSIONS, Attitude, Stability

MOST_COALITION_STATES = 1024
MOST_COALITION_MAKERS = 8


@dataclass(frozen=True, slots=True)
class Judged:
    """Verdicts by stability, and why some could not be given.

    Attributes
    ----------
    verdicts : stability -> verdicts.
    not_judged : stability -> why.
    """

    verdicts: Mapping[str, Verdicts]
    not_judged: Mapping[str, str]


def judge(
    graph: Graph, chosen: Sequence[Stability], attitude: Attitude | None = None, *, is_asked: bool = True
) -> Judged:
    """Judge every state by some stabilities.

    Parameters
    ----------
    is_asked : whether a stability that cannot be judged is an error; if not, it is told in `not_judged`.

    Raises
    ------
    ParameterError : a stability cannot be judged and `is_asked`.
    """
    attitude = attitude or Attitude()
    verdicts: dict[str, Verdicts] = {}
    not_judged: dict[str, str] = {}
    for one in chosen:
        try:
            held = [one.holds(graph, maker, attitude) for maker in range(len(graph.makers))]
        except ParameterError as error:
            if is_asked:
                raise
            not_judged[one.name] = str(error)
        else:
            verdicts[one.name] = verdicts_of(graph, held)
    return Judged(verdicts, not_judged)


def verdicts_of(graph: Graph, held: Sequence[Truth]) -> Verdicts:
    """Verdicts from what holds for each maker."""
    stable = {maker: graph.patterns_of(one) for maker, one in zip(graph.makers, held, strict=True)}
    return Verdicts(stable, graph.patterns_of(np.logical_and.reduce(held)))


def strong(graph: Graph, chosen: Sequence[Stability]) -> Mapping[str, Verdicts]:
    """Strong forms, where preferences are marked as strong: only a much worse state deters."""
    if not graph.has_strong:
        return {}
    known = [one for one in chosen if one.knows_strength]
    return judge(graph, known, Attitude(strongly=True), is_asked=False).verdicts


def extensions(graph: Graph, chosen: Sequence[Stability]) -> Mapping[str, Mapping[str, Verdicts]]:
    """The four extensions to unknown preference, by letter; none where all is known."""
    if graph.unknown is None:
        return {}
    known = [one for one in chosen if one.knows_unknown]
    return {letter: judge(graph, known, attitude).verdicts for letter, attitude in EXTENSIONS.items()}


def perceived(graph: Graph, chosen: Sequence[Stability]) -> Mapping[str, Verdicts]:
    """Verdicts of a hypergame of the first level: for each maker, what holds in the conflict as he sees it."""
    conflict = graph.conflict
    if not conflict.views:
        return {}
    seen = [
        graph_of(
            conflict.model_copy(
                update={"preferences": {**conflict.preferences, **conflict.views.get(maker, {})}, "views": {}}
            )
        )
        for maker in graph.makers
    ]
    return {
        one.name: verdicts_of(graph, [one.holds(view, maker, Attitude()) for maker, view in enumerate(seen)])
        for one in chosen
    }


def coalitions(graph: Graph) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """States that no coalition can leave, by stability and coalition, and for all coalitions.

    A coalition improves by any sequence of its members' moves that leaves every one of them better off. What deters it is
    a state that leaves at least one of them no better off than before; a tie deters.

    Returns
    -------
    stability (nash, gmr, smr, seq) -> coalition, as names joined by ` + `, -> patterns; the key `all` holds the
    states that no coalition can leave.

    Raises
    ------
    ParameterError : there are too many states or decision makers.
    """
    makers = len(graph.makers)
    if graph.states > MOST_COALITION_STATES or makers > MOST_COALITION_MAKERS:
        raise ParameterError(
            "--coalitions",
            f"{graph.states} states and {makers} decision makers",
            f"at most {MOST_COALITION_STATES} and {MOST_COALITION_MAKERS}",
            "exclude states that cannot be",
        )
    held: dict[str, dict[str, tuple[str, ...]]] = {name: {} for name in ("nash", "gmr", "smr", "seq")}
    everywhere = {name: np.ones(graph.states, bool) for name in held}
    for size in range(1, makers + 1):
        for coalition in combinations(range(makers), size):
            label = " + ".join(graph.makers[maker] for maker in coalition)
            for name, holds in _of_coalition(graph, coalition).items():
                held[name][label] = graph.patterns_of(holds)
                everywhere[name] &= holds
    return {name: {**found, "all": graph.patterns_of(everywhere[name])} for name, found in held.items()}


def _of_coalition(graph: Graph, coalition: tuple[int, ...]) -> dict[str, Truth]:
    relations = _rows.relations(graph)
    others = [maker for maker in range(len(graph.makers)) if maker not in coalition]
    own = _rows.unpacked(_reach(graph, relations.moves, list(coalition)), graph.states)
    better = np.logical_and.reduce(_rows.unpacked(relations.better[list(coalition)], graph.states))
    gains = own & better
    hurts = ~better
    answers = _rows.unpacked(_reach(graph, relations.moves, others), graph.states)
    wanted = _rows.unpacked(_reach(graph, relations.improvements(on_unknown=False), others), graph.states)
    held = {name: np.ones(graph.states, bool) for name in ("nash", "gmr", "smr", "seq")}
    for state in np.flatnonzero(gains.any(axis=1)):
        there = gains[state]
        no_escape = hurts[state] & ~(own & better[state]).any(axis=1)
        held["nash"][state] = False
        held["gmr"][state] = (answers[there] & hurts[state]).any(axis=1).all()
        held["smr"][state] = (answers[there] & no_escape).any(axis=1).all()
        held["seq"][state] = (wanted[there] & hurts[state]).any(axis=1).all()
    return held


def _reach(graph: Graph, steps: _rows.Rows, makers: list[int]) -> _rows.Rows:
    if not makers:
        return np.zeros_like(steps[0])
    return np.asarray(_rows.reached(np.ascontiguousarray(steps[makers]), graph.states))


def with_levels(graph: Graph, maker: int, levels: Ints) -> Graph:
    """The graph with another ranking of one maker."""
    changed = graph.levels.copy()
    changed[maker] = np.unique(levels, return_inverse=True)[1]
    return replace(graph, levels=changed, kept={})
