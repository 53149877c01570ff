"""Several documents: which are copies, which relay another, how many independent origins there are, who supports whom.

A copy is found by shared five-word shingles (Broder 1997), so that a wire story with another headline and one
paragraph less counts once. A report that passes on another outlet's reporting is not a second source.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import combinations
from typing import Literal

from detente.core.citation import Citation
from detente.core.reading import Document, Reading
from detente.reading.several.statements import Statement, actor_id
from detente.reading.words.stems import content

CITATIONS = (
    Citation(
        "broder1997",
        "Broder, A. Z.",
        1997,
        "On the resemblance and containment of documents",
        "Proceedings of Compression and Complexity of Sequences, 21-29",
        "10.1109/SEQUEN.1997.666900",
    ),
)
SHINGLE = 5
"""Words of a shingle."""
COPY = 0.6
"""Share of the shorter document's shingles in the longer from which the two are one text."""
FEWEST = 12
"""Shingles below which a text is too short to be told from another by them."""
NEAR = timedelta(days=10)
"""How far apart the days told of may be where two statements are of one thing."""
AROUND = 60
"""Sentences apart within which a document is looked through for what contradicts itself."""
FEWEST_WORDS = 2
"""Words in common, besides names, from which two accounts of acts are of one, where only one is coded."""
RECIPROCAL = ("AGREE", "CONSULT", "COOPERATE")
"""Types that both sides do."""
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Copies:
    """Documents that are one text; the first is kept as their source.

    Attributes
    ----------
    documents : ids, the earliest first.
    containment : smallest share of a copy's shingles that the first holds.
    """

    documents: tuple[str, ...]
    containment: float


@dataclass(frozen=True, slots=True)
class Link:
    """Two statements on one thing, by their places in the list of statements: the first supports or disputes the second."""

    one: int
    other: int
    kind: Literal["supports", "disputes"]


@dataclass(frozen=True, slots=True)
class Corroboration:
    """What several documents are to each other.

    Attributes
    ----------
    copies : groups of copies, of two and more.
    relays : document -> whom it passes on, by name, as its own attributions tell.
    origins : document -> the origins behind it.
    independent : all origins, each once: what may be counted as independent sources.
    links : between statements of different documents, or of one document where they contradict each other.
    """

    copies: tuple[Copies, ...]
    relays: Mapping[str, tuple[str, ...]]
    origins: Mapping[str, tuple[str, ...]]
    independent: tuple[str, ...]
    links: tuple[Link, ...]

    def original(self, document: str) -> str:
        """The document whose text this one repeats; itself where it repeats none."""
        return next((group.documents[0] for group in self.copies if document in group.documents), document)


def corroborate(readings: Sequence[Reading], told: Sequence[Statement]) -> Corroboration:
    """How documents and their statements stand to each other.

    Parameters
    ----------
    readings : one a document, whatever reader made them.
    told : their statements.
    """
    documents = [reading.document for reading in readings]
    groups = copies(documents)
    first = {document: group.documents[0] for group in groups for document in group.documents}
    relays = {reading.document.id: relayed(reading, told) for reading in readings}
    names = {document.id: _outlet(document) for document in documents}
    by_name = {_plain(name): document for document, name in names.items()}
    origins: dict[str, tuple[str, ...]] = {}
    for document in documents:
        kept = first.get(document.id, document.id)
        found = [_origin_of(one, names[kept], by_name, names) for one in told if one.document == kept]
        origins[document.id] = tuple(sorted(dict.fromkeys(found or [names[kept]])))
    every = {_plain(origin): origin for found in origins.values() for origin in found}
    return Corroboration(groups, relays, origins, tuple(sorted(every.values())), _links(told, origins, first))


def shingles(text: str) -> frozenset[int]:
    """Hashes of all runs of five words, whatever their case and punctuation."""
    words = _WORD.findall(text.casefold())
    # `hash` of text differs from process to process; sizes of sets do not, and nothing else is used.
    return frozenset(hash(tuple(words[at : at + SHINGLE])) for at in range(max(0, len(words) - SHINGLE + 1)))


def containment(one: frozenset[int], other: frozenset[int]) -> float:
    """Share of the smaller set's shingles that the larger holds, in [0, 1]."""
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller >= FEWEST else 0.0


def copies(documents: Sequence[Document]) -> tuple[Copies, ...]:
    """Groups of documents that are one text, by single linkage; the earliest (then the first given) leads."""
    held = {document.id: shingles(document.text) for document in documents}
    parent = {name: name for name in held}

    def root(name: str) -> str:
        while parent[name] != name:
            name = parent[name]
        return name

    shares: dict[tuple[str, str], float] = {}
    for one, other in combinations(held, 2):
        share = containment(held[one], held[other])
        if share >= COPY:
            shares[one, other] = share
            parent[root(other)] = root(one)
    order = {
        document.id: (document.dateline is None, document.dateline, place)
        for place, document in enumerate(documents)
    }
    groups: dict[str, list[str]] = {}
    for name in held:
        groups.setdefault(root(name), []).append(name)
    return tuple(
        Copies(
            tuple(sorted(group, key=lambda name: _order(order[name]))),
            min(share for pair, share in shares.items() if set(pair) <= set(group)),
        )
        for group in groups.values()
        if len(group) > 1
    )


