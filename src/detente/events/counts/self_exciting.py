"""Self-exciting: a base rate, and an answer to what either side has lately done that fades with time."""

from collections.abc import Mapping

import numpy as np

from detente.core.citation import Citation
from detente.events.counts._averages import decaying_mean
from detente.events.counts.autoregression import ALL
from detente.events.counts.base import CountModel, Floats


def features(history: Floats, reverse: Floats, settings: Mapping[str, float]) -> Floats:
    """Base rate, own echo fast and slow, the other side's echo, and a constant."""
    echoes = (
        decaying_mean(history, ALL),
        decaying_mean(history, settings["fast"]),
        decaying_mean(history, settings["slow"]),
        decaying_mean(reverse, settings["fast"]),
        decaying_mean(reverse, settings["slow"]),
    )
    return np.stack([*echoes, np.ones_like(history)], axis=2)


MODEL = CountModel(
    name="self_exciting",
    title="Self-exciting with the reverse dyad (negative binomial)",
    features=features,
    fitted=True,
    spread="scaled",
    tries=tuple({"fast": fast, "slow": slow} for fast in (0.4, 0.7) for slow in (0.05, 0.12)),
    serves=(
        "Shows whether one side's acts answer the other's; in periods, not a point process, and in scores not "
        "to be told from the autoregression."
    ),
    citations=(
        Citation(
            "hawkes1971",
            "Hawkes, A. G.",
            1971,
            "Spectra of some self-exciting and mutually exciting point processes",
            "Biometrika 58(1), 83-90",
            "10.1093/biomet/58.1.83",
        ),
    ),
)
