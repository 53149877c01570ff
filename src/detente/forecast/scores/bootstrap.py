"""Intervals of means, skills and differences by resampling whole clusters of questions."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

INTERVAL = (0.05, 0.95)
"""Ends of every interval: 5 to 95 %, as everywhere in the house."""
FEWEST_CLUSTERS = 2
"""Clusters below which nothing can be resampled."""
_AT_ONCE = 10_000_000
"""Counts held in memory at a time."""


@dataclass(frozen=True, slots=True)
class Resampled:
    """A ratio of two sums with its interval.

    Attributes
    ----------
    value : the ratio in the sample.
    low, high : 5 and 95 %; None where there are too few clusters, or a resample has nothing below the line.
    above : share of resamples above zero, ties halved; None where there is no interval.
    clusters : how many were resampled.
    """

    value: float
    low: float | None
    high: float | None
    above: float | None
    clusters: int


def resampled_ratio(
    over: Floats, under: Floats, cluster: NDArray[np.int64], resamples: int, seed: int
) -> Resampled:
    """The sum of `over` by the sum of `under`, with its bias-corrected and accelerated interval.

    With ones below it is a mean; with a reference's scores below, one less it is a skill.

    Parameters
    ----------
    over, under : (n,) numbers of each question; the sum of `under` is above zero.
    cluster : (n,) the cluster of each; whole clusters are drawn.
    resamples : drawn, >= 100.
    seed : of the draws; ratios over as many clusters share them, so one that is there or not changes no other.

    Notes
    -----
    Questions of one case share their luck; drawn one by one they would promise an accuracy that is not there. The
    interval is BCa [1]_, which unlike the percentile one follows skewed scores; the jackknife leaves out clusters.
    With fewer than about twenty clusters every such interval is somewhat too narrow.

    References
    ----------
    .. [1] Efron (1987), Journal of the American Statistical Association 82(397), 171-185.
    """
    _, place = np.unique(cluster, return_inverse=True)
    tops: Floats = np.bincount(place, over).astype(np.float64)
    bottoms: Floats = np.bincount(place, under).astype(np.float64)
    clusters = len(tops)
    value = float(tops.sum() / bottoms.sum())
    if clusters < FEWEST_CLUSTERS:
        return Resampled(value, None, None, None, clusters)
    above, below = _sums(tops, bottoms, resamples, seed)
    rest = bottoms.sum() - bottoms
    if below.min() <= 0.0 or rest.min() <= 0.0:
        return Resampled(value, None, None, None, clusters)
    ratios = above / below
    low, high = np.quantile(ratios, _bca(ratios, value, (tops.sum() - tops) / rest))
    positive = float(np.mean(ratios > 0.0) + np.mean(ratios == 0.0) / 2.0)
    return Resampled(value, float(low), float(high), positive, clusters)


def _sums(tops: Floats, bottoms: Floats, resamples: int, seed: int) -> tuple[Floats, Floats]:
    """Sums over the clusters of each resample, above and below the line."""
    clusters = len(tops)
    step = max(1, _AT_ONCE // clusters)
    if resamples <= step:
        drawn = _counts(clusters, resamples, seed).astype(np.float64)
        return drawn @ tops, drawn @ bottoms
    rng = np.random.default_rng(seed)
    sums = np.empty((2, resamples))
    for start in range(0, resamples, step):
        rows = slice(start, min(start + step, resamples))
        drawn = _draw(clusters, rows.stop - start, rng).astype(np.float64)
        sums[:, rows] = drawn @ tops, drawn @ bottoms
    return sums[0], sums[1]


@lru_cache(maxsize=4)
def _counts(clusters: int, resamples: int, seed: int) -> NDArray[np.uint16]:
    """How often each cluster is drawn in each resample; kept, since most ratios of a card are over the same clusters."""
    return _draw(clusters, resamples, np.random.default_rng(seed))


def _draw(clusters: int, resamples: int, rng: np.random.Generator) -> NDArray[np.uint16]:
    return rng.multinomial(clusters, np.full(clusters, 1.0 / clusters), resamples).astype(np.uint16)


def _bca(ratios: Floats, value: float, left_out: Floats) -> Floats:
    """Levels at which the resamples are read, for the two ends of the interval."""
    from scipy.special import ndtr, ndtri

    share = float(np.mean(ratios < value) + np.mean(ratios == value) / 2.0)
    ends = ndtri(np.array(INTERVAL))
    # A sample on the very edge of its resamples has no correction that could be computed: the plain percentiles stay.
    if not 0.0 < share < 1.0:
        return np.array(INTERVAL)
    shift = ndtri(share)
    off = left_out.mean() - left_out
    spread = float((off**2).sum())
    bend = float((off**3).sum() / (6.0 * spread**1.5)) if spread > 0.0 else 0.0
    stretch = 1.0 - bend * (shift + ends)
    return np.asarray(ndtr(shift + (shift + ends) / stretch)) if stretch.min() > 0.0 else np.array(INTERVAL)
