"""Fitting a projection of counts: weights of its features, and how widely counts scatter around the mean."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize, nnls
from scipy.special import gammaln

from detente.core.errors import ParameterError
from detente.events.counts.base import CountModel, Floats, Spread

ROUNDS = 6
SMALLEST_MEAN = 1e-3
SHAPES = (-4.0, 6.0)
"""Range of the log of a shape."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """A projection fitted to one kind of event and one target.

    Attributes
    ----------
    model : name of the member.
    settings : the likeliest of those tried.
    weights : (features,) of the mean.
    shape : log shape at mean 1, and its slope in the log mean; infinite where the counts are Poisson.
    log_score : mean log-likelihood of the counts it was fitted to, nats.
    """

    model: str
    settings: Mapping[str, float]
    weights: Floats
    shape: tuple[float, float]
    log_score: float


def targets(history: Floats, first: int, last: int) -> Floats:
    """(series, periods) events in the periods `first` to `last` ahead; nan where these are not known.

    Examples
    --------
    >>> targets(np.array([[1.0, 2.0, 3.0, 4.0]]), 1, 2)
    array([[ 5.,  7., nan, nan]])
    """
    sums = np.concatenate([np.zeros((len(history), 1)), np.cumsum(history, axis=1)], axis=1)
    periods = history.shape[1]
    ahead = np.full(history.shape, np.nan)
    known = periods - last
    if known > 0:
        starts = np.arange(known)
        ahead[:, :known] = sums[:, starts + last + 1] - sums[:, starts + first]
    return ahead


def fit(
    model: CountModel, history: Floats, reverse: Floats, *, first: int, last: int, warm: int, stop: int
) -> Fitted:
    """Fit to every period from `warm` on whose target lies before `stop`.

    Parameters
    ----------
    history, reverse : (series, periods) counts of one kind, and those of the reverse dyads.
    first, last : periods ahead whose sum is the target.
    warm : first period that is used.
    stop : periods that are known.

    Raises
    ------
    ParameterError : too few periods are known.
    """
    if stop - last <= warm:
        raise ParameterError("fit, periods", str(stop), f"more than {warm + last} periods")
    known, against = history[:, :stop], reverse[:, :stop]
    wanted = targets(known, first, last)[:, warm : stop - last].ravel()
    best: Fitted | None = None
    for settings in model.tries:
        made = model.features(known, against, settings)[:, warm : stop - last]
        columns = made.reshape(-1, made.shape[2]) * (last - first + 1)
        weights = _weights(columns, wanted) if model.fitted else np.ones(columns.shape[1])
        mean = np.maximum(columns @ weights, SMALLEST_MEAN)
        shape = _shape(wanted, mean, model.spread)
        score = float(log_likelihood(wanted, mean, shapes(mean, shape)).mean())
        if best is None or score > best.log_score:
            best = Fitted(model.name, settings, weights, shape, score)
    assert best is not None, "a model has at least one try"
    return best


def projected(
    model: CountModel, fitted: Fitted, history: Floats, reverse: Floats, *, first: int, last: int
) -> tuple[Floats, Floats]:
    """Mean and shape of the target's negative binomial as of every period, (series, periods) each.

    An infinite shape means Poisson.
    """
    made = model.features(history, reverse, fitted.settings) * (last - first + 1)
    mean = np.maximum(made @ fitted.weights, SMALLEST_MEAN)
    return mean, shapes(mean, fitted.shape)


def shapes(mean: Floats, shape: tuple[float, float]) -> Floats:
    """Shape at every mean."""
    if np.isinf(shape[0]):
        return np.full_like(mean, np.inf)
    return np.asarray(np.exp(np.clip(shape[0] + shape[1] * np.log(mean), *SHAPES)))


def log_likelihood(count: Floats, mean: Floats, shape: Floats) -> Floats:
    """Log-probability of counts under a negative binomial of given mean and shape; Poisson at an infinite shape.

    Examples
    --------
    >>> log_likelihood(np.array([2.0]), np.array([2.0]), np.array([np.inf])).round(3)
    array([-1.307])
    """
    poisson = np.isinf(shape)
    finite = np.where(poisson, 1.0, shape)
    bursty = (
        gammaln(count + finite) - gammaln(finite) - gammaln(count + 1.0)
        + finite * np.log(finite / (finite + mean)) + count * np.log(mean / (finite + mean))
    )  # fmt: skip
    return np.asarray(np.where(poisson, count * np.log(mean) - mean - gammaln(count + 1.0), bursty))


def _weights(columns: Floats, wanted: Floats) -> Floats:
    """Weights >= 0 by iteratively reweighted least squares, as for a negative binomial of shape 1."""
    mean = np.full(len(wanted), max(float(wanted.mean()), SMALLEST_MEAN))
    weights = np.zeros(columns.shape[1])
    for _ in range(ROUNDS):
        root = 1.0 / np.sqrt(mean + mean**2)
        weights, _ = nnls(columns * root[:, None], wanted * root)
        mean = np.maximum(columns @ weights, SMALLEST_MEAN)
    return np.asarray(weights)


def _shape(wanted: Floats, mean: Floats, spread: Spread) -> tuple[float, float]:
    """The likeliest log shape, with its slope where it may have one."""
    if spread == "poisson":
        return (np.inf, 0.0)
    start = np.zeros(2 if spread == "scaled" else 1)

    def badness(parameters: Floats) -> float:
        slope = float(parameters[1]) if len(parameters) > 1 else 0.0
        return -float(log_likelihood(wanted, mean, shapes(mean, (float(parameters[0]), slope))).mean())

    found = minimize(badness, start, method="Nelder-Mead", options={"xatol": 1e-3, "fatol": 1e-7})
    return (float(found.x[0]), float(found.x[1]) if len(found.x) > 1 else 0.0)
