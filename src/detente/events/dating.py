"""When the new level behind an alarm began, how surely, and how far it lies from the old one."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.core.citation import Citation
from detente.events.detectors import Alarms, detector, settings_of
from detente.events.detectors._partition import partition
from detente.events.lines import Floats, Line

REACH = 6
"""Periods before an alarm in which a change point of the segmentation is taken for its date."""
SMITH = Citation(
    "smith1975",
    "Smith, A. F. M.",
    1975,
    "A Bayesian approach to inference about a change-point in a sequence of random variables",
    "Biometrika 62(2), 407-416",
    "10.1093/biomet/62.2.407",
)


@dataclass(frozen=True, slots=True)
class Dated:
    """Alarms with their dates, one entry an alarm, in order of dyad and period.

    Attributes
    ----------
    dyad, as_of : (alarms,) places of the dyad and of the period at whose end it rang.
    on, low, high : (alarms,) first period of the new level, and the ends of its 90 % interval.
    before, after : (alarms,) mean level of the year before and since, in the line's unit.
    sign, score : (alarms,) of the alarm.
    """

    dyad: NDArray[np.int64]
    as_of: NDArray[np.int64]
    on: NDArray[np.int64]
    low: NDArray[np.int64]
    high: NDArray[np.int64]
    before: Floats
    after: Floats
    sign: NDArray[np.int8]
    score: Floats


def dated(line: Line, alarms: Alarms) -> Dated:
    """Date every alarm with what was known when it rang.

    Notes
    -----
    The date is the last change point of the best segmentation as of the alarm, where it lies in the last
    `REACH` periods and points the alarm's way; else the detector's own onset. The interval is the posterior of
    a single change of a normal level with known variances, each place as likely before, over the same
    reach [1]_; it always holds the date.

    References
    ----------
    .. [1] Smith (1975), Biometrika 62(2), 407-416.
    """
    pelt = settings_of(detector("pelt"), line.period)
    window = int(settings_of(detector("threshold"), line.period)["window"])
    dyad, as_of = np.nonzero(alarms.sign)
    rung = np.unique(dyad)
    precision = 1.0 / line.variance
    last = partition(line.level[rung], precision[rung], pelt["penalty"], int(pelt["least"]))
    found = [
        _one(line.level[row], precision[row], int(last[place, period]), int(alarms.onset[row, period]),
             int(period), int(alarms.sign[row, period]), window)
        for row, place, period in zip(dyad, np.searchsorted(rung, dyad), as_of, strict=True)
    ]  # fmt: skip
    on, low, high = (np.array([one[i] for one in found], np.int64) for i in range(3))
    before, after = (np.array([one[i] for one in found], np.float64) for i in (3, 4))
    return Dated(
        dyad, as_of, on, low, high, before, after, alarms.sign[dyad, as_of], alarms.score[dyad, as_of]
    )


def _one(
    level: Floats, precision: Floats, segment: int, onset: int, period: int, sign: int, window: int
) -> tuple[int, int, int, float, float]:
    """Date, interval and levels of one alarm."""
    first = max(period - REACH - window, 0)
    starts = np.arange(max(period - REACH, first + 1), period + 1)
    before, after, logs = _single_change(
        level[first : period + 1], precision[first : period + 1], starts - first
    )
    fits = np.sign(after - before) == sign
    told = segment if segment in starts and fits[segment - starts[0]] else onset
    on = int(np.clip(told, starts[0], period))
    mass = np.exp(logs - logs.max())
    cumulated = np.cumsum(mass) / mass.sum()
    low, high = (int(starts[np.searchsorted(cumulated, edge)]) for edge in (0.05, 0.95))
    at = on - int(starts[0])
    return on, min(low, on), max(high, on), float(before[at]), float(after[at])


def _single_change(
    level: Floats, precision: Floats, starts: NDArray[np.int64]
) -> tuple[Floats, Floats, Floats]:
    """Means before and after each start, and the log of its likelihood with both means integrated out."""
    mass, moment = np.cumsum(precision), np.cumsum(precision * level)
    mass_before, moment_before = mass[starts - 1], moment[starts - 1]
    mass_after, moment_after = mass[-1] - mass_before, moment[-1] - moment_before
    before, after = moment_before / mass_before, moment_after / mass_after
    fit = 0.5 * (mass_before * before**2 + mass_after * after**2)
    return before, after, fit - 0.5 * np.log(mass_before * mass_after)
