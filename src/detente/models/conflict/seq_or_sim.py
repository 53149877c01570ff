"""Sequential or simultaneous stability: either kind of answer deters."""

import numpy as np

from detente.models.conflict import seq, sim
from detente.models.conflict._graph import Graph, Truth
from detente.models.conflict.base import FRASER_HIPEL, Attitude, Stability


def holds(graph: Graph, maker: int, attitude: Attitude) -> Truth:
    """States that are sequentially or simultaneously stable for a maker.

    Raises
    ------
    ParameterError : as in `sim`.
    """
    return np.asarray(seq.STABILITY.holds(graph, maker, attitude) | sim.holds(graph, maker, attitude))


STABILITY = Stability(
    name="seq_or_sim",
    title="Sequential or simultaneous",
    order=6,
    meaning="Each improvement goes wrong by answers that others would want, or each by others' moves at the same moment.",
    holds=holds,
    sanctions=None,
    citations=(FRASER_HIPEL,),
    is_basic=False,
    knows_strength=True,
)
