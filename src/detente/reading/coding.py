"""From a sentence to events: who did what to whom, or why nothing was coded."""

from dataclasses import dataclass
from datetime import date

from detente.core.reading import CodedEvent, Sentence
from detente.reading.memory import Memory


@dataclass(frozen=True, slots=True)
class Coded:
    """Events of a sentence; `why` says what was missing where there are none."""

    events: tuple[CodedEvent, ...]
    why: str = ""


def code_sentence(
    sentence: Sentence, *, dateline: date | None = None, memory: Memory | None = None
) -> Coded:
    """Events of one sentence (not yet written: every sentence is uncoded)."""
    return Coded((), "the coder of events is not built yet")
