"""The reader that works offline by dictionary and rules, and says of every sentence it cannot code what was missing."""

from detente.core.reading import CodedEvent, Document, Reading, Uncoded
from detente.reading.dictionary import VERSION, dictionary_hash
from detente.reading.memory import Memory
from detente.reading.readers.base import Reader
from detente.reading.sentences import sentences_of


def read(document: Document, **options: object) -> Reading:
    """Sentences and events of a document, and why each other sentence gave none.

    Examples
    --------
    >>> made = read(Document("a", "Iran rejected talks with Israel. It rained."))
    >>> [(one.source[0].code, one.type, one.target[0].code) for one in made.events]
    [('IRN', 'REJECT', 'ISR')]
    >>> [(one.sentence, one.why) for one in made.uncoded]
    [(2, 'no actor, no act')]
    """
    from detente.reading.coding import code_sentence

    sentences = sentences_of(document.text)
    memory = Memory()
    events: list[CodedEvent] = []
    uncoded: list[Uncoded] = []
    for sentence in sentences:
        coded = code_sentence(sentence, dateline=document.dateline, memory=memory)
        events.extend(coded.events)
        if not coded.events:
            uncoded.append(Uncoded(sentence.number, coded.why))
    provenance = {"dictionary": dictionary_hash(), "dictionary_version": VERSION}
    return Reading(document, "rules", sentences, tuple(events), (), tuple(uncoded), (), provenance)


READER = Reader("rules", "dictionary and rules, offline; the default", read)
