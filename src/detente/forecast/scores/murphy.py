"""What a Brier score is made of: reliability, resolution, uncertainty, and what is lost within the bins."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class MurphyParts:
    """brier = reliability - resolution + uncertainty + within_variance - within_covariance, exactly.

    Attributes
    ----------
    reliability : squared distance between what was said and how often it came, over bins; 0 is best.
    resolution : how far the bins' frequencies lie from the overall one; larger is better.
    uncertainty : of the outcomes themselves; nobody's merit.
    within_variance, within_covariance : of forecasts within one bin, and twice theirs with the outcomes.
    """

    brier: float
    reliability: float
    resolution: float
    uncertainty: float
    within_variance: float
    within_covariance: float


def bins_of(probability: Floats, bins: int) -> NDArray[np.int64]:
    """Bin of each probability: equal ones of [0, 1], the upper edge belonging to the next, 1 to the last.

    Examples
    --------
    >>> bins_of(np.array([0.0, 0.3, 0.7, 1.0]), 10)
    array([0, 3, 7, 9])
    """
    # 0.7 * 10 is 7.000000000000001 and 0.29 * 100 is 28.999999999999996: a stated edge is meant as an edge.
    return np.asarray(np.minimum(np.floor(np.round(probability * bins, 9)), bins - 1), np.int64)


def murphy_parts(probability: Floats, outcome: Floats, bins: int) -> MurphyParts:
    """Split the Brier score of yes/no questions into its parts.

    Parameters
    ----------
    probability, outcome : (n,) chance of yes, and 1 or 0; n >= 1.
    bins : equal bins of [0, 1].

    Notes
    -----
    Murphy's three parts [1]_ close only where all forecasts of one bin are equal; the two terms within bins [2]_ make
    them close always. With few questions reliability comes out too large by chance alone: compare it with what a
    perfectly reliable forecaster would show (`reliability.consistency`).

    References
    ----------
    .. [1] Murphy (1973), Journal of Applied Meteorology 12(4), 595-600.
    .. [2] Stephenson, Coelho and Jolliffe (2008), Weather and Forecasting 23(4), 752-757.

    Examples
    --------
    >>> parts = murphy_parts(np.array([0.1, 0.1, 0.9, 0.9]), np.array([0.0, 1.0, 1.0, 1.0]), 10)
    >>> round(parts.reliability, 4), round(parts.resolution, 4), round(parts.uncertainty, 4)
    (0.085, 0.0625, 0.1875)
    """
    bin_ = bins_of(probability, bins)
    count = np.bincount(bin_, minlength=bins)
    full = np.maximum(count, 1)
    said = np.bincount(bin_, probability, bins) / full
    came = np.bincount(bin_, outcome, bins) / full
    number, overall = len(probability), outcome.mean()
    forecast_off, outcome_off = probability - said[bin_], outcome - came[bin_]
    return MurphyParts(
        brier=float(((probability - outcome) ** 2).mean()),
        reliability=float((count * (said - came) ** 2).sum() / number),
        resolution=float((count * (came - overall) ** 2).sum() / number),
        uncertainty=float(overall * (1.0 - overall)),
        within_variance=float((forecast_off**2).mean()),
        within_covariance=float(2.0 * (forecast_off * outcome_off).mean()),
    )
