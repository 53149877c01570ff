"""Bayesian online change points on a line's level, with the line's own variances."""

from collections.abc import Mapping

import numpy as np

from detente.events.detectors._run_length import ADAMS, NORMAL, SETTINGS, alarms, usual
from detente.events.detectors.base import Alarms, Detector, Setting, everywhere
from detente.events.lines import Line


def run(line: Line, settings: Mapping[str, float]) -> Alarms:
    """Alarms by a normal likelihood; a new level lies `spread` around the dyad's usual one."""
    precision = np.full(len(line.level), settings["spread"] ** -2.0)
    prior = np.stack([usual(line.level, settings) * precision, precision], axis=1)
    return alarms(NORMAL, line, line.level, 1.0 / line.variance, prior, 0.0, settings)


DETECTOR = Detector(
    name="bocpd",
    title="Bayesian online change points (normal)",
    run=run,
    settings={
        **SETTINGS,
        "chance": Setting(
            "Probability of a recent change that rings", "probability", 0.01, 0.999, everywhere(0.2)
        ),
        "spread": Setting(
            "Standard deviation of a new level around the usual one", "unit of the line", 0.05, 20,
            everywhere(1.0),
        ),
    },
    threshold="chance",
    suits="intensity",
    serves=(
        "Gives a probability of change in every period; on crises it gains nothing over the threshold, and "
        "its probability rests on a prior hazard that is a guess."
    ),
    citations=(ADAMS,),
)  # fmt: skip
