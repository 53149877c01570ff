"""From a sentence to events: who did what to whom, or what was missing."""

from dataclasses import dataclass
from datetime import date

from detente.core.reading import CodedEvent, Sentence, Span
from detente.reading.actors import Actor, actors_in, mention_of
from detente.reading.event_lexicon import Meaning
from detente.reading.frames import Act, acts_of
from detente.reading.memory import Memory
from detente.reading.tokens import Token, tokens_of


@dataclass(frozen=True, slots=True)
class Coded:
    """Events of a sentence, the surest first; `why` says what was missing where there are none."""

    events: tuple[CodedEvent, ...]
    why: str = ""


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
    >>> (event,) = code_sentence(Sentence(1, Span(0, len(text), text))).events
    >>> event.type, event.source[0].code, event.target[0].code, event.trigger.quote
    ('ASSAULT', 'TURMIL', 'TURREB', 'shelled')
    >>> code_sentence(Sentence(1, Span(0, 11, "It rained."))).why
    'no actor, no act'
    """
    text = sentence.span.quote
    tokens = tokens_of(text)
    actors = actors_in(text, tokens, dateline=dateline, memory=memory)
    acts = acts_of(tokens, actors)
    chosen = [act for act in acts[:1] if act.sources or act.targets]
    if not chosen:
        return Coded((), _missing(actors, acts))
    return Coded(tuple(event_of(act, sentence, tokens) for act in chosen))


def _missing(actors: list[Actor], acts: list[Act]) -> str:
    if not actors:
        return "no actor, no act" if not acts else "no actor"
    return "no act" if not acts else "no actor takes part in the act"


def event_of(act: Act, sentence: Sentence, tokens: list[Token]) -> CodedEvent:
    """The noun of an act, with offsets into the whole document."""
    text, offset = sentence.span.quote, sentence.span.start
    start, end = tokens[act.first].start, tokens[act.after - 1].end
    meaning: Meaning = act.meaning
    return CodedEvent(
        sentence=sentence.number,
        type=meaning.type,
        cameo_root=meaning.root,
        trigger=Span(start + offset, end + offset, text[start:end]),
        source=tuple(mention_of(actor, text, tokens, offset) for actor in act.sources),
        target=tuple(mention_of(actor, text, tokens, offset) for actor in act.targets),
        mode=meaning.mode,
        confidence=round(act.confidence, 2),
    )
