"""The probability of an alarm, from simulated series whose lasting changes are known.

The series drift and scatter as quiet dyads do, and once in three years a dyad's level changes for good. What an
alarm is worth hangs on how often that happens, so the rate is stated wherever the probability is.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from detente.core.series import ROOTS, DyadCounts, Period, WorldTotals
from detente.events.dating import REACH
from detente.events.detect import Choice
from detente.events.detectors import detector, raise_alarms, settings_of
from detente.events.intensity import UNREST
from detente.events.lines import line
from detente.events.posture import ECHO, START

YEARS_BETWEEN = 3.0
"""Years between two lasting changes of one dyad, on average."""
CHANGE = 1.0
"""Standard deviation of a lasting change, log rate or log-odds."""
PERIODS_A_YEAR: Mapping[Period, float] = MappingProxyType({"day": 365.25, "week": 52.18, "month": 12.0})
DRIFT_A_YEAR = 0.25
"""Standard deviation of a year's drift that is no change."""
EVENTS_A_YEAR = (300.0, 0.9)
"""Median and log spread of a dyad's events a year."""
HOSTILE_ROOT, COOPERATIVE_ROOT = 18, 3
CHOICES: tuple[tuple[str, str, Period], ...] = (
    ("bocpd", "intensity", "month"),
    ("cusum", "intensity", "month"),
    ("pelt", "intensity", "month"),
    ("pelt", "posture", "week"),
    ("scan", "posture", "month"),
    ("scan", "posture", "week"),
    ("threshold", "intensity", "month"),
    ("threshold", "intensity", "week"),
)
"""Detector, line and period of what is calibrated."""


@dataclass(frozen=True, slots=True)
class Simulated:
    """Counts with what truly happened to them.

    Attributes
    ----------
    changed : (dyads, periods) +1 where the level lastingly turned hostile, -1 where cooperative, else 0.
    """

    counts: DyadCounts
    changed: NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class Calibrated:
    """P(lasting change) of one detector on one line = expit(at_bar + slope log(score / bar)).

    Attributes
    ----------
    alarms : simulated alarms it was fitted to.
    true : share of them that marked a change.
    """

    detector: str
    line: str
    period: Period
    at_bar: float
    slope: float
    alarms: int
    true: float


def simulate(period: Period, series: str, dyads: int, years: float, rng: np.random.Generator) -> Simulated:
    """Draw series of events with known lasting changes.

    Parameters
    ----------
    series : `posture` changes the composition at a steady volume, `intensity` the hostile count.
    """
    a_year = PERIODS_A_YEAR[period]
    shape = (dyads, int(years * a_year))
    comes = rng.random(shape) < 1.0 / (YEARS_BETWEEN * a_year)
    steps = np.where(comes, rng.normal(0.0, CHANGE, shape), 0.0)
    drift = rng.normal(0.0, DRIFT_A_YEAR / np.sqrt(a_year), shape)
    moved = np.cumsum(steps + drift, axis=1)
    volume = EVENTS_A_YEAR[0] / a_year * np.exp(rng.normal(0.0, EVENTS_A_YEAR[1], (dyads, 1)))
    events = np.zeros((*shape, ROOTS))
    if series == "posture":
        share = 1.0 / (1.0 + np.exp(rng.normal(*START, (dyads, 1)) - moved))
        sharp = 1.0 / ECHO - 1.0
        chance = rng.beta(np.maximum(share * sharp, 1e-3), np.maximum((1.0 - share) * sharp, 1e-3))
        number = rng.poisson(volume * rng.gamma(1.0 / UNREST, UNREST, shape))
        events[:, :, HOSTILE_ROOT] = rng.binomial(number, chance)
        events[:, :, COOPERATIVE_ROOT] = number - events[:, :, HOSTILE_ROOT]
    else:
        scatter = rng.normal(0.0, np.sqrt(UNREST), shape)
        events[:, :, HOSTILE_ROOT] = rng.poisson(np.minimum(volume * np.exp(moved + scatter), 1e6))
    days = {"day": 1, "week": 7, "month": 30}[period]
    periods = np.datetime64("2000-01-03") + days * np.arange(shape[1])
    steady = np.full(shape[1], 1e4)
    counts = DyadCounts(
        period, periods, ("A",) * dyads, ("B",) * dyads, events, None,
        np.ones(ROOTS, bool), WorldTotals(steady, steady, steady, 0),
    )  # fmt: skip
    return Simulated(counts, np.sign(steps).astype(np.int8))


def judged(simulated: Simulated, choice: Choice) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Strength (score over bar) of every alarm, and whether a change of its sign came within the reach before."""
    chosen = detector(choice.detector)
    counts = simulated.counts
    raised = raise_alarms(chosen, line(counts, choice.line), choice.settings)
    bar = settings_of(chosen, counts.period, choice.settings)[chosen.threshold]
    recent = np.zeros((2, *raised.sign.shape), bool)
    for side, sign in enumerate((1, -1)):
        for back in range(REACH + 1):
            recent[side, :, back:] |= simulated.changed[:, : raised.sign.shape[1] - back] == sign
    dyad, when = np.nonzero(raised.sign)
    sides = (raised.sign[dyad, when] < 0).astype(int)
    return np.asarray(raised.score[dyad, when] / bar), np.asarray(recent[sides, dyad, when])


def calibrate(seed: int, *, dyads: int = 2000, years: float = 10.0) -> tuple[Calibrated, ...]:
    """Fit the probability of every choice that is calibrated.

    Parameters
    ----------
    seed : of the simulated series.
    dyads, years : simulated for each choice.
    """
    made = []
    for number, (name, series, period) in enumerate(CHOICES):
        rng = np.random.default_rng([seed, number])
        strength, true = judged(simulate(period, series, dyads, years, rng), Choice(name, series))
        at_bar, slope = _logistic(np.log(np.maximum(strength, 1.0)), true)
        made.append(Calibrated(name, series, period, at_bar, slope, len(true), float(true.mean())))
    return tuple(made)


def as_toml(found: tuple[Calibrated, ...]) -> str:
    """The table as the package ships it, in `events/data/calibration.toml`."""
    rows = [
        f"[{one.detector}.{one.line}.{one.period}]\nat_bar = {one.at_bar:.3f}\nslope = {one.slope:.3f}\n"
        f"alarms = {one.alarms}\ntrue = {one.true:.3f}\n"
        for one in found
    ]
    return "\n".join((HEAD, *rows))


HEAD = """# Made by `detente backtest calibration --toml`; not edited by hand.
# P(an alarm marks a lasting change of level) = expit(at_bar + slope log(score / bar)).
"""


def _logistic(x: NDArray[np.float64], yes: NDArray[np.bool_]) -> tuple[float, float]:
    """Intercept and slope of a logistic regression, by Newton's method, with a faint normal prior."""
    design = np.stack([np.ones_like(x), x], axis=1)
    beta = np.zeros(2)
    for _ in range(50):
        chance = 1.0 / (1.0 + np.exp(-design @ beta))
        slope = design.T @ (yes - chance) - FAINT * beta
        curve = (design * (chance * (1.0 - chance))[:, None]).T @ design + FAINT * np.eye(2)
        beta = beta + np.linalg.solve(curve, slope)
    return float(beta[0]), float(beta[1])


FAINT = 0.1
"""Precision of the prior on both coefficients, so that separated data still have an answer."""
