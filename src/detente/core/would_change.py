"""What would have to change: the smallest single move of each input that takes an answer across even odds."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Ruler = Literal["spread", "tenth of the scale"]
"""What a move is measured in: standard deviations of the input's spread, or tenths of its scale where it has none."""


@dataclass(frozen=True, slots=True)
class SmallestChange:
    """The smallest move found of one input.

    Attributes
    ----------
    stands, needs : centre of the input now and after the move, in `unit`.
    size : signed, in `ruler`s; in every world the draw itself is moved, so that a spread stays one.
    probability : the answer after the move, `se` its Monte Carlo error.
    """

    path: str
    name: str
    unit: str
    stands: float
    needs: float
    size: float
    ruler: Ruler
    probability: float
    se: float


@dataclass(frozen=True, slots=True)
class WouldChange:
    """What would take an answer across even odds, one input at a time.

    Attributes
    ----------
    probability : the answer as it stands, `se` its Monte Carlo error.
    tried : inputs that were moved to either end of what they may be; `able` those that may suffice by the screen.
    changes : smallest first; empty where no single input suffices.
    """

    of: str
    label: str
    at: date
    worlds: int
    seed: int
    probability: float
    se: float
    tried: int
    able: int
    changes: tuple[SmallestChange, ...]
