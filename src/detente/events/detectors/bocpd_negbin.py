"""Bayesian online change points on hostile counts by a negative binomial likelihood."""

from collections.abc import Mapping

import numpy as np

from detente.events.detectors._run_length import ADAMS, NEGATIVE_BINOMIAL, SETTINGS, alarms, usual
from detente.events.detectors.base import Alarms, Detector, Setting, everywhere
from detente.events.lines import Line


def run(line: Line, settings: Mapping[str, float]) -> Alarms:
    """Alarms by a negative binomial likelihood with a fixed shape; it knows no exposure."""
    mean = usual(line.hostile, settings) + 0.5
    prior = np.stack([np.full_like(mean, 2.0), mean / settings["shape"]], axis=1)
    nothing = np.zeros_like(line.hostile)
    return alarms(NEGATIVE_BINOMIAL, line, line.hostile, nothing, prior, settings["shape"], settings)


DETECTOR = Detector(
    name="bocpd_negbin",
    title="Bayesian online change points (negative binomial)",
    run=run,
    settings={
        **SETTINGS,
        "chance": Setting(
            "Probability of a recent change that rings", "probability", 0.01, 0.999, everywhere(0.3)
        ),
        "shape": Setting(
            "Shape of the counts' burstiness; small is bursty", "none", 0.1, 100, everywhere(2.0)
        ),
    },
    threshold="chance",
    suits="count",
    serves=(
        "Takes bursts for what they are and rings seldom; it misses most outbreaks, and a jump of the "
        "world's volume looks like a shift to it."
    ),
    citations=(ADAMS,),
)
