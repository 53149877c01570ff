"""Window mean, Poisson: the next counts scatter around the mean of the last eight periods as independent events would."""

from detente.core.citation import Citation
from detente.events.counts.base import CountModel
from detente.events.counts.window_negbin import features

MODEL = CountModel(
    name="window_poisson",
    title="Window mean (Poisson)",
    features=features,
    fitted=False,
    spread="poisson",
    tries=({"window": 8.0},),
    serves="Shows what is lost by taking events for independent: its intervals are far too narrow.",
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