def _order(key: tuple[bool, object, int]) -> tuple[bool, str, int]:
    undated, day, place = key
    return (undated, str(day), place)


def relayed(reading: Reading, told: Iterable[Statement]) -> tuple[str, ...]:
    """Whom a document passes on: origins that its statements name, other than itself, the most often named first."""
    own = _plain(_outlet(reading.document))
    counts: dict[str, int] = {}
    for one in told:
        origin = one.claim.origin
        if (
            one.document == reading.document.id
            and origin
            and _plain(origin) not in ("", own, _plain(reading.document.id))
        ):
            counts[origin] = counts.get(origin, 0) + 1
    return tuple(sorted(counts, key=lambda name: (-counts[name], name)))


def _outlet(document: Document) -> str:
    return document.publisher or document.id


def _origin_of(one: Statement, outlet: str, by_name: Mapping[str, str], names: Mapping[str, str]) -> str:
    """Who a statement comes from in the end: another of the documents by its outlet, a name, or the outlet itself."""
    origin = one.claim.origin
    if not origin:
        return outlet
    held = by_name.get(_plain(origin))
    if held is None and origin in names:
        held = origin
    return names[held] if held is not None else origin


def _plain(name: str) -> str:
    return actor_id(name).removeprefix("the_")


def same_thing(one: Statement, other: Statement) -> bool:
    """Whether two statements speak of one thing: who, what kind of matter, and about when.

    Acts must be of one type, by the same toward the same; where one is not coded, and for other claims, both must be of
    one kind and subject and share two actors (one, where either names only one).
    """
    if one.claim.kind != other.claim.kind:
        return False
    if one.when is not None and other.when is not None and abs(one.when - other.when) > NEAR:
        return False
    if one.type is not None and other.type is not None:
        return one.type == other.type and _same_dyad(one, other)
    shared = one.codes & other.codes
    if not shared or len(shared) < min(2, len(one.codes), len(other.codes)):
        return False
    if one.claim.about is not None and other.claim.about is not None:
        return _plain(one.claim.about) == _plain(other.claim.about)
    return one.claim.kind == "event" and len(_in_common(one, other)) >= FEWEST_WORDS


def _in_common(one: Statement, other: Statement) -> frozenset[str]:
    """Stems that both sentences hold, but for the names of actors."""
    names = content(" ".join(actor.name for actor in (*one.actors, *other.actors)))
    return (one.words & other.words) - names


def _same_dyad(one: Statement, other: Statement) -> bool:
    """Whether two acts are by the same toward the same; talks and accords are so either way round."""
    if one.dyad is None or other.dyad is None:
        return False
    (source, target), (by, toward) = one.dyad, other.dyad
    if one.type in RECIPROCAL:
        return len((source | target) & (by | toward)) >= 2
    return bool(source & by) and (bool(target & toward) or not (target or toward))


def contradict(one: Statement, other: Statement) -> bool:
    """Whether two statements on one thing cannot both be so: one affirms what the other denies, or they point opposite ways."""
    if one.affirmed != other.affirmed:
        return True
    ways = {one.claim.direction, other.claim.direction}
    return (
        one.claim.kind != "event" and ways == {"accommodation", "confrontation"} and one.names == other.names
    )


def _links(
    told: Sequence[Statement], origins: Mapping[str, tuple[str, ...]], first: Mapping[str, str]
) -> tuple[Link, ...]:
    """Support only from another origin; a contradiction counts within one document as well."""
    alike: dict[tuple[str, str], list[int]] = {}
    for place, one in enumerate(told):
        for matter in _matters(one):
            alike.setdefault((one.claim.kind, matter), []).append(place)
    found = []
    pairs = {pair for places in alike.values() for pair in _pairs(told, places)}
    for earlier, later in sorted(pairs):
        one, other = told[earlier], told[later]
        is_copy = one.document != other.document and first.get(one.document, "") == first.get(other.document)
        is_one_sentence = one.document == other.document and one.sentence == other.sentence
        if is_copy or is_one_sentence or not same_thing(one, other):
            continue
        if contradict(one, other):
            found.append(Link(later, earlier, "disputes"))
        elif one.document != other.document and _plain(_own(one, origins)) != _plain(_own(other, origins)):
            found.append(Link(later, earlier, "supports"))
    return tuple(found)


def _pairs(told: Sequence[Statement], places: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Places to compare: across documents all of them, within one only those near each other that differ."""
    for at, one in enumerate(places):
        for other in places[at + 1 :]:
            if told[one].document != told[other].document:
                yield one, other
            elif told[other].sentence - told[one].sentence > AROUND:
                # statements stand document by document, so that only other documents are left
                continue
            elif contradict(told[one], told[other]):
                yield one, other


def _matters(one: Statement) -> Iterator[str]:
    """What a statement may be compared by: its type, its subject, and for acts each pair of those it names."""
    yield from (_plain(matter) for matter in (one.type, one.claim.about) if matter is not None)
    if one.claim.kind == "event":
        yield from ("-".join(pair) for pair in combinations(sorted(one.codes), 2))


def _own(one: Statement, origins: Mapping[str, tuple[str, ...]]) -> str:
    return one.claim.origin or next(iter(origins.get(one.document, ())), one.document)
