"""A document read once for what holds beyond one sentence: quotations that run on, and whom it relays."""

from collections.abc import Sequence
from itertools import pairwise

from detente.core.claim import Direction
from detente.core.reading import Attribution, Document, Sentence, Span
from detente.reading.speech.attribution import attributions_of
from detente.reading.speech.context import Discourse, Quotation, resolved
from detente.reading.speech.speakers import publishers_in
from detente.reading.words.inflect import word_set
from detente.reading.words.phrases import words_of

__all__ = ["Discourse", "discourse_of"]

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
_RELAYING = word_set(
    "reports reported writes wrote cites cited citing quoting quoted per via according reportedly says"
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
_NOBODY = Attribution()
_DATELINE = {(")", dash) for dash in ("-", "—", "–", "--")}
_BEFORE_SOURCE = frozenset(("per", "citing", "via", "quoting"))


def discourse_of(
    document: Document, sentences: Sequence[Sentence], trend: Direction = "neutral"
) -> Discourse:
    r"""Read a document once for what its sentences share.

    Parameters
    ----------
    document : its text, publisher and dateline.
    sentences : its sentences, in order.
    trend : which way its opening points, as `trend_of` tells.

    Examples
    --------
    >>> from detente.reading.words.sentences import sentences_of
    >>> text = "NYT: Kyiv shifts\nKyiv has dropped a demand. Overall, it is a gamble."
    >>> found = discourse_of(Document("a", text), sentences_of(text))
    >>> [found.origin(number) for number in (0, 1, 2)]
    ['The New York Times', 'The New York Times', None]
    """
    origins, spoken = _origins(sentences, document.publisher)
    bare = Discourse(origins, spoken=spoken)
    quotations = _quotations(document.text, sentences, bare)
    year = document.dateline.year if document.dateline else None
    return Discourse(origins, quotations, trend, year, spoken)


def _origins(sentences: Sequence[Sentence], own: str | None) -> tuple[dict[int, str], tuple[str, ...]]:
    """Whom each sentence was had from, and the publishers named in the document."""
    relayed = _relayed(sentences, own)
    origins: dict[int, str] = {}
    spoken: list[str] = []
    last_named: str | None = None
    concluded = False
    for sentence in sentences:
        lower = words_of(sentence.span.quote).lower
        low = sentence.span.quote.lower()
        concluded = concluded or low.startswith(_CONCLUDING)
        named = [resolved(name, spoken) for _, _, name in publishers_in(sentence.span.quote)]
        spoken.extend(named)
        named = [name for name in named if name != own]
        if relayed and not concluded:
            origins[sentence.number] = relayed
        elif named and _RELAYING.intersection(lower) and not _told_only(lower):
            origins[sentence.number] = named[-1]
        elif last_named and any(phrase in low for phrase in _THE_PAPER):
            origins[sentence.number] = last_named
        last_named = named[-1] if named else last_named
    return origins, tuple(dict.fromkeys(spoken))


def _told_only(lower: tuple[str, ...]) -> bool:
    """A speaker told a publisher: that is the speaker's origin, not the whole sentence's."""
    return "told" in lower and not {"reports", "reported", "per", "according", "citing"}.intersection(lower)


def _relayed(sentences: Sequence[Sentence], own: str | None) -> str | None:
    """Publisher that a document as a whole relays: beside a colon in the headline, or as the lead's source."""
    for sentence in sentences[:4]:
        lower = words_of(sentence.span.quote).lower
        for first, after, name in publishers_in(sentence.span.quote):
            if name == own:
                continue
            beside = (*lower[after : after + 1], *lower[max(0, first - 1) : first])
            if sentence.number == 0 and any(mark in (":", "—", "–", "-") for mark in beside):
                return name
            if (
                sentence.number <= 1
                and lower[max(0, first - 1) : first] == ("(",)
                and lower[after : after + 2] in _DATELINE
            ):
                return name
            near = _BEFORE_SOURCE.intersection(lower[max(0, first - 3) : first])
            if near and (sentence.number <= 2 or "reports" in lower[:first]):
                return name
    return None


def _quotations(text: str, sentences: Sequence[Sentence], bare: Discourse) -> dict[int, Quotation]:
    """Quotation of each sentence that has quoted words but no speaker of its own."""
    open_at = _open_at(sentences)
    said: dict[int, Attribution | None] = {}
    for sentence in sentences:
        number = sentence.number
        if '"' in words_of(sentence.span.quote).lower or open_at[number][0]:
            quoted = [one for one in attributions_of(sentence, text, (), bare) if one.quoted and one.speaker]
            said[number] = quoted[-1] if quoted else None
    for quoted_one, sentence in pairwise(sentences):
        if said.get(quoted_one.number, _NOBODY) is None and sentence.number not in said:
            said[quoted_one.number] = _lone_speaker(attributions_of(sentence, text, (), bare))
    order = [sentence.number for sentence in sentences]
    held: dict[int, Quotation] = {}
    for place, number in enumerate(order):
        known = said.get(number)
        if number not in said or (known is not None and known.content is not None):
            continue
        throughout = open_at[number][0] and open_at[number][1]
        before = order[place - 1] if place else None
        one = (
            known
            or _said_later(order, place, said, open_at)
            or (said.get(before) if before is not None else None)
        )
        if one is not None:
            speaker = one.speaker if isinstance(one.speaker, Span) else None
            held[number] = Quotation(speaker, one.cue, one.origin, throughout)
        elif before in held:
            held[number] = Quotation(held[before].speaker, held[before].cue, held[before].origin, throughout)
    return held


def _lone_speaker(attributions: Sequence[Attribution]) -> Attribution | None:
    """Who spoke, where a sentence says nothing else, as in `Ms. Ruiz said`."""
    return attributions[0] if len(attributions) == 1 and attributions[0].content is None else None


def _said_later(
    order: list[int],
    place: int,
    said: dict[int, Attribution | None],
    open_at: dict[int, tuple[bool, bool]],
) -> Attribution | None:
    """Speaker named behind a later part of the same quotation: the marks are still open where the sentence ends."""
    at = place
    while open_at[order[at]][1] and at + 1 < len(order):
        at += 1
        one = said.get(order[at])
        if one is not None:
            return one
    return None


def _open_at(sentences: Sequence[Sentence]) -> dict[int, tuple[bool, bool]]:
    """Whether a quotation is open where each sentence begins and ends; a new mark in a new paragraph goes on."""
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
