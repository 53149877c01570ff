"""What a case's numbers rest on, counted honestly over typed leaves."""

from dataclasses import dataclass
from typing import Literal

Footing = Literal["value sourced", "direction sourced, size judged", "assumed", "bare"]


@dataclass(frozen=True, slots=True)
class Leaf:
    """One typed number of a case and what it rests on.

    Attributes
    ----------
    path : where it stands, such as `actors.khamenei.stances.posture_us.position`.
    stated : as written; `center` the number a noise-free run uses; `low`, `high` its 5-95 % range.
    claims : claims it rests on; `origins` the independent origins behind them.
    """

    path: str
    parameter: str
    stated: str
    center: float
    low: float
    high: float
    footing: Footing
    assumed: str | None
    claims: tuple[str, ...]
    origins: tuple[str, ...]
    disputed: tuple[str, ...]
    file: str | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class WiredMechanism:
    """A mechanism with the inputs and claims that express it."""

    id: str
    title: str
    inputs: tuple[str, ...]
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Drift:
    """What moves by itself: a level of a case with no event and no noise, and the shift that would still it."""

    of: str
    start: float
    after: float
    weeks: int
    mend: str


@dataclass(frozen=True, slots=True)
class Audit:
    """The audit of a case.

    Attributes
    ----------
    leaves : every typed number.
    used, unused, disputed : claim ids.
    single_origin : paths of inputs that rest on one origin only.
    mechanisms : what is wired.
    drifts : what moves by itself.
    branching : firings that one firing of a hazard brings on in the long run; from 1 on they feed themselves.
    """

    leaves: tuple[Leaf, ...]
    used: tuple[str, ...]
    unused: tuple[str, ...]
    disputed: tuple[str, ...]
    single_origin: tuple[str, ...]
    mechanisms: tuple[WiredMechanism, ...]
    drifts: tuple[Drift, ...]
    branching: float | None = None

    def count(self, footing: Footing) -> int:
        """Leaves on this footing."""
        return sum(leaf.footing == footing for leaf in self.leaves)

    @property
    def with_evidence(self) -> int:
        """Leaves with a claim behind them, for the value or for the direction."""
        return self.count("value sourced") + self.count("direction sourced, size judged")
