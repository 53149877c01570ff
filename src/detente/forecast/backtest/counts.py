"""Backtest of count projections: rolling origins, the fourth week ahead and the next four, by quad class."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.core.errors import RunError
from detente.core.series import DyadCounts
from detente.events.counts import count_model, fit, projected
from detente.events.counts._coming import distribution, with_reverse
from detente.events.counts._fit import targets
from detente.forecast.backtest.crps import crps, log_score

Floats = NDArray[np.float64]
BUSIEST = 100
HORIZON = 4
"""Weeks ahead."""
WARM = 8
"""Weeks of history before the first that is fitted to."""
SHARE = 0.7
"""Share of the weeks that models are fitted to; the rest is scored."""
TARGETS = {"week4": (HORIZON, HORIZON), "sum4": (1, HORIZON)}
YARDSTICK, POISSON = "window_negbin", "window_poisson"
RESAMPLES = 1000


@dataclass(frozen=True, slots=True)
class CountScore:
    """One projection on one target.

    Attributes
    ----------
    crps : mean continuous ranked probability score, events.
    log_score : mean minus log-probability, nats.
    ratio, ratio_low, ratio_high : its CRPS over that of the negative binomial eight-week mean, with the 90 %
        interval over dyads.
    to_poisson : its CRPS over that of the Poisson eight-week mean.
    inside : share of outcomes within the central 80 % of the projection (more than 80 % where counts are few).
    """

    model: str
    target: str
    crps: float
    log_score: float
    ratio: float
    ratio_low: float
    ratio_high: float
    to_poisson: float
    inside: float


@dataclass(frozen=True, slots=True)
class CountsBacktest:
    """Every projection on every target.

    Attributes
    ----------
    dyads, origins : scored.
    fitted_to : weeks that models were fitted to.
    """

    scores: tuple[CountScore, ...]
    dyads: int
    origins: int
    fitted_to: int


@dataclass(frozen=True, slots=True)
class _Told:
    """Scores of one model on one target, (dyads, cases) each."""

    crps: Floats
    log_score: Floats
    inside: Floats


def backtest_counts(
    counts: DyadCounts,
    models: Sequence[str],
    seed: int,
    *,
    before: DyadCounts | None = None,
) -> CountsBacktest:
    """Fit to the first weeks, score on the rest.

    Parameters
    ----------
    counts : weekly, of whole weeks.
    models : names of projections; the two yardsticks are always scored.
    seed : of the intervals.
    before : weekly counts of an earlier time to fit to instead; all weeks of `counts` from the end of the
        warm-up on are then scored.

    Raises
    ------
    RunError : too few weeks.
    """
    weeks = len(counts.periods)
    stop = int(SHARE * weeks) if before is None else WARM + HORIZON + 1
    if stop <= WARM + HORIZON or weeks - HORIZON <= stop - 1:
        raise RunError("counts backtest", f"{weeks} weeks", f"at least {2 * (WARM + HORIZON)}")
    held, reverse = with_reverse(counts, stop if before is None else weeks, BUSIEST)
    fit_on = (
        (held, reverse, stop)
        if before is None
        else (*with_reverse(before, len(before.periods), BUSIEST), len(before.periods))
    )
    names = list(dict.fromkeys((YARDSTICK, POISSON, *models)))
    scores: list[CountScore] = []
    for target in TARGETS:
        told = {name: _scored(name, target, fit_on, (held, reverse), stop - 1) for name in names}
        rng = np.random.default_rng([seed, len(target)])
        drawn = rng.integers(0, len(held), (RESAMPLES, len(held)))
        scores += [_summary(name, target, told, drawn) for name in names]
    return CountsBacktest(tuple(scores), len(held), weeks - HORIZON - stop + 1, fit_on[2])


def _scored(
    name: str, target: str, fit_on: tuple[Floats, Floats, int], held: tuple[Floats, Floats], origin: int
) -> _Told:
    """Scores of one model from an origin on: the last week that it knows at first."""
    model = count_model(name)
    first, last = TARGETS[target]
    told: list[list[Floats]] = [[], [], []]
    for quad in range(held[0].shape[1]):
        past, back, stop = fit_on[0][:, quad], fit_on[1][:, quad], fit_on[2]
        fitted = fit(model, past, back, first=first, last=last, warm=WARM - 1, stop=stop)
        history, reverse = held[0][:, quad], held[1][:, quad]
        origins = slice(origin, history.shape[1] - last)
        mean, shape = (
            made[:, origins] for made in projected(model, fitted, history, reverse, first=first, last=last)
        )
        came = targets(history, first, last)[:, origins]
        flat = (came.ravel(), mean.ravel(), shape.ravel())
        for kind, score in zip(told, (crps(*flat), log_score(*flat), _inside(*flat)), strict=True):
            kind.append(score.reshape(came.shape))
    return _Told(*(np.concatenate(kind, axis=1) for kind in told))


def _inside(count: Floats, mean: Floats, shape: Floats) -> Floats:
    at_most = distribution(count, mean, shape)
    less = np.where(count > 0, distribution(np.maximum(count - 1.0, 0.0), mean, shape), 0.0)
    return np.asarray(((at_most > 0.1) & (less < 0.9)).astype(np.float64))


def _summary(name: str, target: str, told: dict[str, _Told], drawn: NDArray[np.int64]) -> CountScore:
    own, plain, poisson = (told[one].crps.mean(axis=1) for one in (name, YARDSTICK, POISSON))
    ratios = own[drawn].mean(axis=1) / plain[drawn].mean(axis=1)
    low, high = np.quantile(ratios, [0.05, 0.95])
    return CountScore(
        name,
        target,
        float(own.mean()),
        float(told[name].log_score.mean()),
        float(own.mean() / plain.mean()),
        float(low),
        float(high),
        float(own.mean() / poisson.mean()),
        float(told[name].inside.mean()),
    )
