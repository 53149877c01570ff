"""The graph model for conflict resolution: which end states hold, why, and how one gets there."""

from detente.core.family import member, members, names
from detente.models.conflict._analysis import (
    Judged,
    coalitions,
    extensions,
    judge,
    perceived,
    strong,
)
from detente.models.conflict._drawing import drawing
from detente.models.conflict._graph import Graph
from detente.models.conflict._inverse import inverse
from detente.models.conflict._links import broken_links
from detente.models.conflict._part import firmest, shown_way, ways
from detente.models.conflict._paths import paths_from
from detente.models.conflict._reading import (
    ConflictFile,
    conflict_schema,
    graph_of,
    read_conflict,
    states_of,
)
from detente.models.conflict._telling import described, ground, move_in_words, path_in_words
from detente.models.conflict.base import EXTENSIONS, Attitude, Stability

__all__ = [
    "EXTENSIONS",
    "Attitude",
    "ConflictFile",
    "Graph",
    "Judged",
    "Stability",
    "broken_links",
    "coalitions",
    "conflict_schema",
    "described",
    "drawing",
    "extensions",
    "firmest",
    "graph_of",
    "ground",
    "inverse",
    "judge",
    "move_in_words",
    "path_in_words",
    "paths_from",
    "perceived",
    "read_conflict",
    "shown_way",
    "stabilities",
    "stability",
    "stability_names",
    "states_of",
    "strong",
    "ways",
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
    return tuple(sorted(members(__name__, "STABILITY", Stability).values(), key=lambda one: one.order))
