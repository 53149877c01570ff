"""The reliability diagram: how often what was said came, beside how often luck alone would have it come."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.forecast.scores.murphy import bins_of

Floats = NDArray[np.float64]

BAND = (0.05, 0.95)
"""Quantiles of the consistency bands."""
_AT_ONCE = 2_000_000
"""Cells held in memory at a time."""


@dataclass(frozen=True, slots=True)
class Consistency:
    """What a perfectly reliable forecaster with the same forecasts would show.

    Attributes
    ----------
    low, high : (bins,) 5 and 95 % of the frequency of yes in each bin; nan where a bin is empty.
    reliability : 5 and 95 % of the reliability term.
    """

    low: Floats
    high: Floats
    reliability: tuple[float, float]


def by_bin(probability: Floats, outcome: Floats, bins: int) -> tuple[NDArray[np.int64], Floats, Floats]:
    """Forecasts in each bin, their mean, and how often yes came; nan where a bin is empty.

    Examples
    --------
    >>> count, said, came = by_bin(np.array([0.1, 0.3, 0.3]), np.array([0.0, 0.0, 1.0]), 2)
    >>> count.tolist(), round(float(said[0]), 4), round(float(came[0]), 4)
    ([3, 0], 0.2333, 0.3333)
    """
    bin_ = bins_of(probability, bins)
    count = np.bincount(bin_, minlength=bins)
    full = np.where(count > 0, count, np.nan)
    return count, np.bincount(bin_, probability, bins) / full, np.bincount(bin_, outcome, bins) / full


def consistency(probability: Floats, bins: int, resamples: int, rng: np.random.Generator) -> Consistency:
    """Bands around the diagonal within which the diagram of a reliable forecaster stays, bin by bin.

    Parameters
    ----------
    probability : (n,) the forecasts.
    bins : equal bins of [0, 1].
    resamples : simulated diagrams, >= 100.

    Notes
    -----
    Forecasts are drawn with replacement and an outcome is drawn for each with the chance that was said [1]_. Outcomes
    are drawn apart; where questions hang together the true bands are wider.

    References
    ----------
    .. [1] Bröcker and Smith (2007), Weather and Forecasting 22(3), 651-661.
    """
    number = len(probability)
    frequencies = np.full((resamples, bins), np.nan)
    terms = np.empty(resamples)
    step = max(1, _AT_ONCE // number)
    for start in range(0, resamples, step):
        rows = min(step, resamples - start)
        drawn = probability[rng.integers(0, number, (rows, number))]
        came = rng.random((rows, number)) < drawn
        # One count over all resamples of the portion at once: a bin's place is its resample's first plus its own.
        place = bins_of(drawn, bins) + bins * np.arange(rows)[:, None]
        count, said, yes = (
            np.bincount(place.ravel(), weights, rows * bins).reshape(rows, bins)
            for weights in (None, drawn.ravel(), came.ravel())
        )
        held = slice(start, start + rows)
        np.divide(yes, count, out=frequencies[held], where=count > 0)
        terms[held] = ((said - yes) ** 2 / np.maximum(count, 1)).sum(axis=1) / number
    band = np.full((2, bins), np.nan)
    for place_ in np.flatnonzero(np.bincount(bins_of(probability, bins), minlength=bins)):
        column = frequencies[:, place_]
        band[:, place_] = np.quantile(column[~np.isnan(column)], BAND)
    low, high = np.quantile(terms, BAND)
    return Consistency(band[0], band[1], (float(low), float(high)))
