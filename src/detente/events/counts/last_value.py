"""Last value: the next counts are like the last one."""

from collections.abc import Mapping

from detente.core.citation import Citation
from detente.events.counts._averages import window_mean
from detente.events.counts.base import CountModel, Floats


def features(history: Floats, reverse: Floats, settings: Mapping[str, float]) -> Floats:
    """The last count."""
    return window_mean(history, 1)[:, :, None]


MODEL = CountModel(
    name="last_value",
    title="Last value (negative binomial)",
    features=features,
    fitted=False,
    spread="plain",
    tries=({},),
    serves="The least that any projection has to beat; it takes every burst for the new normal.",
    citations=(
        Citation(
            "hyndman2021",
            "Hyndman, R. J.; Athanasopoulos, G.",
            2021,
            "Forecasting: Principles and Practice, 3rd edition, section 5.2",
            "OTexts, Melbourne",
        ),
    ),
)
