"""An unlikely branch that would change much: its chance, what it would change, and what would be seen early."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Change:
    """What a branch does to one answer or arena.

    Attributes
    ----------
    of : id of a question, or `issue.level` at the horizon.
    otherwise, given : a chance, or points: in the worlds without the branch and in those with it.
    """

    of: str
    label: str
    otherwise: float
    given: float


@dataclass(frozen=True, slots=True)
class EarlySign:
    """An observable of the coming weeks that is commoner in the worlds of the branch.

    Attributes
    ----------
    given, otherwise : P(seen by `by`) in the worlds with the branch and in those without it.
    """

    text: str
    by: date
    given: float
    otherwise: float


@dataclass(frozen=True, slots=True)
class Alternative:
    """An unlikely branch.

    Attributes
    ----------
    chance : of the branch by the horizon.
    impact : mean movement of the first questions, in percentage points, and of the arenas, in points.
    worlds : in which it comes.
    changes : largest movement first.
    """

    id: str
    text: str
    by: date
    chance: float
    impact: float
    worlds: int
    changes: tuple[Change, ...]
    signs: tuple[EarlySign, ...]
