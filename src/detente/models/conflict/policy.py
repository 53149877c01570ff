"""Policy stability, maker by maker: the others have a plan of answers that deters whatever course he takes, however long."""

from typing import Any

import numpy as np

from detente.core.citation import Citation
from detente.core.errors import ParameterError
from detente.models.conflict import _kernels
from detente.models.conflict._graph import Graph, Ints, Truth
from detente.models.conflict._horizon import MOST_WORK, moves_of, refuse_unknown
from detente.models.conflict.base import Attitude, Stability

_DETERRED: Any = _kernels.deterred


def holds(graph: Graph, maker: int, attitude: Attitude) -> Truth:
    """States for which the others have an answer to every course of a maker.

    A *haven* of the others against a bar is a set of states from each of which they can reach one no better for him than
    the bar, and such that whatever he does next leads back into the set. A state holds if all his improvements
    lie in the largest haven against its own level: then he never comes to rest at anything better.

    Zeng and others (2004) ask for more: one profile of policies by which nobody leaves the state, and given which nobody
    would rather have another policy of his own. Between two makers that is the same, where nobody moves twice in a row,
    since the policy of one has only the other to deter. Among more, one profile must deter everybody at once, so that what
    holds here for all may not be policy stable, while nothing that is policy stable is missed.

    Raises
    ------
    ParameterError : some comparisons are not known, or the graph is too large.
    """
    refuse_unknown(graph, "policy")
    levels = graph.levels[maker]
    escape = np.asarray(_kernels.worst_after_escape(graph.codes, levels, *_own(graph, maker)))
    surely = _deterred(graph, maker, _reach(graph, maker, escape))
    perhaps = _deterred(graph, maker, _reach(graph, maker, levels))
    held = surely.copy()
    bars = np.unique(levels[perhaps & ~surely])
    if len(bars) * moves_of(graph) * 2 > MOST_WORK:
        raise ParameterError(
            "policy",
            f"{graph.states} states, {len(bars)} of whose levels are open",
            f"at most {MOST_WORK:.0g} moves to look at",
            "leave out policy",
        )
    for bar in bars:
        open_states = (levels == bar) & perhaps & ~surely
        outside = (~_haven(graph, maker, int(bar))).astype(np.int32)
        none = np.zeros(graph.states, np.int32)
        held[open_states] = _deterred(graph, maker, outside, none)[open_states]
    return held


def _haven(graph: Graph, maker: int, bar: int) -> Truth:
    """The largest set from which the others can always answer."""
    levels = graph.levels[maker]
    haven = np.ones(graph.states, bool)
    while True:
        # 0 where an answer may end: no better than the bar, and all his moves lead into the haven.
        leaves = _kernels.worst_after_escape(graph.codes, (~haven).astype(np.int32), *_own(graph, maker))
        answer = np.where((levels <= bar) & (leaves == 0), 0, 1).astype(np.int32)
        smaller = _reach(graph, maker, answer) == 0
        if (smaller == haven).all():
            return haven
        haven = smaller


def _own(graph: Graph, maker: int) -> tuple[Any, ...]:
    return (
        graph.members[maker],
        graph.begins[maker],
        graph.ends[maker],
        graph.forward[maker],
        graph.backward[maker],
    )


def _deterred(graph: Graph, maker: int, least: Ints, bar: Ints | None = None) -> Truth:
    levels = graph.levels[maker]
    return np.asarray(
        _DETERRED(graph.codes, levels, *_own(graph, maker), least, levels if bar is None else bar)
    )


def _reach(graph: Graph, maker: int, worth: Ints) -> Ints:
    others = np.array([one for one in range(len(graph.makers)) if one != maker], np.int64)
    order = np.argsort(worth, kind="stable").astype(np.int32)
    moves = (graph.members, graph.begins, graph.ends, graph.forward, graph.backward)
    return np.asarray(
        _kernels.least_reachable(graph.codes, graph.levels, *moves, others, worth, order, False)
    )


STABILITY = Stability(
    name="policy",
    title="Policy",
    order=9,
    meaning="The others have a plan of answers by which, whatever course he takes, he never comes to rest better off.",
    holds=holds,
    sanctions=None,
    citations=(
        Citation(
            "zeng2004", "Zeng, D.-Z.; Fang, L.; Hipel, K. W.; Kilgour, D. M.", 2004,
            "Policy stable states in the graph model for conflict resolution",
            "Theory and Decision 57(4), 345-365",
        ),
        Citation(
            "zeng2007", "Zeng, D.-Z.; Fang, L.; Hipel, K. W.; Kilgour, D. M.", 2007,
            "Policy equilibrium and generalized metarationalities for multiple decision-maker conflicts",
            "IEEE Transactions on Systems, Man, and Cybernetics A 37(4), 456-463", "10.1109/TSMCA.2007.897704",
        ),
    ),
    is_basic=False,
)  # fmt: skip
