"""Chapters of the interview, in the order in which they are asked."""

from detente.core.family import members
from detente.interview.chapters.base import Chapter

__all__ = ["Chapter", "chapters"]


def chapters() -> tuple[Chapter, ...]:
    """All chapters in their order."""
    return tuple(sorted(members(__name__, "CHAPTER", Chapter).values(), key=lambda one: one.order))
