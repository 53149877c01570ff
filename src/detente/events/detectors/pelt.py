"""PELT: optimal partitioning into level pieces, as of every period; the default for dating."""

from collections.abc import Mapping

import numpy as np

from detente.core.citation import Citation
from detente.events.detectors._partition import Places, partition
from detente.events.detectors._rest import rested
from detente.events.detectors.base import REST, Alarms, Detector, Setting, everywhere
from detente.events.lines import Floats, Line


def run(line: Line, settings: Mapping[str, float]) -> Alarms:
    """Alarms where the best segmentation as of a period has a change point that is new and recent."""
    last, gain = partition(line.level, 1.0 / line.variance, settings["penalty"], int(settings["least"]))
    fresh = _first_told(last) & (np.arange(last.shape[1]) - last <= settings["recent"])
    sign = np.where(fresh, _direction(line.level, 1.0 / line.variance, last), 0).astype(np.int8)
    return Alarms(rested(sign, settings["rest"]), last, settings["penalty"] + gain)


def _first_told(last: Places) -> np.ndarray:
    """Whether a period's last change point was the last one of no period before."""
    told = np.zeros(last.shape, bool)
    for dyad, row in enumerate(last):
        _, firsts = np.unique(row, return_index=True)
        told[dyad, firsts] = True
    return told & (last > 0)


def _direction(level: Floats, precision: Floats, last: Places) -> Floats:
    """(dyads, periods) sign of the last piece's mean less that of the piece before it."""
    dyads, periods = level.shape
    mass, moment = (
        np.concatenate([np.zeros((dyads, 1)), np.cumsum(values, axis=1)], axis=1)
        for values in (precision, precision * level)
    )
    row, end = np.arange(dyads)[:, None], np.arange(1, periods + 1)
    before = np.where(last > 0, last[row, np.maximum(last - 1, 0)], 0)

    def mean(start: Places, stop: Places) -> Floats:
        held = mass[row, stop] - mass[row, start]
        return np.asarray((moment[row, stop] - moment[row, start]) / np.where(held > 0, held, 1.0))

    return np.where(last > 0, np.sign(mean(last, end) - mean(before, last)), 0.0)


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
