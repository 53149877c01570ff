"""Averages of the past that the projections are made of."""

import numpy as np

from detente.events.counts.base import Floats

FAINT = 0.5
"""Events added to every sum, so that a silent past does not make an event impossible."""


def window_mean(history: Floats, window: int) -> Floats:
    """(series, periods) mean of the last `window` periods, the period itself included.

    Examples
    --------
    >>> window_mean(np.array([[1.0, 2.0, 3.0, 4.0]]), 2)
    array([[1.5 , 1.75, 2.75, 3.75]])
    """
    sums = np.concatenate([np.zeros((len(history), 1)), np.cumsum(history, axis=1)], axis=1)
    ends = np.arange(1, history.shape[1] + 1)
    starts = np.maximum(ends - window, 0)
    return np.asarray((sums[:, ends] - sums[:, starts] + FAINT) / (ends - starts))


def decaying_mean(history: Floats, weight: float) -> Floats:
    """(series, periods) mean in which a period counts (1 - weight) times as much as the next.

    Parameters
    ----------
    weight : of the newest period in a long series, in (0, 1).

    Examples
    --------
    >>> decaying_mean(np.array([[2.0, 2.0, 8.0]]), 0.5).round(2)
    array([[2.5 , 2.17, 5.5 ]])
    """
    means = np.empty_like(history)
    events, mass = np.full(len(history), FAINT), 0.0
    for period in range(history.shape[1]):
        fade = 1.0 - weight if period else 1.0
        events, mass = events * fade + history[:, period], mass * fade + 1.0
        means[:, period] = events / mass
    return means
