"""The chain as links: answer -> inputs -> claims -> sources, and every one of them back."""

from dataclasses import dataclass

from detente.core.audit import Leaf
from detente.core.explanation import Mover
from detente.core.naming import input_name
from detente.core.study import Study


@dataclass(frozen=True, slots=True)
class Input:
    """One input as a row of the evidence table."""

    anchor: str
    name: str
    leaf: Leaf
    moves: tuple[Mover, ...]


@dataclass(frozen=True, slots=True)
class Chain:
    """Who rests on whom.

    Attributes
    ----------
    inputs : path -> row, in the order of the case.
    supports : claim -> inputs that rest on it.
    movers : question -> the inputs its answer goes with, largest swing first.
    """

    inputs: dict[str, Input]
    supports: dict[str, tuple[Input, ...]]
    movers: dict[str, tuple[tuple[Input, float], ...]]


def chain(study: Study) -> Chain:
    """Links of a study, both ways."""
    moves: dict[str, list[Mover]] = {}
    for mover in study.explanation.movers:
        moves.setdefault(mover.path, []).append(mover)
    inputs = {
        leaf.path: Input(
            f"input-{place}", input_name(study.case, leaf.path), leaf, tuple(moves.get(leaf.path, ()))
        )
        for place, leaf in enumerate(study.audit.leaves, 1)
    }
    supports: dict[str, list[Input]] = {}
    for row in inputs.values():
        for claim in row.leaf.claims:
            supports.setdefault(claim, []).append(row)
    movers: dict[str, list[tuple[Input, float]]] = {}
    for mover in study.explanation.movers:
        if mover.path in inputs:
            movers.setdefault(mover.answer, []).append((inputs[mover.path], mover.swing))
    return Chain(
        inputs,
        {claim: tuple(rows) for claim, rows in supports.items()},
        {answer: tuple(rows) for answer, rows in movers.items()},
    )
