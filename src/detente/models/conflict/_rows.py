"""Moves and preferences as rows of bits, for what levels cannot tell: unknown preferences and coalitions.

Row `s` of a relation holds one bit for every state; 64 states to a word. Who may move twice in a row matters here, since
improvements need not compose where preferences are not known.
"""

from dataclasses import dataclass

import numpy as np
from numba import njit
from numpy.typing import NDArray

from detente.core.errors import ParameterError
from detente.models.conflict._graph import Graph, Truth
from detente.models.conflict.base import Attitude

Rows = NDArray[np.uint64]
MOST_STATES = 4096
"""States for which rows are kept: 2 MB a relation."""


@dataclass(frozen=True, slots=True, eq=False)
class Relations:
    """Relations of a graph as rows.

    Attributes
    ----------
    moves : (makers, states, words) what each maker can move to.
    better, unknown : (makers, states, words) what he surely prefers, and what he cannot compare.
    """

    moves: Rows
    better: Rows
    unknown: Rows

    def improvements(self, *, on_unknown: bool) -> Rows:
        """Moves to what is better, or also to what cannot be compared."""
        wanted = self.better | self.unknown if on_unknown else self.better
        return np.asarray(self.moves & wanted)


def _made(graph: Graph) -> Relations:
    makers, states = graph.levels.shape
    moves = np.zeros((makers, states, states), bool)
    for maker in range(makers):
        for state in range(states):
            moves[maker, state, graph.moves(maker, state)] = True
    better = graph.levels[:, None, :] > graph.levels[:, :, None]
    unknown = graph.unknown if graph.unknown is not None else np.zeros_like(moves)
    return Relations(packed(moves), packed(better & ~unknown), packed(unknown))


def relations(graph: Graph) -> Relations:
    """The relations of a graph.

    Raises
    ------
    ParameterError : it has too many states.
    """
    if graph.states > MOST_STATES:
        raise ParameterError(
            "conflict",
            f"{graph.states} states",
            f"at most {MOST_STATES} for unknown preferences and coalitions",
            "exclude states that cannot be, or leave these questions out",
        )
    if "relations" not in graph.kept:
        graph.kept["relations"] = _made(graph)
    made: Relations = graph.kept["relations"]
    return made


def packed(truth: Truth) -> Rows:
    """Rows of a truth table, 64 states to a word."""
    *outer, states = truth.shape
    padded = np.zeros((*outer, -(-states // 64) * 64), bool)
    padded[..., :states] = truth
    return np.ascontiguousarray(np.packbits(padded, axis=-1, bitorder="little").view(np.uint64))


def unpacked(rows: Rows, states: int) -> Truth:
    """The truth table of some rows."""
    bits = np.unpackbits(np.ascontiguousarray(rows).view(np.uint8), axis=-1, bitorder="little")
    return bits[..., :states].astype(bool)


@njit(cache=True, nogil=True)
def reached(steps, states):  # type: ignore[no-untyped-def]
    """What some makers reach together from each state, none moving twice in a row.

    Parameters
    ----------
    steps : (makers, states, words) the moves each may make.

    Returns
    -------
    (states, words); the state itself only where a sequence leads back to it.
    """
    makers, _, words = steps.shape
    rows = np.zeros((states, words), np.uint64)
    one = np.uint64(1)
    # Waiting to be walked: a state, and the maker who may move from it. Each such pair is walked once.
    stack = np.empty(states * makers + makers, np.int64)
    for source in range(states):
        seen = np.zeros((states, makers), np.bool_)
        size = 0
        for maker in range(makers):
            seen[source, maker] = True
            stack[size] = source * makers + maker
            size += 1
        while size > 0:
            size -= 1
            here, maker = stack[size] // makers, stack[size] % makers
            for word in range(words):
                bits = steps[maker, here, word]
                rows[source, word] |= bits
                place = word * 64
                while bits != 0:
                    if bits & one:
                        for following in range(makers):
                            if following != maker and not seen[place, following]:
                                seen[place, following] = True
                                stack[size] = place * makers + following
                                size += 1
                    bits >>= one
                    place += 1
    return rows


def meets(rows: Rows, target: Rows) -> Truth:
    """Whether each row shares a state with a target (words,)."""
    return np.asarray((rows & target).any(axis=-1))


def holds_without_answer(graph: Graph, maker: int, attitude: Attitude) -> Truth:
    """States without any improvement, where some comparisons are not known."""
    steps = relations(graph).improvements(on_unknown=attitude.moves_on_unknown)[maker]
    return np.asarray(~steps.any(axis=-1))


def holds_against(
    graph: Graph, maker: int, attitude: Attitude, *, improving: bool, without_escape: bool
) -> Truth:
    """States of which every improvement is deterred, where some comparisons are not known.

    What others would want to do includes moves to what they cannot compare.
    """
    held = relations(graph)
    steps = held.improvements(on_unknown=True) if improving else held.moves
    others = [one for one in range(len(graph.makers)) if one != maker]
    answers = reached(np.ascontiguousarray(steps[others]), graph.states)
    wanted = unpacked(held.improvements(on_unknown=attitude.moves_on_unknown)[maker], graph.states)
    return np.array(
        [
            _all_deterred(graph, held, maker, attitude, state, answers[moves], without_escape)
            for state, moves in enumerate(wanted)
        ]
    )


def _all_deterred(
    graph: Graph,
    held: Relations,
    maker: int,
    attitude: Attitude,
    state: int,
    answers: Rows,
    without_escape: bool,
) -> bool:
    if not len(answers):
        return True
    worth = graph.classes if attitude.strongly else graph.levels
    bar = worth[maker, state] - (1 if attitude.strongly else 0)
    assert graph.unknown is not None
    hurts = (worth[maker] <= bar) & ~graph.unknown[maker, state]
    if attitude.deterred_by_unknown:
        hurts |= graph.unknown[maker, state]
    if without_escape:
        hurts &= ~meets(held.moves[maker], packed(~hurts))
    return bool(meets(answers, packed(hurts)).all())
