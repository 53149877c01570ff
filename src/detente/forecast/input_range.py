"""How wide a probability is over what is not known of the inputs.

Worlds that share their inputs and differ in luck alone give one probability each; how much these differ
beyond what luck explains is the inputs' doing.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv

from detente.core.projection import Projection

Floats = NDArray[np.float64]
LEVELS = (0.05, 0.95)
WIDEST = 0.02
"""Smallest sum of a beta's parameters: by then all of it lies at 0 and 1."""


def input_range(hits: Floats, groups: NDArray[np.int64]) -> tuple[float, float]:
    """5 and 95 % quantiles of a probability over draws of the inputs.

    Parameters
    ----------
    hits : (worlds,) 0 or 1, or a share.
    groups : (worlds,) number of the inputs' draw; see `groups_of`.

    Returns
    -------
    lower and upper end; both the mean where the draws differ no more than luck makes them.

    Notes
    -----
    With a share p_k of hits among the M worlds of draw k, the variance over inputs is that of the p_k less
    the mean of p_k (1 - p_k) / (M - 1); a beta with the same mean and variance gives the quantiles. It
    misleads where the probability has two humps, such as a deal that hangs on one number: then the truth lies
    at the ends rather than between.
    """
    sizes = np.bincount(groups)
    shares = np.bincount(groups, weights=hits) / sizes
    mean = float(np.average(shares, weights=sizes))
    if len(sizes) < 2 or sizes.min() < 2 or not 0.0 < mean < 1.0:
        return mean, mean
    luck = float(np.mean(shares * (1.0 - shares) / (sizes - 1)))
    spread = float(shares.var(ddof=1)) - luck
    if spread <= 0.0:
        return mean, mean
    concentration = max(WIDEST, mean * (1.0 - mean) / spread - 1.0)
    low, high = betaincinv(mean * concentration, (1.0 - mean) * concentration, LEVELS)
    return float(low), float(high)


def groups_of(projection: Projection) -> NDArray[np.int64]:
    """Which worlds share their inputs and models, numbered from 0: neighbours alike in all of them."""
    drawn = np.concatenate([projection.inputs, projection.models], axis=1)
    is_new = (drawn[1:] != drawn[:-1]).any(axis=1)
    return np.concatenate([[0], np.cumsum(is_new)]).astype(np.int64)
