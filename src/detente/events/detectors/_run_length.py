"""Bayesian online change points: how long the current level has lasted, as a distribution, period by period."""

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln

from detente.core.citation import Citation
from detente.events.compiled import compiled
from detente.events.detectors._rest import rested
from detente.events.detectors.base import REST, Alarms, Setting, everywhere
from detente.events.lines import Floats, Line

NORMAL, POISSON, NEGATIVE_BINOMIAL, BETA_BINOMIAL = range(4)
"""Likelihoods; each keeps two numbers a run, updated by adding, so that its predictive is closed form."""

SETTINGS: Mapping[str, Setting] = {
    "chance": Setting("Probability of a recent change that rings", "probability", 0.01, 0.999, everywhere(0.4)),
    "hazard": Setting(
        "Chance of a change in any one period", "probability", 1e-4, 0.5,
        {"day": 1 / 730, "week": 1 / 104, "month": 1 / 48},
    ),
    "recent": Setting("Periods back to which a change counts as recent", "periods", 0, 100, everywhere(3)),
    "warm": Setting(
        "Periods from which a dyad's usual level is taken at first", "periods", 2, 400,
        {"day": 91, "week": 13, "month": 12},
    ),
    "rest": REST,
}  # fmt: skip
"""Settings that all members with this recursion share."""
ADAMS = Citation(
    "adams2007",
    "Adams, R. P.; MacKay, D. J. C.",
    2007,
    "Bayesian online changepoint detection",
    "arXiv:0710.3742",
)


def alarms(kind: int, line: Line, first: Floats, second: Floats, prior: Floats, extra: float,
           settings: Mapping[str, float]) -> Alarms:  # fmt: skip
    """Alarms where a change within the recent periods has at least the set chance.

    Parameters
    ----------
    kind : one of the likelihoods above.
    line : gives the direction.
    first, second : (dyads, periods) what is seen: level and its precision; count and exposure; count and
        nothing; hostile and other events.
    prior : (dyads, 2) the two numbers of a run that has not begun.
    extra : the negative binomial's shape; unused otherwise.

    Returns
    -------
    `score` is the probability that the current level began within the recent periods, by the model.
    """
    recent = int(settings["recent"])
    chance, back = run_lengths(kind, first, second, prior, extra, settings["hazard"], recent)
    now = np.arange(first.shape[1])
    onset = np.asarray(now - back)
    warm = now >= settings["warm"]
    rings = (chance > settings["chance"]) & warm & (onset > 0)
    sign = np.where(rings, _direction(line, onset, int(settings["warm"])), 0).astype(np.int8)
    return Alarms(rested(sign, settings["rest"]), onset, np.where(warm, chance, 0.0))


def usual(values: Floats, settings: Mapping[str, float]) -> Floats:
    """(dyads,) mean over the first periods, which no alarm precedes."""
    return np.asarray(values[:, : int(settings["warm"])].mean(axis=1))


def _direction(line: Line, onset: NDArray[np.int64], window: int) -> Floats:
    """Sign of the mean level since the onset less that of the window before it."""
    weight = 1.0 / line.variance
    mass, moment = (
        np.concatenate([np.zeros((len(values), 1)), np.cumsum(values, axis=1)], axis=1)
        for values in (weight, weight * line.level)
    )
    row, end = np.arange(len(weight))[:, None], np.arange(1, weight.shape[1] + 1)
    before = np.maximum(onset - window, 0)

    def mean(start: NDArray[np.int64], stop: NDArray[np.int64]) -> Floats:
        held = mass[row, stop] - mass[row, start]
        return np.asarray((moment[row, stop] - moment[row, start]) / np.where(held > 0, held, 1.0))

    return np.sign(mean(onset, end) - mean(before, onset))


def run_lengths(
    kind: int,
    first: Floats,
    second: Floats,
    prior: Floats,
    extra: float,
    hazard: float,
    recent: int,
    *,
    compile_it: bool = True,
) -> tuple[Floats, NDArray[np.int64]]:
    """P(the current run is at most `recent` periods old), and the likeliest of these ages, (dyads, periods) each.

    Notes
    -----
    P(r(t), x) = sum over r(t-1) of P(r(t) | r(t-1)) P(x(t) | run) P(r(t-1), x before), r = 0 with chance
    `hazard` [1]_.

    References
    ----------
    .. [1] Adams & MacKay (2007), arXiv:0710.3742.
    """
    walk: Any = _walk if compile_it else _walk_reference
    chance, back = walk(kind, first, second, prior, extra, hazard, recent)
    return chance, back


