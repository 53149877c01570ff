"""Dated acts and what they do: certain, with a probability, one branch of an exclusive set, or conditional on a state."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from detente.core.actor import kind_of
from detente.core.institution import Procedure
from detente.core.noun import Identifier, Sourced
from detente.core.quantity import Quantity
from detente.core.rule import Rule

Level = Annotated[Quantity, kind_of("level")]
ShockSize = Annotated[Quantity, kind_of("shock")]
MoveSize = Annotated[Quantity, kind_of("move")]
Chance = Annotated[Quantity, kind_of("chance")]


class Shock(Sourced):
    """A push on a pressure: passing (it fades) or lasting (the resting level moves with it)."""

    up: ShockSize | None = None
    down: ShockSize | None = None
    lasting: bool = False

    @model_validator(mode="after")
    def _one_way(self) -> "Shock":
        if (self.up is None) == (self.down is None):
            raise ValueError("a shock has exactly one of `up` and `down`")
        return self


class Turn(Sourced):
    """A direct movement of a level or dial: `to` a value, or `by` a size `toward` a landmark (or up, down)."""

    to: float | str | None = None
    by: MoveSize | None = None
    toward: str | None = None

    @model_validator(mode="after")
    def _one_way(self) -> "Turn":
        if (self.to is None) == (self.by is None) or (self.by is None) != (self.toward is None):
            raise ValueError(
                "a turn is either `to: value` or `by: size` with `toward: landmark` (or up, down)"
            )
        return self


class Consequences(Sourced):
    """What an event does when it happens."""

    shocks: dict[str, Shock] = Field(default={}, description="Pressure -> push.")
    presses: dict[str, Annotated[Quantity, kind_of("pressure")]] = Field(
        default={}, description="Pressure -> level it is set to, and rests at from then on."
    )
    sets: dict[Identifier, Level] = Field(default={}, description="Issue -> level it is fixed at.")
    turns: dict[str, Turn] = Field(default={}, description="Dial, or `issue.level` -> movement.")
    opens: tuple[Identifier, ...] = Field(default=(), description="Tracks that open.")
    closes: tuple[Identifier, ...] = Field(default=(), description="Tracks that close.")
    breaks: tuple[Identifier, ...] = Field(default=(), description="Settled tracks whose deal is broken.")
    settles: tuple[Identifier, ...] = Field(
        default=(), description="Tracks settled at the levels this event sets (or where the issues stand)."
    )
    agrees: dict[Identifier, Level] = Field(
        default={},
        description="Issue -> level agreed on it, toward which it moves at its pace while the settlement holds.",
    )
    installs: dict[Identifier, Procedure] = Field(
        default={}, description="Collective -> procedure from then on."
    )
    counts_as: tuple[Identifier, ...] = Field(
        default=(), description="Hazards that this event is a firing of."
    )

    @model_validator(mode="after")
    def _agreed_in_a_deal(self) -> "Consequences":
        if self.agrees and not self.settles:
            raise ValueError("`agrees` goes with `settles`: it tells what the settlement agrees")
        return self


class Branch(Consequences):
    """One of an event's exclusive outcomes."""

    chance: Chance
    was: bool = Field(default=False, description="True for the branch that came to pass.")
    known_from: date | None = Field(
        default=None, description="When it became known; the event's date by default."
    )
    says: str | None = None


class Event(Consequences):
    """A dated act.

    Certain unless `chance` or `branches` is given. With `when` it is a choice that falls at the first step of its window
    (`on` .. `until`) at which the condition holds. A fact with `role: outcome` is what the case explains: it fixes levels and
    is never a driver.
    """

    id: Identifier
    says: str | None = None
    on: date
    until: date | None = Field(
        default=None, description="End of the window in which a conditional event may fall."
    )
    role: Literal["cause", "outcome", "context"] = "context"
    code: str | None = Field(default=None, description="PLOVER type.")
    by: str | None = Field(default=None, description="Who acted.")
    toward_whom: str | None = None
    known_from: date | None = Field(
        default=None, description="When it became known: later for a secret, earlier for what is scheduled."
    )
    follows: tuple[str, ...] = Field(
        default=(),
        description="Events, `event.branch`es, hazards or deals (`track.settled`) without which this one is dropped.",
    )
    when: Rule | None = None
    chance: Chance | None = None
    branches: dict[Identifier, Branch] = {}
    public: bool = True
    denied_by: tuple[str, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _dated_by_branches(cls, stated: Any) -> Any:
        if isinstance(stated, dict) and "on" not in stated and isinstance(stated.get("branches"), dict):
            branches = (branch for branch in stated["branches"].values() if isinstance(branch, dict))
            known = [branch["known_from"] for branch in branches if "known_from" in branch]
            return {**stated, "on": min(known)} if known else stated
        return stated

    @model_validator(mode="after")
    def _one_kind(self) -> "Event":
        if self.chance is not None and self.branches:
            raise ValueError("an event has either a `chance` or `branches`")
        if self.until is not None and self.when is None:
            raise ValueError("`until` goes with `when`: it closes the window of a conditional event")
        if sum(branch.was for branch in self.branches.values()) > 1:
            raise ValueError("at most one branch can have come to pass (`was: true`)")
        return self
