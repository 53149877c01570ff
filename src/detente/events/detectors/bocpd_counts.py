"""Bayesian online change points on hostile counts, with the line's exposure, by a discounted Poisson likelihood."""

from collections.abc import Mapping

import numpy as np

from detente.events.detectors._run_length import ADAMS, POISSON, SETTINGS, alarms, usual
from detente.events.detectors.base import Alarms, Detector, Setting, everywhere
from detente.events.lines import Line


def run(line: Line, settings: Mapping[str, float]) -> Alarms:
    """Alarms by a Poisson likelihood of counts and exposures divided by their dispersion."""
    count, exposure = line.hostile / settings["dispersion"], line.exposure / settings["dispersion"]
    rate = (usual(line.hostile, settings) + 0.5) / usual(line.exposure, settings)
    prior = np.stack([np.ones_like(rate), 1.0 / rate], axis=1)
    return alarms(POISSON, line, count, exposure, prior, 0.0, settings)


DETECTOR = Detector(
    name="bocpd_counts",
    title="Bayesian online change points (Poisson)",
    run=run,
    settings={
        **SETTINGS,
        "dispersion": Setting("Variance of a count over its mean", "ratio", 1, 100, everywhere(4.0)),
    },
    threshold="chance",
    suits="world_share",
    serves=(
        "Works on counts as they are; events come in bursts, so that without a dispersion of about 4 it "
        "rings at every burst, and with it still twice as often among busy dyads."
    ),
    citations=(ADAMS,),
)
