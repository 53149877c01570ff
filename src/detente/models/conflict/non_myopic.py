"""Non-myopic stability: however far he looks ahead, he stays."""

import numpy as np

from detente.core.citation import Citation
from detente.core.errors import ParameterError
from detente.models.conflict._graph import Graph, Truth
from detente.models.conflict._horizon import MOST_WORK, horizons, moves_of, refuse_unknown
from detente.models.conflict.base import FANG_HIPEL_KILGOUR, Attitude, Stability


def holds(graph: Graph, maker: int, attitude: Attitude) -> Truth:
    """States that a maker would not leave at any horizon beyond some.

    What makers do with one move more follows from what they do with one less, so that it comes round in the end; a state
    holds if he stays in it all the way round.

    Raises
    ------
    ParameterError : some comparisons are not known, or it has not come round within bounded work.
    """
    refuse_unknown(graph, "non_myopic")
    if "non_myopic" not in graph.kept:
        graph.kept["non_myopic"] = _once_round(graph)
    return np.asarray(graph.kept["non_myopic"][maker])


def _once_round(graph: Graph) -> Truth:
    seen: dict[bytes, int] = {}
    stays: list[Truth] = []
    work = 0.0
    for length, foreseen in enumerate(horizons(graph)):
        key = foreseen.goes.tobytes() + foreseen.worst.tobytes()
        if key in seen:
            return np.asarray(np.logical_and.reduce(stays[seen[key] :]))
        seen[key] = length
        stays.append(~foreseen.goes)
        work += moves_of(graph) + foreseen.worst.size
        if work > MOST_WORK or len(seen) * len(key) > 1 << 30:
            break
    raise ParameterError(
        "non_myopic",
        f"no end after {len(stays)} moves",
        "a conflict in which looking further ahead comes round",
        "leave out non_myopic, or take limited_move with a horizon",
    )


STABILITY = Stability(
    name="non_myopic",
    title="Non-myopic",
    order=8,
    meaning="However far he looks ahead, he stays.",
    holds=holds,
    sanctions=None,
    citations=(
        Citation(
            "brams1981", "Brams, S. J.; Wittman, D.", 1981, "Nonmyopic equilibria in 2 x 2 games",
            "Conflict Management and Peace Science 6(1), 39-62", "10.1177/073889428100600103",
        ),
        FANG_HIPEL_KILGOUR,
    ),
    is_basic=False,
)  # fmt: skip
