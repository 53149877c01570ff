"""Scores of distributions over the 101 points of a scale: proper ones, and whether what they say holds as often as said."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_POINTS = np.arange(101.0)


def crps(mass: Floats, outcome: Floats) -> Floats:
    """Continuous ranked probability score of each forecast, points; lower is better.

    Parameters
    ----------
    mass : (issues, 101) on the points 0 to 100; each row sums to 1.
    outcome : (issues,) points in [0, 100], not necessarily whole.

    Returns
    -------
    (issues,) the integral of the squared distance between the forecast's and the outcome's distribution function.

    Notes
    -----
    Of a forecast that puts all mass on one point it is the absolute error.

    References
    ----------
    .. [1] Gneiting and Raftery (2007), Journal of the American Statistical Association 102(477), 359-378.

    Examples
    --------
    >>> sure = np.zeros((1, 101)); sure[0, 30] = 1.0
    >>> crps(sure, np.array([42.5]))
    array([12.5])
    """
    below = np.cumsum(mass, axis=1)[:, :-1]
    # Share of each cell between two neighbouring points that lies above the outcome.
    above = np.clip(_POINTS[None, 1:] - outcome[:, None], 0.0, 1.0)
    return np.asarray((above * (1.0 - below) ** 2 + (1.0 - above) * below**2).sum(axis=1))


def covered(low: Floats, high: Floats, outcome: Floats) -> float:
    """Share of outcomes within their intervals, ends included."""
    return float(np.mean((outcome >= low) & (outcome <= high)))


def pit_distance(mass: Floats, outcome: Floats) -> float:
    """Largest distance between the distribution of the forecasts' PIT values and an even one, in [0, 1].

    Parameters
    ----------
    mass : (issues, 101).
    outcome : (issues,) points; rounded to the grid.

    Notes
    -----
    Where a forecast has mass on the outcome itself, its PIT is spread evenly over that mass (no random draw).

    References
    ----------
    .. [1] Czado, Gneiting and Held (2009), Biometrics 65(4), 1254-1261.
    """
    issues = np.arange(len(outcome))
    place = np.rint(outcome).astype(np.int64)
    upto = np.cumsum(mass, axis=1)
    high = upto[issues, place]
    low = high - mass[issues, place]
    # The mean of the conditional distribution functions is linear between their kinks: looking there is enough.
    kinks = np.clip(np.unique(np.concatenate([low, high])), 0.0, 1.0)
    width = high - low
    sloped = np.clip((kinks[:, None] - low) / np.where(width > 0.0, width, 1.0), 0.0, 1.0)
    # No mass on the outcome makes a jump: both of its sides are looked at.
    sides = [
        np.where(width > 0.0, sloped, jump).mean(axis=1)
        for jump in (kinks[:, None] >= high, kinks[:, None] > high)
    ]
    return float(max(np.abs(side - kinks).max() for side in sides))


def clustered_error(values: Floats, cluster: NDArray[np.int64]) -> float:
    """Standard error of a mean whose members are alike within clusters.

    Parameters
    ----------
    values, cluster : (issues,) numbers, and the cluster of each.

    Returns
    -------
    The error; it needs at least two clusters, and is infinite below.
    """
    sums = np.bincount(cluster, values - values.mean())
    clusters = len(np.unique(cluster))
    if clusters < 2:
        return float("inf")
    return float(np.sqrt(clusters / (clusters - 1) * (sums**2).sum()) / len(values))
