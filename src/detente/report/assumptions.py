"""Key assumptions: every number that no claim gives, grouped by its reason, with its standing and what it carries."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from detente.core.audit import Leaf
from detente.core.explanation import Mover
from detente.core.naming import input_name
from detente.core.study import Study

Standing = Literal["solid", "caveated", "unsupported"]
MEANING: dict[Standing, str] = {
    "solid": "undisputed claims of two or more origins give its direction; only the size is judged",
    "caveated": "a reason is given, or claims of one origin, or disputed ones, give its direction",
    "unsupported": "neither a claim nor a reason",
}
MOST, NAMED = 12, 3


@dataclass(frozen=True, slots=True)
class KeyAssumption:
    """One assumption: the inputs that share a reason, led by the one that carries most.

    Attributes
    ----------
    leaf : the input that carries most; `others` how many more stand on the same reason.
    moves : answers that go with it, largest share of the variance first; none where nothing was found beyond chance.
    """

    leaf: Leaf
    name: str
    standing: Standing
    others: int
    moves: tuple[Mover, ...]

    @property
    def share(self) -> float:
        """Largest share of an answer's variance between worlds that it carries."""
        return max((mover.share for mover in self.moves), default=0.0)


@dataclass(frozen=True, slots=True)
class Count:
    """Assumed numbers of one part of the case, by standing."""

    section: str
    solid: int
    caveated: int
    unsupported: int


def standing(leaf: Leaf) -> Standing | None:
    """How an assumption stands; None for a number that a claim gives."""
    if leaf.footing == "value sourced":
        return None
    if leaf.footing == "bare":
        return "unsupported"
    sourced = leaf.footing == "direction sourced, size judged"
    return "solid" if sourced and len(leaf.origins) >= 2 and not leaf.disputed else "caveated"


def key_assumptions(study: Study) -> tuple[KeyAssumption, ...]:
    """Assumptions that answers go with, largest share of a variance first; numbers with one reason are one assumption."""
    numbers = {answer.id for answer in study.answers if answer.kind == "number"}
    moves: dict[str, list[Mover]] = {}
    for mover in study.explanation.movers:
        moves.setdefault(mover.path, []).append(mover)
    groups: dict[tuple[str, str], list[Leaf]] = {}
    for leaf in study.audit.leaves:
        if standing(leaf) is not None:
            groups.setdefault(_reason(leaf), []).append(leaf)
    rows = [_row(study, group, moves) for group in groups.values()]
    carrying = [row for row in rows if row.moves]
    return tuple(
        sorted(
            carrying, key=lambda row: (-row.share, all(m.answer in numbers for m in row.moves), row.leaf.path)
        )
    )


def counts(study: Study) -> tuple[Count, ...]:
    """All assumed numbers, by part of the case and standing."""
    found: dict[str, list[Standing | None]] = {}
    for leaf in study.audit.leaves:
        found.setdefault(leaf.path.partition(".")[0], []).append(standing(leaf))
    return tuple(
        Count(section, each.count("solid"), each.count("caveated"), each.count("unsupported"))
        for section, each in found.items()
    )


def _reason(leaf: Leaf) -> tuple[str, str]:
    """What makes two numbers one assumption: the same words, or the same claims, in the same entry."""
    return leaf.assumed or " ".join(leaf.claims), leaf.path.rpartition(".")[0]


def _row(study: Study, group: list[Leaf], moves: dict[str, list[Mover]]) -> KeyAssumption:
    def share(leaf: Leaf) -> float:
        return max((mover.share for mover in moves.get(leaf.path, ())), default=-1.0)

    leaf = max(group, key=share)
    stands = standing(leaf)
    assert stands is not None  # only such leaves are grouped
    return KeyAssumption(
        leaf, input_name(study.case, leaf.path), stands, len(group) - 1, _by_share(moves.get(leaf.path, ()))
    )


def _by_share(moves: Iterable[Mover]) -> tuple[Mover, ...]:
    return tuple(sorted(moves, key=lambda mover: (-mover.share, mover.answer))[:NAMED])
