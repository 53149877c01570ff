"""What share of a dyad's events is of which kind: the composition of events, which no volume of reporting moves.

Two cuts are known. *Posture* sets cooperation (roots 02-08) against hostility (09-20) and leaves statements
(root 01) out. *Material* sets force, sanctions and other acts (14-20) against hostile words (09-13); it is all
that a file of hostile events can tell.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from detente.core.errors import ParameterError
from detente.core.series import DyadCounts

Floats = NDArray[np.float64]
Cut = Literal["posture", "material"]
OVERDISPERSION = 0.05
"""Correlation of two events of one dyad and period: stories are echoed, and one act is reported in parts."""


@dataclass(frozen=True, slots=True)
class Composition:
    """Events of a dyad, cut in two.

    Attributes
    ----------
    hostile, other : (dyads, periods) events of the more hostile kind, and of the other kind.
    """

    hostile: Floats
    other: Floats

    @property
    def total(self) -> Floats:
        """(dyads, periods) events of either kind."""
        return np.asarray(self.hostile + self.other)


CUTS: Mapping[Cut, tuple[tuple[int, int], tuple[int, int]]] = {
    "posture": ((9, 20), (2, 8)),
    "material": ((14, 20), (9, 13)),
}
"""Roots of the more hostile kind and of the other kind, both ends included."""


def composition(counts: DyadCounts, cut: Cut = "posture") -> Composition:
    """Cut a dyad's events in two.

    Raises
    ------
    ParameterError : the data cannot hold one of the two kinds, so that a share would tell nothing.
    """
    hostile, other = CUTS[cut]
    for first, last in (hostile, other):
        if not counts.roots_present[first - 1 : last].any():
            raise ParameterError(
                f"composition, {cut}",
                f"data without events of roots {first:02} to {last:02}",
                "data that hold both kinds, since a share of one kind in itself is always 1",
                "use `intensity`, or a store that holds cooperation as well",
            )
    return Composition(_between(counts, hostile), _between(counts, other))


def deflated(parts: Composition, overdispersion: float = OVERDISPERSION) -> Composition:
    """Counts as independent events: n events correlated by rho carry n / (1 + (n - 1) rho) of information.

    Examples
    --------
    >>> some = Composition(np.array([[10.5]]), np.array([[10.5]]))
    >>> deflated(some, 0.05).total
    array([[10.5]])
    """
    factor = 1.0 / (1.0 + np.maximum(parts.total - 1.0, 0.0) * overdispersion)
    return Composition(parts.hostile * factor, parts.other * factor)


def _between(counts: DyadCounts, roots: tuple[int, int]) -> Floats:
    return np.asarray(counts.counts[:, :, roots[0] - 1 : roots[1]].sum(axis=2))
