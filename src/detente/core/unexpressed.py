"""A question that matters and that the case cannot answer, with the reason."""

from datetime import date
from typing import Literal

from pydantic import Field

from detente.core.noun import Noun


class Unexpressed(Noun):
    """A question without a rule: nothing in the case settles it. People may forecast it, and it may be resolved."""

    asks: str
    asked: date = Field(description="The date it is asked as of.")
    by: date = Field(description="The date it closes.")
    settled_by: str | None = Field(default=None, description="How a human settles it.")
    wants: Literal["yes/no", "number"] = "yes/no"
    why: str = Field(min_length=3, description="Why the case cannot answer it: what is not modelled.")
