"""Local level: an exponentially decaying mean, drawn towards the kind's own average."""

from collections.abc import Mapping

import numpy as np

from detente.core.citation import Citation
from detente.events.counts._averages import decaying_mean
from detente.events.counts.base import CountModel, Floats


def features(history: Floats, reverse: Floats, settings: Mapping[str, float]) -> Floats:
    """The decaying mean, and a constant."""
    level = decaying_mean(history, settings["weight"])
    return np.stack([level, np.ones_like(level)], axis=2)


MODEL = CountModel(
    name="local_level",
    title="Local level (decaying mean, negative binomial)",
    features=features,
    fitted=True,
    spread="scaled",
    tries=tuple({"weight": weight} for weight in (0.02, 0.05, 0.1, 0.15, 0.2, 0.3)),
    serves="Steady and hard to beat; it follows a lasting shift only over months.",
    citations=(
        Citation(
            "harvey1989",
            "Harvey, A. C.; Fernandes, C.",
            1989,
            "Time series models for count or qualitative observations",
            "Journal of Business & Economic Statistics 7(4), 407-417",
            "10.1080/07350015.1989.10509750",
        ),
    ),
)
