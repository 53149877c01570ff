"""The contract of a form: what is asked, in the words of one who knows the matter, and what is inferred from the answers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from detente.core.errors import ParameterError

Answers = Mapping[str, str]
"""Field -> what was written there; a field left empty is missing."""
NINETY = (0.05, 0.95)


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that is asked.

    Attributes
    ----------
    kind : `number`, `text`, or `choice` of `choices`.
    low, high : bounds of a number.
    """

    name: str
    label: str
    kind: Literal["number", "text", "choice"] = "number"
    choices: tuple[str, ...] = ()
    low: float = -1e9
    high: float = 1e9
    is_needed: bool = True


@dataclass(frozen=True, slots=True)
class Inferred:
    """What follows from the answers.

    Attributes
    ----------
    stated : the number as a case states it, without its grounds.
    says : how it follows, in one or two sentences.
    answered : the answers in a sentence, kept as the number's provenance.
    """

    stated: Mapping[str, Any]
    says: str
    answered: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A form.

    Attributes
    ----------
    asks : the question, in full.
    kinds : parameters it infers; empty where it fits any.
    infer : answers and the name of the parameter wanted -> what follows; pure.
    """

    title: str
    asks: str
    fields: tuple[Field, ...]
    infer: Callable[[Answers, str], Inferred]
    kinds: tuple[str, ...] = ()


def number(answers: Answers, field: Field) -> float | None:
    """The number answered, or None where the field may be and was left empty.

    Raises
    ------
    ParameterError : there is none, or it lies out of bounds.
    """
    text = answers.get(field.name, "").replace(",", ".").strip()
    if not text:
        if field.is_needed:
            raise ParameterError(field.label, "nothing", "a number", "answer it, as well as you can")
        return None
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    if not field.low <= value <= field.high:
        bounds = f"a number from {field.low:g} to {field.high:g}" if abs(field.low) < 1e9 else "a number"
        raise ParameterError(field.label, repr(text[:40]), bounds, "write it in digits")
    return value


def three(answers: Answers, fields: tuple[Field, Field, Field]) -> tuple[float, float, float]:
    """Low, likely and high.

    Raises
    ------
    ParameterError : one is missing, or they do not rise.
    """
    low, mode, high = (number(answers, field) for field in fields)
    assert low is not None and mode is not None and high is not None  # noqa: PT018
    if not low <= mode <= high:
        label = ", ".join(field.label for field in fields)
        raise ParameterError(label, f"{low:g}, {mode:g}, {high:g}", "numbers that rise", "order them")
    return low, mode, high


def chosen(answers: Answers, field: Field) -> str:
    """The choice made; the last one, which stands for `cannot say`, where none was.

    Raises
    ------
    ParameterError : it is none of the choices.
    """
    text = answers.get(field.name, "") or field.choices[-1]
    if text not in field.choices:
        raise ParameterError(field.label, repr(text[:40]), " or ".join(field.choices), "choose one")
    return text


def stated(low: float, mode: float, high: float) -> dict[str, float]:
    """A PERT's numbers, rounded to what an answer can carry."""
    size = max(abs(low), abs(high), high - low)
    digits = 3 if size < 2 else 2 if size < 20 else 1
    return {"low": round(low, digits), "mode": round(mode, digits), "high": round(high, digits)}


def around(low: float, mode: float, high: float, bounds: tuple[float, float]) -> tuple[float, float, float]:
    """Ends of the PERT whose 5 and 95 % quantiles are `low` and `high`, within bounds.

    People who say "I should be surprised below 20" do not mean that 19 is impossible.
    """
    from scipy.optimize import brentq
    from scipy.stats import beta

    if low == high:
        return low, mode, high
    share = (mode - low) / (high - low)

    def miss(stretch: float, end: int) -> float:
        first, last = mode - (mode - low) * stretch, mode + (high - mode) * stretch
        a = 1 + 4 * (mode - first) / (last - first)
        at = first + (last - first) * float(beta.ppf(NINETY[end], a, 6 - a))
        return at - low if end == 0 else high - at

    # Both ends are stretched by one factor, by the longer side, whose end carries more of the spread.
    end = 1 if share <= 0.5 else 0
    stretch = float(brentq(lambda factor: miss(factor, end), 1.0, 8.0))
    first, last = mode - (mode - low) * stretch, mode + (high - mode) * stretch
    return max(bounds[0], first), mode, min(bounds[1], last)


def summary(values: NDArray[np.float64], bounds: tuple[float, float]) -> dict[str, float]:
    """A sample as a PERT: its median between its 5 and 95 % quantiles, stretched as `around` and not beyond the sample."""
    low, mid, high = (float(each) for each in np.quantile(values, (0.05, 0.5, 0.95)))
    ends = max(bounds[0], float(values.min())), min(bounds[1], float(values.max()))
    return stated(*around(low, mid, high, ends))


def bounds_of(kind: str) -> tuple[float, float]:
    """The range a kind of number may lie in."""
    from detente.core.parameter import parameters

    held = parameters()[kind]
    return held.low, held.high


def with_provenance(form: Asked, found: Inferred) -> dict[str, Any]:
    """The number as a case states it, with the question that was asked and the answer given."""
    grounds = {} if "evidence" in found.stated else {"assumed": f"inferred from an answer: {found.says}"}
    if "in" in found.stated:
        grounds = {}  # a rate gives its reason in `why`
    return {**found.stated, **grounds, "asked": form.asks, "answered": found.answered}
