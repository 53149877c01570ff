"""Counts of coded events that a case holds, so that its report can show them beside what it reports."""

from datetime import date
from typing import Annotated

from pydantic import Field, model_validator

from detente.core.noun import Identifier, Noun
from detente.core.series import PERIODS, ROOTS, Period

Root = Annotated[int, Field(ge=1, le=ROOTS)]
Count = Annotated[float, Field(ge=0, le=1e9)]


class ObservedSeries(Noun):
    """Events of one actor toward another, counted by period and root of CAMEO.

    `detente detect ... --into CASE` writes it; periods and roots that are not named had no events.
    """

    source: str = Field(min_length=1, description="Who acts, as readers should see it.")
    target: str = Field(min_length=1, description="Toward whom.")
    by: Period = Field(description=f"Length of a period: {', '.join(PERIODS)}; weeks begin on Monday.")
    first: date = Field(description="First day of the first period counted.")
    last: date = Field(description="Last day whose events are counted.")
    taken_from: Identifier = Field(description="Id of the source: the event data they were counted in.")
    roots: tuple[Root, ...] = Field(
        default=(), description="Roots that the data can hold, where they cannot hold all."
    )
    counts: dict[date, dict[Root, Count]] = Field(
        description="First day of a period -> root of CAMEO -> events."
    )

    @model_validator(mode="after")
    def _in_order(self) -> "ObservedSeries":
        if self.last < self.first:
            raise ValueError("`last` lies before `first`")
        outside = [day for day in self.counts if not self.first <= day <= self.last]
        if outside:
            raise ValueError(f"counts of {min(outside)} lie outside {self.first} to {self.last}")
        return self
