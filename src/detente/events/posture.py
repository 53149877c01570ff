"""Posture: the latent level of a dyad's cooperation, with a band, from the composition of its events.

The share of cooperation among a period's events is an overdispersed draw around a level that walks at random.
Filtered, the level of a period rests on what was known at its end; smoothed, on the whole series.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, gammaln, ndtri

from detente.core.citation import Citation
from detente.core.errors import ParameterError
from detente.core.series import DyadCounts, Period
from detente.events.composition import Cut, composition
from detente.events.ontology import goldstein_of_roots

Floats = NDArray[np.float64]
NODES = 15
"""Points of the quadrature; nine already give the band to three digits."""
DRIFT: dict[Period, float] = {"day": 0.1, "week": 0.2, "month": 0.25}
"""Standard deviation of the level's step, log-odds a period; `docs/explanation/posture.md` has the fit."""
ECHO = 0.08
"""Correlation of two events of one dyad and period, fitted together with the drift."""
START = (1.3, 1.7)
"""Mean and standard deviation of a dyad's level before anything is known of it, log-odds of cooperation."""

CITATIONS = (
    Citation(
        "west1985",
        "West, M.; Harrison, P. J.; Migon, H. S.",
        1985,
        "Dynamic generalized linear models and Bayesian forecasting",
        "Journal of the American Statistical Association 80(389), 73-83",
        "10.1080/01621459.1985.10477131",
    ),
    Citation(
        "ito2000",
        "Ito, K.; Xiong, K.",
        2000,
        "Gaussian filters for nonlinear filtering problems",
        "IEEE Transactions on Automatic Control 45(5), 910-927",
        "10.1109/9.855552",
    ),
    Citation(
        "liu1994",
        "Liu, Q.; Pierce, D. A.",
        1994,
        "A note on Gauss-Hermite quadrature",
        "Biometrika 81(3), 624-629",
        "10.1093/biomet/81.3.624",
    ),
    Citation(
        "rauch1965",
        "Rauch, H. E.; Tung, F.; Striebel, C. T.",
        1965,
        "Maximum likelihood estimates of linear dynamic systems",
        "AIAA Journal 3(8), 1445-1450",
        "10.2514/3.3166",
    ),
)


@dataclass(frozen=True, slots=True)
class Level:
    """A level in every period, in log-odds of cooperation, as a normal distribution.

    Attributes
    ----------
    mean, sd : (dyads, periods).
    """

    mean: Floats
    sd: Floats

    def share(self) -> Floats:
        """(dyads, periods) share of cooperation at the level's median, 0 to 1."""
        return np.asarray(expit(self.mean))

    def band(self, coverage: float = 0.9) -> tuple[Floats, Floats]:
        """Lower and upper end of the central band, as shares of cooperation, (dyads, periods) each."""
        reach = ndtri(0.5 + coverage / 2.0) * self.sd
        return np.asarray(expit(self.mean - reach)), np.asarray(expit(self.mean + reach))


@dataclass(frozen=True, slots=True)
class Posture:
    """The cooperation of every dyad in every period.

    Attributes
    ----------
    filtered : as of the end of each period.
    smoothed : with hindsight over all periods.
    goldstein : (dyads, periods) mean Goldstein score of all events, -10 to 10; nan where there was no event.
    log_likelihood : (dyads,) of the composition under the model, nats.
    """

    filtered: Level
    smoothed: Level
    goldstein: Floats
    log_likelihood: Floats


def posture(
    counts: DyadCounts,
    *,
    cut: Cut = "posture",
    drift: float | None = None,
    overdispersion: float = ECHO,
    weights: bool = False,
) -> Posture:
    """Estimate the latent cooperation of every dyad.

    Parameters
    ----------
    counts : events by root.
    cut : which kinds of events are set against each other.
    drift : standard deviation of the level's step, log-odds a period; the period's own default if None.
    overdispersion : correlation of two events of one dyad and period, in (0, 1).
    weights : weigh events by how strong their root is on Goldstein's scale (mean weight 1), so that a clash
        counts for more than a protest.

    Raises
    ------
    ParameterError : the data lack one of the two kinds of events, or a setting lies outside its range.

    Notes
    -----
    Level: theta(t) = theta(t-1) + drift * normal. Events: cooperative of n are beta-binomial with mean
    expit(theta) and correlation `overdispersion`. The volume n is exposure: it sharpens the band and, since a
    random part of beta-binomial counts is beta-binomial with the same parameters, does not move the level.
    Each update keeps mean and variance of the exact posterior, found by adaptive Gauss-Hermite quadrature
    [2]_ [3]_; a backward pass smooths [4]_. Misleads where coverage favours one kind of event (a war that is
    reported daily while its talks are secret), and for dyads with hardly any events, whose band shows it.

    References
    ----------
    .. [1] West, Harrison & Migon (1985), JASA 80(389), 73-83.
    .. [2] Ito & Xiong (2000), IEEE Transactions on Automatic Control 45(5), 910-927.
    .. [3] Liu & Pierce (1994), Biometrika 81(3), 624-629.
    .. [4] Rauch, Tung & Striebel (1965), AIAA Journal 3(8), 1445-1450.
    """
    step = DRIFT[counts.period] if drift is None else drift
    _check(step, overdispersion)
    parts = composition(weighted(counts) if weights else counts, cut)
    mean, sd, told = filtered(parts.other, parts.hostile, step, overdispersion)
    return Posture(Level(mean, sd), smoothed(mean, sd, step), goldstein_mean(counts), told)


def goldstein_mean(counts: DyadCounts) -> Floats:
    """(dyads, periods) mean Goldstein score; by root where the data tell no finer codes; nan without events."""
    total = counts.counts.sum(axis=2)
    scores = counts.counts @ goldstein_of_roots() if counts.goldstein is None else counts.goldstein
    return np.where(total > 0, scores / np.where(total > 0, total, 1.0), np.nan)


