"""Turning points: where a path bends most, and what stands beside it."""

from dataclasses import dataclass
from datetime import date
from typing import Literal


@dataclass(frozen=True, slots=True)
class Beside:
    """An event, firing, deal, opening or breach that falls beside a turning point.

    Attributes
    ----------
    share : of worlds in which it falls there.
    bend_with, bend_without : bend in the worlds in which it does, and in the others; None where either are fewer
        than a hundred, so that nothing can be told apart.
    low, high : 90 % interval of their difference.
    """

    id: str
    label: str
    kind: Literal["event", "hazard", "deal", "opening", "breach"]
    share: float
    bend_with: float | None
    bend_without: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class TurningPoint:
    """A date at which the mean path bends.

    Attributes
    ----------
    before, after : slope of the mean path over the weeks before and after, a week.
    bend : their difference; `low`, `high` its 90 % interval.
    beside : what falls there, that with most to tell first.
    """

    at: date
    before: float
    after: float
    bend: float
    low: float
    high: float
    beside: tuple[Beside, ...]


@dataclass(frozen=True, slots=True)
class TurningPoints:
    """Where a level, or the chance that a question has come true by then, turns.

    Attributes
    ----------
    unit : of the path: points, or share of worlds.
    weeks : over which slopes are taken.
    points : largest bend first; only bends that chance alone would not give to any step.
    """

    of: str
    label: str
    unit: Literal["points", "share"]
    weeks: float
    worlds: int
    points: tuple[TurningPoint, ...]
