"""Alarms against crises: how many are found, how many alarms are false, and what chance alone would give."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.forecast.backtest.crises import AROUND, YEAR, Truth

Signs = NDArray[np.int8]
RESAMPLES = 2000


@dataclass(frozen=True, slots=True)
class AlarmScore:
    """What a detector's alarms are worth.

    Attributes
    ----------
    false_alarms : alarms of either direction per quiet directed dyad-year; an upper bound, since some are real.
    false_alarms_lively : the same among quiet dyads with at least 120 events a year.
    recall : share of directed triggers with a hostile alarm within a month; with its 90 % interval over crises.
    any_direction : share of crises with such an alarm in at least one of their directed dyads.
    placebo : share of the same dyads' months, apart from triggers and crises, that lie within a month of a
        hostile alarm: what recall would be by chance.
    lift : recall less placebo.
    precision : share of these dyads' hostile alarms that lie within a month of a trigger.
    precision_in_crisis : share of them that lie within a crisis.
    terminations : share of the ends of crises with a conciliatory alarm within a month.
    delay : median months from a trigger to its first hostile alarm, of those found within six months.
    triggers, crises, quiet_years : what was scored.
    """

    false_alarms: float
    false_alarms_lively: float
    recall: float
    recall_low: float
    recall_high: float
    any_direction: float
    placebo: float
    lift: float
    precision: float
    precision_in_crisis: float
    terminations: float
    delay: float
    triggers: int
    crises: int
    quiet_years: int


def score_alarms(sign: Signs, truth: Truth, rng: np.random.Generator) -> AlarmScore:
    """Score the alarms of one detector.

    Parameters
    ----------
    sign : (dyads, months) +1, -1 or 0, of all months of the counts.
    rng : for the interval.
    """
    near = _near(sign > 0)
    hits = np.array([near[one.dyad, one.month] for one in truth.triggers], bool)
    named = np.array([one.crisis for one in truth.triggers])
    low, high = _interval(hits, named, rng)
    crises = [hits[named == crisis].any() for crisis in np.unique(named)]
    placebo = _placebo(near, truth)
    dyads = np.unique([one.dyad for one in truth.triggers]).astype(int)
    hostile = np.zeros(sign.shape, bool)
    hostile[dyads, truth.first : truth.stop] = sign[dyads, truth.first : truth.stop] > 0
    at_trigger = np.zeros(sign.shape, bool)
    for one in truth.triggers:
        at_trigger[one.dyad, max(one.month - AROUND, 0) : one.month + AROUND + 1] = True
    ends = [(one.dyad, one.end) for one in truth.triggers if one.end < truth.stop]
    calmer = _near(sign < 0)
    recall = _mean(hits)
    return AlarmScore(
        false_alarms=_per_year(sign, truth.quiet, truth),
        false_alarms_lively=_per_year(sign, truth.lively, truth),
        recall=recall,
        recall_low=low,
        recall_high=high,
        any_direction=_mean(crises),
        placebo=placebo,
        lift=recall - placebo,
        precision=_mean(at_trigger[hostile]),
        precision_in_crisis=_mean(truth.in_crisis[hostile]),
        terminations=_mean([calmer[dyad, end] for dyad, end in ends]),
        delay=_delay(sign > 0, truth),
        triggers=len(hits),
        crises=len(crises),
        quiet_years=int(truth.quiet.sum()),
    )


def _per_year(sign: Signs, years: NDArray[np.bool_], truth: Truth) -> float:
    if not years.any():
        return float("nan")
    within = np.abs(sign[:, truth.first : truth.stop].astype(int))
    yearly = within.reshape(len(sign), truth.years, YEAR).sum(axis=2)
    return float(yearly[years].mean())


def _placebo(near: NDArray[np.bool_], truth: Truth) -> float:
    """Share of months near an alarm among months that no trigger or crisis touches, in the dyads of triggers."""
    eligible = truth.scored & ~truth.in_crisis & ~truth.near_trigger
    eligible[:, : truth.first] = False
    eligible[:, truth.stop :] = False
    dyads = np.unique([one.dyad for one in truth.triggers]).astype(int)
    return _mean(near[dyads][eligible[dyads]])


def _near(rings: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Months within `AROUND` of an alarm."""
    near = rings.copy()
    for shift in range(1, AROUND + 1):
        near[:, shift:] |= rings[:, :-shift]
        near[:, :-shift] |= rings[:, shift:]
    return near


def _delay(hostile: NDArray[np.bool_], truth: Truth) -> float:
    found = []
    for one in truth.triggers:
        later = np.nonzero(hostile[one.dyad, max(one.month - AROUND, 0) : one.month + 7])[0]
        if len(later):
            found.append(int(later[0]) + max(one.month - AROUND, 0) - one.month)
    return float(np.median(found)) if found else float("nan")


def _interval(
    hits: NDArray[np.bool_], named: NDArray[np.str_], rng: np.random.Generator
) -> tuple[float, float]:
    """90 % bootstrap interval of a share; crises are drawn whole, since their dyads are not independent."""
    crises, of = np.unique(named, return_inverse=True)
    if not len(crises):
        return float("nan"), float("nan")
    found, number = np.bincount(of, hits), np.bincount(of)
    drawn = rng.integers(0, len(crises), (RESAMPLES, len(crises)))
    low, high = np.quantile(found[drawn].sum(axis=1) / number[drawn].sum(axis=1), [0.05, 0.95])
    return float(low), float(high)


def _mean(values: object) -> float:
    array = np.asarray(values, np.float64)
    return float(array.mean()) if array.size else float("nan")
