"""Acts that may come at any time, at a rate that moves with the state of the world."""

import re
from datetime import date
from typing import Annotated, Any

from pydantic import Field, model_validator

from detente.core.actor import kind_of
from detente.core.event import Consequences
from detente.core.noun import Noun, Sourced
from detente.core.quantity import Quantity
from detente.core.rule import Rule

WEEKS_IN = {"week": 1.0, "month": 365.25 / 12 / 7, "year": 365.25 / 7}
_SPAN = re.compile(r"^\s*(\d+(?:\.\d+)?)\s*(week|month|year)s?\s*$")
_RATE = re.compile(r"^\s*(\d+(?:\.\d+)?)\s+in\s+(.+)$")


def weeks(span: str) -> float:
    """Weeks in a span such as `14 months`.

    Raises
    ------
    ValueError : the span is not a number and weeks, months or years.
    """
    match = _SPAN.match(span)
    if match is None:
        raise ValueError(f"found {span!r}; a span is written as `8 weeks`, `14 months` or `45 years`")
    return float(match[1]) * WEEKS_IN[match[2]]


class Frequency(Noun):
    """How often something happened in which window, and why that window."""

    n: float = Field(ge=0, description="How often.")
    in_: str = Field(alias="in", description="In which span, such as `14 months`.")
    why: str | None = Field(default=None, description="Why this window.")
    asked: str | None = Field(default=None, description="The question the rate was elicited with.")
    answered: str | None = Field(default=None, description="The answer it was inferred from.")

    @model_validator(mode="before")
    @classmethod
    def _from_phrase(cls, stated: Any) -> Any:
        match = _RATE.match(stated) if isinstance(stated, str) else None
        return {"n": float(match[1]), "in": match[2]} if match else stated

    @model_validator(mode="after")
    def _span_reads(self) -> "Frequency":
        if weeks(self.in_) <= 0:
            raise ValueError("the window of a rate is longer than zero")
        return self

    @property
    def per_week(self) -> float:
        """Events a week."""
        return self.n / weeks(self.in_)


class Rate(Frequency):
    """The rate of a hazard as things stood at its anchor, with a second reference class for its width."""

    also: tuple[Frequency, ...] | Frequency | None = Field(
        default=None, description="Other reference classes."
    )
    low: float | None = Field(default=None, ge=0, description="Events in the same window at the least.")
    high: float | None = Field(default=None, ge=0, description="Events in the same window at the most.")

    @property
    def others(self) -> tuple[Frequency, ...]:
        """The other reference classes as a tuple."""
        if self.also is None:
            return ()
        return self.also if isinstance(self.also, tuple) else (self.also,)


class Slope(Sourced):
    """How a hazard's rate moves with what it grows with: a factor per 10 points, and the way that counts as growth."""

    word: Annotated[Quantity, kind_of("slope")] = Field(description="Factor on the rate per 10 points.")
    toward: str | None = Field(
        default=None, description="Landmark toward which the rate grows (or `up`, `down`)."
    )
    away_from: str | None = Field(default=None, description="Landmark away from which the rate grows.")

    @model_validator(mode="before")
    @classmethod
    def _from_word(cls, stated: Any) -> Any:
        return (
            {"word": stated}
            if isinstance(stated, str | int | float) and not isinstance(stated, bool)
            else stated
        )

    @model_validator(mode="after")
    def _one_way(self) -> "Slope":
        if self.toward is not None and self.away_from is not None:
            raise ValueError("a slope has at most one of `toward` and `away_from`")
        return self


class Hazard(Consequences):
    """An act that may come at any step: rate at the anchor, slopes, cool-down and ceiling."""

    says: str | None = None
    rate: Rate
    grows_with: dict[str, Slope] = Field(
        default={}, description="Pressure, `issue.level`, `actor.issue.mandate` or `track.zone` -> slope."
    )
    quiet_for: str = Field(default="8 weeks", description="Cool-down after a firing.")
    ceiling: Annotated[Quantity, kind_of("ceiling")] | None = Field(
        default=None, description="Times the start rate."
    )
    once: bool = Field(default=False, description="True if it can happen only once.")
    needs: Rule | None = Field(default=None, description="State without which it cannot happen.")
    opens_on: date | None = Field(default=None, description="It cannot happen before.")
    ends_on: date | None = Field(default=None, description="It cannot happen after.")
    anchor: str = Field(
        default="start", pattern="^(start|as_of)$", description="When the rate was as stated."
    )
    code: str | None = None
    by: str | None = None

    @model_validator(mode="after")
    def _span_reads(self) -> "Hazard":
        weeks(self.quiet_for)
        return self
