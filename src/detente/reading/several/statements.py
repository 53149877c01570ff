"""What a reading says, sentence by sentence, as claims of a case: events and claims of analysis in one list."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from detente.core.claim import Claim, Direction, Hedge, Stage
from detente.core.plain import listed
from detente.core.reading import Attribution, CodedEvent, Mention, ReadClaim, Reading, Span, Standing
from detente.reading.shipped import text_of
from detente.reading.words.stems import content

LONGEST_SPEAKER = 80
"""Characters of a speaker's name; longer ones are a sentence, and a case holds none of a source's."""
ACTS = ("event", "history")
"""Kinds that tell of acts: only of these does a negation say that it was not so. `Will not allow` is a red line that stands."""
_SAID_STAGE: Mapping[str, Stage] = {"words": "signalled", "deeds": "acted"}


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing that one sentence says, as a claim of a case, with what the reader knows beyond it.

    Attributes
    ----------
    document : id of the document, which is the claim's source.
    claim : in our own words; its actors are ids made from the mentions' names.
    actors : who is named in it, each once, in the claim's order; `codes` are their codes.
    type : PLOVER type where it tells of an act; `dyad` the country codes of who acted and toward whom.
    when : the day told of.
    cue : what in the text it was read from.
    affirmed : False where it is said not to be so (negated or denied).
    happened : False where it is still to come, conditional or only possible.
    words : stems of its sentence, to compare it with others by; they are written nowhere.
    """

    document: str
    claim: Claim
    actors: tuple[Mention, ...]
    cue: Span
    type: str | None = None
    dyad: tuple[frozenset[str], frozenset[str]] | None = None
    when: date | None = None
    affirmed: bool = True
    happened: bool = True
    words: frozenset[str] = frozenset()
    confidence: float = 0.5

    @property
    def codes(self) -> frozenset[str]:
        """Country codes (or organisations') of its actors."""
        return frozenset(actor.country for actor in self.actors if actor.code)

    @property
    def names(self) -> frozenset[str]:
        """Ids of its actors."""
        return frozenset(actor_id(actor.name) for actor in self.actors)

    @property
    def sentence(self) -> int:
        """Number of its sentence."""
        return self.claim.sentence or 0


def statements(reading: Reading) -> tuple[Statement, ...]:
    """Everything a reading says, in the order of the text.

    An act that is coded and also read as a claim of kind `event`, by overlapping words of one sentence, is one
    statement: who did what to whom and when comes from the code, how it stands from the claim. Where the two do not
    agree on whether it is said to be so, both are told; but a denial is no refusal, and only the claim tells it.
    """
    document = reading.document.id
    events = [event for event in reading.events if event.source or event.target]
    by_sentence: dict[int, list[int]] = {}
    for place, event in enumerate(events):
        by_sentence.setdefault(event.sentence, []).append(place)
    taken: set[int] = set()
    found: list[Statement] = []
    for read in reading.claims:
        here = [(n, events[n]) for n in by_sentence.get(read.sentence, ())]
        taken |= {n for n, event in here if _is_denial(read, event)}
        place_of = next((n for n, event in here if n not in taken and _is_one(read, event)), None)
        claim = _of_claim(document, read)
        if place_of is not None:
            taken.add(place_of)
            claim = _joined(claim, _of_event(document, _with_subject(events[place_of], read)))
        found.append(claim)
    found += [_of_event(document, event) for n, event in enumerate(events) if n not in taken]
    ordered = sorted(found, key=lambda one: (one.sentence, one.cue.start, one.claim.kind, one.claim.says))
    words = {sentence.number: content(sentence.span.quote) for sentence in reading.sentences}
    return tuple(replace(one, words=words.get(one.sentence, frozenset())) for one in _each_once(ordered))


def _is_one(read: ReadClaim, event: CodedEvent) -> bool:
    agree = _is_affirmed(read.standing) == _is_affirmed(event.standing)
    return (
        read.kind == "event"
        and read.sentence == event.sentence
        and agree
        and _overlap(read.cue, event.trigger)
    )


def _is_denial(read: ReadClaim, event: CodedEvent) -> bool:
    is_refusal = event.type == "REJECT" and _is_affirmed(event.standing)
    is_here = _overlap(read.cue, event.trigger)
    return read.kind == "event" and read.standing.denied and is_refusal and is_here


def _with_subject(event: CodedEvent, read: ReadClaim) -> CodedEvent:
    """The event with the claim's subject as source, where the coder found none."""
    if event.source or not read.actors or not event.target:
        return event
    subject = read.actors[0]
    known = {mention.country for mention in event.target}
    return event if subject.country in known else replace(event, source=(subject,))


def _joined(claim: Statement, act: Statement) -> Statement:
    """A claim and the code of the same act: the code's wording names both sides, the claim knows how it stands."""
    told = act.claim.model_copy(
        update={
            name: getattr(claim.claim, name)
            for name in ("hedge", "origin", "speaker", "quantifier", "about", "direction", "form", "stage")
            if getattr(claim.claim, name) not in (None, "asserted")
        }
    )
    confidence = max(act.confidence, claim.confidence)
    return replace(act, claim=told, happened=act.happened and claim.happened, confidence=confidence)


def actor_id(name: str) -> str:
    """The id of an actor from its name.

    Examples
    --------
    >>> actor_id("United States"), actor_id("Côte d'Ivoire"), actor_id("5+1 group")
    ('united_states', 'cote_d_ivoire', 'n5_1_group')
    """
    from unicodedata import normalize

    plain = normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    letters = "".join(letter if letter.isalnum() else "_" for letter in plain)
    joined = "_".join(part for part in letters.split("_") if part)[:40].rstrip("_")
    return joined if joined[:1].isalpha() else f"n{joined}" if joined else "somebody"


