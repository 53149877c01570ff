"""Window mean, negative binomial: around the mean of the last eight periods, with the burstiness of the past."""

from collections.abc import Mapping

from detente.core.citation import Citation
from detente.events.counts._averages import window_mean
from detente.events.counts.base import CountModel, Floats


def features(history: Floats, reverse: Floats, settings: Mapping[str, float]) -> Floats:
    """The mean over the window."""
    return window_mean(history, int(settings["window"]))[:, :, None]


MODEL = CountModel(
    name="window_negbin",
    title="Window mean (negative binomial)",
    features=features,
    fitted=False,
    spread="plain",
    tries=({"window": 8.0},),
    serves="The yardstick of the others: simple, and already much better than any Poisson.",
    citations=(
        Citation(
            "cameron2013",
            "Cameron, A. C.; Trivedi, P. K.",
            2013,
            "Regression Analysis of Count Data, 2nd edition",
            "Cambridge University Press",
        ),
    ),
)
