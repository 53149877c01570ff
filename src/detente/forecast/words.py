"""Words for likelihood, with the number in brackets; how sure one is of it belongs in another sentence."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import groupby
from types import MappingProxyType

from detente.core.case import Case
from detente.core.errors import ParameterError, nearest
from detente.core.plain import NO_BREAK, amount, listed, percent
from detente.core.wording import Lexicon


@dataclass(frozen=True, slots=True)
class Word:
    """A term and the probabilities it is used at: from `low` (inclusive) to `high`."""

    word: str
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Scale:
    """A scale of terms and where it is published.

    Attributes
    ----------
    title : as a sentence names it.
    confidence : its words for how good a basis is, lowest first.
    """

    source: str
    words: tuple[Word, ...]
    title: str = "the case's own lexicon"
    confidence: tuple[str, ...] = ("low", "moderate", "high")

    def term(self, probability: float) -> str | None:
        """The term for a probability as it is printed; None where the scale has none."""
        printed = float(f"{100 * probability:.0f}") / 100 if 0.01 <= probability <= 0.99 else probability
        return next((word.word for word in self.words if word.low <= printed < word.high), None)

    @property
    def rule(self) -> str:
        """Which printed number has which word, and which has none: a sentence or two for a report."""
        printed = [0.005, *(whole / 100 for whole in range(1, 100)), 0.995]
        runs = [(term, list(each)) for term, each in groupby(printed, self.term)]
        bands = "; ".join(f"{_band(each)} {term}" for term, each in runs if term is not None)
        bare = listed([_band(each) for term, each in runs if term is None])
        alone = f" The number stands alone, without a word, at {bare}." if bare else ""
        return f"By the number as printed: {bands}.{alone}"


def _band(run: list[float]) -> str:
    first, last = (percent(end).replace(NO_BREAK, " ") for end in (run[0], run[-1]))
    return first if first == last else f"{first.removesuffix(' %')} to {last}"


@cache
def scales() -> Mapping[str, Scale]:
    """All scales by name, read from `likelihood.toml`."""
    tables = tomllib.loads(files(__package__).joinpath("likelihood.toml").read_text("utf-8"))
    return MappingProxyType(
        {
            name: Scale(table["source"], _words(table["words"]), table["title"], tuple(table["confidence"]))
            for name, table in tables.items()
        }
    )


def scale_of(case: Case) -> Scale:
    """The one scale in which everything about a case is worded.

    Raises
    ------
    ParameterError : the wording is the case's own, and the case holds no lexicon.
    """
    if case.wording != "own":
        return scales()[case.wording]
    if case.lexicon is None:
        mend = "add `lexicon` with `source` and `words` to case.yaml, or choose a scale that is shipped"
        raise ParameterError("wording", "own, in a case without a lexicon", ", ".join(scales()), mend)
    return _own(case.lexicon)


def _own(lexicon: Lexicon) -> Scale:
    rows = [term.model_dump(by_alias=True, exclude_none=True) for term in lexicon.words]
    return Scale(lexicon.source, _words(rows))


def words_for(probability: float, scale: str | Scale = "icd203") -> str:
    """A probability as a term with the number in brackets; the number alone where the scale has no term.

    The term is that of the number as printed, so that the two never disagree.

    Parameters
    ----------
    probability : in [0, 1].
    scale : one of `scales()` by name, or a scale.

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
    if isinstance(scale, str):
        if scale not in scales():
            allowed = ", ".join(scales())
            raise ParameterError("words_for, scale", repr(scale), allowed, nearest=nearest(scale, scales()))
        scale = scales()[scale]
    number = percent(probability).replace(NO_BREAK, " ")
    term = scale.term(probability)
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
