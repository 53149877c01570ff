"""What a sweep varies and keeps, as an analyst writes it: one entry an input, with the values it may take."""

from datetime import date
from typing import Literal

from pydantic import Field, model_validator

from detente.core.noun import Noun
from detente.core.quantity import Quantity


class Factor(Noun):
    """One thing that varies: an input (`set`), an event's branch, an event or hazard dropped, a mechanism switched off.

    An input takes values of a range (`from` and `to`), of `choices`, or of a `spread`: `own` is the one the
    case states for it.
    """

    set: str | None = Field(
        default=None,
        description="Path or short name of an input, as `compare --set` takes it; also "
        "`institution.<collective>.<role>`, and `model.<track>`.",
    )
    branch: str | None = Field(default=None, description="Event, one branch of which comes to pass.")
    drop: str | None = Field(default=None, description="Event or hazard that is there or never happens.")
    without: str | None = Field(default=None, description="Mechanism that works or is switched off.")
    from_: float | None = Field(default=None, alias="from", allow_inf_nan=False)
    to: float | None = Field(default=None, allow_inf_nan=False)
    choices: tuple[float | str, ...] | None = Field(
        default=None, min_length=2, description="Values, words, actors, models or branches, equally likely."
    )
    weights: tuple[float, ...] | None = Field(
        default=None, description="How likely each of the choices is, in their order."
    )
    spread: Literal["own"] | Quantity | None = None
    at: date | None = Field(default=None, description="From when on the input has the value.")
    levels: int | None = Field(default=None, ge=2, le=1000, description="Values it takes on a grid.")

    @model_validator(mode="after")
    def _one_form(self) -> "Factor":
        verbs = [name for name in VERBS if getattr(self, name) is not None]
        if len(verbs) != 1:
            raise ValueError(f"found {verbs or 'none'}; what varies is one of {', '.join(VERBS)}")
        ranged = self.from_ is not None or self.to is not None
        forms = [
            name
            for name, given in (("from", ranged), ("choices", self.choices), ("spread", self.spread))
            if given
        ]
        if verbs == ["set"] and len(forms) != 1:
            raise ValueError(
                f"found {forms or 'none'}; a `set` has one of `from` and `to`, `choices`, `spread`"
            )
        if ranged and (self.from_ is None or self.to is None or self.from_ >= self.to):
            raise ValueError("a range has `from` and `to`, and rises from the one to the other")
        if verbs != ["set"] and (ranged or self.spread is not None or self.at is not None):
            raise ValueError(f"`{verbs[0]}` takes no `from`, `to`, `spread` or `at`")
        if verbs[0] in ("drop", "without") and self.choices is not None:
            raise ValueError(f"`{verbs[0]}` takes no `choices`: it is tried with and without")
        if self.choices is not None and len({str(one) for one in self.choices}) < len(self.choices):
            raise ValueError("choices are each named once")
        if self.weights is not None and (
            len(self.weights) != len(self.choices or ()) or not all(one > 0 for one in self.weights)
        ):
            raise ValueError("weights go with choices, as many of them, and all above zero")
        return self

    @property
    def verb(self) -> str:
        """Which of the four it is."""
        return next(name for name in VERBS if getattr(self, name) is not None)

    @property
    def name(self) -> str:
        """What it is called in tables: `pressure.economic_pain`, `branch:election`."""
        target = getattr(self, self.verb)
        named = target if self.verb == "set" else f"{self.verb}:{target}"
        return named if self.at is None else f"{named}@{self.at}"


class Vary(Noun):
    """What a sweep varies, and which outcomes it keeps."""

    vary: tuple[Factor, ...] = Field(min_length=1, description="What varies.")
    keep: tuple[str, ...] = Field(
        default=("questions",),
        min_length=1,
        description="`questions` for all of them, a question's id (`question.option` for one option), or a reading "
        "at a date: `course.level@2025-03-31`, `talks.settled@2025-03-31`; at the horizon without a date.",
    )


VERBS = ("set", "branch", "drop", "without")
"""What may be done with an input; each is the key that names it."""
