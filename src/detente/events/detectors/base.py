"""The contract of a detector: from one line of many dyads to alarms, as of every period, in one pass."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from detente.core.citation import Citation
from detente.core.series import Period
from detente.events.lines import Line

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Alarms:
    """What a detector says at the end of every period, knowing no later one.

    Attributes
    ----------
    sign : (dyads, periods) +1 where a shift towards hostility is first told, -1 towards cooperation, else 0.
    onset : (dyads, periods) period in which the new level began, by the detector; meaningful where `sign` is not 0.
    score : (dyads, periods) the detector's own statistic, whether it alarms or not; larger is stronger, >= 0.
    """

    sign: NDArray[np.int8]
    onset: NDArray[np.int64]
    score: Floats


@dataclass(frozen=True, slots=True)
class Setting:
    """One number that steers a detector.

    Attributes
    ----------
    low, high : the closed range it must lie in.
    by_period : its default by the length of a period.
    """

    meaning: str
    unit: str
    low: float
    high: float
    by_period: Mapping[Period, float]


class Run(Protocol):
    """Alarms of a detector."""

    def __call__(self, line: Line, settings: Mapping[str, float]) -> Alarms:
        """Run over every dyad and period.

        Parameters
        ----------
        line : what it reads.
        settings : all of the detector's settings, by name.
        """
        ...


@dataclass(frozen=True, slots=True)
class Detector:
    """One family member.

    Attributes
    ----------
    run : the alarms; no value of a later period moves an earlier alarm, by test.
    threshold : name of the setting an alarm's score must exceed; raising it means fewer alarms.
    suits : the line it is meant for; it runs on any that has what it needs.
    serves : what it is good for, and what not, in one sentence.
    """

    name: str
    title: str
    run: Run
    settings: Mapping[str, Setting]
    threshold: str
    suits: str
    serves: str
    citations: tuple[Citation, ...]


def everywhere(value: float) -> Mapping[Period, float]:
    """One default for days, weeks and months."""
    return {"day": value, "week": value, "month": value}


REST = Setting("Periods after an alarm in which the dyad raises no other", "periods", 0, 120, everywhere(3))
"""Shared by all: one crisis should not ring every month."""
