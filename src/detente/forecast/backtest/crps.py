"""Scores of counts: the continuous ranked probability score and the log score, in closed form or by summation."""

import numpy as np
from numpy.typing import NDArray
from scipy.special import betainc, gammaincc

from detente.events.counts._fit import log_likelihood

Floats = NDArray[np.float64]


def crps(count: Floats, mean: Floats, shape: Floats) -> Floats:
    """Continuous ranked probability score of counts, in events; smaller is better.

    Parameters
    ----------
    count : (n,) what came.
    mean, shape : (n,) of the negative binomial; an infinite shape means Poisson.

    Notes
    -----
    The sum over k of (F(k) - 1[count <= k])^2 [1]_, up to a k at which F is 1 to machine precision or has
    stopped to matter.

    References
    ----------
    .. [1] Gneiting & Raftery (2007), JASA 102(477), 359-378.
    """
    spread = np.sqrt(mean + np.where(np.isinf(shape), 0.0, mean**2 / np.where(np.isinf(shape), 1.0, shape)))
    reach = np.ceil(np.maximum(mean, count) + 12.0 * spread + 12.0).astype(int)
    scores = np.empty(len(count))
    order = np.argsort(reach, kind="stable")
    for rows in np.array_split(order, max(1, len(order) // ROWS)):
        if len(rows):
            scores[rows] = _summed(count[rows], mean[rows], shape[rows], int(reach[rows].max()))
    return scores


ROWS = 256
"""Counts scored together; sorted by how far their sums reach."""


def _summed(count: Floats, mean: Floats, shape: Floats, reach: int) -> Floats:
    steps = np.arange(reach + 1.0)
    below = distribution(steps[None, :], mean[:, None], shape[:, None])
    return np.asarray(((below - (count[:, None] <= steps)) ** 2).sum(axis=1))


def distribution(count: Floats, mean: Floats, shape: Floats) -> Floats:
    """P(at most `count` events)."""
    poisson = np.isinf(shape)
    finite = np.where(poisson, 1.0, shape)
    bursty = betainc(finite, count + 1.0, finite / (finite + mean))
    return np.asarray(np.where(poisson, gammaincc(count + 1.0, mean), bursty))


def log_score(count: Floats, mean: Floats, shape: Floats) -> Floats:
    """Minus log-probability of what came, nats; smaller is better."""
    return -log_likelihood(count, mean, shape)
