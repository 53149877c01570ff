"""Conditional look-back: in the worlds where something happened, what differed before."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Contrast:
    """Something that differed before.

    Attributes
    ----------
    kind : input (drawn at the start), pressure, level or line (some weeks before), or event (fallen by the step
        before).
    where, elsewhere : mean in the worlds where it happened, at their own dates, and in those where it had not by the
        same dates; shares of worlds for an event.
    size : their difference in standard deviations; `low`, `high` its 90 % interval.
    """

    id: str
    label: str
    kind: Literal["input", "pressure", "level", "line", "event"]
    where: float
    elsewhere: float
    size: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class LookBack:
    """What went before something.

    Attributes
    ----------
    happened, never : worlds in which it does and does not come by the horizon.
    lead : weeks before at which paths are read.
    compared : things that were compared.
    contrasts : those whose difference is beyond what chance gives the largest of so many; largest first.
    refused : why nothing is said, where nothing is.
    """

    given: str
    label: str
    happened: int
    never: int
    lead: int
    compared: int
    contrasts: tuple[Contrast, ...]
    refused: str | None = None
