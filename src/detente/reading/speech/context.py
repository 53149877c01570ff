"""What a sentence owes to its document: a quotation it is part of, whom it was had from, which way the whole points."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from detente.core.claim import Direction
from detente.core.reading import Span


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation that a sentence is part of, with the speaker named beside another part of it."""

    speaker: Span | None
    cue: Span | None
    origin: str | None
    open_throughout: bool
    """The whole sentence stands inside the quotation, without a mark of its own."""


@dataclass(frozen=True, slots=True)
class Discourse:
    """What each sentence of a document owes to the sentences around it; keys are sentence numbers."""

    origins: dict[int, str] = field(default_factory=dict)
    quotations: dict[int, Quotation] = field(default_factory=dict)
    trend: Direction = "neutral"
    """Which way the document's headline and opening point."""
    year: int | None = None
    """Year of the dateline; earlier years are history."""
    spoken: tuple[str, ...] = ()
    """Publishers named in the document, for `the Times` and the like."""

    def origin(self, number: int) -> str | None:
        """Whom the outlet had a sentence from; None: its own reporting."""
        return self.origins.get(number)

    def quotation(self, number: int) -> Quotation | None:
        """The running quotation that a sentence is part of."""
        return self.quotations.get(number)


def resolved(name: str, spoken: Sequence[str]) -> str:
    """A short name as the publisher named before that it stands for: `the Times` after `The New York Times`.

    Examples
    --------
    >>> resolved("The Times", ["The New York Times", "Reuters"]), resolved("The Times", [])
    ('The New York Times', 'The Times')
    """
    if name not in ("The Times", "The Post", "The Journal"):
        return name
    last = name.split()[-1]
    return next((long for long in reversed(spoken) if long != name and last in long.split()), name)
