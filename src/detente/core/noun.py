"""The base of every noun a person writes: frozen, and closed to unknown keys."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Identifier = Annotated[
    str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_\-]*(\.[A-Za-z][A-Za-z0-9_\-]*)?$")
]
"""Id of anything a case names; a pressure may carry its owner before a dot (`israel.fear`)."""

Basis = Literal["value", "direction"]


class Noun(BaseModel):
    """A frozen record that refuses keys it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Sourced(Noun):
    """A noun whose numbers rest on claims, or on an assumption that says why.

    `basis` tells what the claims give: the `value` itself, or only its `direction` (the size is judged).
    It is read as `direction` unless stated.
    """

    evidence: tuple[str, ...] = Field(default=(), description="Ids of the claims these numbers rest on.")
    basis: Basis | None = Field(
        default=None,
        description="What the claims give: the value, or only the direction (then the size is judged).",
    )
    assumed: str | None = Field(
        default=None, min_length=3, description="Why the number is assumed, where no claim gives it."
    )
