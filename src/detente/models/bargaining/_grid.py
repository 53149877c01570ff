"""Distributions of an outcome over the 101 whole points of a scale from 0 to 100."""

from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

Floats = NDArray[np.float64]

POINTS = np.arange(101.0)
"""Where mass may lie. Positions are stated in whole points at best; a finer grid would show what nobody knows."""


def on_grid(position: Floats, weight: Floats) -> Floats:
    """Weights at positions as mass on the grid; a position between two points is split, so that means are kept.

    Parameters
    ----------
    position, weight : (worlds, parties), points in [0, 100] and weights >= 0 that sum to more than 0 in each world.

    Returns
    -------
    (worlds, 101) mass, which sums to 1 in each world.

    Examples
    --------
    >>> on_grid(np.array([[10.25]]), np.array([[2.0]]))[0, 10:12]
    array([0.75, 0.25])
    """
    worlds = len(position)
    lower = np.clip(np.floor(position), 0, 99).astype(np.int64)
    beyond = position - lower
    cell = lower + 101 * np.arange(worlds)[:, None]
    size = 101 * worlds
    mass = np.bincount(cell.ravel(), (weight * (1.0 - beyond)).ravel(), size)
    mass += np.bincount((cell + 1).ravel(), (weight * beyond).ravel(), size)
    mass = mass.reshape(worlds, 101)
    return np.asarray(mass / mass.sum(axis=1, keepdims=True))


@cache
def smoothing(spread: float) -> Floats:
    """Normal kernels of one standard deviation around each point, cut off at the ends of the scale.

    Returns
    -------
    (101, 101), read-only; row `i` is the mass of the kernel at point `i` and sums to 1.
    """
    edges = np.append(POINTS - 0.5, 100.5)
    kernels = np.diff(ndtr((edges[None, :] - POINTS[:, None]) / spread), axis=1)
    kernels /= kernels.sum(axis=1, keepdims=True)
    kernels.setflags(write=False)
    return np.asarray(kernels)


def quantile(mass: Floats, level: float) -> Floats:
    """Lowest point at which the cumulated mass reaches a level.

    Parameters
    ----------
    mass : (worlds, 101).
    level : in (0, 1).

    Returns
    -------
    (worlds,) points.
    """
    # What sums to a level on paper may miss it by the last digit.
    return np.asarray(POINTS[(np.cumsum(mass, axis=1) >= level - 1e-12).argmax(axis=1)])


def likeliest_window(mass: Floats, reach: int = 10) -> tuple[Floats, Floats]:
    """The window of so many points to either side that holds most mass; of equals the one in their middle.

    Parameters
    ----------
    mass : (worlds, 101).
    reach : points to either side of the middle.

    Returns
    -------
    (worlds,) middle of the window, and (worlds,) the mass in it.
    """
    cumulated = np.concatenate([np.zeros((len(mass), 1)), np.cumsum(mass, axis=1)], axis=1)
    middle = np.arange(101)
    held = cumulated[:, np.minimum(middle + reach, 100) + 1] - cumulated[:, np.maximum(middle - reach, 0)]
    most = held.max(axis=1)
    equals = held >= most[:, None] - 1e-9
    # Neighbouring windows tie often (all of the mass between two stated positions); islands of ties take the first.
    first = equals.argmax(axis=1)
    run = np.logical_and.accumulate(equals | (middle[None, :] < first[:, None]), axis=1)
    last = 100 - run[:, ::-1].argmax(axis=1)
    return np.floor((first + last) / 2.0), most


def mass_between(mass: Floats, low: float, high: float) -> Floats:
    """Mass on the points from `low` to `high`, both included: (worlds,)."""
    inside = (low - 1e-9 <= POINTS) & (high + 1e-9 >= POINTS)
    return np.asarray(mass[:, inside].sum(axis=1))