def day_told(when: date | None) -> str | None:
    """A day as a claim writes it."""
    return when.isoformat() if when is not None else None


def _each_once(ordered: Iterable[Statement]) -> Iterator[Statement]:
    seen: set[tuple[object, ...]] = set()
    for one in ordered:
        told = (one.sentence, one.claim.kind, one.claim.says, one.affirmed)
        if told not in seen:
            seen.add(told)
            yield one


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _of_claim(document: str, read: ReadClaim) -> Statement:
    actors = _named(read.actors)
    return Statement(
        document=document,
        claim=_claim(
            document, read.sentence, read.says, read.kind, read.standing, read.attribution, actors
        ).model_copy(
            update={
                "about": read.about,
                "direction": read.direction,
                "form": read.form,
                "stage": read.stage,
                "when": day_told(read.when),
            }
        ),
        actors=actors,
        cue=read.cue,
        when=read.when,
        affirmed=_is_affirmed(read.standing) if read.kind in ACTS else not read.standing.denied,
        happened=_has_happened(read.standing),
        confidence=read.confidence,
    )


def _of_event(document: str, event: CodedEvent) -> Statement:
    actors = _named((*event.source, *event.target))
    act = wordings().get(event.type, {})
    sure = event.factuality in ("asserted", "reported")
    form = act.get("form", "deeds")
    direction: Direction = act.get("way", "neutral") if sure else "neutral"  # type: ignore[assignment]
    return Statement(
        document=document,
        claim=_claim(
            document,
            event.sentence,
            event_says(event),
            "event",
            event.standing,
            event.attribution,
            actors,
        ).model_copy(
            update={
                "direction": direction,
                "form": form,
                "stage": _SAID_STAGE[form] if sure else "signalled" if event.standing.future else None,
                "when": day_told(event.when),
            }
        ),
        actors=actors,
        cue=event.trigger,
        type=event.type,
        dyad=(_codes(event.source), _codes(event.target)),
        when=event.when,
        affirmed=_is_affirmed(event.standing),
        happened=_has_happened(event.standing),
        confidence=event.confidence,
    )


def _claim(
    document: str,
    sentence: int,
    says: str,
    kind: str,
    standing: Standing,
    attribution: Attribution,
    actors: tuple[Mention, ...],
) -> Claim:
    return Claim.model_validate(
        {
            "source": document,
            "sentence": sentence,
            "says": says if len(says) >= 3 else f"{kind}: {says}",
            "kind": kind,
            "hedge": _hedge(standing),
            "origin": attribution.origin,
            "speaker": _speaker(attribution),
            "quantifier": attribution.quantifier,
            "actors": tuple(dict.fromkeys(actor_id(actor.name) for actor in actors)),
        }
    )


def _is_affirmed(standing: Standing) -> bool:
    return not (standing.negated or standing.denied)


def _has_happened(standing: Standing) -> bool:
    return not (standing.future or standing.conditional or standing.possible)


def _hedge(standing: Standing) -> Hedge:
    if standing.denied:
        return "denied"
    if standing.possible and standing.hedge in ("asserted", "reported"):
        return "suggested"
    return standing.hedge


def _speaker(attribution: Attribution) -> str | None:
    speaker = attribution.speaker
    if speaker is None:
        return None
    name = speaker.name if isinstance(speaker, Mention) else " ".join(speaker.quote.split())
    return name[:LONGEST_SPEAKER] or None


def _codes(mentions: Iterable[Mention]) -> frozenset[str]:
    return frozenset(mention.country for mention in mentions if mention.code)


def _named(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """Mentions by name, each once; a pronoun that was not resolved names nobody."""
    found: dict[str, Mention] = {}
    for mention in mentions:
        if mention.name and (mention.kind != "pronoun" or mention.code):
            found.setdefault(actor_id(mention.name), mention)
    return tuple(found.values())


def event_says(event: CodedEvent) -> str:
    """An event in the analyst's words, with its standing: `Iran threatens Israel`, `Denied: Iran attacks Israel`."""
    act = wordings().get(event.type)
    sources, targets = ([mention.name for mention in _named(each)] for each in (event.source, event.target))
    names = {"source": listed(sources), "target": listed(targets)}
    if act is None:
        plain = f"{names['source'] or 'Somebody'} ({event.type.lower()}) {names['target']}".rstrip()
    elif sources and targets:
        plain = _agreeing(act["says"], len(sources)).format(**names)
    elif sources:
        plain = _agreeing(act["alone"], len(sources)).format(**names)
    else:
        plain = _agreeing(act["was"], len(targets)).format(**names)
    standing = event.standing
    heads = [
        ("denied", standing.denied),
        ("not so", standing.negated and not standing.denied),
        ("on a condition", standing.conditional),
        ("still to come", standing.future and not standing.conditional),
        ("possibly", standing.possible and not standing.future),
    ]
    head = ", ".join(word for word, holds in heads if holds)
    text = f"{head}: {plain}" if head else plain
    return text[:1].upper() + text[1:]


def _agreeing(wording: str, count: int) -> str:
    """A wording whose verb, the word after its subject, agrees with so many."""
    subject, _, rest = wording.partition("} ")
    verb, blank, others = rest.partition(" ")
    if count < 2 or not subject.startswith("{"):
        return wording
    plural = "are" if verb == "is" else f"{verb[:-3]}y" if verb.endswith("ies") else verb.removesuffix("s")
    return f"{subject}}} {plural}{blank}{others}"


@cache
def wordings() -> Mapping[str, Mapping[str, str]]:
    """PLOVER type -> how it is worded, whether it is words or deeds, and which way it points."""
    return tomllib.loads(text_of("telling.toml"))
