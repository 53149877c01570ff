"""The contract of a bargaining model: a pure function over worlds, and a compiled twin for one world."""

from collections.abc import Callable
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
    kernel : the compiled twin with the signature of `_signature.SOLVER`, for one world.
    misleads : when not to trust it, in one sentence.
    """

    name: str
    title: str
    solve: Solve
    kernel: Callable[[Floats, Floats, Floats, float], float]
    misleads: str
    citations: tuple[Citation, ...]
