"""Looking ahead: what each maker would do with some moves left, by backward induction."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numba import njit
from numpy.typing import NDArray

from detente.core.errors import ParameterError
from detente.models.conflict._graph import Graph, Truth

MOST_WORK = 2e9
"""Moves looked at over the whole horizon; more would take minutes."""


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What makers do with some moves left.

    Attributes
    ----------
    goes : (makers, states) whether a maker whose turn it is would leave the state.
    worst : (judges, makers, states) the least level, to a judge, of where it may end if it is the maker's turn.
    """

    goes: Truth
    worst: NDArray[np.int32]


def moves_of(graph: Graph) -> float:
    """Moves of all makers from all states, one-way options not looked at."""
    return float((graph.ends.astype(np.int64) - graph.begins).sum())


def refuse_unknown(graph: Graph, name: str) -> None:
    """Refuse a graph in which some comparisons are not known.

    Raises
    ------
    ParameterError : it is such a graph.
    """
    if graph.unknown is not None:
        raise ParameterError(name, "unknown preferences", "known preferences", f"leave out {name}")


def horizons(graph: Graph) -> Iterator[Foreseen]:
    """What makers do with 1, 2, 3 ... moves left.

    A maker moves only if the move that promises him most promises more than staying. What a move promises is the worst
    that the others may make of it with one move less: each of those who would go on may be the one who does; if none
    would, it stays. Of several moves that promise the same, any may be made.
    """
    makers, states = graph.levels.shape
    goes = np.zeros((makers, states), bool)
    worst = np.broadcast_to(graph.levels[:, None, :], (makers, makers, states)).copy()
    moves = (graph.members, graph.begins, graph.ends, graph.forward, graph.backward)
    while True:
        goes, worst = _look_ahead(graph.codes, graph.levels, *moves, goes, worst)
        yield Foreseen(goes, worst)


@njit(cache=True, nogil=True)
def _look_ahead(codes, levels, members, begins, ends, forward, backward, goes, worst):  # type: ignore[no-untyped-def]  # noqa: C901 - one loop tells one phase
    makers, states = levels.shape
    # If one maker has just moved to a state: the worst for each judge that the others may make of it.
    after = np.empty((makers, makers, states), np.int32)
    for judge in range(makers):
        for mover in range(makers):
            for state in range(states):
                least = np.int32(-1)
                for other in range(makers):
                    if other != mover and goes[other, state]:
                        found = worst[judge, other, state]
                        if least < 0 or found < least:
                            least = found
                after[judge, mover, state] = levels[judge, state] if least < 0 else least
    now_goes = np.zeros((makers, states), np.bool_)
    now_worst = np.empty((makers, makers, states), np.int32)
    for mover in range(makers):
        for here in range(states):
            best = levels[mover, here]
            for judge in range(makers):
                now_worst[judge, mover, here] = levels[judge, here]
            for place in range(begins[mover, here], ends[mover, here]):
                there = members[mover, place]
                changed = codes[here] ^ codes[there]
                if changed == 0 or changed & (
                    (forward[mover] & codes[here]) | (backward[mover] & codes[there])
                ):
                    continue
                promised = after[mover, mover, there]
                if promised > best:
                    best = promised
                    now_goes[mover, here] = True
                    for judge in range(makers):
                        now_worst[judge, mover, here] = after[judge, mover, there]
                elif promised == best and now_goes[mover, here]:
                    for judge in range(makers):
                        if after[judge, mover, there] < now_worst[judge, mover, here]:
                            now_worst[judge, mover, here] = after[judge, mover, there]
    return now_goes, now_worst
