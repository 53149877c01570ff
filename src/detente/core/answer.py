"""What a projection says on a question, in numbers and in words."""

from dataclasses import dataclass
from datetime import date
from typing import Literal


@dataclass(frozen=True, slots=True)
class BaseRateAnswer:
    """The chance a reference class gives without a model."""

    probability: float
    why: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one question.

    Attributes
    ----------
    probability : of yes, in [0, 1]; None for number and first-of questions.
    quantiles : "0.05" .. "0.95" -> value in `unit`, for number questions.
    options : option -> probability, for first-of questions (with "none").
    se : Monte Carlo standard error of the probability, or of the median.
    low, high : 5-95 % range over the uncertain inputs (were they known): of the probability, or the 5 and 95 % quantiles.
    words : the term of the case's wording with the number in brackets.
    by_model : bargaining model -> probability (or median) in the worlds dealt to it.
    worlds : worlds the answer is counted over.
    """

    id: str
    text: str
    kind: Literal["yes/no", "number", "first of"]
    asked: date
    by: date
    probability: float | None
    quantiles: dict[str, float] | None
    options: dict[str, float] | None
    se: float
    low: float
    high: float
    words: str
    by_model: dict[str, float]
    base_rates: tuple[BaseRateAnswer, ...]
    unit: str | None
    stands_for: str | None
    own_forecast: float | None
    worlds: int

    @property
    def base_rate(self) -> float | None:
        """The first reference class's chance, None where the case gives none."""
        return self.base_rates[0].probability if self.base_rates else None
