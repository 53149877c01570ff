"""The log score: how surprised a forecaster was, in nats."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

FLOOR = 1e-3
"""Probability below which what came counts as if this had been said; else one 0 % that comes true decides every mean."""


def log_score(given: Floats, floor: float = FLOOR) -> Floats:
    """Minus the natural logarithm of the probability given to what came; smaller is better.

    Parameters
    ----------
    given : (n,) probability of what came, in [0, 1].
    floor : the least probability that counts, > 0.

    Returns
    -------
    (n,) nats, in [0, -log(floor)]; an even chance scores .693.

    Notes
    -----
    The score is proper for probabilities between the floor and one less the floor [1]_. Beyond, it no longer tells
    one in a thousand from never; how many forecasts the floor held is reported beside every mean.

    References
    ----------
    .. [1] Good (1952), Journal of the Royal Statistical Society B 14(1), 107-114.

    Examples
    --------
    >>> log_score(np.array([0.5, 0.0])).round(3)
    array([0.693, 6.908])
    """
    return np.asarray(-np.log(np.maximum(given, floor)))
