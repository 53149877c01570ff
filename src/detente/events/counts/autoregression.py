"""Autoregression: a fitted mix of the last count, its eight-period mean and its mean over all that is known."""

from collections.abc import Mapping

import numpy as np

from detente.core.citation import Citation
from detente.events.counts._averages import decaying_mean, window_mean
from detente.events.counts.base import CountModel, Floats


def features(history: Floats, reverse: Floats, settings: Mapping[str, float]) -> Floats:
    """Last count, eight periods, everything, and a constant."""
    past = (window_mean(history, 1), window_mean(history, 8), decaying_mean(history, ALL))
    return np.stack([*past, np.ones_like(history)], axis=2)


ALL = 1e-6
"""Weight under which a decaying mean forgets nothing."""
MODEL = CountModel(
    name="autoregression",
    title="Autoregression (negative binomial)",
    features=features,
    fitted=True,
    spread="scaled",
    tries=({},),
    serves="The default: weighs short against long memory by the data; without a longer past it is a mean.",
    citations=(
        Citation(
            "fokianos2009",
            "Fokianos, K.; Rahbek, A.; Tjøstheim, D.",
            2009,
            "Poisson autoregression",
            "Journal of the American Statistical Association 104(488), 1430-1439",
            "10.1198/jasa.2009.tm08270",
        ),
    ),
)
