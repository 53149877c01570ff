"""A number as an analyst states it: a scalar, a word, or a spread; and the distribution it stands for."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from pydantic import Field, model_validator

from detente.core.noun import Sourced
from detente.core.parameter import Parameter

SpreadKind = Literal["point", "pert", "normal", "lognormal", "logit", "choices"]


class Quantity(Sourced):
    """A number of a case, and what it rests on.

    Written `30`, `high`, `{low: 1, mode: 3, high: 4}`, `{mean: 3, sd: 1}`, `{word: strong, low: 1, high: 4}` or
    `{choices: {10: .7, 40: .3}}`; each may carry its own `evidence`, `basis` or `assumed`.
    """

    value: float | None = Field(default=None, allow_inf_nan=False)
    word: str | None = None
    low: float | None = Field(default=None, allow_inf_nan=False)
    mode: float | None = Field(default=None, allow_inf_nan=False)
    high: float | None = Field(default=None, allow_inf_nan=False)
    mean: float | None = Field(default=None, allow_inf_nan=False)
    sd: float | None = Field(default=None, ge=0, allow_inf_nan=False)
    choices: dict[float, float] | None = None
    asked: str | None = Field(default=None, description="The question the number was elicited with.")
    answered: str | None = Field(default=None, description="The answer it was inferred from.")

    @model_validator(mode="before")
    @classmethod
    def _from_scalar(cls, stated: Any) -> Any:
        if isinstance(stated, bool):
            raise ValueError("found a yes/no; a number, a word or a spread belongs here")
        if isinstance(stated, int | float):
            return {"value": stated}
        if isinstance(stated, str):
            return {"word": stated}
        return stated

    @model_validator(mode="after")
    def _one_form(self) -> "Quantity":
        given = {name for name in _SHAPE if getattr(self, name) is not None}
        if given not in _FORMS:
            forms = ", ".join(
                "{" + ", ".join(name for name in _SHAPE if name in form) + "}" for form in _FORMS
            )
            found = sorted(given, key=_SHAPE.index) or "no number"
            raise ValueError(f"found {found}; a number is written as one of {forms}")
        if self.low is not None and self.high is not None:
            middle = self.mode if self.mode is not None else self.low
            if not self.low <= middle <= self.high:
                raise ValueError(
                    f"found low {self.low:g}, mode {middle:g}, high {self.high:g}; they rise from low to high"
                )
        if self.choices is not None and (
            not self.choices or min(self.choices.values()) < 0 or sum(self.choices.values()) <= 0
        ):
            raise ValueError("choices need at least one weight above zero and none below")
        return self


_SHAPE = ("value", "word", "low", "mode", "high", "mean", "sd", "choices")
_FORMS: tuple[set[str], ...] = (
    {"value"}, {"word"}, {"low", "mode", "high"}, {"mean", "sd"}, {"word", "low", "high"}, {"choices"},
    {"value", "low", "high"},
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Spread:
    """A distribution of one number, drawn by its inverse so that scenarios share their draws.

    Attributes
    ----------
    kind : "point" (value), "pert" (low, mode, high), "normal" (mean, sd), "lognormal" (median, sd of the log; the median
        may be negative), "logit" (median in (0, 1), sd of the log-odds), or "choices" (values and weights, flattened).
    terms : the numbers of that kind, in the order above.
    low, high : the range every draw is clipped to.
    """

    kind: SpreadKind
    terms: tuple[float, ...]
    low: float
    high: float

    @property
    def center(self) -> float:
        """The value a noise-free run uses: the mode of a PERT, the mean or median otherwise."""
        match self.kind:
            case "pert":
                return self.terms[1]
            case "choices":
                values, weights = self.terms[0::2], self.terms[1::2]
                return float(np.average(values, weights=weights))
            case _:
                return self.terms[0]

    @property
    def is_point(self) -> bool:
        """True where every draw is the same number."""
        match self.kind:
            case "point":
                return True
            case "pert":
                return self.terms[0] == self.terms[2]
            case "choices":
                return len(self.terms) == 2
            case "lognormal":
                return self.terms[1] == 0 or self.terms[0] == 0
            case _:
                return self.terms[1] == 0


def spread_of(
    stated: Quantity, parameter: Parameter, words: Mapping[str, float], *, width: float | None = None
) -> Spread:
    """The distribution a stated number stands for.

    Parameters
    ----------
    stated : the number, word or spread of the case.
    parameter : its kind; gives the range and the default spread.
    words : word -> number, in the parameter's unit (an issue's landmarks for positions).
    width : replaces the width of the parameter's default spread.

    Returns
    -------
    the spread, clipped to the parameter's range.

    Raises
    ------
    KeyError : the word is not in `words`.
    """
    low, high = parameter.low, parameter.high
    if stated.choices is not None:
        flat = tuple(term for pair in sorted(stated.choices.items()) for term in pair)
        return Spread("choices", flat, low, high)
    if stated.mean is not None and stated.sd is not None:
        return Spread("normal", (stated.mean, stated.sd), low, high)
    number = stated.mode if stated.mode is not None else stated.value
    center = number if number is not None else words[str(stated.word)]
    if stated.low is not None and stated.high is not None:
        return Spread("pert", (stated.low, center, stated.high), low, high)
    if parameter.spread is None:
        return Spread("point", (center,), low, high)
    kind, default_width = parameter.spread
    size = default_width if width is None else width
    if kind == "pert":
        return Spread("pert", (max(low, center - size), center, min(high, center + size)), low, high)
    if kind == "logit":
        return (
            Spread("logit", (center, size), low, high)
            if low < center < high
            else Spread("point", (center,), low, high)
        )
    return Spread("lognormal", (center, size), low, high)
