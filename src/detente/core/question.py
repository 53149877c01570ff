"""Something that will be settled by a date, with the exact rule of settlement."""

from datetime import date
from typing import Annotated

from pydantic import Field, model_validator

from detente.core.actor import kind_of
from detente.core.hazard import Frequency
from detente.core.noun import Noun, Sourced
from detente.core.quantity import Quantity
from detente.core.rule import Rule

MEASURED_SUBJECTS = ("level", "said", "pressure", "count", "days_until")
"""What a number question may measure."""


class BaseRate(Noun):
    """What would be said without a model: a frequency of a reference class, or a chance, and why that class."""

    rate: Frequency | None = None
    chance: float | None = Field(default=None, ge=0, le=1)
    why: str

    @model_validator(mode="after")
    def _one_form(self) -> "BaseRate":
        if (self.rate is None) == (self.chance is None):
            raise ValueError("a base rate is either a `rate` such as `2 in 45 years` or a `chance`")
        return self


class Measure(Noun):
    """A number a question asks for: a level, what is said or a pressure at a date, firings over a window, or days until.

    `days_until` counts from `from` (the day it is asked, unless stated) to the middle of the first step in which its rule
    holds; where it does not hold by the close, the days to the close are counted, so that the number is then at least that.

    `in_units` maps points of the scale to the question's own unit, linearly between the points given.
    """

    level: str | None = None
    said: str | None = None
    pressure: str | None = None
    count: str | None = Field(default=None, description="Hazard whose firings are counted.")
    days_until: Rule | None = Field(default=None, description="Rule whose first coming is waited for.")
    at: date | None = None
    from_: date | None = Field(default=None, alias="from")
    in_units: dict[float, float] | None = Field(default=None, min_length=2)
    unit: str | None = None

    @model_validator(mode="after")
    def _one_subject(self) -> "Measure":
        given = [name for name in MEASURED_SUBJECTS if getattr(self, name) is not None]
        if len(given) != 1:
            raise ValueError(
                f"found {given or 'no subject'}; a number question measures exactly one of {', '.join(MEASURED_SUBJECTS)}"
            )
        return self

    @property
    def subject(self) -> str:
        """Which of the five it measures."""
        return next(name for name in MEASURED_SUBJECTS if getattr(self, name) is not None)


class Question(Sourced):
    """A question with the rule that settles it: `yes_if`, a `number`, or which comes first (`first_of`)."""

    asks: str
    asked: date = Field(description="The date it is asked as of; nothing known later is used.")
    by: date = Field(
        description="The date it closes; past the horizon the worlds that answer it run on to that day."
    )
    settled_by: str | None = Field(
        default=None, description="How a human settles it: what counts, by whose word."
    )
    yes_if: Rule | None = None
    number: Measure | None = None
    first_of: dict[str, Rule] | None = Field(default=None, min_length=2)
    stands_for: str | None = Field(default=None, description="Where the rule is a proxy: what it leaves out.")
    chance_without_a_model: tuple[BaseRate, ...] = ()
    own_forecast: Annotated[Quantity, kind_of("chance")] | None = Field(
        default=None, description="The analyst's own."
    )

    @model_validator(mode="after")
    def _one_rule(self) -> "Question":
        given = [name for name in ("yes_if", "number", "first_of") if getattr(self, name) is not None]
        if len(given) != 1:
            raise ValueError(
                f"found {given or 'no rule'}; a question has exactly one of yes_if, number, first_of"
            )
        return self
