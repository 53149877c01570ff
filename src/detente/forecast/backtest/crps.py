"""Scores of counts: the continuous ranked probability score and the log score, in closed form or by summation."""

import math

import numpy as np
from numpy.typing import NDArray

from detente.events.compiled import compiled
from detente.events.counts._coming import distribution
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
    The sum over k of (F(k) - 1[count <= k])^2 [1]_. Probabilities are built up from the mode by their ratios, so
    that the sum reaches as far as they matter and no further.

    References
    ----------
    .. [1] Gneiting & Raftery (2007), JASA 102(477), 359-378.
    """
    finite = np.where(np.isinf(shape), HUGE, shape)
    found: Floats = _crps_kernel(
        np.asarray(count, np.float64), np.asarray(mean, np.float64), np.asarray(finite, np.float64)
    )
    return found


HUGE = 1e12
"""Shape from which a negative binomial is a Poisson."""
SMALLEST = 1e-17
"""Probability, relative to the mode's, below which outcomes are left out."""


@compiled
def _crps_kernel(count, mean, shape):  # type: ignore[no-untyped-def]
    scores = np.empty(len(count))
    for row in range(len(count)):
        came, middle, size = count[row], mean[row], shape[row]
        odds = middle / (size + middle)
        mode = max(math.floor(odds * (size - 1.0) / (1.0 - odds)), 0.0)
        # Relative probabilities: 1 at the mode, down to both sides until they no longer matter.
        low, lowest, whole = mode, 1.0, 1.0
        while low > 0.0:
            part = lowest * low / ((low - 1.0 + size) * odds)
            if part < SMALLEST:
                break
            low, lowest, whole = low - 1.0, part, whole + part
        high, highest = mode, 1.0
        while True:
            part = highest * (high + size) / (high + 1.0) * odds
            if part < SMALLEST:
                break
            high, highest, whole = high + 1.0, part, whole + part
        # From the lowest outcome that matters upwards: below it F is 0, beyond the highest 1.
        score = max(low - came, 0.0) + max(came - high - 1.0, 0.0)
        below, part, place = 0.0, lowest, low
        while place <= high:
            below += part / whole
            score += below * below if place < came else (1.0 - below) * (1.0 - below)
            part *= (place + size) / (place + 1.0) * odds
            place += 1.0
        scores[row] = score
    return scores


def crps_reference(count: Floats, mean: Floats, shape: Floats) -> Floats:
    """`crps` from the distribution function, summed over a grid that reaches far enough for all."""
    finite = np.where(np.isinf(shape), HUGE, shape)
    spread = np.sqrt(mean + mean**2 / finite)
    steps = np.arange(
        np.ceil((np.maximum(mean, count) + 12.0 * spread + 40.0 * (1.0 + mean / finite)).max()) + 1.0
    )
    below = distribution(steps[None, :], mean[:, None], shape[:, None])
    return np.asarray(((below - (count[:, None] <= steps)) ** 2).sum(axis=1))


def log_score(count: Floats, mean: Floats, shape: Floats) -> Floats:
    """Minus log-probability of what came, nats; smaller is better."""
    return -log_likelihood(count, mean, shape)
