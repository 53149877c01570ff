"""Who acts: states, leaders, factions, armed groups, organisations; what each wants and how each sees a table."""

from typing import Annotated, Literal

from pydantic import Field

from detente.core.noun import Identifier, Noun, Sourced
from detente.core.parameter import Parameter, parameters
from detente.core.quantity import Quantity

ActorKind = Literal["state", "leader", "faction", "armed_group", "organisation", "institution"]


def kind_of(name: str) -> Parameter:
    """The parameter that a field's number is of; stands in the field's annotation."""
    return parameters()[name]


Position = Annotated[Quantity, kind_of("position")]
Salience = Annotated[Quantity, kind_of("salience")]
Influence = Annotated[Quantity, kind_of("influence")]
Declared = Annotated[Quantity, kind_of("declared")]
Face = Annotated[Quantity, kind_of("face")]
Feared = Annotated[Quantity, kind_of("feared")]
BeliefSpread = Annotated[Quantity, kind_of("spread")]
Listens = Annotated[Quantity, kind_of("listens")]
Trust = Annotated[Quantity, kind_of("trust")]
IfBetrayed = Annotated[Quantity, kind_of("if_betrayed")]
BetrayalSpread = Annotated[Quantity, kind_of("betrayal_spread")]
DeadlockHurts = Annotated[Quantity, kind_of("deadlock_hurts")]


class Reaction(Sourced):
    """What an actor fears from the other side if it goes its own way on an issue.

    The loss is felt in full at the far end of the scale from the safe landmark and not at all there, so it pulls the actor's
    ideal toward safety by `(mean^2 + spread^2)/100^2`: uncertainty alone restrains.
    """

    safe: str | float = Field(description="Landmark (or level) at which no reaction is feared.")
    feared: Feared | None = None
    spread: BeliefSpread | None = None


class Stance(Sourced):
    """What one actor wants on one issue. What is left out is inherited: collective, then issue, then house default."""

    position: Position | None = None
    how_sure: Literal["sure", "fair", "guess"] | None = Field(
        default=None, description="Width of the position's spread."
    )
    salience: Salience | None = None
    influence: Influence | None = None
    declared: Declared | None = None
    face: Face | None = None
    reaction: Reaction | None = None
    words: str | None = Field(default=None, description="The stance in a phrase, for readers.")


class Terms(Sourced):
    """How one actor sees one track: is the other side believed, what would betrayal cost, what does failure cost."""

    trust: Trust | None = None
    if_betrayed: IfBetrayed | None = None
    betrayal_spread: BetrayalSpread | None = None
    deadlock_hurts: DeadlockHurts | None = None


class Actor(Noun):
    """A state, leader, faction, armed group or organisation."""

    name: str | None = Field(default=None, description="Name for readers; the id unless stated.")
    kind: ActorKind | None = None
    member_of: Identifier | None = Field(default=None, description="The collective actor it belongs to.")
    groups: dict[Identifier, tuple[Identifier, ...]] = Field(
        default={}, description="Named subsets of a collective's members, listened to as `collective.group`."
    )
    listens_to: dict[str, Listens] = Field(
        default={}, description="Actor, collective (its mandate) or group (its mean) -> weight of its line."
    )
    stances: dict[Identifier, Stance] = {}
    terms: dict[Identifier, Terms] = Field(default={}, description="By track; `any` holds for every track.")
    about: str | None = None
