"""Improvements and what deters them: the part that the basic stabilities share."""

from typing import Any

import numpy as np

from detente.models.conflict import _kernels, _rows
from detente.models.conflict._graph import Graph, Ints, Truth
from detente.models.conflict.base import Attitude

_DETERRED: Any = _kernels.deterred


def holds_against(
    graph: Graph, maker: int, attitude: Attitude, *, improving: bool, without_escape: bool
) -> Truth:
    """States of which every improvement can be answered by others so that it was not worth it.

    Parameters
    ----------
    improving : whether others answer only by moves that better themselves.
    without_escape : whether the maker must have no move of his own left that makes it worth it after all.
    """
    if graph.unknown is not None:
        return _rows.holds_against(graph, maker, attitude, improving=improving, without_escape=without_escape)
    worth = graph.classes[maker] if attitude.strongly else graph.levels[maker]
    bar = (worth - 1 if attitude.strongly else worth).astype(np.int32)
    hurt = _after_escape(graph, maker, worth) if without_escape else worth
    return np.asarray(_DETERRED(*_own(graph, maker), _least(graph, maker, hurt, improving), bar))


def holds_without_answer(graph: Graph, maker: int, attitude: Attitude) -> Truth:
    """States without any improvement."""
    if graph.unknown is not None:
        return _rows.holds_without_answer(graph, maker, attitude)
    none = np.full(graph.states, np.iinfo(np.int32).max, np.int32)
    return np.asarray(_DETERRED(*_own(graph, maker), none, graph.levels[maker]))


def _own(graph: Graph, maker: int) -> tuple[Any, ...]:
    return (
        graph.codes,
        graph.levels[maker],
        graph.members[maker],
        graph.begins[maker],
        graph.ends[maker],
        graph.forward[maker],
        graph.backward[maker],
    )


def _after_escape(graph: Graph, maker: int, worth: Ints) -> Ints:
    codes, _, *moves = _own(graph, maker)
    return np.asarray(_kernels.worst_after_escape(codes, worth, *moves))


def _least(graph: Graph, maker: int, worth: Ints, improving: bool) -> Ints:
    others = np.array([one for one in range(len(graph.makers)) if one != maker], np.int64)
    order = np.argsort(worth, kind="stable").astype(np.int32)
    moves = (graph.members, graph.begins, graph.ends, graph.forward, graph.backward)
    return np.asarray(
        _kernels.least_reachable(graph.codes, graph.levels, *moves, others, worth, order, improving)
    )
