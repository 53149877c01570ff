"""The contract of a bargaining model: a pure function over worlds, and its compiled twin."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from detente.core.citation import Citation

Floats = NDArray[np.float64]


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


@dataclass(frozen=True, slots=True)
class BargainingModel:
    """One family member.

    Attributes
    ----------
    solve : the reference, over worlds.
    kernel : its compiled twin, held equal by test.
    misleads : when not to trust it, in one sentence.
    """

    name: str
    title: str
    solve: Solve
    kernel: Solve
    misleads: str
    citations: tuple[Citation, ...]
