"""Words for likelihood, with the number in brackets; how sure one is of it belongs in another sentence."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from detente.core.errors import ParameterError, nearest
from detente.core.plain import NO_BREAK, amount, percent


@dataclass(frozen=True, slots=True)
class Word:
    """A term and the probabilities it is used at: from `low` (inclusive) to `high`."""

    word: str
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Scale:
    """A scale of terms and where it is published."""

    source: str
    words: tuple[Word, ...]


@cache
def scales() -> Mapping[str, Scale]:
    """All scales by name, read from `likelihood.toml`."""
    tables = tomllib.loads(files(__package__).joinpath("likelihood.toml").read_text("utf-8"))
    return MappingProxyType(
        {name: Scale(table["source"], _words(table["words"])) for name, table in tables.items()}
    )


def words_for(probability: float, scale: str = "icd203") -> str:
    """A probability as a term with the number in brackets; the number alone where the scale has no term.

    The term is that of the number as printed, so that the two never disagree.

    Parameters
    ----------
    probability : in [0, 1].
    scale : name of one of `scales()`.

    Raises
    ------
    ParameterError : the probability lies outside [0, 1], or there is no such scale.

    Examples
    --------
    >>> words_for(0.64), words_for(0.8), words_for(0.004)
    ('likely [64 %]', 'very likely [80 %]', '<1 %')
    >>> words_for(0.07, scale="phia")
    '7 %'
    """
    if not 0.0 <= probability <= 1.0:
        raise ParameterError("words_for, probability", f"{probability:g}", "a number in [0, 1]")
    if scale not in scales():
        raise ParameterError(
            "words_for, scale", repr(scale), ", ".join(scales()), nearest=nearest(scale, scales())
        )
    number = percent(probability).replace(NO_BREAK, " ")
    printed = float(f"{100 * probability:.0f}") / 100 if 0.01 <= probability <= 0.99 else probability
    term = next((word.word for word in scales()[scale].words if word.low <= printed < word.high), None)
    return number if term is None else f"{term} [{number}]"


def number_for(median: float, low: float, high: float, unit: str | None) -> str:
    """A number as its median with the 90 % range, in its unit.

    Examples
    --------
    >>> number_for(283.4, 196.2, 371.3, "kg")
    '283 kg, 90 % range 196 to 371'
    """
    return f"{amount(median)} {unit or 'points'}, 90 % range {amount(low)} to {amount(high)}"


def _words(rows: list[dict[str, str | float]]) -> tuple[Word, ...]:
    lows = [float(row["from"]) for row in rows]
    tops = [*lows[1:], 1.0 + 1e-9]
    return tuple(
        Word(str(row["word"]), low, float(row.get("below", top)))
        for row, low, top in zip(rows, lows, tops, strict=True)
    )
