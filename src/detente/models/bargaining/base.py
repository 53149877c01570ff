"""The contract of a bargaining model: a pure function over worlds, its compiled twin, and its account of one table."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from detente.core.bargaining_table import BargainingTable, Stances
from detente.core.citation import Citation
from detente.core.settlement import Settlement

Floats = NDArray[np.float64]
Choices = Mapping[str, str | float]
"""Every option of a model with the value in force."""


class Solve(Protocol):
    """Settlement of one issue in every world."""

    def __call__(self, position: Floats, capability: Floats, salience: Floats, reversion: Floats) -> Floats:
        """Settle.

        Parameters
        ----------
        position, capability, salience : (worlds, parties), points.
        reversion : (worlds,) what stands without a deal, points.

        Returns
        -------
        (worlds,) the outcome, points.
        """
        ...


class Outcomes(Protocol):
    """Settlement of all dimensions of a table in every world, compiled."""

    def __call__(self, stances: Stances, choices: Choices) -> Floats:
        """Settle: (worlds, dimensions), points."""
        ...


class Bargain(Protocol):
    """Account of one table: outcome, rounds, offers and why."""

    def __call__(self, table: BargainingTable, choices: Choices) -> Settlement:
        """Settle and tell."""
        ...


@dataclass(frozen=True, slots=True)
class Option:
    """One rule of a model that the literature leaves open, or one number of it.

    Attributes
    ----------
    meaning : one sentence.
    default : used where nothing is said.
    allowed : the words that may stand here; empty where a number belongs.
    low, high : closed range of a number.
    whole : the number is a count.
    word : any word may stand here, such as an actor's name; neither a choice nor a number.
    """

    name: str
    meaning: str
    default: str | float
    allowed: tuple[str, ...] = ()
    low: float = -np.inf
    high: float = np.inf
    whole: bool = False
    word: bool = False


def numbers_of(options: Iterable[Option], choices: Choices) -> dict[str, int | float]:
    """Options in force as numbers, for kernels: a word by its place among those allowed."""
    numbers: dict[str, int | float] = {}
    for option in options:
        value = choices[option.name]
        if option.allowed:
            numbers[option.name] = option.allowed.index(str(value))
        else:
            numbers[option.name] = int(value) if option.whole else float(value)
    return numbers


@dataclass(frozen=True, slots=True)
class BargainingModel:
    """One family member.

    A member that knows a single issue and a single shot needs `solve`, `kernel` and words alone: its outcome on several
    dimensions is taken dimension by dimension. One with rounds, trades or several dimensions adds `bargain` and `outcomes`.

    Attributes
    ----------
    solve : the reference for one issue, over worlds, under the default options.
    kernel : its compiled twin, held equal by test.
    misleads : when not to trust it, in one sentence.
    options : what a user may choose; all have defaults.
    presets : name -> options it sets; the first is the default and sets nothing.
    outcomes : all dimensions in every world under any options; None where `kernel` by dimension is all there is.
    most_actors : actors a table may have, where the cost grows with their cube; None where any number will do.
    is_abrupt : the outcome jumps where gains or odds tie, so that rounding errors decide in a few worlds in a thousand.
    bargain : outcome, rounds, offers and why of one table; None where there is nothing to tell but the outcome.
    """

    name: str
    title: str
    solve: Solve
    kernel: Solve
    misleads: str
    citations: tuple[Citation, ...]
    options: tuple[Option, ...] = ()
    presets: Mapping[str, Choices] = field(default_factory=lambda: MappingProxyType({}))
    outcomes: Outcomes | None = None
    bargain: Bargain | None = None
    most_actors: int | None = None
    is_abrupt: bool = False
