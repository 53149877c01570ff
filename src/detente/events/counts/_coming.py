"""What the next periods bring a dyad, by quad class: fitted to many dyads, told of one."""

from dataclasses import dataclass

import numpy as np
from scipy.special import betainc, gammaincc

from detente.core.errors import ParameterError
from detente.core.series import DyadCounts
from detente.events.counts._fit import Fitted, fit, projected
from detente.events.counts.base import CountModel, Floats
from detente.events.series import by_quad

WARM = 8
"""Periods of history before the first that is fitted to."""
BUSIEST = 100
LEVELS = (0.1, 0.5, 0.9)


@dataclass(frozen=True, slots=True)
class ComingCounts:
    """Events of the next periods taken together, by quad class.

    Attributes
    ----------
    model : name of the projection.
    ahead : periods taken together.
    mean : (4,) expected events of quad classes 1 to 4.
    low, median, high : (4,) 10, 50 and 90 % quantiles.
    """

    model: str
    ahead: int
    mean: Floats
    low: Floats
    median: Floats
    high: Floats


def coming_counts(
    model: CountModel, counts: DyadCounts, others: DyadCounts, *, ahead: int = 4
) -> ComingCounts:
    """Project the counts of one dyad from the end of its data.

    Parameters
    ----------
    counts : the dyad, and its reverse as a second dyad where known; whole periods.
    others : dyads to fit to, of the same length of period; the busiest hundred are taken.
    ahead : periods that are taken together, >= 1.

    Raises
    ------
    ParameterError : too few periods to fit to.
    """
    if ahead < 1:
        raise ParameterError("coming_counts, ahead", str(ahead), "at least one period")
    fitted = [
        fit(model, *pair, first=1, last=ahead, warm=WARM - 1, stop=len(others.periods))
        for pair in _paired(others)
    ]
    quads = np.swapaxes(by_quad(counts), 1, 2)
    back = quads[1] if len(quads) > 1 else np.zeros_like(quads[0])
    means, shapes = np.empty(len(fitted)), np.empty(len(fitted))
    for quad, one in enumerate(fitted):
        means[quad], shapes[quad] = _last(model, one, quads[0, quad], back[quad], ahead)
    low, median, high = (quantiles(np.full(len(means), level), means, shapes) for level in LEVELS)
    return ComingCounts(model.name, ahead, means, low, median, high)


def _last(
    model: CountModel, fitted: Fitted, history: Floats, reverse: Floats, ahead: int
) -> tuple[float, float]:
    mean, shape = projected(model, fitted, history[None], reverse[None], first=1, last=ahead)
    return float(mean[0, -1]), float(shape[0, -1])


def _paired(others: DyadCounts) -> list[tuple[Floats, Floats]]:
    """Histories of the busiest dyads and of their reverse, (dyads, periods) each, by quad class."""
    quads, reverse = with_reverse(others, len(others.periods), BUSIEST)
    return [(quads[:, quad], reverse[:, quad]) for quad in range(quads.shape[1])]


def with_reverse(counts: DyadCounts, stop: int, most: int) -> tuple[Floats, Floats]:
    """(dyads, quads, periods) counts of the busiest dyads before a period, and those of their reverse dyads."""
    quads = np.swapaxes(by_quad(counts), 1, 2)
    chosen = np.argsort(-quads[:, :, :stop].sum(axis=(1, 2)), kind="stable")[:most]
    place = {dyad: number for number, dyad in enumerate(counts.dyads)}
    back = np.array([place.get((target, source), -1) for source, target in counts.dyads], np.int64)[chosen]
    reverse = np.where((back >= 0)[:, None, None], quads[np.maximum(back, 0)], 0.0)
    return np.asarray(quads[chosen]), np.asarray(reverse)


def distribution(count: Floats, mean: Floats, shape: Floats) -> Floats:
    """P(at most `count` events) under a negative binomial; Poisson at an infinite shape."""
    poisson = np.isinf(shape)
    finite = np.where(poisson, 1.0, shape)
    bursty = betainc(finite, count + 1.0, finite / (finite + mean))
    return np.asarray(np.where(poisson, gammaincc(count + 1.0, mean), bursty))


def quantiles(level: Floats, mean: Floats, shape: Floats) -> Floats:
    """Smallest counts that are not exceeded with at least a chance, by bisection.

    Examples
    --------
    >>> quantiles(np.array([0.1, 0.5, 0.9]), np.full(3, 4.0), np.full(3, np.inf))
    array([2., 4., 7.])
    """
    low, high = np.full(len(mean), -1.0), np.ceil(mean + 1.0)
    while (short := distribution(high, mean, shape) < level).any():
        high = np.where(short, 2.0 * high, high)
    while (high - low > 1.0).any():
        middle = np.floor((low + high) / 2.0)
        enough = (middle >= 0) & (distribution(np.maximum(middle, 0.0), mean, shape) >= level)
        low, high = np.where(enough, low, middle), np.where(enough, middle, high)
    return high
