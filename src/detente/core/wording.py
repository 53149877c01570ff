"""How a report is worded: which words of likelihood, whose lexicon, and a confidence that an analyst overrides."""

from typing import Literal

from pydantic import Field, model_validator

from detente.core.noun import Noun

Wording = Literal["icd203", "icd203_second", "phia", "ipcc", "own"]
"""A shipped scale of likelihood by name, or the case's own `lexicon`."""
DEFAULT: Wording = "icd203"
ConfidenceLevel = Literal["very low", "low", "moderate", "medium", "high", "very high"]


class Term(Noun):
    """A word of likelihood: used from `from` on, and up to `below`, or to the next word's `from` where that is left out."""

    word: str = Field(min_length=2)
    from_: float = Field(alias="from", ge=0, le=1)
    below: float | None = Field(default=None, ge=0, le=1.01)


class Lexicon(Noun):
    """A scale of likelihood of one's own, lowest word first."""

    source: str = Field(min_length=3, description="Where the scale is published, or whose it is.")
    words: tuple[Term, ...] = Field(min_length=2)

    @model_validator(mode="after")
    def _rises(self) -> "Lexicon":
        lows = [term.from_ for term in self.words]
        if lows != sorted(set(lows)):
            raise ValueError(f"found words from {lows}; each begins above the one before it")
        for term, following in zip(self.words, [*self.words[1:], None], strict=True):
            top = following.from_ if following is not None else 1.01
            if term.below is not None and not term.from_ < term.below <= top:
                found = f"“{term.word}” from {term.from_:g} below {term.below:g}"
                raise ValueError(f"found {found}; `below` lies above `from` and not above the next word")
        return self


class Override(Noun):
    """A confidence set by an analyst, beside what the rubric gives; a reason is required."""

    level: ConfidenceLevel
    because: str = Field(min_length=10, description="Why the rubric does not see what you see.")
    by: str = Field(min_length=2, description="Who says so.")
