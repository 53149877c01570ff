"""Threshold: a period that stands out from the year before it; the simplest detector, and the default for alarms."""

from collections.abc import Mapping

import numpy as np

from detente.core.citation import Citation
from detente.events.detectors._rest import rested
from detente.events.detectors.base import REST, Alarms, Detector, Setting, everywhere
from detente.events.lines import Floats, Line


def run(line: Line, settings: Mapping[str, float]) -> Alarms:
    """Alarms where the standardised distance from the trailing mean exceeds `z`."""
    distance = distances(line.level, line.variance, int(settings["window"]))
    sign = np.where(np.abs(distance) > settings["z"], np.sign(distance), 0.0).astype(np.int8)
    now = np.broadcast_to(np.arange(line.level.shape[1]), line.level.shape)
    return Alarms(rested(sign, settings["rest"]), now, np.abs(distance))


def distances(level: Floats, variance: Floats, window: int) -> Floats:
    """(dyads, periods) standard deviations between a period and its trailing mean; 0 until the window is full.

    Parameters
    ----------
    level, variance : (dyads, periods).
    window : periods in the trailing mean, each weighted by its precision.

    Notes
    -----
    z = (x - m) / sqrt(v + 1 / sum(1 / v')), m = sum(x' / v') / sum(1 / v') over the window's x', v' [1]_.

    References
    ----------
    .. [1] Shewhart (1931), Economic Control of Quality of Manufactured Product.
    """
    weight = 1.0 / variance
    mass, moment = (trailing(sums, window) for sums in (weight, weight * level))
    known = np.arange(level.shape[1]) >= window
    safe = np.where(known, mass, 1.0)
    return np.where(known, (level - moment / safe) / np.sqrt(variance + 1.0 / safe), 0.0)


def trailing(values: Floats, window: int) -> Floats:
    """(dyads, periods) sum over the `window` periods before each; 0 where there are fewer.

    Examples
    --------
    >>> trailing(np.array([[1.0, 2.0, 3.0, 4.0]]), 2)
    array([[0., 0., 3., 5.]])
    """
    sums = np.zeros_like(values)
    if window < values.shape[1]:
        blocks = np.lib.stride_tricks.sliding_window_view(values, window, axis=1)
        sums[:, window:] = blocks[:, :-1].sum(axis=2)
    return sums


DETECTOR = Detector(
    name="threshold",
    title="Threshold on the trailing year",
    run=run,
    settings={
        "z": Setting(
            "Distance from the trailing mean that rings", "standard deviations", 0.5, 10, everywhere(2.5)
        ),
        "window": Setting(
            "Length of the trailing mean", "periods", 2, 400, {"day": 91, "week": 26, "month": 12}
        ),
        "rest": REST,
    },
    threshold="z",
    suits="intensity",
    serves=(
        "Rings within the month at the outbreak of crises; does not tell a passing peak from a lasting shift, "
        "and hardly ever sees a crisis end."
    ),
    citations=(
        Citation(
            "shewhart1931",
            "Shewhart, W. A.",
            1931,
            "Economic Control of Quality of Manufactured Product",
            "Van Nostrand, New York",
        ),
    ),
)
