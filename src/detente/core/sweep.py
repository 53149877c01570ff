"""What a sweep came to: each outcome over the design, and how much of it goes with each thing that varies."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Hold:
    """How an outcome goes with one factor.

    Attributes
    ----------
    low, high : mean of the outcome over the points with the factor in its lowest and highest part, less what a straight
        line in the others explains; `at_low` and `at_high` say which. Of names without an order, its smallest and
        largest mean.
    srrc, prcc : standardised rank regression coefficient and partial rank correlation, -1 to 1; None where the factor has
        no order or the design does not suffice.
    first, total : shares of the variance over the design, alone and in all; with their 90 % intervals where there
        are any. where the design gives no more, `first` is what the means over the factor's parts explain.
    """

    factor: str
    at_low: str
    at_high: str
    low: float
    high: float
    srrc: float | None
    prcc: float | None
    first: float | None
    total: float | None
    first_range: tuple[float, float] | None = None
    total_range: tuple[float, float] | None = None

    @property
    def swing(self) -> float:
        """How far the outcome moves from the factor's lowest part to its highest."""
        return self.high - self.low


@dataclass(frozen=True, slots=True)
class Outcome:
    """One outcome over the design.

    Attributes
    ----------
    of : question, `question.option`, or `reading@date`.
    mean, sd, low, median, high : over points, each the mean over its worlds; low and high hold 90 % of them.
    noise : share of the variance over points that is Monte Carlo error; 0 where all points share their noise, since it
        is then the same in all.
    holds : by factor, in the order of the file; empty where the outcome is the same everywhere.
    by : how `first` and `total` were worked out.
    explained : share of the ranks' variance that the rank regression explains.
    """

    of: str
    label: str
    points: int
    mean: float
    sd: float
    low: float
    median: float
    high: float
    noise: float
    holds: tuple[Hold, ...]
    by: str
    explained: float | None


@dataclass(frozen=True, slots=True)
class Failure:
    """A point that could not be run, and what it said."""

    point: int
    values: dict[str, float | str]
    said: str


@dataclass(frozen=True, slots=True)
class SweepSummary:
    """What a sweep came to.

    Attributes
    ----------
    design : its kind; `says` what was made of the number asked for.
    confounded : pairs of factors that this design cannot tell apart: they go together at nearly every point.
    failures : of `failed` points, the first fifty.
    """

    case: str
    design: str
    says: str
    points: int
    failed: int
    worlds: int
    seed: int
    mode: str
    noise: str
    factors: tuple[str, ...]
    confounded: tuple[tuple[str, str], ...]
    outcomes: tuple[Outcome, ...]
    failures: tuple[Failure, ...]
