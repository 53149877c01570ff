"""Optimal partitioning of a line into level pieces: one forward pass holds the answer as of every period.

The cost of the first t periods needs only earlier costs, so the last change point of every prefix is known when
the pass arrives there, and following these back gives the whole segmentation of any prefix.
"""

import numpy as np
from numpy.typing import NDArray

from detente.events.compiled import compiled
from detente.events.lines import Floats

Places = NDArray[np.int64]


@compiled
def partition(level, precision, penalty, least):  # type: ignore[no-untyped-def]
    """`partition_reference`, compiled."""
    dyads, periods = level.shape
    last = np.zeros((dyads, periods), np.int64)
    mass, moment, square = np.zeros(periods + 1), np.zeros(periods + 1), np.zeros(periods + 1)
    best = np.empty(periods + 1)
    for dyad in range(dyads):
        for period in range(periods):
            weight, value = precision[dyad, period], level[dyad, period]
            mass[period + 1] = mass[period] + weight
            moment[period + 1] = moment[period] + weight * value
            square[period + 1] = square[period] + weight * value * value
        best[0] = -penalty
        for end in range(1, periods + 1):
            whole = square[end] - moment[end] ** 2 / mass[end]
            best[end] = whole
            for start in range(least, end - least + 1):
                inside = moment[end] - moment[start]
                cost = square[end] - square[start] - inside**2 / (mass[end] - mass[start])
                if best[start] + penalty + cost < best[end]:
                    best[end] = best[start] + penalty + cost
                    last[dyad, end - 1] = start
    return last


def partition_reference(level: Floats, precision: Floats, penalty: float, least: int) -> Places:
    """Last change point as of every period.

    Parameters
    ----------
    level, precision : (dyads, periods); the cost of a piece is the precision-weighted sum of squares around
        its mean.
    penalty : cost of one change point more.
    least : fewest periods in a piece.

    Returns
    -------
    (dyads, periods) first period of the last piece as of each period, 0 where there is only one.

    References
    ----------
    .. [1] Jackson et al. (2005), IEEE Signal Processing Letters 12(2), 105-108.
    """
    dyads, periods = level.shape
    last = np.zeros((dyads, periods), np.int64)
    mass, moment, square = (
        np.concatenate([np.zeros((dyads, 1)), np.cumsum(values, axis=1)], axis=1)
        for values in (precision, precision * level, precision * level**2)
    )
    best = np.full((dyads, periods + 1), -penalty)
    for end in range(1, periods + 1):
        whole = square[:, end] - moment[:, end] ** 2 / mass[:, end]
        best[:, end] = whole
        if end >= 2 * least:
            starts = np.arange(least, end - least + 1)
            inside = moment[:, [end]] - moment[:, starts]
            costs = square[:, [end]] - square[:, starts] - inside**2 / (mass[:, [end]] - mass[:, starts])
            costs = costs + best[:, starts] + penalty
            chosen = costs.argmin(axis=1)
            lower = costs.min(axis=1) < whole
            best[lower, end] = costs[lower, chosen[lower]]
            last[lower, end - 1] = starts[chosen[lower]]
    return last


def change_points(last: Places, end: int) -> list[int]:
    """Change points of one dyad as of the end of a period, by following the last ones back.

    Parameters
    ----------
    last : (periods,) of one dyad, as `partition` gives them.
    end : number of periods that are known.

    Examples
    --------
    >>> change_points(np.array([0, 0, 0, 3, 3, 5]), 6)
    [3, 5]
    """
    found: list[int] = []
    while end > 0 and (start := int(last[end - 1])) > 0:
        found.append(start)
        end = start
    return found[::-1]
