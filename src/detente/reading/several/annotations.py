"""A reading as linked data: W3C Web Annotations with text selectors, and PROV of how they were made.

Offsets count code points of the text as it was read, whose hash is told. Quotations are short and stand here only:
a case holds paraphrases. Follow the Web Annotation Data Model (W3C Recommendation, 23 February 2017) and PROV-O
(W3C Recommendation, 30 April 2013).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from detente.core.reading import (
    Attribution,
    CodedEvent,
    Document,
    Mention,
    ReadClaim,
    Reading,
    Span,
    Standing,
)

CONTEXT = (
    "http://www.w3.org/ns/anno.jsonld",
    {"prov": "http://www.w3.org/ns/prov#", "detente": "urn:detente:"},
)
LONGEST_QUOTE = 160
"""Characters of a quotation; of a longer stretch only the beginning is quoted, and its end is told by offset."""
_AROUND = 24
"""Characters before and after a quotation, by which it is found again where offsets have moved."""


def annotations(readings: Sequence[Reading], version: str) -> dict[str, Any]:
    """All annotations of some readings as one JSON-LD document.

    Parameters
    ----------
    version : of Detente, told as the software that made them.
    """
    made: list[dict[str, Any]] = []
    for reading in readings:
        made.append(_document(reading.document))
        made.append(_activity(reading, version))
        made += _annotated(reading)
    return {"@context": list(CONTEXT), "@graph": made}


def selectors(document: Document, span: Span) -> list[dict[str, Any]]:
    """The two selectors of a span: by position and by quotation."""
    text = document.text
    quote = {
        "type": "TextQuoteSelector",
        "exact": span.quote[:LONGEST_QUOTE],
        "prefix": text[max(0, span.start - _AROUND) : span.start],
        "suffix": text[span.end : span.end + _AROUND] if len(span.quote) <= LONGEST_QUOTE else "",
    }
    return [{"type": "TextPositionSelector", "start": span.start, "end": span.end}, quote]


def _urn(document: Document) -> str:
    return f"urn:sha256:{document.sha256}" if document.sha256 else f"urn:detente:document:{document.id}"


def _document(document: Document) -> dict[str, Any]:
    told = {
        "id": _urn(document),
        "type": ["prov:Entity", "detente:Document"],
        "detente:source": document.id,
        "title": document.title,
        "publisher": document.publisher,
        "date": document.dateline.isoformat() if document.dateline else None,
        "url": document.url,
        "language": document.language,
        "detente:characters": len(document.text),
    }
    return {key: value for key, value in told.items() if value is not None}


def _activity(reading: Reading, version: str) -> dict[str, Any]:
    return {
        "id": _activity_id(reading),
        "type": "prov:Activity",
        "prov:used": [
            {"id": _urn(reading.document)},
            *(
                {"id": f"urn:detente:{name}:{value}", "detente:name": name, "detente:value": value}
                for name, value in sorted(reading.provenance.items())
            ),
        ],
        "prov:wasAssociatedWith": {
            "id": f"urn:detente:reader:{reading.reader}",
            "type": ["Software", "prov:SoftwareAgent"],
            "name": f"detente {version}, reader {reading.reader}",
        },
    }


def _activity_id(reading: Reading) -> str:
    return f"urn:detente:reading:{reading.reader}:{reading.document.sha256 or reading.document.id}"


def _annotated(reading: Reading) -> Iterator[dict[str, Any]]:
    number = 0
    every: tuple[CodedEvent | ReadClaim, ...] = (*reading.events, *reading.claims)
    for one in every:
        told = _event(one) if isinstance(one, CodedEvent) else _read_claim(one)
        role = "trigger" if isinstance(one, CodedEvent) else "cue"
        for name, span in _spans(one, role):
            number += 1
            yield {
                "id": f"urn:detente:annotation:{reading.document.id}:{reading.reader}:{number}",
                "type": "Annotation",
                "motivation": "classifying" if name == role else "identifying",
                "body": {"type": "Dataset", "detente:role": name, **(told if name == role else {})},
                "target": {
                    "source": _urn(reading.document),
                    "selector": selectors(reading.document, span),
                },
                "prov:wasGeneratedBy": {"id": _activity_id(reading)},
            }


def _spans(one: CodedEvent | ReadClaim, role: str) -> Iterator[tuple[str, Span]]:
    """Every stretch of text that an event or claim rests on, by what it is to it."""
    if isinstance(one, CodedEvent):
        yield role, one.trigger
        yield from (("source", mention.span) for mention in one.source)
        yield from (("target", mention.span) for mention in one.target)
        if one.when_span is not None:
            yield "date", one.when_span
    else:
        yield role, one.cue
        yield from (("actor", mention.span) for mention in one.actors)
    if one.standing.cue is not None:
        yield "hedge", one.standing.cue
    yield from _attributed(one.attribution)


def _attributed(attribution: Attribution) -> Iterator[tuple[str, Span]]:
    speaker = attribution.speaker
    if speaker is not None:
        yield "speaker", speaker.span if isinstance(speaker, Mention) else speaker
    if attribution.cue is not None:
        yield "attribution", attribution.cue
    if attribution.content is not None:
        yield "content", attribution.content


def _event(event: CodedEvent) -> dict[str, Any]:
    return _bare(
        {
            "detente:sentence": event.sentence,
            "detente:type": event.type,
            "detente:cameo_root": event.cameo_root,
            "detente:mode": event.mode,
            "detente:source_codes": [mention.code for mention in event.source],
            "detente:target_codes": [mention.code for mention in event.target],
            "detente:factuality": event.factuality,
            "detente:when": event.when.isoformat() if event.when else None,
            "detente:confidence": round(event.confidence, 4),
            **_standing(event.standing, event.attribution),
        }
    )


def _read_claim(claim: ReadClaim) -> dict[str, Any]:
    return _bare(
        {
            "detente:sentence": claim.sentence,
            "detente:kind": claim.kind,
            "detente:says": claim.says,
            "detente:about": claim.about,
            "detente:direction": claim.direction,
            "detente:stage": claim.stage,
            "detente:actors": [mention.code for mention in claim.actors],
            "detente:when": claim.when.isoformat() if claim.when else None,
            "detente:confidence": round(claim.confidence, 4),
            **_standing(claim.standing, claim.attribution),
        }
    )


def _standing(standing: Standing, attribution: Attribution) -> dict[str, Any]:
    flags = [
        name for name in ("negated", "denied", "conditional", "future", "possible") if getattr(standing, name)
    ]
    return {
        "detente:hedge": standing.hedge,
        "detente:standing": flags,
        "detente:certainty": round(standing.certainty, 4),
        "detente:origin": attribution.origin,
        "detente:quantifier": attribution.quantifier,
    }


def _bare(told: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in told.items() if value not in (None, [], "")}


def spans_of(reading: Reading) -> Iterable[Span]:
    """Every span of a reading: sentences, and whatever its events and claims rest on."""
    yield from (sentence.span for sentence in reading.sentences)
    for event in reading.events:
        yield from (span for _, span in _spans(event, "trigger"))
    for claim in reading.claims:
        yield from (span for _, span in _spans(claim, "cue"))
