"""The contract of a chapter: what it asks, given the answers so far, and what its answers become in the case."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from detente.interview.answers import Answers
from detente.interview.step import Asking


@dataclass(slots=True)
class Made:
    """A case while it is made from answers: sections as they will be written, each chapter adding its own."""

    name: str
    head: dict[str, Any] = field(default_factory=dict)
    issues: dict[str, Any] = field(default_factory=dict)
    tracks: dict[str, Any] = field(default_factory=dict)
    actors: dict[str, Any] = field(default_factory=dict)
    institutions: dict[str, Any] = field(default_factory=dict)
    pressures: dict[str, Any] = field(default_factory=dict)
    effects: list[dict[str, Any]] = field(default_factory=list)
    events: list[dict[str, Any]] = field(default_factory=list)
    hazards: dict[str, Any] = field(default_factory=dict)
    questions: dict[str, Any] = field(default_factory=dict)
    sources: dict[str, Any] = field(default_factory=dict)
    claims: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter.

    Attributes
    ----------
    order : its place in the interview.
    steps : the answers so far, read anew after each step -> what is to be asked; what is answered is not asked again.
    build : adds what the answers become to the case.
    is_built_last : it rests on what all other chapters have added.
    """

    order: int
    title: str
    steps: Callable[[Answers], Asking]
    build: Callable[[Answers, Made], None]
    is_built_last: bool = False


def rest(entry: Mapping[str, Any], *asked: str) -> dict[str, Any]:
    """What an entry holds beyond the answers, in the words of a case; it is taken over as it stands."""
    return {key: value for key, value in entry.items() if key not in asked}
