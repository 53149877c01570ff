"""The reader that works offline by dictionary and rules, and says of every sentence it cannot code what was missing."""

from dataclasses import replace

from detente.core.reading import Attribution, CodedEvent, Document, ReadClaim, Reading, Uncoded
from detente.reading.acts.coding import ENDLESS, code_sentence, is_endless
from detente.reading.claims.claims import claims_of, trend_of
from detente.reading.naming.dictionary import VERSION, dictionary_hash
from detente.reading.naming.memory import Memory
from detente.reading.readers.base import Reader
from detente.reading.speech.attribution import attributions_of, covering
from detente.reading.speech.discourse import Discourse, discourse_of
from detente.reading.speech.standing import standing_of
from detente.reading.words.sentences import sentences_of


def read(document: Document, **options: object) -> Reading:
    """Sentences, events and claims of a document, and why each other sentence gave no event.

    Examples
    --------
    >>> made = read(Document("a", "Iran rejected talks with Israel. It rained."))
    >>> [(one.source[0].code, one.type, one.target[0].code) for one in made.events]
    [('IRN', 'REJECT', 'ISR')]
    >>> [(one.sentence, one.why) for one in made.uncoded]
    [(2, 'no actor, no act')]
    """
    text = document.text
    sentences = sentences_of(text)
    readable = tuple(sentence for sentence in sentences if not is_endless(sentence))
    context = discourse_of(document, readable, trend_of(readable))
    memory = Memory()
    events: list[CodedEvent] = []
    claims: list[ReadClaim] = []
    uncoded: list[Uncoded] = []
    for sentence in sentences:
        if is_endless(sentence):
            uncoded.append(Uncoded(sentence.number, ENDLESS))
            continue
        coded = code_sentence(sentence, dateline=document.dateline, memory=memory)
        attributions = attributions_of(sentence, text, coded.mentions, context)
        for event in coded.events:
            events.append(
                replace(
                    event,
                    standing=standing_of(sentence, text, event.trigger),
                    attribution=_said(attributions, event, context),
                )
            )
        claims.extend(claims_of(sentence, text, coded.mentions, attributions, context))
        if not coded.events:
            uncoded.append(Uncoded(sentence.number, coded.why))
    provenance = {"dictionary": dictionary_hash(), "dictionary_version": VERSION}
    return Reading(document, "rules", sentences, tuple(events), tuple(claims), tuple(uncoded), (), provenance)


def _said(attributions: tuple[Attribution, ...], event: CodedEvent, context: Discourse) -> Attribution:
    """Who says that an event happened; where nobody is named, whom the outlet had it from."""
    found = covering(attributions, event.trigger)
    return found or Attribution(origin=context.origin(event.sentence))


READER = Reader("rules", "dictionary and rules, offline; the default", read)
