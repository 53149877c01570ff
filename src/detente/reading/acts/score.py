"""How well coded events agree with gold: dyads and types, counted sentence by sentence."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations
from typing import Any

MERGED = {
    "DEMAND": "REQUEST",
    "DISAPPROVE": "ACCUSE",
    "INVESTIGATE": "ACCUSE",
    "FIGHT": "ASSAULT",
    "CONCEDE": "YIELD",
    "RETREAT": "YIELD",
}
"""Older and finer type names, as they are counted."""

Triple = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Counts of a comparison, and what follows from them.

    Examples
    --------
    >>> one = Agreement(gold=4, coded=2, same=1)
    >>> one.precision, one.recall, round(one.f1, 3)
    (0.5, 0.25, 0.333)
    """

    gold: int
    coded: int
    same: int

    @property
    def precision(self) -> float:
        """Share of what was coded that the gold has."""
        return self.same / self.coded if self.coded else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold that was coded."""
        return self.same / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.same / (self.gold + self.coded) if self.gold + self.coded else 0.0


def triples_of(event: Mapping[str, Any]) -> list[Triple]:
    """Source country, target country and type of an event record, for each pair of its actors.

    Two or more sources without a target count as every ordered pair of them; an absent target is the empty code.

    Examples
    --------
    >>> triples_of({"source": [{"code": "IRNGOV"}, {"code": "IRQ"}], "target": [], "type": "CONSULT"})
    [('IRN', 'IRQ', 'CONSULT'), ('IRQ', 'IRN', 'CONSULT')]
    """
    kind = MERGED.get(event["type"], event["type"])
    sources = [(actor.get("code") or "")[:3] for actor in event["source"]]
    targets = [(actor.get("code") or "")[:3] for actor in event["target"]]
    if len(sources) >= 2 and not targets:
        return [(one, two, kind) for one, two in permutations(sources, 2)]
    return [(one, two, kind) for one in sources or [""] for two in targets or [""]]


def agreement(
    gold: Iterable[Sequence[Mapping[str, Any]]],
    coded: Iterable[Sequence[Mapping[str, Any]]],
    *,
    typed: bool = True,
) -> Agreement:
    """Compare coded events with gold ones, sentence by sentence, as multisets.

    Parameters
    ----------
    gold, coded : events of each sentence, in the shape of `detente code`.
    typed : False compares dyads alone.
    """
    wanted = made = same = 0
    for right, given in zip(gold, coded, strict=True):
        one = _counted(right, typed)
        two = _counted(given, typed)
        wanted += one.total()
        made += two.total()
        same += (one & two).total()
    return Agreement(wanted, made, same)


def _counted(events: Sequence[Mapping[str, Any]], typed: bool) -> Counter[tuple[str, ...]]:
    triples = (triple for event in events for triple in triples_of(event))
    return Counter(triple if typed else triple[:2] for triple in triples)
