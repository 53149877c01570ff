"""Readings as entries of a case: sources, claims with ids and links, and who is named."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from detente.core.actor import ActorKind
from detente.core.claim import Claim
from detente.core.reading import Document, Mention, Reading
from detente.core.source import Source
from detente.reading.several.corroboration import Corroboration, corroborate
from detente.reading.several.statements import Statement, actor_id, statements

KINDS: Mapping[str, ActorKind] = {
    "state": "state",
    "leader": "leader",
    "office": "institution",
    "armed_group": "armed_group",
    "organisation": "organisation",
    "bloc": "organisation",
    "people": "faction",
}
"""Kind of a mention -> kind of the actor it becomes; a pronoun becomes none."""
UNNAMED = "unnamed outlet"
UNDATED = "Undated: the day it was read stands here, to be set"


@dataclass(frozen=True, slots=True)
class NewClaim:
    """A statement with the id it gets in the case, and its links to others as ids."""

    id: str
    statement: Statement
    claim: Claim


@dataclass(frozen=True, slots=True)
class Intake:
    """What some readings bring to a case.

    Attributes
    ----------
    sources : id -> source.
    claims : in the order of the texts; copies of a text bring none of their own.
    corroboration : what the documents are to each other.
    """

    sources: Mapping[str, Source]
    claims: tuple[NewClaim, ...]
    corroboration: Corroboration
    readings: tuple[Reading, ...]


def take_in(
    readings: Sequence[Reading],
    *,
    read_on: date,
    taken: Iterable[str] = (),
    notes: Mapping[str, Sequence[str]] | None = None,
) -> Intake:
    """Sources and claims of some readings.

    Parameters
    ----------
    read_on : stands for the date of a document that has none, and says so.
    taken : claim ids that are not free.
    notes : document -> what should be known of how it was opened; it goes into the source's note.
    """
    told = tuple(one for reading in readings for one in statements(reading))
    found = corroborate(readings, told)
    sources = {
        reading.document.id: source_of(
            reading.document, found, read_on=read_on, notes=(notes or {}).get(reading.document.id, ())
        )
        for reading in readings
    }
    kept = [one for one in told if found.original(one.document) == one.document]
    return Intake(sources, _with_ids(kept, told, found, taken), found, tuple(readings))


def source_of(
    document: Document, found: Corroboration, *, read_on: date, notes: Sequence[str] = ()
) -> Source:
    """The source that a document becomes: F until its outlet is graded, and honest about what is not known."""
    told = [f"{note[:1].upper()}{note[1:]}" for note in notes] + ([] if document.dateline else [UNDATED])
    first = found.original(document.id)
    if first != document.id:
        told.append(f"The same text as {first}: no source of its own")
    relays = found.relays.get(document.id, ())
    return Source(
        title=document.title or f"Article {document.id}",
        publisher=document.publisher or f"{UNNAMED} ({document.id})",
        date=document.dateline or read_on,
        url=document.url,
        relays=relays,
        reliability="F",
        sha256=document.sha256,
        access="secondary" if relays else None,
        language=document.language,
        note=". ".join(told) or None,
    )


def _with_ids(
    kept: Sequence[Statement], told: Sequence[Statement], found: Corroboration, taken: Iterable[str]
) -> tuple[NewClaim, ...]:
    """Ids by document and place, `S2-07`, from the first number that no claim of the case uses."""
    used = {name.rpartition("-")[0] for name in taken} | set(taken)
    prefixes: dict[str, str] = {}
    number = 0
    for one in kept:
        if one.document not in prefixes:
            number = next(n for n in range(number + 1, number + len(used) + 2) if f"S{n}" not in used)
            prefixes[one.document] = f"S{number}"
    counts = dict.fromkeys(prefixes, 0)
    ids: dict[int, str] = {}
    places = {id(one): place for place, one in enumerate(told)}
    for one in kept:
        counts[one.document] += 1
        ids[places[id(one)]] = f"{prefixes[one.document]}-{counts[one.document]:02d}"
    links: dict[int, dict[str, list[str]]] = {}
    for link in found.links:
        if link.one in ids and link.other in ids:
            links.setdefault(link.one, {}).setdefault(link.kind, []).append(ids[link.other])
    return tuple(
        NewClaim(name, told[place], told[place].claim.model_copy(update=_tuples(links.get(place, {}))))
        for place, name in sorted(ids.items())
    )


def _tuples(links: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {kind: tuple(names) for kind, names in links.items()}


def named(claims: Iterable[NewClaim]) -> dict[str, Mention]:
    """Everybody who is named in some claims, by id, the most often named first."""
    counts: dict[str, int] = {}
    mentions: dict[str, Mention] = {}
    for one in claims:
        for mention in one.statement.actors:
            name = actor_id(mention.name)
            counts[name] = counts.get(name, 0) + 1
            mentions.setdefault(name, mention)
    return {name: mentions[name] for name in sorted(counts, key=lambda name: (-counts[name], name))}


def about_issue(claim: Claim, issues: Mapping[str, str]) -> Claim:
    """The claim with the id of an issue in place of the subject that the issue was named after.

    Parameters
    ----------
    issues : subject as an id -> id of the issue.
    """
    name = issues.get(actor_id(claim.about)) if claim.about else None
    return claim if name is None else claim.model_copy(update={"about": name})


def claim_entry(claim: Claim) -> dict[str, Any]:
    """A claim as it is written: what is as by default is left out, the reader's grade of 6 is not."""
    told = claim.model_dump(exclude_defaults=True, by_alias=True)
    order = (
        "source", "sentence", "says", "kind", "hedge", "origin", "speaker", "quantifier", "actors", "about",
        "direction", "form", "stage", "when", "dated", "credibility", "supports", "disputes",
    )  # fmt: skip
    told["credibility"] = claim.credibility
    return {name: told[name] for name in order if name in told}


def source_entry(source: Source) -> dict[str, Any]:
    """A source as it is written; its grade is always told."""
    told = source.model_dump(exclude_defaults=True, by_alias=True)
    told["reliability"] = source.reliability
    order = (
        "title",
        "publisher",
        "date",
        "url",
        "relays",
        "reliability",
        "sha256",
        "access",
        "language",
        "note",
    )
    return {name: told[name] for name in order if name in told}
