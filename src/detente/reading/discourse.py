"""What holds beyond one sentence: quotations that run on, and whom a document relays."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from detente.core.claim import Direction
from detente.core.reading import Document, Sentence, Span
from detente.reading.phrases import words_of
from detente.reading.speakers import publishers_in

_CONCLUDING = (
    "overall,",
    "in conclusion",
    "in sum",
    "to sum up",
    "all in all",
    "in short",
    "ultimately,",
    "analysis:",
)
_RELAYING = frozenset(
    "reports reported writes wrote cites cited citing quoting quoted per via according reportedly says".split()
)
_THE_PAPER = (
    "the paper",
    "the newspaper",
    "the daily",
    "the outlet",
    "the agency",
    "the magazine",
    "the broadcaster",
)


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


def discourse_of(
    document: Document, sentences: Sequence[Sentence], trend: Direction = "neutral"
) -> Discourse:
    """Read a document once for what its sentences share.

    Examples
    --------
    >>> from detente.reading.sentences import sentences_of
    >>> text = "NYT: Kyiv shifts\\nKyiv has dropped a demand. Overall, it is a gamble."
    >>> found = discourse_of(Document("a", text), sentences_of(text))
    >>> [found.origin(number) for number in (0, 1, 2)]
    ['The New York Times', 'The New York Times', None]
    """
    from detente.reading.attribution import attributions_of  # it needs this module's nouns

    own = document.publisher
    relayed = _relayed(sentences, own)
    origins: dict[int, str] = {}
    spoken: list[str] = []
    last_named: str | None = None
    concluded = False
    for sentence in sentences:
        words = words_of(sentence.span.quote)
        low = sentence.span.quote.lower()
        concluded = concluded or low.startswith(_CONCLUDING)
        named = [resolved(name, spoken) for _, _, name in publishers_in(sentence.span.quote)]
        spoken.extend(named)
        named = [name for name in named if name != own]
        if relayed and not concluded:
            origins[sentence.number] = relayed
        elif named and _RELAYING.intersection(words.lower) and not _told_only(words.lower):
            origins[sentence.number] = named[-1]
        elif last_named and any(phrase in low for phrase in _THE_PAPER):
            origins[sentence.number] = last_named
        last_named = named[-1] if named else last_named
    spoken = list(dict.fromkeys(spoken))
    bare = Discourse(origins, spoken=tuple(spoken))
    quotations = _quotations(document.text, sentences, bare, attributions_of)
    year = document.dateline.year if document.dateline else None
    return Discourse(origins, quotations, trend, year, tuple(spoken))


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


def _told_only(lower: tuple[str, ...]) -> bool:
    return "told" in lower and not {"reports", "reported", "per", "according", "citing"}.intersection(lower)


def _relayed(sentences: Sequence[Sentence], own: str | None) -> str | None:
    """Publisher that the document as a whole relays: named before a colon in the headline, or as the lead's source."""
    for sentence in sentences[:4]:
        words = words_of(sentence.span.quote)
        for first, after, name in publishers_in(sentence.span.quote):
            if name == own:
                continue
            lower = words.lower
            if sentence.number == 0 and (
                (after < len(lower) and lower[after] in (":", "—", "–"))
                or (first and lower[first - 1] in (":", "—", "–", "-"))
            ):
                return name
            near = lower[max(0, first - 3) : first]
            if (
                any(word in ("per", "citing", "via", "quoting") for word in near)
                and "reports" in lower[:first]
            ):
                return name
            if any(word in ("per", "citing", "via") for word in near) and sentence.number <= 2:
                return name
    return None


def _quotations(text, sentences, bare, attributions_of):  # type: ignore[no-untyped-def]
    """Quotation of each sentence that has quoted words but no speaker of its own."""
    open_at = _open_at(text, sentences)
    said = {}
    for sentence in sentences:
        if '"' in words_of(sentence.span.quote).lower or open_at[sentence.number][0]:
            quoted = [one for one in attributions_of(sentence, text, (), bare) if one.quoted and one.speaker]
            said[sentence.number] = quoted[-1] if quoted else None
    held: dict[int, Quotation] = {}
    order = [sentence.number for sentence in sentences]
    for place, number in enumerate(order):
        if number not in said or said[number] is not None:
            continue
        begins_open, ends_open = open_at[number]
        later = said.get(order[place + 1]) if ends_open and place + 1 < len(order) else None
        at = place
        while later is None and ends_open and at + 1 < len(order) and open_at[order[at]][1]:
            at += 1
            later = said.get(order[at])
        earlier = said.get(order[place - 1]) if place else None
        if earlier is None and place and order[place - 1] in held:
            before = held[order[place - 1]]
            held[number] = Quotation(before.speaker, before.cue, before.origin, begins_open and ends_open)
            continue
        one = later or earlier
        if one is not None:
            speaker = one.speaker if isinstance(one.speaker, Span) else None
            held[number] = Quotation(speaker, one.cue, one.origin, begins_open and ends_open)
    return held


def _open_at(text: str, sentences: Sequence[Sentence]) -> dict[int, tuple[bool, bool]]:
    """Whether a quotation is open where each sentence begins and ends; a new paragraph with a new mark goes on."""
    found: dict[int, tuple[bool, bool]] = {}
    inside = False
    for sentence in sentences:
        begins = inside
        for mark in sentence.span.quote:
            if mark in "“«":
                inside = True
            elif mark in "”»":
                inside = False
            elif mark == '"':
                inside = not inside
        found[sentence.number] = (begins, inside)
    return found
