"""The graph model for conflict resolution: which end states hold, why, and how one gets there."""

from detente.core.family import member, members, names
from detente.models.conflict._graph import Graph
from detente.models.conflict._reading import ConflictFile, graph_of, read_conflict
from detente.models.conflict.base import EXTENSIONS, Attitude, Stability

__all__ = [
    "EXTENSIONS",
    "Attitude",
    "ConflictFile",
    "Graph",
    "Stability",
    "graph_of",
    "read_conflict",
    "stabilities",
    "stability",
    "stability_names",
]


def stability_names() -> tuple[str, ...]:
    """Names of all stabilities, found by listing this folder."""
    return names(__name__)


def stability(name: str) -> Stability:
    """One stability by name.

    Raises
    ------
    ParameterError : no such stability.
    """
    found: Stability = member(__name__, "STABILITY", name)
    return found


def stabilities() -> tuple[Stability, ...]:
    """All stabilities, the basic ones first."""
    return tuple(
        sorted(members(__name__, "STABILITY", Stability).values(), key=lambda one: one.order)
    )