@compiled
def _walk(kind, first, second, prior, extra, hazard, recent):  # type: ignore[no-untyped-def]
    dyads, periods = first.shape
    chance, back = np.zeros((dyads, periods)), np.zeros((dyads, periods), np.int64)
    log_stay, log_change = math.log1p(-hazard), math.log(hazard)
    joint, ones, twos = np.empty(periods + 1), np.empty(periods + 1), np.empty(periods + 1)
    for dyad in range(dyads):
        joint[0], ones[0], twos[0] = 0.0, prior[dyad, 0], prior[dyad, 1]
        for period in range(periods):
            x, y = first[dyad, period], second[dyad, period]
            # joint[a] is of a run that is `a` periods old before this one; at the start only a = 0 is known.
            top = -np.inf
            for age in range(period + 1):
                joint[age] += _predictive(kind, x, y, ones[age], twos[age], extra)
                top = max(top, joint[age])
            whole, near, most = 0.0, 0.0, -np.inf
            for age in range(period + 1):
                mass = math.exp(joint[age] - top)
                whole += mass
                if age <= recent:
                    near += mass
                    if joint[age] > most:
                        most = joint[age]
                        back[dyad, period] = age
            chance[dyad, period] = near / whole
            log_whole = top + math.log(whole)
            for age in range(period, -1, -1):
                joint[age + 1] = joint[age] - log_whole + log_stay
                ones[age + 1], twos[age + 1] = _updated(kind, x, y, ones[age], twos[age], extra)
            joint[0], ones[0], twos[0] = log_change, prior[dyad, 0], prior[dyad, 1]
    return chance, back


@compiled
def _predictive(kind, x, y, one, two, extra):  # type: ignore[no-untyped-def]
    """Log predictive of what is seen, up to terms that all runs share."""
    if kind == 0:  # level x with precision y; the run's mean is normal(one / two, 1 / two)
        variance = 1.0 / y + 1.0 / two
        return -0.5 * (math.log(variance) + (x - one / two) ** 2 / variance)
    if kind == 1:  # count x at exposure y; the run's rate is gamma(one, two)
        return (
            math.lgamma(one + x) - math.lgamma(one)
            + one * math.log(two / (two + y)) + x * math.log(y / (two + y))
        )  # fmt: skip
    if kind == 2:  # count x; the run's chance to stop is beta(one, two), after `extra` stops
        return (
            math.lgamma(one + extra) + math.lgamma(two + x) - math.lgamma(one + two + extra + x)
            - math.lgamma(one) - math.lgamma(two) + math.lgamma(one + two)
        )  # fmt: skip
    return (  # x hostile and y other events; the run's share is beta(one, two)
        math.lgamma(one + x) + math.lgamma(two + y) - math.lgamma(one + two + x + y)
        - math.lgamma(one) - math.lgamma(two) + math.lgamma(one + two)
    )  # fmt: skip


@compiled
def _updated(kind, x, y, one, two, extra):  # type: ignore[no-untyped-def]
    if kind == 0:
        return one + x * y, two + y
    if kind == 2:
        return one + extra, two + x
    return one + x, two + y


def _walk_reference(
    kind: int, first: Floats, second: Floats, prior: Floats, extra: float, hazard: float, recent: int
) -> tuple[Floats, NDArray[np.int64]]:
    dyads, periods = first.shape
    chance, back = np.zeros((dyads, periods)), np.zeros((dyads, periods), np.int64)
    joint, ones, twos = np.zeros((dyads, 1)), prior[:, [0]], prior[:, [1]]
    for period in range(periods):
        x, y = first[:, [period]], second[:, [period]]
        joint = joint + _predictive_reference(kind, x, y, ones, twos, extra)
        joint = joint - np.logaddexp.reduce(joint, axis=1)[:, None]
        mass = np.exp(joint)[:, : recent + 1]
        chance[:, period], back[:, period] = mass.sum(axis=1), mass.argmax(axis=1)
        grown = (
            (ones + x * y, twos + y) if kind == NORMAL
            else (ones + extra, twos + x) if kind == NEGATIVE_BINOMIAL
            else (ones + x, twos + y)
        )  # fmt: skip
        joint = np.concatenate([np.full((dyads, 1), np.log(hazard)), joint + np.log1p(-hazard)], axis=1)
        ones, twos = (np.concatenate([prior[:, [i]], grown[i]], axis=1) for i in (0, 1))
    return chance, back


def _predictive_reference(kind: int, x: Floats, y: Floats, one: Floats, two: Floats, extra: float) -> Floats:
    if kind == NORMAL:
        variance = 1.0 / y + 1.0 / two
        return np.asarray(-0.5 * (np.log(variance) + (x - one / two) ** 2 / variance))
    if kind == POISSON:
        return np.asarray(
            gammaln(one + x) - gammaln(one) + one * np.log(two / (two + y)) + x * np.log(y / (two + y))
        )
    seen, against = (extra, x) if kind == NEGATIVE_BINOMIAL else (x, y)
    return np.asarray(
        gammaln(one + seen) + gammaln(two + against) - gammaln(one + two + seen + against)
        - gammaln(one) - gammaln(two) + gammaln(one + two)
    )  # fmt: skip
