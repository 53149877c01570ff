"""A decision of the past: who held what position on one issue, and what came of it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Decision:
    """One issue that has been settled.

    Attributes
    ----------
    issue, proposal : ids; issues of one proposal are settled together.
    actors : names, each once.
    position, salience : (actors,) points of a scale from 0 to 100.
    capability : (actors,) >= 0, any unit.
    outcome : points.
    reversion : what would have stood without a decision, points; None where nobody has coded it.
    """

    issue: str
    proposal: str
    actors: tuple[str, ...]
    position: Floats
    capability: Floats
    salience: Floats
    outcome: float
    reversion: float | None = None
