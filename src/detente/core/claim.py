"""What a source says, paraphrased in one line, with its locator, its origin and how surely it is said."""

from datetime import date
from typing import Literal

from pydantic import Field

from detente.core.noun import Noun

ClaimKind = Literal[
    "event",
    "stance",
    "pressure",
    "cause",
    "constraint",
    "red_line",
    "signal",
    "history",
    "forecast",
    "opinion",
]
Hedge = Literal["asserted", "reported", "suggested", "speculated", "denied"]
CheckStatus = Literal[
    "confirmed",
    "partly confirmed",
    "not confirmed",
    "contested",
    "contradicted",
    "not checked",
    "opinion",
    "forecast",
]
Direction = Literal["accommodation", "confrontation", "neutral"]
Stage = Literal["debated", "signalled", "decided", "acted", "reciprocated"]
STAGES: tuple[Stage, ...] = ("debated", "signalled", "decided", "acted", "reciprocated")

DISPUTED: frozenset[CheckStatus] = frozenset({"contested", "contradicted"})
"""Check statuses under which a claim may not silently support a number."""


class Check(Noun):
    """What a look at other coverage found, and when."""

    status: CheckStatus
    on: date = Field(description="When the check was made; not later than the case's as-of date.")
    note: str | None = None


class Claim(Noun):
    """One statement of a source."""

    source: str = Field(description="Id of the source.")
    sentence: int | None = Field(
        default=None, ge=0, description="Sentence number in the source; the headline is 0."
    )
    locator: str | None = Field(default=None, description="Where it stands, if not by sentence.")
    says: str = Field(min_length=3, description="The statement in our own words.")
    kind: ClaimKind
    hedge: Hedge = "asserted"
    origin: str | None = Field(
        default=None,
        description="Who the outlet had it from (a publisher or source id); by default its own reporting.",
    )
    speaker: str | None = None
    quantifier: Literal["all", "some", "former", "unnamed"] | None = None
    actors: tuple[str, ...] = ()
    about: str | None = Field(default=None, description="Issue id or subject.")
    direction: Direction = "neutral"
    form: Literal["words", "deeds"] | None = Field(
        default=None, description="Whether it tells of words or of deeds."
    )
    stage: Stage | None = Field(default=None, description="How far along the change is that it tells of.")
    when: str | None = Field(default=None, description="Date or period told of, ISO where known.")
    dated: date | None = Field(
        default=None, description="When the statement was made, if not the source's date."
    )
    credibility: int = Field(
        default=6, ge=1, le=6, description="Admiralty grade of the statement; 6: cannot be judged."
    )
    check: Check | None = None
    supports: tuple[str, ...] = ()
    disputes: tuple[str, ...] = ()

    @property
    def is_disputed(self) -> bool:
        """True where a check found the statement contested or contradicted, or the source itself denies it."""
        return self.hedge == "denied" or (self.check is not None and self.check.status in DISPUTED)
