"""Scores of stated quantiles and intervals: narrow ones are rewarded, misses are charged."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def interval_score(low: float, high: float, coverage: float, outcome: float) -> float:
    """Score of a central interval; smaller is better, in the outcome's unit.

    Parameters
    ----------
    low, high : its ends.
    coverage : share it is said to hold, in (0, 1).
    outcome : what came.

    Notes
    -----
    Its width, and 2 / (1 - coverage) times the distance by which the outcome lies outside [1]_.

    References
    ----------
    .. [1] Gneiting and Raftery (2007), Journal of the American Statistical Association 102(477), 359-378, eq. 43.

    Examples
    --------
    >>> interval_score(10.0, 20.0, 0.9, 15.0), round(interval_score(10.0, 20.0, 0.9, 21.0), 6)
    (10.0, 30.0)
    """
    missed = max(low - outcome, 0.0) + max(outcome - high, 0.0)
    return float(high - low + 2.0 / (1.0 - coverage) * missed)


def weighted_interval_score(levels: Floats, values: Floats, outcome: float) -> float:
    """Mean over the stated quantiles of twice their pinball loss; smaller is better, in the outcome's unit.

    Parameters
    ----------
    levels, values : (quantiles,) share in (0, 1), and value.
    outcome : what came.

    Notes
    -----
    For a median and pairs of quantiles around it this is the weighted interval score with its usual weights [1]_;
    written by quantiles it needs no pairs. Forecasts are comparable where they state the same levels.

    References
    ----------
    .. [1] Bracher, Ray, Gneiting and Reich (2021), PLOS Computational Biology 17(2), e1008618.

    Examples
    --------
    >>> round(weighted_interval_score(np.array([0.05, 0.5, 0.95]), np.array([10.0, 15.0, 20.0]), 15.0), 6)
    0.333333
    """
    above = outcome - values
    return float(2.0 * np.where(above >= 0.0, levels * above, (levels - 1.0) * above).mean())
