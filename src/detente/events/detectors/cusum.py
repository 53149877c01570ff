"""CUSUM: small departures add up until they exceed a bound."""

from collections.abc import Mapping

import numpy as np

from detente.core.citation import Citation
from detente.events.detectors._rest import rested
from detente.events.detectors.base import REST, Alarms, Detector, Setting, everywhere
from detente.events.detectors.threshold import distances
from detente.events.lines import Line


def run(line: Line, settings: Mapping[str, float]) -> Alarms:
    """Alarms where either one-sided sum of departures from the trailing mean exceeds `bound`; it then starts anew.

    Notes
    -----
    S(t) = max(0, S(t-1) + z(t) - slack), and the same for -z [1]_.

    References
    ----------
    .. [1] Page (1954), Biometrika 41(1/2), 100-115.
    """
    distance = distances(line.level, line.variance, int(settings["window"]))
    dyads, periods = distance.shape
    sums = np.zeros((2, dyads))
    since = np.zeros((2, dyads), np.int64)
    sign = np.zeros((dyads, periods), np.int8)
    onset, score = np.zeros((dyads, periods), np.int64), np.zeros((dyads, periods))
    for period in range(periods):
        steps = np.stack([distance[:, period], -distance[:, period]]) - settings["slack"]
        since = np.where(sums > 0, since, period)
        sums = np.maximum(sums + steps, 0.0)
        side = sums.argmax(axis=0)
        score[:, period] = sums.max(axis=0)
        onset[:, period] = since[side, np.arange(dyads)]
        rings = score[:, period] > settings["bound"]
        sign[rings, period] = np.where(side[rings] == 0, 1, -1)
        sums[:, rings] = 0.0
    return Alarms(rested(sign, settings["rest"]), onset, score)


DETECTOR = Detector(
    name="cusum",
    title="Cumulative sum",
    run=run,
    settings={
        "bound": Setting(
            "Sum that rings", "standard deviations", 0.5, 50, {"day": 10, "week": 5, "month": 6}
        ),
        "slack": Setting("Departure that is let pass", "standard deviations", 0, 5, everywhere(0.5)),
        "window": Setting(
            "Length of the trailing mean", "periods", 2, 400, {"day": 91, "week": 26, "month": 12}
        ),
        "rest": REST,
    },
    threshold="bound",
    suits="goldstein",
    serves=(
        "Finds slow drifts that no single period betrays; at outbreaks it is later than the threshold and, "
        "at a bound as quick, rings several times as often."
    ),
    citations=(
        Citation(
            "page1954",
            "Page, E. S.",
            1954,
            "Continuous inspection schemes",
            "Biometrika 41(1/2), 100-115",
            "10.1093/biomet/41.1-2.100",
        ),
    ),
)
