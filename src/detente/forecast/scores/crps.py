"""The continuous ranked probability score of a forecast given by quantiles or by samples."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def crps_of_quantiles(levels: Floats, values: Floats, outcome: float) -> float:
    """Score of the distribution that a set of quantiles describes; smaller is better, in the outcome's unit.

    Parameters
    ----------
    levels : (quantiles,) in (0, 1), rising.
    values : (quantiles,) not falling.
    outcome : what came.

    Notes
    -----
    The rule: between two stated quantiles the distribution function is a straight line; what lies below the lowest
    and above the highest stated level sits on these two values. Nothing is made up beyond what was stated, so a
    forecast of one quantile scores its absolute error. The integral of the squared distance between this function and
    the outcome's step [1]_ is taken exactly. Of what was stated, and no more, the weighted interval score is the proper
    score.

    References
    ----------
    .. [1] Gneiting and Raftery (2007), Journal of the American Statistical Association 102(477), 359-378.

    Examples
    --------
    >>> crps_of_quantiles(np.array([0.5]), np.array([10.0]), 12.0)
    2.0
    """
    # The outcome splits the piece it lies in; below it the distance to 0 counts, above it the distance to 1.
    at = float(np.interp(outcome, values, levels))
    inside = values[0] < outcome < values[-1] and outcome not in values
    place = int(np.searchsorted(values, outcome, side="left"))
    points = np.insert(values, place, outcome) if inside else values
    below = np.insert(levels, place, at) if inside else levels
    width = np.diff(points)
    distance = np.where(points[1:] <= outcome, 1.0, 0.0)
    start = np.where(distance == 1.0, below[:-1], 1.0 - below[:-1])
    stop = np.where(distance == 1.0, below[1:], 1.0 - below[1:])
    within = (width * (start**2 + start * stop + stop**2) / 3.0).sum()
    return float(within + max(values[0] - outcome, 0.0) + max(outcome - values[-1], 0.0))


def crps_of_samples(samples: Floats, outcome: float) -> float:
    """Score of equally likely samples; smaller is better, in the outcome's unit.

    Parameters
    ----------
    samples : (samples,) in any order.
    outcome : what came.

    Notes
    -----
    E|X - y| - E|X - X'| / 2 over the samples as they are: the score of their own step function, without the
    correction that would make few samples look like many.

    Examples
    --------
    >>> crps_of_samples(np.array([0.0, 2.0]), 1.0)
    0.5
    """
    ranked = np.sort(samples)
    number = len(ranked)
    # Half the mean distance between two draws, by ranks: linear instead of quadratic.
    weight = 2.0 * np.arange(1, number + 1) - number - 1.0
    return float(np.abs(ranked - outcome).mean() - (weight * ranked).sum() / number**2)
