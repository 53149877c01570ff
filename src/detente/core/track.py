"""An arena where actors bargain: who, over what, how visibly, and what stands if nothing is agreed."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from detente.core.actor import Terms, kind_of
from detente.core.event import Level
from detente.core.noun import Identifier, Sourced
from detente.core.quantity import Quantity
from detente.core.rule import Rule


class Opening(Sourced):
    """A track that opens by itself once a condition holds."""

    once: Rule
    chance: Annotated[Quantity, kind_of("chance_of_a_deal")] = Field(
        description="Chance in four weeks that it opens."
    )


class Track(Sourced):
    """A negotiation. Over several issues it trades them as one package between two sides."""

    name: str | None = Field(default=None, description="Name for readers; the id unless stated.")
    between: tuple[Identifier | tuple[Identifier, ...], ...] = Field(
        min_length=2, description="Parties; a list among them is a coalition."
    )
    over: tuple[Identifier, ...] = Field(min_length=1, description="Issues; several are ONE package.")
    opens: date | Opening | None = Field(
        default=None, description="Date, condition with a chance, or only by events."
    )
    closes: date | None = None
    seen: Annotated[Quantity, kind_of("seen")] | None = None
    chance_of_a_deal: Annotated[Quantity, kind_of("chance_of_a_deal")] | None = None
    deal_scale: Annotated[Quantity, kind_of("deal_scale")] | None = None
    if_nothing: Literal["level_at_opening"] | dict[Identifier, dict[date, Level] | Level] = Field(
        default="level_at_opening",
        description="What stands without a deal: the level when the track opens, or by issue.",
    )
    models: dict[Identifier, Annotated[Quantity, kind_of("model_weight")]] = Field(
        default={}, description="Bargaining model -> share of worlds; Nash unless stated."
    )
    reopens_after: str | None = Field(
        default=None, description="Span after a breach until talks resume, such as `12 weeks`."
    )
    terms: Terms | None = Field(default=None, description="What parties' terms on this track inherit.")
    about: str | None = None

    @property
    def sides(self) -> tuple[tuple[str, ...], ...]:
        """The sides of the table, each a tuple of parties."""
        return tuple(side if isinstance(side, tuple) else (side,) for side in self.between)

    @property
    def parties(self) -> tuple[str, ...]:
        """All parties in the order written."""
        return tuple(party for side in self.sides for party in side)
