"""Records of sentences in, records of events out: one for one, in the shape that gold files have."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from detente.core.errors import ParameterError
from detente.core.reading import Attribution, CodedEvent, Mention, Sentence, Span
from detente.reading.acts.coding import Coded, code_given, code_sentence
from detente.reading.acts.given import marked_spans
from detente.reading.naming.memory import Memory
from detente.reading.speech.attribution import attributions_of, covering
from detente.reading.speech.standing import standing_of
from detente.reading.words.sentences import sentences_of

Ranges = list[tuple[int, int]]


def code_record(record: Any, *, actors_given: bool = False) -> dict[str, Any]:
    """Code one record.

    Parameters
    ----------
    record : `text` (a sentence, or several), and if known `id`, `date` (the dateline) and `marked` (the text with
        its source within `<s>..</s>` and its target within `<t>..</t>`). Other keys are ignored.
    actors_given : take the source and target texts of the record's first event as given where it has no `marked`.

    Returns
    -------
    `id`, `events` and `uncoded`: why there is no event, or None.

    Raises
    ------
    ParameterError : the record is no object, has no text, or a date that is none.

    Examples
    --------
    >>> made = code_record({"id": 7, "text": "France hosted Iran's foreign minister on 3 May 2023."})
    >>> event = made["events"][0]
    >>> event["source"][0]["code"], event["type"], event["target"][0]["code"], event["date"]
    ('FRA', 'CONSULT', 'IRNGOV', '2023-05-03')
    >>> code_record({"id": 8, "text": "It rained."})
    {'id': 8, 'events': [], 'uncoded': 'no actor, no act'}
    """
    text = _text(record)
    dateline = _date(record.get("date"))
    given = _given(record, text, actors_given)
    if given is not None:
        sentence = Sentence(1, Span(0, len(text), text))
        coded = [(sentence, code_given(sentence, given[0], given[1], dateline=dateline))]
    else:
        memory = Memory()
        coded = [
            (sentence, code_sentence(sentence, dateline=dateline, memory=memory))
            for sentence in sentences_of(text)
        ]
    events = [_event(event, sentence, text, dateline) for sentence, made in coded for event in made.events]
    return {"id": record.get("id"), "events": events, "uncoded": None if events else _why(coded)}


def _why(coded: list[tuple[Sentence, Coded]]) -> str:
    return "; ".join(dict.fromkeys(made.why for _, made in coded)) or "no sentence"


def _text(record: Any) -> str:
    if not isinstance(record, Mapping):
        raise ParameterError("record", type(record).__name__, 'an object such as {"id": "1", "text": "..."}')
    text = record.get("text")
    if not isinstance(text, str) or not text.strip():
        found = "no text" if "text" not in record else f"text {text!r:.40}"
        raise ParameterError("record, text", found, "a sentence", "put the sentence under `text`")
    return text


def _date(stated: Any) -> date | None:
    if stated is None or stated == "":
        return None
    try:
        return date.fromisoformat(stated[:10] if "T" in stated else stated)
    except (TypeError, ValueError):
        raise ParameterError(
            "record, date", f"{stated!r:.40}", "a date such as 2024-11-30", "write year-month-day"
        ) from None


def _given(record: Mapping[str, Any], text: str, actors_given: bool) -> tuple[Ranges, Ranges] | None:
    """Where the given source and target stand in the text; None where none are given."""
    marked = record.get("marked")
    if isinstance(marked, str):
        bare, sources, targets = marked_spans(marked)
        if bare == text and (sources or targets):
            return sources, targets
        sources = _found(text, _pieces(marked, "s"))
        targets = _found(text, _pieces(marked, "t"))
        if sources or targets:
            return sources, targets
    if not actors_given:
        return None
    events = record.get("events")
    first = events[0] if isinstance(events, list) and events and isinstance(events[0], Mapping) else {}
    rows = []
    for role in ("source", "target"):
        named = first.get(role)
        named = named if isinstance(named, list) else []
        rows.append(_found(text, [one.get("text") for one in named if isinstance(one, Mapping)]))
    return (rows[0], rows[1]) if rows[0] or rows[1] else None


def _pieces(marked: str, role: str) -> list[str]:
    bare, sources, targets = marked_spans(marked)
    return [bare[start:end] for start, end in (sources if role == "s" else targets)]


def _found(text: str, phrases: list[Any]) -> Ranges:
    """Places of phrases in a text, as far as they stand there word for word."""
    ranges = []
    for phrase in phrases:
        at = text.find(phrase.strip()) if isinstance(phrase, str) and phrase.strip() else -1
        if at >= 0:
            ranges.append((at, at + len(phrase.strip())))
    return ranges


def _event(event: CodedEvent, sentence: Sentence, text: str, dateline: date | None) -> dict[str, Any]:
    standing = standing_of(sentence, text, event.trigger)
    mentions = (*event.source, *event.target)
    attribution = covering(attributions_of(sentence, text, mentions), event.trigger)
    told = replace(event, standing=standing)
    when = event.when or dateline
    return {
        "source": [_actor(one) for one in event.source],
        "target": [_actor(one) for one in event.target],
        "type": event.type,
        "cameo_root": event.cameo_root,
        "mode": event.mode,
        "trigger": {"text": event.trigger.quote, "start": event.trigger.start, "end": event.trigger.end},
        "date": when.isoformat() if when else None,
        "date_until": event.until.isoformat() if event.until else None,
        "speaker": _speaker(attribution),
        "factuality": told.factuality,
        "confidence": event.confidence,
    }


def _actor(mention: Mention) -> dict[str, Any]:
    return {
        "code": mention.code,
        "text": mention.span.quote,
        "start": mention.span.start,
        "end": mention.span.end,
    }


def _speaker(attribution: Attribution | None) -> dict[str, Any] | None:
    if attribution is None or attribution.speaker is None:
        return None
    speaker = attribution.speaker
    if isinstance(speaker, Mention):
        return _actor(speaker)
    return {"code": None, "text": speaker.quote, "start": speaker.start, "end": speaker.end}
