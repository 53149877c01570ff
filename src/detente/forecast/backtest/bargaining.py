"""Backtest of bargaining models on decisions whose outcomes are known, beside the baselines that are hard to beat."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.core.decision import Decision
from detente.core.errors import ParameterError
from detente.forecast.backtest.grid_scores import clustered_error, covered, crps, pit_distance
from detente.models.bargaining import model, pool
from detente.models.bargaining._grid import POINTS, likeliest_window, quantile

Floats = NDArray[np.float64]

CONSTANT = 50.0
"""The forecast of who knows nothing: the middle of the scale."""
REACH = 10
"""Half of the width of the window that `hit10` looks at, points."""
COVER = 0.8
"""Mass between the quantiles of the interval that `coverage80` looks at."""
MEMBERS = (
    "weighted_mean",
    "unweighted_mean",
    "weighted_median",
    "constant",
    "climatology",
    "weighted_mean_residuals",
    "nash",
    "challenge",
    "setter",
    "pool",
)
"""Forecasts compared; the first is what the others are compared with."""


@dataclass(frozen=True, slots=True)
class Forecasts:
    """What one member forecasts of every decision.

    Attributes
    ----------
    point : (decisions,) points.
    mass : (decisions, 101) mass on the points of the scale; None where the member gives a point and no more.
    """

    point: Floats
    mass: Floats | None = None


@dataclass(frozen=True, slots=True)
class Score:
    """How one member did, over all decisions.

    Attributes
    ----------
    mae, mae_se : mean absolute error of the point, and its standard error clustered by proposal, points.
    median_ae : median absolute error, points.
    crps : mean continuous ranked probability score, points; of a point forecast its absolute error.
    hit10 : share of outcomes within 10 points of the point, or within the likeliest window of that width.
    coverage80 : share of outcomes between the 10 % and 90 % quantiles; None for a point forecast.
    pit_ks : largest distance of the PIT's distribution from an even one; None for a point forecast.
    mae_minus_weighted_mean : paired difference on the same decisions, points; below 0 is better.
    p : two-sided p of that difference being 0, errors clustered by proposal; None where there is no difference.
    """

    model: str
    mae: float
    mae_se: float
    median_ae: float
    crps: float
    hit10: float
    coverage80: float | None
    pit_ks: float | None
    mae_minus_weighted_mean: float
    p: float | None


def backtest_bargaining(decisions: Sequence[Decision], members: Sequence[str] = MEMBERS) -> tuple[Score, ...]:
    """Score members on decisions whose outcome is known.

    Whatever is fitted is fitted on the decisions of all *other* proposals: issues of one proposal are settled together,
    and would tell on one another.

    Parameters
    ----------
    decisions : at least two proposals, outcomes known.
    members : names from `MEMBERS`.

    Raises
    ------
    ParameterError : there are fewer than two proposals.
    """
    proposals = sorted({one.proposal for one in decisions})
    if len(proposals) < 2:
        raise ParameterError(
            "backtest bargaining, proposals",
            str(len(proposals)),
            "at least 2 with a known outcome, since what is fitted is fitted on the others",
            "name the proposal of each issue in the column `proposal`",
        )
    cluster = np.array([proposals.index(one.proposal) for one in decisions])
    outcome = np.array([one.outcome for one in decisions])
    mean = _by_model("weighted_mean")(decisions, outcome, cluster).point
    return tuple(
        _scored(name, FORECASTERS[name](decisions, outcome, cluster), mean, outcome, cluster)
        for name in members
    )


def _scored(name: str, told: Forecasts, mean: Floats, outcome: Floats, cluster: NDArray[np.int64]) -> Score:
    missed = np.abs(told.point - outcome)
    beside = missed - np.abs(mean - outcome)
    if told.mass is None:
        ranked, near, coverage, distance = missed, missed <= REACH, None, None
    else:
        middle, _ = likeliest_window(told.mass, REACH)
        ranked, near = crps(told.mass, outcome), np.abs(middle - outcome) <= REACH
        tail = (1.0 - COVER) / 2.0
        coverage = covered(quantile(told.mass, tail), quantile(told.mass, 1.0 - tail), outcome)
        distance = pit_distance(told.mass, outcome)
    return Score(
        model=name,
        mae=float(missed.mean()),
        mae_se=clustered_error(missed, cluster),
        median_ae=float(np.median(missed)),
        crps=float(ranked.mean()),
        hit10=float(near.mean()),
        coverage80=coverage,
        pit_ks=distance,
        mae_minus_weighted_mean=float(beside.mean()),
        p=_two_sided(beside, cluster),
    )


def _two_sided(difference: Floats, cluster: NDArray[np.int64]) -> float | None:
    """P of a mean difference of 0 by a t test on clusters; None where nothing differs."""
    from scipy.stats import t

    if not np.abs(difference).max() > 0.0:
        return None
    error = clustered_error(difference, cluster)
    clusters = len(np.unique(cluster))
    if error == 0.0:
        return 0.0
    return float(2.0 * t.sf(abs(difference.mean()) / error, clusters - 1))


Forecaster = Callable[[Sequence[Decision], Floats, NDArray[np.int64]], Forecasts]
"""Decisions, their outcomes and proposals -> forecasts of all, each from the outcomes of other proposals only."""


def _by_model(name: str) -> Forecaster:
    """A member of the family of bargaining models at its defaults; it is fitted to nothing."""

    def forecasts(decisions: Sequence[Decision], outcome: Floats, cluster: NDArray[np.int64]) -> Forecasts:
        settle = model(name).kernel
        point = np.empty(len(decisions))
        for number, one in enumerate(decisions):
            stands = -np.inf if one.reversion is None else one.reversion
            table = (one.position[None], one.capability[None], one.salience[None], np.array([stands]))
            point[number] = settle(*table)[0]
        return Forecasts(point)

    return forecasts


def _unweighted_mean(decisions: Sequence[Decision], outcome: Floats, cluster: NDArray[np.int64]) -> Forecasts:
    return Forecasts(np.array([one.position.mean() for one in decisions]))


def _constant(decisions: Sequence[Decision], outcome: Floats, cluster: NDArray[np.int64]) -> Forecasts:
    return Forecasts(np.full(len(decisions), CONSTANT))


def _climatology(decisions: Sequence[Decision], outcome: Floats, cluster: NDArray[np.int64]) -> Forecasts:
    """Outcomes of the other proposals as they fell; their median."""
    mass, point = np.empty((len(decisions), len(POINTS))), np.empty(len(decisions))
    for here in _proposals(cluster):
        others = outcome[~here]
        mass[here], point[here] = _counted(others[None]), np.median(others)
    return Forecasts(point, mass)


def _weighted_mean_residuals(
    decisions: Sequence[Decision], outcome: Floats, cluster: NDArray[np.int64]
) -> Forecasts:
    """The weighted mean with its errors on the other proposals around it, kept on the scale."""
    mean = _by_model("weighted_mean")(decisions, outcome, cluster).point
    mass = np.empty((len(decisions), len(POINTS)))
    for here in _proposals(cluster):
        errors = (outcome - mean)[~here]
        mass[here] = _counted(np.clip(mean[here][:, None] + errors, 0.0, 100.0))
    return Forecasts(mean, mass)


def _pool(decisions: Sequence[Decision], outcome: Floats, cluster: NDArray[np.int64]) -> Forecasts:
    """The pool, with the shares of its climatology counted on the other proposals."""
    mass = np.empty((len(decisions), len(POINTS)))
    for here in _proposals(cluster):
        others = outcome[~here]
        ends = float(np.mean((others <= 0.5) | (others >= 99.5)))
        middle = float(np.mean(np.abs(others - 50.0) <= 0.5))
        for number in np.flatnonzero(here).tolist():
            one = decisions[number]
            table = (one.position[None], one.capability[None], one.salience[None])
            mass[number] = pool.distribution(*table, ends=ends, middle=middle)[0]
    return Forecasts(_by_model("pool")(decisions, outcome, cluster).point, mass)


def _proposals(cluster: NDArray[np.int64]) -> list[NDArray[np.bool_]]:
    """Masks of the decisions of each proposal."""
    return [cluster == number for number in np.unique(cluster)]


def _counted(values: Floats) -> Floats:
    """Values in points as mass on the grid: (rows, values) to (rows, 101)."""
    rows = len(values)
    cell = np.rint(values).astype(np.int64) + 101 * np.arange(rows)[:, None]
    return np.asarray(np.bincount(cell.ravel(), minlength=101 * rows).reshape(rows, 101) / values.shape[1])


FORECASTERS: Mapping[str, Forecaster] = {
    "unweighted_mean": _unweighted_mean,
    "constant": _constant,
    "climatology": _climatology,
    "weighted_mean_residuals": _weighted_mean_residuals,
    "pool": _pool,
    **{name: _by_model(name) for name in ("weighted_mean", "weighted_median", "nash", "challenge", "setter")},
}
"""Member -> how it forecasts."""
