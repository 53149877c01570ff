"""Drivers on a 0-100 scale."""

from datetime import date
from typing import Annotated

from pydantic import Field

from detente.core.actor import kind_of
from detente.core.noun import Identifier, Sourced
from detente.core.quantity import Quantity

PressureLevel = Annotated[Quantity, kind_of("pressure")]


class Feed(Sourced):
    """How an issue's level feeds a pressure."""

    feeds: Annotated[Quantity, kind_of("feeds")]
    toward: str = Field(description="Landmark of the issue toward which movement raises the pressure.")


class Pressure(Sourced):
    """A driver: where it starts, where it rests, how fast it fades and how much it moves by itself."""

    says: str = Field(description="What it measures, from whose eyes.")
    observable: str | None = Field(
        default=None, description="What its 0 and 100 are, so that it can be updated."
    )
    of: Identifier | None = Field(default=None, description="The actor who feels it.")
    now: PressureLevel | None = None
    rests_at: PressureLevel | dict[date, PressureLevel] | None = Field(
        default=None, description="Resting level, or dated resting levels; where it starts unless stated."
    )
    fades: Annotated[Quantity, kind_of("fades")] | None = None
    jitter: Annotated[Quantity, kind_of("jitter")] | None = None
    fed_by: dict[Identifier, Feed] = Field(
        default={}, description="Issue -> how its level feeds this pressure."
    )
