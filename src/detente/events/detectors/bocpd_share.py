"""Bayesian online change points on a composition: hostile events among all that they are set against."""

from collections.abc import Mapping

import numpy as np

from detente.core.errors import ParameterError
from detente.events.detectors._run_length import ADAMS, BETA_BINOMIAL, SETTINGS, alarms, usual
from detente.events.detectors.base import Alarms, Detector, Setting, everywhere
from detente.events.lines import Line


def run(line: Line, settings: Mapping[str, float]) -> Alarms:
    """Alarms by a beta-binomial likelihood of counts divided by their dispersion.

    Raises
    ------
    ParameterError : the line sets hostile events against nothing.
    """
    if line.other is None:
        raise ParameterError(
            "bocpd_share, line", repr(line.name), "a line that is a share, such as posture or source_share"
        )
    hostile, other = usual(line.hostile, settings) + 0.5, usual(line.other, settings) + 0.5
    share = hostile / (hostile + other)
    prior = 2.0 * np.stack([share, 1.0 - share], axis=1)
    dispersion = settings["dispersion"]
    return alarms(
        BETA_BINOMIAL, line, line.hostile / dispersion, line.other / dispersion, prior, 0.0, settings
    )


DETECTOR = Detector(
    name="bocpd_share",
    title="Bayesian online change points (composition)",
    run=run,
    settings={
        **SETTINGS,
        "dispersion": Setting("Variance of a share over a binomial's", "ratio", 1, 100, everywhere(4.0)),
    },
    threshold="chance",
    suits="posture",
    serves=(
        "Gives a probability that the composition of events has changed; it is slower than the scan, and on "
        "hostile events alone it sees nothing of crises."
    ),
    citations=(ADAMS,),
)
