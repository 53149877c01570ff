"""Scan: whether the last few periods are more hostile than their volume and the half year before lead to expect.

The default for weekly alarms on posture.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from scipy.special import betainc, betaincc, ndtri

from detente.core.citation import Citation
from detente.core.errors import ParameterError
from detente.events.detectors._rest import rested
from detente.events.detectors.base import REST, Alarms, Detector, Setting, everywhere
from detente.events.lines import Floats, Line

NOTHING_YET = 0.5
"""Added to baseline counts (Jeffreys' prior), so that a first hostile event is not infinitely surprising."""
RAREST = 1e-300


def run(line: Line, settings: Mapping[str, float]) -> Alarms:
    """Alarms where the most surprising of the last windows of 1, 2, ... `longest` periods exceeds `z`.

    Raises
    ------
    ParameterError : the line sets hostile events against nothing.
    """
    if line.covered is None:
        raise ParameterError("scan, line", repr(line.name), "a line that is a share, such as posture")
    surprise, onset = surprises(
        line.hostile,
        line.covered,
        longest=int(settings["longest"]),
        window=int(settings["window"]),
        least=int(settings["least"]),
        steadiness=settings["steadiness"],
        unrest=settings["unrest"],
    )
    sign = np.where(np.abs(surprise) > settings["z"], np.sign(surprise), 0.0).astype(np.int8)
    return Alarms(rested(sign, settings["rest"]), onset, np.abs(surprise))


def surprises(
    hostile: Floats, other: Floats, *, longest: int, window: int, least: int, steadiness: float, unrest: float
) -> tuple[Floats, NDArray[np.int64]]:
    """Normal score of the most surprising recent window as of every period, and where that window begins.

    Parameters
    ----------
    hostile, other : (dyads, periods) hostile events, and the events that tell how closely a dyad is covered.
    longest : periods in the longest window that is tried.
    window : periods of the baseline before it.
    least : fewest periods of a baseline.
    steadiness : how many events' worth of belief that the dyad's coverage has not changed; towards 0 the other
        events alone tell the coverage, and the score is one of composition.
    unrest : variance of the composition from period to period beyond chance, relative.

    Returns
    -------
    surprise : (dyads, periods) positive where there is more hostility than expected; 0 without a baseline.
    onset : (dyads, periods) first period of the window.

    Notes
    -----
    A window has coverage g ~ gamma(s, s) relative to its baseline; other events are Poisson(g e'), hostile
    ones Poisson(g e), e and e' being what the baseline leads to expect. After c other events hostile ones are
    negative binomial with mean m = e (s + c) / (s + e') and relative variance
    1/m + 1/(s + c) + 1/(h + 1/2) + unrest / length, h being the baseline's hostile events. The score is the
    normal quantile of the mid-p value. Scanning windows that end now is the usual way of quick detection [1]_.

    References
    ----------
    .. [1] Lai (1995), Journal of the Royal Statistical Society B 57(4), 613-658.
    """
    dyads, periods = hostile.shape
    surprise, onset = np.zeros((dyads, periods)), np.tile(np.arange(periods), (dyads, 1))
    sums = [
        np.concatenate([np.zeros((dyads, 1)), np.cumsum(one, axis=1)], axis=1) for one in (hostile, other)
    ]
    for length in range(1, longest + 1):
        ends = np.arange(least + length, periods + 1)
        starts = ends - length
        befores = np.maximum(starts - window, 0)
        (seen, usual), (volume, usual_volume) = (
            (total[:, ends] - total[:, starts], total[:, starts] - total[:, befores]) for total in sums
        )
        share = length / (starts - befores)
        expected, expected_volume = (usual + NOTHING_YET) * share, (usual_volume + NOTHING_YET) * share
        mean = expected * (steadiness + volume) / (steadiness + expected_volume)
        spread = 1.0 / (steadiness + volume) + 1.0 / (usual + NOTHING_YET) + unrest / length
        score = normal_score(seen, mean, 1.0 / spread)
        stronger = np.abs(score) > np.abs(surprise[:, ends - 1])
        surprise[:, ends - 1] = np.where(stronger, score, surprise[:, ends - 1])
        onset[:, ends - 1] = np.where(stronger, starts, onset[:, ends - 1])
    return surprise, onset


def normal_score(count: Floats, mean: Floats, shape: Floats) -> Floats:
    """Normal quantile of the mid-p value of a count under a negative binomial.

    Parameters
    ----------
    count : >= 0.
    mean, shape : > 0; the variance is mean + mean^2 / shape.

    Examples
    --------
    >>> normal_score(np.array([2.0, 9.0]), np.array([2.0, 2.0]), np.array([3.0, 3.0])).round(2)
    array([0.2 , 2.62])
    """
    chance = shape / (shape + mean)
    some = count >= 1.0
    fewer = np.where(some, betainc(shape, np.where(some, count, 1.0), chance), 0.0)
    more = np.where(some, betaincc(shape, np.where(some, count, 1.0), chance), 1.0)
    low = 0.5 * (betainc(shape, count + 1.0, chance) + fewer)
    high = 0.5 * (betaincc(shape, count + 1.0, chance) + more)
    return np.asarray(np.where(low < high, ndtri(np.maximum(low, RAREST)), -ndtri(np.maximum(high, RAREST))))


DETECTOR = Detector(
    name="scan",
    title="Scan of recent windows for hostility beyond volume",
    run=run,
    settings={
        "z": Setting(
            "Surprise that rings", "standard deviations", 0.5, 10, {"day": 3.0, "week": 3.0, "month": 3.3}
        ),
        "longest": Setting("Longest window", "periods", 1, 60, {"day": 14, "week": 4, "month": 3}),
        "window": Setting(
            "Baseline before the window", "periods", 2, 800, {"day": 182, "week": 26, "month": 12}
        ),
        "least": Setting(
            "Fewest periods of a baseline", "periods", 1, 400, {"day": 56, "week": 8, "month": 6}
        ),
        "steadiness": Setting(
            "Belief that coverage is what it was",
            "events",
            0.01,
            1000,
            {"day": 2.0, "week": 2.0, "month": 1.0},
        ),
        "unrest": Setting(
            "Variance of the composition beyond chance, relative, a period", "none", 0, 10, everywhere(0.5)
        ),
        "rest": REST,
    },
    threshold="z",
    suits="posture",
    serves=(
        "Finds within weeks that events have turned hostile, at a dyad's own volume; it dates roughly, and "
        "rare hostile acts of a dyad that had none can ring."
    ),
    citations=(
        Citation(
            "lai1995",
            "Lai, T. L.",
            1995,
            "Sequential changepoint detection in quality control and dynamical systems",
            "Journal of the Royal Statistical Society, Series B 57(4), 613-658",
            "10.1111/j.2517-6161.1995.tb02052.x",
        ),
    ),
)
