"""A forecast as it was made: what was said on a question, by whom, on which day, and under which standing."""

from datetime import date
from itertools import pairwise
from typing import Literal

from pydantic import Field, model_validator

from detente.core.noun import Noun

ForecastKind = Literal["yes/no", "number", "category", "date"]
Standing = Literal["registered", "retrospective"]
STANDINGS: tuple[Standing, ...] = ("registered", "retrospective")

ROUNDING = 1e-3
"""How far the probabilities of categories may sum from 1; printed ones are rounded."""


class Forecast(Noun):
    """One forecast of one question by one forecaster on one day; a change of mind is another forecast.

    Exactly one of `probability` (yes/no), `categories` (category), and `quantiles` or `samples` (number, date) is given.
    """

    question: str = Field(min_length=1, description="Id of the question, as the resolution names it.")
    text: str = Field(default="", description="The question in words.")
    kind: ForecastKind
    probability: float | None = Field(default=None, ge=0, le=1, description="Of yes.")
    quantiles: dict[float, float | date] | None = Field(
        default=None, min_length=1, description="Share in (0, 1) -> value in `unit`, or date."
    )
    samples: tuple[float | date, ...] | None = Field(
        default=None, min_length=1, description="Equally likely."
    )
    categories: dict[str, float] | None = Field(
        default=None, min_length=2, description="Every option -> its probability; they sum to 1."
    )
    ordered: bool = Field(default=False, description="Whether the categories stand in an order that counts.")
    unit: str | None = None
    made_on: date = Field(description="The day it was made.")
    as_of: date | None = Field(
        default=None, description="Data cut-off: nothing later was used; the day it was made unless given."
    )
    forecaster: str = Field(min_length=1, description="Who made it: a person, a model, a crowd.")
    standing: Standing = Field(
        description="Registered before the outcome could be known, or made in retrospect (a backtest)."
    )
    closes: date = Field(
        description="The day on which the question closes as scheduled, whatever happens before."
    )
    cluster: str | None = Field(
        default=None, description="Case or group of related questions; those of one are not independent."
    )
    base_rate: float | None = Field(
        default=None, ge=0, le=1, description="Chance of yes that the question's reference class gives."
    )
    crowd: float | None = Field(
        default=None, ge=0, le=1, description="Chance of yes the crowd gave that day."
    )
    last_known: str | None = Field(
        default=None,
        description="How things stood that day, written as an outcome: the answer if nothing changes.",
    )
    source: str | None = Field(
        default=None, description="Where it is written: a line of a file, or an entry of a ledger."
    )

    @property
    def horizon(self) -> int:
        """Days from the day it was made to the scheduled close."""
        return (self.closes - self.made_on).days

    @property
    def group(self) -> str:
        """What its errors are shared with: its cluster, or its own question where none is named."""
        return self.cluster if self.cluster is not None else self.question

    @model_validator(mode="after")
    def _one_form(self) -> "Forecast":
        given = [name for name in _FORMS if getattr(self, name) is not None]
        allowed = _FORMS_OF[self.kind]
        if len(given) != 1 or given[0] not in allowed:
            raise ValueError(
                f"found {given or 'no forecast'}; a {self.kind} question takes {' or '.join(allowed)}"
            )
        if self.categories is not None:
            _refuse_no_distribution(self.categories)
        values = (*(self.quantiles or {}).values(), *(self.samples or ()))
        wanted = date if self.kind == "date" else float
        if any(not isinstance(value, wanted) for value in values):
            raise ValueError(f"a {self.kind} question takes {'dates' if wanted is date else 'numbers'} only")
        if self.quantiles is not None:
            _refuse_crossed(self.quantiles)
        return self

    @model_validator(mode="after")
    def _dates_in_order(self) -> "Forecast":
        if self.as_of is not None and self.as_of > self.made_on:
            raise ValueError(
                f"found as_of {self.as_of} after made_on {self.made_on}; nothing later can have been used"
            )
        return self


_FORMS = ("probability", "quantiles", "samples", "categories")
_FORMS_OF: dict[ForecastKind, tuple[str, ...]] = {
    "yes/no": ("probability",),
    "number": ("quantiles", "samples"),
    "category": ("categories",),
    "date": ("quantiles", "samples"),
}


def _refuse_no_distribution(categories: dict[str, float]) -> None:
    whole = sum(categories.values())
    if min(categories.values()) < 0 or not abs(whole - 1) <= ROUNDING:
        raise ValueError(f"found probabilities that sum to {whole:g}; none lies below 0 and they sum to 1")


def _refuse_crossed(quantiles: dict[float, float | date]) -> None:
    levels = sorted(quantiles)
    if levels[0] <= 0 or levels[-1] >= 1:
        raise ValueError(f"found a quantile at {levels[0]:g} or {levels[-1]:g}; shares lie between 0 and 1")
    for low, high in pairwise(levels):
        if _rank(quantiles[low]) > _rank(quantiles[high]):
            raise ValueError(
                f"found {quantiles[low]} at {low:g} and {quantiles[high]} at {high:g}; quantiles rise with their share"
            )


def _rank(value: float | date) -> float:
    return float(value.toordinal()) if isinstance(value, date) else value
