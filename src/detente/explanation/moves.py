"""Moving an input: every world's draw by the same step, by its own kind, within what it may be."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.case.quantiles import Z_95, central_range
from detente.core.quantity import Spread
from detente.core.would_change import Ruler
from detente.explanation.bench import Adjust
from detente.projection.compile.quantities import Drawn

Floats = NDArray[np.float64]
FARTHEST = 4.0
"""Standard deviations that a number which is multiplied, or a chance, is moved at the most."""
TENTHS = 10.0


@dataclass(frozen=True, slots=True)
class Movable:
    """An input that can be moved along its scale.

    Attributes
    ----------
    column : its place among the values drawn.
    ruler : what a move is measured in; `unit` how long one of these is, on the scale it is moved on.
    """

    column: int
    drawn: Drawn
    ruler: Ruler
    unit: float

    @property
    def center(self) -> float:
        """Where it stands."""
        spread = self.drawn.spread
        return min(max(spread.center, spread.low), spread.high)

    def farthest(self, way: float) -> float:
        """Longest move up (1) or down (-1) that still changes something, in rulers; 0 where there is none."""
        spread = self.drawn.spread
        if spread.kind in ("lognormal", "logit"):
            return FARTHEST
        end = spread.high if way > 0 else spread.low
        return abs(end - self.center) / self.unit

    def moved(self, values: Floats, size: float) -> Floats:
        """Values after a move of so many rulers."""
        spread = self.drawn.spread
        if spread.kind == "lognormal":
            # A negative median is moved up toward zero.
            way = -1.0 if spread.terms[0] < 0 else 1.0
            found = values * np.exp(way * size * self.unit)
        elif spread.kind == "logit":
            inside = np.clip(values, 1e-9, 1.0 - 1e-9)
            found = 1.0 / (1.0 + np.exp(-(np.log(inside / (1.0 - inside)) + size * self.unit)))
        else:
            found = values + size * self.unit
        return np.asarray(np.clip(found, spread.low, spread.high))

    def by(self, size: float) -> Adjust:
        """The adjustment that moves it in every world."""

        def adjusted(values: Floats, _: slice) -> Floats:
            changed = values.copy(order="K")
            changed[:, self.column] = self.moved(values[:, self.column], size)
            return changed

        return adjusted


def movable(column: int, drawn: Drawn) -> Movable | None:
    """How an input is moved; None for a constant of the house, or one whose scale has no length."""
    spread = drawn.spread
    if drawn.path.startswith("=") or not np.isfinite(spread.high - spread.low) or spread.high <= spread.low:
        return None
    if spread.is_point:
        # Zero has no multiples: a number that would be drawn by factors is moved along its scale as well.
        return Movable(column, _flat(drawn), "tenth of the scale", (spread.high - spread.low) / TENTHS)
    if spread.kind in ("lognormal", "logit"):
        return Movable(column, drawn, "spread", spread.terms[1])
    low, high = central_range(spread)
    unit = (high - low) / (2.0 * Z_95)
    return Movable(column, drawn, "spread", unit) if unit > 0 else None


def _flat(drawn: Drawn) -> Drawn:
    spread = drawn.spread
    return Drawn(drawn.path, Spread("point", (spread.center,), spread.low, spread.high), drawn.becomes)
