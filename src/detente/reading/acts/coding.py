"""From a sentence to events: who did what to whom, or what was missing."""

from dataclasses import dataclass
from datetime import date

from detente.core.reading import CodedEvent, Mention, Sentence, Span
from detente.reading.acts.event_lexicon import Meaning
from detente.reading.acts.frames import Act, acts_of
from detente.reading.acts.given import act_between, given_actors
from detente.reading.naming.actors import Actor, actors_in, mention_of
from detente.reading.naming.memory import Memory
from detente.reading.words.dates import Dated, dates_in
from detente.reading.words.tokens import Token, tokens_of

LONGEST = 3_000
"""Characters of the longest sentence that is read: what is longer is a table or no text, and would take for ever."""
ENDLESS = f"longer than {LONGEST:,} characters"
SURE = 0.55
"""Least confidence of an event: on development sentences, one in seven of those below it was right."""


@dataclass(frozen=True, slots=True)
class Coded:
    """Events of a sentence, the surest first; `why` says what was missing where there are none."""

    events: tuple[CodedEvent, ...]
    why: str = ""
    mentions: tuple[Mention, ...] = ()


def is_endless(sentence: Sentence) -> bool:
    """Whether a sentence is too long to be read as one."""
    return sentence.span.end - sentence.span.start > LONGEST


def code_sentence(sentence: Sentence, *, dateline: date | None = None, memory: Memory | None = None) -> Coded:
    """Code one sentence by dictionary and rules.

    Parameters
    ----------
    dateline : the document's date.
    memory : what the document named before; it is added to.

    Examples
    --------
    >>> from detente.core.reading import Span
    >>> text = "Turkish troops shelled Kurdish rebels in Iraq on Monday."
    >>> (event,) = code_sentence(Sentence(1, Span(0, len(text), text)), dateline=date(2024, 11, 28)).events
    >>> event.type, event.source[0].code, event.target[0].code, event.trigger.quote, event.when
    ('ASSAULT', 'TURMIL', 'TURREB', 'shelled', datetime.date(2024, 11, 25))
    >>> code_sentence(Sentence(1, Span(0, 10, "It rained."))).why
    'no actor, no act'
    """
    text = sentence.span.quote
    if is_endless(sentence):
        return Coded((), ENDLESS)
    seen = _spoken(text)
    tokens = tokens_of(seen)
    actors = actors_in(seen, tokens, dateline=dateline, memory=memory)
    acts = acts_of(tokens, actors)
    chosen = [act for act in acts[:1] if (act.sources or act.targets) and confidence_of(act) >= SURE]
    mentions = tuple(mention_of(actor, text, tokens, sentence.span.start) for actor in actors)
    if not chosen:
        return Coded((), _missing(actors, acts), mentions)
    return Coded(tuple(event_of(act, sentence, tokens, dateline) for act in chosen), "", mentions)


def _spoken(text: str) -> str:
    """A sentence in capitals throughout as a headline would have it, of the same length: `IRAN REJECTS` names Iran."""
    if not text.isupper() or len(text) < _SHORT:
        return text
    titled = text.title()
    return titled if len(titled) == len(text) else text


_SHORT = 12
"""Letters below which capitals may well be an abbreviation."""


def code_given(
    sentence: Sentence,
    sources: list[tuple[int, int]],
    targets: list[tuple[int, int]],
    *,
    dateline: date | None = None,
) -> Coded:
    """Code a sentence whose source and target are told: only the act is looked for.

    Parameters
    ----------
    sources, targets : where they stand, counted from the sentence's first character.

    Examples
    --------
    >>> from detente.core.reading import Span
    >>> text = "Estonia accused a ship's captain of cutting cables."
    >>> (event,) = code_given(Sentence(1, Span(0, len(text), text)), [(0, 7)], [(16, 32)]).events
    >>> event.type, event.target[0].span.quote
    ('ACCUSE', "a ship's captain")
    """
    text = sentence.span.quote
    if is_endless(sentence):
        return Coded((), ENDLESS)
    tokens = tokens_of(text)
    actors, givers, takers = given_actors(text, tokens, sources, targets)
    act = act_between(tokens, actors, givers, takers)
    if act is None:
        return Coded((), "no act")
    return Coded((event_of(act, sentence, tokens, dateline),))


def _missing(actors: list[Actor], acts: list[Act]) -> str:
    if all(actor.kind == "pronoun" for actor in actors):
        return "no actor, no act" if not acts else "no actor"
    if not acts:
        return "no act"
    best = acts[0]
    return "no act that is sure enough" if best.sources or best.targets else "no actor takes part in the act"


def event_of(act: Act, sentence: Sentence, tokens: list[Token], dateline: date | None) -> CodedEvent:
    """The noun of an act, with offsets into the whole document."""
    text, offset = sentence.span.quote, sentence.span.start
    start, end = tokens[act.first].start, tokens[act.after - 1].end
    when = _nearest(dates_in(text, dateline), start, end)
    return CodedEvent(
        sentence=sentence.number,
        type=plover_type(act.meaning),
        cameo_root=act.meaning.root,
        trigger=Span(start + offset, end + offset, text[start:end]),
        source=tuple(mention_of(actor, text, tokens, offset) for actor in act.sources),
        target=tuple(mention_of(actor, text, tokens, offset) for actor in act.targets),
        when=when.first if when else None,
        until=when.last if when and when.last != when.first else None,
        when_span=Span(when.span.start + offset, when.span.end + offset, when.span.quote) if when else None,
        mode=act.meaning.mode,
        confidence=confidence_of(act),
    )


def confidence_of(act: Act) -> float:
    """A share between 0 and 1 that grows with what was found."""
    return round(max(0.05, min(0.95, 0.2 + 0.1 * act.score)), 2)


_RETREATS = frozenset(("release", "resign", "disarm", "withdraw", "ceasefire", "access", "ease"))


def plover_type(meaning: Meaning) -> str:
    """One of the sixteen types: to yield is to retreat in deeds (release, ceasefire, ...) or else to concede."""
    if meaning.type != "YIELD":
        return meaning.type
    return "RETREAT" if meaning.mode in _RETREATS else "CONCEDE"


def _nearest(dates: tuple[Dated, ...], start: int, end: int) -> Dated | None:
    """The expression of time that stands closest to the act."""
    return min(dates, key=lambda one: max(one.span.start - end, start - one.span.end, 0), default=None)
