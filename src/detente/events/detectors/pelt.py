"""PELT: optimal partitioning into level pieces, as of every period; the default for dating."""

from collections.abc import Mapping

import numpy as np

from detente.core.citation import Citation
from detente.events.detectors._partition import Places, partition
from detente.events.detectors._rest import rested
from detente.events.detectors.base import REST, Alarms, Detector, Setting, everywhere
from detente.events.lines import Floats, Line


def run(line: Line, settings: Mapping[str, float]) -> Alarms:
    """Alarms where the best segmentation as of a period has a change point that is new and recent.

    Notes
    -----
    The score is what the last change point saves: the cost of the last two pieces as one, less their own. In
    the best segmentation it is never below the penalty.
    """
    precision = 1.0 / line.variance
    last = partition(line.level, precision, settings["penalty"], int(settings["least"]))
    step, saved = _last_step(line.level, precision, last)
    fresh = _first_told(last) & (np.arange(last.shape[1]) - last <= settings["recent"])
    sign = np.where(fresh, np.sign(step), 0).astype(np.int8)
    return Alarms(rested(sign, settings["rest"]), last, saved)


def _first_told(last: Places) -> np.ndarray:
    """Whether a period's last change point was the last one of no period before."""
    told = np.zeros(last.shape, bool)
    for dyad, row in enumerate(last):
        _, firsts = np.unique(row, return_index=True)
        told[dyad, firsts] = True
    return told & (last > 0)


def _last_step(level: Floats, precision: Floats, last: Places) -> tuple[Floats, Floats]:
    """Mean of the last piece less that of the one before, and the cost saved, (dyads, periods); 0 without any."""
    dyads, periods = level.shape
    mass, moment = (
        np.concatenate([np.zeros((dyads, 1)), np.cumsum(values, axis=1)], axis=1)
        for values in (precision, precision * level)
    )
    row, end = np.arange(dyads)[:, None], np.arange(1, periods + 1)
    first = np.where(last > 0, last[row, np.maximum(last - 1, 0)], 0)
    held_before = np.where(last > 0, mass[row, last] - mass[row, first], 1.0)
    held_after = mass[row, end] - mass[row, last]
    before = (moment[row, last] - moment[row, first]) / held_before
    after = (moment[row, end] - moment[row, last]) / held_after
    step = np.where(last > 0, after - before, 0.0)
    return step, np.asarray(step**2 * held_before * held_after / (held_before + held_after))


DETECTOR = Detector(
    name="pelt",
    title="Optimal partitioning (PELT) as of every period",
    run=run,
    settings={
        "penalty": Setting(
            "Cost of one change point more", "squared standard deviations", 1, 1000,
            {"day": 12, "week": 5, "month": 10},
        ),
        "least": Setting("Fewest periods in a piece", "periods", 1, 50, everywhere(1)),
        "recent": Setting(
            "Periods back to which a new change point still rings", "periods", 0, 400, everywhere(3)
        ),
        "rest": REST,
    },
    threshold="penalty",
    suits="intensity",
    serves=(
        "Dates shifts and tells the levels before and after; as an alarm no better than the threshold, and "
        "a segmentation is revised as periods are added."
    ),
    citations=(
        Citation(
            "killick2012",
            "Killick, R.; Fearnhead, P.; Eckley, I. A.",
            2012,
            "Optimal detection of changepoints with a linear computational cost",
            "Journal of the American Statistical Association 107(500), 1590-1598",
            "10.1080/01621459.2012.737745",
        ),
        Citation(
            "jackson2005",
            "Jackson, B.; Scargle, J. D.; Barnes, D.; Arabhi, S.; Alt, A.; Gioumousis, P.; Gwin, E.; "
            "Sangtrakulcharoen, P.; Tan, L.; Tsai, T. T.",
            2005,
            "An algorithm for optimal partitioning of data on an interval",
            "IEEE Signal Processing Letters 12(2), 105-108",
            "10.1109/LSP.2001.838216",
        ),
    ),
)  # fmt: skip
