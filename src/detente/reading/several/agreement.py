"""How far two readers agree on one document: events and claims matched by sentence, and kappa over sentences."""

from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass

from detente.core.citation import Citation
from detente.core.reading import Reading

CITATIONS = (
    Citation(
        "cohen1960",
        "Cohen, J.",
        1960,
        "A coefficient of agreement for nominal scales",
        "Educational and Psychological Measurement 20(1), 37-46",
        "10.1177/001316446002000104",
    ),
)


@dataclass(frozen=True, slots=True)
class Matched:
    """What one reader found, the other found, and both.

    Attributes
    ----------
    share : of both in either (Jaccard), None where neither found anything.
    """

    one: int
    other: int
    both: int

    @property
    def share(self) -> float | None:
        """Both over either, in [0, 1]; None where there is nothing to agree on."""
        either = self.one + self.other - self.both
        return self.both / either if either else None


@dataclass(frozen=True, slots=True)
class Agreement:
    """Agreement of two readers on one document.

    Attributes
    ----------
    events : by sentence, PLOVER type, first source and first target country.
    claims : by sentence, kind and direction.
    kappa : Cohen's, over sentences, on whether a sentence gives an event or claim; None where chance alone would agree.
    sentences : over how many.
    """

    document: str
    readers: tuple[str, str]
    events: Matched
    claims: Matched
    kappa: float | None
    sentences: int


def agreement(one: Reading, other: Reading) -> Agreement:
    """How far two readings of one document agree."""
    numbers = sorted({sentence.number for sentence in (*one.sentences, *other.sentences)})
    told, retold = (
        {event.sentence for event in each.events} | {claim.sentence for claim in each.claims}
        for each in (one, other)
    )
    return Agreement(
        one.document.id,
        (one.reader, other.reader),
        _matched(_events(one), _events(other)),
        _matched(_claims(one), _claims(other)),
        kappa([number in told for number in numbers], [number in retold for number in numbers]),
        len(numbers),
    )


def kappa(one: list[bool], other: list[bool]) -> float | None:
    """Cohen's kappa of two codings of the same items, yes or no.

    Examples
    --------
    >>> kappa([True, True, False, False], [True, False, False, False])
    0.5
    >>> kappa([True, True], [True, True]) is None
    True
    """
    count = len(one)
    if not count:
        return None
    observed = sum(a == b for a, b in zip(one, other, strict=True)) / count
    share, other_share = sum(one) / count, sum(other) / count
    by_chance = share * other_share + (1.0 - share) * (1.0 - other_share)
    return None if by_chance >= 1.0 else (observed - by_chance) / (1.0 - by_chance)


def _events(reading: Reading) -> Iterable[Hashable]:
    for event in reading.events:
        source = event.source[0].country if event.source else ""
        target = event.target[0].country if event.target else ""
        yield (event.sentence, event.type, source, target)


def _claims(reading: Reading) -> Iterable[Hashable]:
    for claim in reading.claims:
        yield (claim.sentence, claim.kind, claim.direction)


def _matched(one: Iterable[Hashable], other: Iterable[Hashable]) -> Matched:
    first, second = Counter(one), Counter(other)
    return Matched(first.total(), second.total(), (first & second).total())
