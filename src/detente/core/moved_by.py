"""What moved an answer between two versions of a case: one share for each change, and they add up."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ChangeShare:
    """Shapley share of one group of changes in one movement.

    Attributes
    ----------
    change : id of the group.
    share : in the answer's unit; `se` its standard error, of worlds and of the orders drawn.
    """

    change: str
    share: float
    se: float


@dataclass(frozen=True, slots=True)
class MovedBy:
    """One answer's movement.

    Attributes
    ----------
    of : question, `question.option`, or reading.
    before, after : means over worlds in both versions; of a number too, of which the answer gives the median.
    moved : their paired difference; `se` its standard error.
    shares : largest first; they add up to `moved`.
    """

    of: str
    label: str
    at: date
    before: float
    after: float
    moved: float
    se: float
    shares: tuple[ChangeShare, ...]


@dataclass(frozen=True, slots=True)
class ChangeGroup:
    """Changes that were made together.

    Attributes
    ----------
    label : for readers.
    paths : inputs and entries.
    why : why they were not taken one by one; None for a single change.
    """

    id: str
    label: str
    paths: tuple[str, ...]
    why: str | None


@dataclass(frozen=True, slots=True)
class Movement:
    """What moved between two versions, and by what.

    Attributes
    ----------
    method : "exact" (every coalition) or "orders" (orders of arrival and their reverses, one for each portion of worlds).
    groups : the changes that could move an answer.
    answers : those that moved beyond their error, farthest first.
    unchanged : answers and levels that did not; told apart from what could not be compared.
    not_compared : what only one of the versions can be asked, with the reason.
    """

    worlds: int
    method: str
    groups: tuple[ChangeGroup, ...]
    answers: tuple[MovedBy, ...]
    unchanged: tuple[str, ...]
    not_compared: dict[str, str]
