"""The table every model of bargaining reads: who holds what position, how much it matters to them, how strong they are."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

PERT_WEIGHT = 4.0
"""How much the stated value counts against the two ends of its spread (the usual PERT)."""


class Stances(NamedTuple):
    """A table in many worlds, one draw of every spread in each.

    Attributes
    ----------
    position, salience : (worlds, actors, dimensions), points.
    capability : (worlds, actors), any unit; only ratios count.
    reversion : (worlds, dimensions) what stands without a deal, points; -inf where deadlock is worse than any deal.
    actors : names, for options that name one; may be empty.
    """

    position: Floats
    capability: Floats
    salience: Floats
    reversion: Floats
    actors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BargainingTable:
    """Actors with stated positions on one or several dimensions.

    Parameters
    ----------
    actors : names, each once.
    dimensions : names of the issues bargained over, at least one.
    capability : (actors,) >= 0, any unit; only ratios count.
    position, salience : (actors, dimensions), points; salience >= 0.
    reversion : (dimensions,) what stands without a deal; None where deadlock is worse for all than any deal.
    capability_low, capability_high, position_low, position_high, salience_low, salience_high : ends of the spreads, in the shape
        of what they surround; None where the number is taken as known.

    Examples
    --------
    >>> table = BargainingTable(
    ...     ("Iran", "US"), ("enrichment",), np.array([1.0, 2.0]), np.array([[60.0], [0.0]]), np.array([[90.0], [50.0]])
    ... )
    >>> table.worlds().position.shape
    (1, 2, 1)
    """

    actors: tuple[str, ...]
    dimensions: tuple[str, ...]
    capability: Floats
    position: Floats
    salience: Floats
    reversion: Floats | None = None
    capability_low: Floats | None = None
    capability_high: Floats | None = None
    position_low: Floats | None = None
    position_high: Floats | None = None
    salience_low: Floats | None = None
    salience_high: Floats | None = None

    def __post_init__(self) -> None:
        actors, dimensions = len(self.actors), len(self.dimensions)
        assert self.capability.shape == (actors,), self.capability.shape
        for part in (self.position, self.salience):
            assert part.shape == (actors, dimensions), part.shape
        assert self.reversion is None or self.reversion.shape == (dimensions,), self.reversion

    @property
    def has_spreads(self) -> bool:
        """True where at least one number has a spread of more than a point."""
        pairs = (
            (self.capability_low, self.capability_high),
            (self.position_low, self.position_high),
            (self.salience_low, self.salience_high),
        )
        return any(low is not None and high is not None and bool((high > low).any()) for low, high in pairs)

    def worlds(self) -> Stances:
        """The stated values alone: one world."""
        return Stances(
            self.position[None],
            self.capability[None],
            self.salience[None],
            self._reversion()[None],
            self.actors,
        )

    def draw(self, draws: int, rng: np.random.Generator) -> Stances:
        """Draw every spread, each number by itself, from a PERT distribution with the stated value as its mode.

        Parameters
        ----------
        draws : worlds to make, >= 1.
        rng : source of randomness; blocks are drawn in full, so that a spread made a point leaves the others as they are.
        """
        position = _pert(self.position, self.position_low, self.position_high, draws, rng)
        capability = _pert(self.capability, self.capability_low, self.capability_high, draws, rng)
        salience = _pert(self.salience, self.salience_low, self.salience_high, draws, rng)
        reversion = np.broadcast_to(self._reversion(), (draws, len(self.dimensions))).copy()
        return Stances(position, capability, salience, reversion, self.actors)

    def _reversion(self) -> Floats:
        return np.full(len(self.dimensions), -np.inf) if self.reversion is None else self.reversion


def _pert(
    mode: Floats, low: Floats | None, high: Floats | None, draws: int, rng: np.random.Generator
) -> Floats:
    bottom = mode if low is None else np.minimum(low, mode)
    top = mode if high is None else np.maximum(high, mode)
    width = top - bottom
    share = np.divide(mode - bottom, width, out=np.full_like(mode, 0.5), where=width > 0)
    shape = (draws, *mode.shape)
    drawn = rng.beta(1.0 + PERT_WEIGHT * share, 1.0 + PERT_WEIGHT * (1.0 - share), shape)
    return np.asarray(bottom + width * drawn)
