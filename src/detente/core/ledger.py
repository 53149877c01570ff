"""The ledger's nouns: an entry of the chain, and what it may say - a forecast with its making, or a ruling on a question."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from pydantic import Field, model_validator

from detente.core.forecast import Forecast
from detente.core.noun import Noun
from detente.core.resolution import Resolution

EntryKind = Literal["forecast", "resolution", "annulment", "correction"]
KINDS: tuple[EntryKind, ...] = ("forecast", "resolution", "annulment", "correction")
Dated = Literal["clock", "hand"]
"""Who says on which day an entry was made: the machine's clock, or whoever made it."""
GENESIS = "0" * 64
"""What stands before the first entry."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What shall become an entry: its kind and its text, canonical JSON."""

    kind: EntryKind
    payload: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the chain, as stored.

    Attributes
    ----------
    number : from 1, without a gap.
    recorded_on : the day it was entered; never before that of the entry above it.
    payload : canonical JSON of a `Registration` or a `Ruling`.
    previous : hash of the entry before it; `GENESIS` for the first.
    hash : SHA-256 over all of the above.
    """

    number: int
    kind: EntryKind
    recorded_on: date
    dated: Dated
    payload: str
    previous: str
    hash: str


@dataclass(frozen=True, slots=True)
class Tampering:
    """Something in a ledger that is not as it was written.

    Attributes
    ----------
    entry : its number; None where the ledger as a whole is meant.
    """

    entry: int | None
    found: str

    def __str__(self) -> str:
        return f"entry {self.entry}: {self.found}" if self.entry is not None else f"the ledger: {self.found}"


class Making(Noun):
    """How a model's forecast was made, so that it can be made again.

    `low` and `high` are the 5-95 % range over the uncertain inputs; `by_model` the answer by bargaining model, in the
    worlds dealt to it.
    """

    run: str = Field(description="Name of the run: hash over inputs, settings and code.")
    command: str
    inputs: dict[str, str] = Field(description="File of the case -> SHA-256 of its content.")
    versions: dict[str, str] = Field(
        description="Package -> version of what computed it; `code` is a hash of the source."
    )
    seed: int
    worlds: int
    se: float
    low: float
    high: float
    words: str
    by_model: dict[str, float] = {}
    models: dict[str, dict[str, float]] = Field(
        default={}, description="Track -> bargaining model -> its weight."
    )


class Registration(Noun):
    """A forecast as it enters the ledger, with the question in full and the reason for its standing."""

    case: str
    asked: date = Field(description="The day from which on the question's window runs.")
    settled_by: str | None = Field(default=None, description="How a human settles it.")
    rule: dict[str, Any] | None = Field(
        default=None, description="How worlds settle it, as the case states it."
    )
    stands_for: str | None = Field(default=None, description="Where the rule is a proxy: what it leaves out.")
    forecast: Forecast
    because: str = Field(min_length=1, description="Why it has its standing.")
    blind: str | None = Field(
        default=None,
        description="The forecaster's word on which outcomes were not seen; not proven by the chain.",
    )
    why: str | None = Field(default=None, description="The forecaster's reason.")
    making: Making | None = Field(default=None, description="None for a forecast that a person stated.")


class Ruling(Noun):
    """How a question was settled; or, as a correction, how it was settled after all, or that it is open again."""

    case: str
    question: str
    resolution: Resolution | None = Field(default=None, description="None: an earlier ruling is withdrawn.")
    replaces: str | None = Field(default=None, description="Hash of the entry that this one corrects.")
    why: str | None = Field(default=None, description="Why it is corrected.")

    @model_validator(mode="after")
    def _corrections_say_why(self) -> "Ruling":
        if (self.replaces is None) != (self.why is None):
            raise ValueError("a correction names the entry it replaces, and says why")
        if self.resolution is None and self.replaces is None:
            raise ValueError("only a correction may take a resolution away")
        if self.resolution is not None and self.resolution.question != self.question:
            raise ValueError("the resolution is of another question")
        return self
