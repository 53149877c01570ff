"""A causal mechanism that the reporting describes, the inputs that express it, and what it should be seen to move."""

from datetime import date
from typing import Literal

from pydantic import Field, model_validator

from detente.core.noun import Noun, Sourced


class Expectation(Noun):
    """What a mechanism moves, by the reports' own account: an observable and the way it goes.

    The observable is a question's id or a reading: `issue.level`, `issue.said`, `actor.issue.mandate`,
    `pressure`, `track.zone`, `track.settled`, `hazard.fires`.
    """

    moves: str
    way: Literal["up", "down"]
    at: date | None = Field(default=None, description="When it is looked at; the as-of date unless stated.")
    hindcast: bool = Field(
        default=True, description="Whether outcomes are released, as for anything before the as-of date."
    )


class Mechanism(Sourced):
    """A causal mechanism: switching it off drops the effects that name it and puts `off` in place of other inputs."""

    title: str = Field(min_length=3)
    inputs: tuple[str, ...] = Field(
        default=(), description="Paths of inputs beyond the effects that name this mechanism."
    )
    off: dict[str, float | str | None] = Field(
        default={},
        description="Path of an input -> what it becomes when the mechanism is switched off; null removes it.",
    )
    expects: Expectation | None = None
    rule: Literal["off", "joint", "baseline"] = Field(
        default="off",
        description="How it is tested: switched off, as joint success (M29) or as the no-shock baseline (M30).",
    )
    theory: str | None = None

    @model_validator(mode="after")
    def _off_is_input(self) -> "Mechanism":
        strangers = sorted(set(self.off) - set(self.inputs))
        if strangers:
            raise ValueError(f"`off` names {strangers}, which `inputs` does not list")
        return self
