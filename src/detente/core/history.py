"""A dyad's history in event data: what was counted, where its posture stood, and what changed."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from detente.core.change_point import ChangePoint
from detente.core.series import Period

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class PostureBand:
    """Share of cooperation among a dyad's events, as a latent level with a credible band; indifferent to volume.

    Attributes
    ----------
    share, low, high : (periods,) median and 5-95 % band as of the end of each period, 0 to 1.
    smoothed : (periods,) median with hindsight over all periods.
    """

    share: Floats
    low: Floats
    high: Floats
    smoothed: Floats


@dataclass(frozen=True, slots=True)
class DyadHistory:
    """One dyad, followed through time.

    Attributes
    ----------
    id : unique within a study.
    source, target : codes or labels; `source_name`, `target_name` what readers call them.
    periods : first day of each period.
    last : last day whose events are known; `is_whole` tells whether the last period was over by then.
    quads : (periods, 4) events by quad class: verbal and material cooperation, verbal and material conflict.
    posture : None where the data hold no cooperative events, or none at all.
    change_points : as they were first told, by date of telling.
    is_followed : whether it had events enough for its change points to be worth hearing.
    basis : where the counts come from, for readers.
    """

    id: str
    source: str
    target: str
    source_name: str
    target_name: str
    period: Period
    periods: tuple[date, ...]
    last: date
    is_whole: bool
    quads: Floats
    posture: PostureBand | None
    series: str
    detector: str
    change_points: tuple[ChangePoint, ...]
    is_followed: bool
    basis: str

    @property
    def label(self) -> str:
        """`Iran toward United States`."""
        return f"{self.source_name} toward {self.target_name}"