def weighted(counts: DyadCounts) -> DyadCounts:
    """Counts in which an event weighs as much as its root's Goldstein score is far from 0, on average 1."""
    strength = np.abs(goldstein_of_roots())
    total, heavy = counts.counts.sum(), (counts.counts * strength).sum()
    scale = strength * (total / heavy if heavy > 0 else 1.0)
    return DyadCounts(
        counts.period,
        counts.periods,
        counts.sources,
        counts.targets,
        counts.counts * scale,
        counts.goldstein,
        counts.roots_present,
        counts.world,
    )


def smoothed(mean: Floats, sd: Floats, drift: float) -> Level:
    """Backward pass over a filtered random walk."""
    means, variances = mean.copy(), sd**2
    for period in range(mean.shape[1] - 2, -1, -1):
        ahead = sd[:, period] ** 2 + drift**2
        gain = sd[:, period] ** 2 / ahead
        means[:, period] += gain * (means[:, period + 1] - mean[:, period])
        variances[:, period] += gain**2 * (variances[:, period + 1] - ahead)
    return Level(means, np.sqrt(variances))


def filtered(
    cooperative: Floats, hostile: Floats, drift: float, overdispersion: float, *, compiled: bool = True
) -> tuple[Floats, Floats, Floats]:
    """Mean and standard deviation (dyads, periods) as of each period, and the log-likelihood (dyads,).

    Parameters
    ----------
    cooperative, hostile : (dyads, periods) events.
    compiled : use the kernel; the reference gives the same to rounding.
    """
    run: Any = filter_reference
    if compiled:
        from detente.events._posture_kernel import filter_kernel

        run = filter_kernel
    nodes, logs = _rule()
    sharp = 1.0 / overdispersion - 1.0
    mean, sd, told = run(cooperative, hostile, drift, sharp, START[0], START[1], nodes, logs)
    return mean, sd, told


def filter_reference(
    cooperative: Floats,
    hostile: Floats,
    drift: float,
    sharp: float,
    start: float,
    start_sd: float,
    nodes: Floats,
    logs: Floats,
) -> tuple[Floats, Floats, Floats]:
    """The filter over all dyads at once; `sharp` is the beta-binomial's alpha + beta."""
    dyads, periods = cooperative.shape
    means, sds, told = np.empty((dyads, periods)), np.empty((dyads, periods)), np.zeros(dyads)
    mean, variance = np.full(dyads, start), np.full(dyads, start_sd**2 - drift**2)
    for period in range(periods):
        yes, no = cooperative[:, period], hostile[:, period]
        variance = variance + drift**2
        centre, scale = _peak(yes, no, mean, variance, sharp)
        theta = centre[:, None] + scale[:, None] * nodes
        logs_post = (
            beta_binomial(yes[:, None], no[:, None], expit(theta) * sharp, expit(-theta) * sharp)
            - 0.5 * (theta - mean[:, None]) ** 2 / variance[:, None]
            + logs
        )
        top = logs_post.max(axis=1)
        mass = np.exp(logs_post - top[:, None])
        whole = mass.sum(axis=1)
        seen = yes + no > 0
        told += np.where(seen, top + np.log(whole * scale / np.sqrt(2.0 * np.pi * variance)), 0.0)
        found = (mass * theta).sum(axis=1) / whole
        spread = (mass * (theta - found[:, None]) ** 2).sum(axis=1) / whole
        mean, variance = np.where(seen, found, mean), np.where(seen, spread, variance)
        means[:, period], sds[:, period] = mean, np.sqrt(variance)
    return means, sds, told


def beta_binomial(yes: Floats, no: Floats, alpha: Floats, beta: Floats) -> Floats:
    """Log-probability of a sequence of `yes` and `no` outcomes in one order under a beta-binomial urn."""
    return np.asarray(
        gammaln(yes + alpha) - gammaln(alpha) + gammaln(no + beta) - gammaln(beta)
        + gammaln(alpha + beta) - gammaln(yes + no + alpha + beta)
    )  # fmt: skip


def _peak(yes: Floats, no: Floats, mean: Floats, variance: Floats, sharp: float) -> tuple[Floats, Floats]:
    """Where the posterior about lies and how wide it is: a few Newton steps on the deflated binomial."""
    number = yes + no
    factor = (sharp + 1.0) / (sharp + np.maximum(number, 1.0))
    theta = mean.copy()
    for _ in range(NEWTON):
        share = expit(theta)
        slope = factor * (yes - number * share) - (theta - mean) / variance
        theta = theta + np.clip(slope / (factor * number * share * (1.0 - share) + 1.0 / variance), -2.0, 2.0)
    share = expit(theta)
    return theta, 1.0 / np.sqrt(factor * number * share * (1.0 - share) + 1.0 / variance)


NEWTON = 8
"""Steps towards the peak; the quadrature forgives a centre that is a little off."""


@cache
def _rule() -> tuple[Floats, Floats]:
    """Nodes on a standard normal's scale, and log weights with the normal's kernel taken out."""
    nodes, weights = np.polynomial.hermite_e.hermegauss(NODES)
    return nodes, np.log(weights) + 0.5 * nodes**2


def _check(drift: float, overdispersion: float) -> None:
    if not 0.0 < drift < START[1]:
        raise ParameterError(
            "posture, drift", f"{drift:g}", f"a number in (0, {START[1]}), log-odds a period"
        )
    if not 0.0 < overdispersion < 1.0:
        raise ParameterError("posture, overdispersion", f"{overdispersion:g}", "a correlation in (0, 1)")
