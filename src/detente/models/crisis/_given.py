"""Checks of what a crisis game is given."""

import numpy as np
from numpy.typing import NDArray

from detente.core.errors import ParameterError

Floats = NDArray[np.float64]


def refuse_outside(where: str, name: str, array: Floats, low: float, high: float) -> None:
    """Raise ParameterError where a number is none, or lies outside a closed range."""
    wrong = ~(np.isfinite(array) & (array >= low) & (array <= high))
    if wrong.any():
        allowed = f"numbers in [{low:g}, {high:g}]" if np.isfinite(high) else f"finite numbers >= {low:g}"
        if not np.isfinite(low):
            allowed = "finite numbers"
        raise ParameterError(f"{where}, {name}", f"{array[wrong].flat[0]:g}", allowed)


def refuse_unordered(where: str, lower: str, low: Floats, upper: str, high: Floats) -> None:
    """Raise ParameterError where the lower of two numbers exceeds the upper."""
    wrong = low > high
    if wrong.any():
        found = f"{low[wrong].flat[0]:g}, with {upper} {high[wrong].flat[0]:g}"
        raise ParameterError(f"{where}, {lower}", found, f"at most {upper}", "exchange the two")
