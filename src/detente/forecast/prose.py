"""Lint of prose: a likelihood and a confidence never in one sentence, and no weasel word without a number.

References
----------
Intelligence Community Directive 203 (2015), D.6.e(2): a degree of likelihood and a level of confidence are not combined in
one sentence.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from detente.forecast.words import scales

_SENTENCE = re.compile(r"(?:[^.!?\n]|\n(?!\s*(?:\n|[-*#|]))|[.!?](?=\S))+[.!?]*")
_NUMBER = re.compile(r"\d[\d.,]*\s*(?:%|per cent|percent|in \d+)|\[[^\]]*\d[^\]]*\]")


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing a text should not do.

    Attributes
    ----------
    place : of the sentence, from 1; `at` the characters into the text at which the word begins.
    found : the word or words.
    """

    rule: str
    place: int
    at: int
    sentence: str
    found: str
    mend: str


def lint(text: str) -> tuple[Remark, ...]:
    """Remarks on a text, in its order.

    Examples
    --------
    >>> [one.rule for one in lint("It is very likely [85 %], with high confidence. A strike cannot be ruled out.")]
    ['likelihood and confidence together', 'weasel word without a number']
    >>> lint("The talks of 5 May failed. Will it be possible to meet? It may happen [12 %].")
    ()
    """
    found: list[Remark] = []
    for place, match in enumerate(_sentences(text), 1):
        found += _sentence(place, match.start(), match.group())
    return tuple(found)


def _sentences(text: str) -> Iterator[re.Match[str]]:
    return (match for match in _SENTENCE.finditer(text) if match.group().strip())


def _sentence(place: int, start: int, sentence: str) -> Iterator[Remark]:
    rules = _rules()
    told = " ".join(sentence.split())
    sure, likely = rules.confidence.search(sentence), rules.likelihood.search(sentence)
    if sure is not None and likely is not None:
        pair = f"{likely.group().strip()} … {sure.group()}"
        yield Remark(
            "likelihood and confidence together", place, start + sure.start(), told, pair, rules.apart
        )
    if sentence.rstrip().endswith("?") or _NUMBER.search(sentence):
        return
    for pattern, able, mend in rules.weasels:
        match = pattern.search(sentence)
        if match is not None and not (able and able.search(sentence[: match.start()])):
            yield Remark(
                "weasel word without a number", place, start + match.start(), told, match["word"], mend
            )


@dataclass(frozen=True, slots=True)
class _Rules:
    weasels: tuple[tuple[re.Pattern[str], re.Pattern[str] | None, str], ...]
    confidence: re.Pattern[str]
    likelihood: re.Pattern[str]
    apart: str


@cache
def _rules() -> _Rules:
    told: dict[str, Any] = tomllib.loads(files(__package__).joinpath("prose.toml").read_text("utf-8"))
    sure = told["confidence"]
    levels = _either(sure["levels"])
    named = rf"\b{levels}(?:-| )(?:\w+ )?{sure['noun']}\b|\b{sure['noun']}\b(?: \w+)?(?: is|:| of| remains) {levels}\b"
    every = {word.word for scale in scales().values() for word in scale.words} | set(sure["common"])
    # A word of likelihood tells of one where it speaks of what happens; `how likely` and `likelihood` are no degree.
    likelihood = rf"(?<!how )(?<!as )\b{_either(every)}\b"
    return _Rules(
        tuple((_weasel(row), _able(row), str(row["mend"])) for row in told["weasel"]),
        re.compile(named, re.IGNORECASE),
        re.compile(likelihood, re.IGNORECASE),
        sure["mend"],
    )


def _weasel(row: dict[str, Any]) -> re.Pattern[str]:
    # `May` within a sentence is a month or a name; at its beginning it is neither before a verb.
    words = f"(?P<word>{_either(row['words'])})"
    tail = rf" +(?={row['before']})" if "before" in row else ""
    return re.compile(rf"(?<![\w-]){words}(?![\w-]){tail}", 0 if "before" in row else re.IGNORECASE)


def _able(row: dict[str, Any]) -> re.Pattern[str] | None:
    # Told of what went before in the same clause.
    words = row.get("able")
    return re.compile(rf"\b{_either(words)}\b[^,;:]*$", re.IGNORECASE) if words else None


def _either(words: Iterable[str]) -> str:
    return (
        "(?:" + "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word))) + ")"
    )
