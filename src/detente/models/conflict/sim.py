"""Simultaneous stability: every improvement goes wrong if others better themselves at the same moment."""

import numpy as np

from detente.core.errors import ParameterError
from detente.models.conflict import _kernels
from detente.models.conflict._graph import Graph, Truth
from detente.models.conflict.base import FRASER_HIPEL, Attitude, Stability

MOST_WORK = 3e9
"""Joint moves looked at, over all states; more would take minutes."""
MOST_AT_ONCE = 1 << 22
"""Joint moves of the others at one state."""


def holds(graph: Graph, maker: int, attitude: Attitude) -> Truth:
    """States of which every improvement may turn out no better when others improve at the same time.

    One or more of the others move, each by an improvement of his own from the same state; the moves are combined,
    and the combination must be feasible.

    Raises
    ------
    ParameterError : there are too many joint moves.
    """
    if graph.unknown is not None:
        raise ParameterError(
            "sim", "unknown preferences", "known preferences", "leave out sim, or state the preferences"
        )
    moves = (
        graph.codes,
        graph.levels,
        graph.members,
        graph.begins,
        graph.ends,
        graph.forward,
        graph.backward,
    )
    most, total = _kernels.count_joint(*moves, maker)
    if most > MOST_AT_ONCE or total > MOST_WORK:
        raise ParameterError(
            "sim",
            f"{total:.1g} joint moves",
            f"at most {MOST_WORK:.0g}",
            "leave out sim: --stability nash,gmr,smr,seq",
        )
    worth = graph.classes[maker] if attitude.strongly else graph.levels[maker]
    return np.asarray(
        _kernels.deterred_at_once(*moves, maker, worth, int(most), 1 if attitude.strongly else 0)
    )


STABILITY = Stability(
    name="sim",
    title="Simultaneous",
    order=5,
    meaning="Whatever he might gain by a move may be lost if others better themselves at the same moment.",
    holds=holds,
    sanctions="at_once",
    citations=(FRASER_HIPEL,),
    knows_strength=True,
)
