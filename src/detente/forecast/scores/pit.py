"""The probability integral transform: where in its own distribution a forecast's outcome fell."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def pit_of_quantiles(levels: Floats, values: Floats, outcome: float) -> tuple[float, float]:
    """Least and largest share below the outcome; they differ where the forecast has mass on it, or says no more.

    Parameters
    ----------
    levels, values : (quantiles,) rising shares in (0, 1), and their values, not falling.

    Returns
    -------
    low, high : equal between two quantiles; [0, lowest level] below the lowest, [highest level, 1] above the highest.

    Examples
    --------
    >>> levels, values = np.array([0.1, 0.5, 0.9]), np.array([0.0, 10.0, 20.0])
    >>> pit_of_quantiles(levels, values, 10.0), pit_of_quantiles(levels, values, 25.0)
    ((0.5, 0.5), (0.9, 1.0))
    """
    if outcome < values[0]:
        return 0.0, float(levels[0])
    if outcome > values[-1]:
        return float(levels[-1]), 1.0
    on = np.flatnonzero(values == outcome)
    if len(on):
        low = 0.0 if on[0] == 0 else float(levels[on[0]])
        return low, 1.0 if on[-1] == len(values) - 1 else float(levels[on[-1]])
    share = float(np.interp(outcome, values, levels))
    return share, share


def pit_of_samples(samples: Floats, outcome: float) -> tuple[float, float]:
    """Least and largest share below the outcome; the outcome takes a place among the samples.

    Examples
    --------
    >>> pit_of_samples(np.array([1.0, 2.0, 3.0]), 2.5)
    (0.5, 0.75)
    """
    places = len(samples) + 1.0
    return float((samples < outcome).sum() / places), float(((samples <= outcome).sum() + 1.0) / places)


def pit_histogram(low: Floats, high: Floats, bins: int) -> Floats:
    """Outcomes by bin of the transform; one that lies on mass is spread evenly over it, so that no draw is needed.

    Parameters
    ----------
    low, high : (n,) as told by the functions above.
    bins : number of equal bins of [0, 1].

    Returns
    -------
    (bins,) counts that sum to n; even ones where the forecasts are calibrated [1]_.

    References
    ----------
    .. [1] Czado, Gneiting and Held (2009), Biometrics 65(4), 1254-1261.

    Examples
    --------
    >>> pit_histogram(np.array([0.3, 0.9, 0.0]), np.array([0.3, 1.0, 1.0]), 2)
    array([1.5, 1.5])
    """
    edges = np.linspace(0.0, 1.0, bins + 1)
    width = high - low
    sloped = np.clip((edges[:, None] - low) / np.where(width > 0.0, width, 1.0), 0.0, 1.0)
    upto = np.where(width > 0.0, sloped, edges[:, None] > low)
    upto[-1] = 1.0
    return np.asarray(np.diff(upto.sum(axis=1)))


def tail(low: float, high: float) -> float:
    """Share of the forecast at least as far out as the outcome, both tails together, in [0, 1].

    Examples
    --------
    >>> round(tail(0.975, 0.975), 6), tail(0.0, 0.05)
    (0.05, 0.05)
    """
    middle = (low + high) / 2.0
    return float(2.0 * min(middle, 1.0 - middle))
