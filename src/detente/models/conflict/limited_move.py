"""Limited-move stability: looking a number of moves ahead, he stays."""

import numpy as np

from detente.core.errors import ParameterError
from detente.models.conflict._graph import Graph, Truth
from detente.models.conflict._horizon import MOST_WORK, horizons, moves_of, refuse_unknown
from detente.models.conflict.base import FANG_HIPEL_KILGOUR, Attitude, Stability

MOST_MOVES = 1000


def holds(graph: Graph, maker: int, attitude: Attitude) -> Truth:
    """States that a maker would not leave with `attitude.horizon` moves to come, his own first.

    Raises
    ------
    ParameterError : the horizon is out of range, some comparisons are not known, or the graph is too large.
    """
    refuse_unknown(graph, "limited_move")
    if not 1 <= attitude.horizon <= MOST_MOVES:
        raise ParameterError("horizon", str(attitude.horizon), f"a whole number from 1 to {MOST_MOVES}")
    work = moves_of(graph) * attitude.horizon
    if work > MOST_WORK:
        raise ParameterError(
            "limited_move",
            f"{work:.1g} moves to look at",
            f"at most {MOST_WORK:.0g}",
            "look fewer moves ahead",
        )
    key = f"limited {attitude.horizon}"
    if key not in graph.kept:
        ahead = horizons(graph)
        for _ in range(attitude.horizon):
            graph.kept[key] = next(ahead).goes
    return np.asarray(~graph.kept[key][maker])


STABILITY = Stability(
    name="limited_move",
    title="Limited move",
    order=7,
    meaning="Looking a number of moves ahead, and expecting the worst of those who would go on, he stays.",
    holds=holds,
    sanctions=None,
    citations=(FANG_HIPEL_KILGOUR,),
    is_basic=False,
)
