"""Change points: what a detector finds in a series of events, as of a date.

A change point is a statement about one series of coded events. A shift (core/explanation.py) is the judgement
about an actor's course in an arena, for which a change point is one piece of evidence.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from detente.core.series import Period

Direction = Literal["hostile", "conciliatory"]


@dataclass(frozen=True, slots=True)
class TypeMoved:
    """One kind of event beside what had been usual.

    Attributes
    ----------
    code : root of CAMEO, or the finer code where the data have it.
    count : events of it after the change point, a period.
    usual : events of it before, a period.
    """

    code: str
    name: str
    plover: str
    count: float
    usual: float


@dataclass(frozen=True, slots=True)
class DayMoved:
    """One day (or period, where the data are no finer) and its events in the change point's direction."""

    on: date
    count: float


@dataclass(frozen=True, slots=True)
class Carriers:
    """The events that carried a change: the kinds that grew or shrank most, and the days with most of them.

    Attributes
    ----------
    by : what `days` are: days, or periods where the data are no finer.
    """

    types: tuple[TypeMoved, ...]
    days: tuple[DayMoved, ...]
    by: Period = "day"


@dataclass(frozen=True, slots=True)
class ChangePoint:
    """A lasting change of level in one series of one dyad.

    Attributes
    ----------
    series : `posture` (composition: indifferent to volume), `goldstein`, or `intensity` (hostile events over
        the trimmed world total: not indifferent to how closely a dyad is covered).
    detector : name of the member of the family that raised it.
    as_of : first day of the period at whose end it could first be told (the alarm).
    on : first day of the first period of the new level; never after `as_of`.
    low, high : 90 % interval of `on`, as first days of periods.
    size : change of the level in the series' own unit, `unit`; positive sizes are those of `direction`.
    before, after : level before and after, same unit.
    probability : P(the level has changed), by the detector's own model; None where it has none.
    carriers : the events behind it; None where they were not looked up.
    """

    source: str
    target: str
    series: str
    detector: str
    as_of: date
    on: date
    low: date
    high: date
    direction: Direction
    size: float
    unit: str
    before: float
    after: float
    probability: float | None
    carriers: Carriers | None = None
