"""How a question was settled, and by whose word."""

import math
from collections.abc import Sequence
from datetime import date

from pydantic import Field, model_validator

from detente.core.forecast import ForecastKind
from detente.core.noun import Noun

YES = frozenset({"yes", "y", "true", "1", "1.0"})
NO = frozenset({"no", "n", "false", "0", "0.0"})
NEVER = frozenset({"never", "not by close", "no date"})
"""Outcomes of a date question that say it had not happened when the question closed."""

Outcome = bool | float | str | date
"""Of a yes/no, a number, a category and a date question; `date.max` where it had not happened by the close."""


class Resolution(Noun):
    """The settlement of one question: its outcome as written, or that it was annulled."""

    question: str = Field(min_length=1)
    outcome: str | None = Field(
        default=None, description="yes or no; a number in the question's unit; an option; a date, or never."
    )
    resolved_on: date = Field(description="The day from which the outcome could be known.")
    source: str | None = Field(default=None, description="By whose word: an address or a document.")
    annulled: bool = Field(default=False, description="Whether it cannot be settled and counts for nobody.")
    note: str | None = None

    @model_validator(mode="after")
    def _settled_or_annulled(self) -> "Resolution":
        if self.annulled == (self.outcome is not None):
            raise ValueError("a resolution has either an outcome or `annulled: true`")
        return self


def outcome_of(written: str, kind: ForecastKind, options: Sequence[str] = ()) -> Outcome:
    """What a written outcome means for a question of one kind.

    Parameters
    ----------
    written : as it stands in a resolution.
    options : of a category question; upper and lower case count as the same.

    Raises
    ------
    ValueError : it is no outcome of such a question; the message says what is.

    Examples
    --------
    >>> outcome_of("Yes", "yes/no"), outcome_of("12.5", "number"), outcome_of("2024-11-30", "date")
    (True, 12.5, datetime.date(2024, 11, 30))
    """
    text = written.strip()
    fold = text.casefold()
    match kind:
        case "yes/no":
            if fold in YES or fold in NO:
                return fold in YES
            raise ValueError("yes or no (true, false, 1, 0)")
        case "number":
            return _number(text)
        case "category":
            known = {option.casefold(): option for option in options}
            if fold not in known:
                raise ValueError(f"one of {', '.join(options)}")
            return known[fold]
        case "date":
            return _date(text, fold)


def _number(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not math.isfinite(number) or "_" in text:
        raise ValueError("a number, in digits")
    return number


def _date(text: str, fold: str) -> date:
    if fold in NEVER:
        return date.max
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError("a date such as 2024-11-30, or never") from None
