"""The ranked probability score: options in an order, where a near miss costs less than a far one."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def ranked_probability_score(probability: Floats, came: int) -> float:
    """Mean squared distance between the cumulated forecast and the cumulated outcome; smaller is better.

    Parameters
    ----------
    probability : (options,) in their order; sums to 1.
    came : place of the option that came.

    Returns
    -------
    in [0, 1]: the sum over the cuts between options, divided by their number [1]_. With two options it is the Brier
    score.

    References
    ----------
    .. [1] Epstein (1969), Journal of Applied Meteorology 8(6), 985-987.

    Examples
    --------
    >>> ranked_probability_score(np.array([0.25, 0.5, 0.25]), 2)
    0.3125
    """
    below = np.cumsum(probability)[:-1]
    reached = (np.arange(len(below)) >= came).astype(np.float64)
    return float(((below - reached) ** 2).mean())
