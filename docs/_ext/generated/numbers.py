"""The kinds of numbers a case holds and the words that stand for them, from the tables of `core`; words of likelihood."""

import tomllib
from importlib.resources import files
from typing import Any

from generated.markdown import page, prose, sentence, table


def pages() -> dict[str, str]:
    """Numbers of a case; words of likelihood."""
    return {"numbers": _numbers(), "likelihood": _likelihood()}


def _numbers() -> str:
    from detente.core.parameter import parameters

    parts = [
        "# Numbers and words of a case",
        (
            "A number is written bare, as a word of its table, or as a spread: `{low: 1, mode: 3, high: 4}` (PERT), "
            "`{mean: 3, sd: 1}`, `{word: strong, low: 1, high: 4}`, `{choices: {10: .7, 40: .3}}`. "
            "A bare number or word is drawn around itself as *drawn as* says, unless a case states otherwise."
        ),
        "The heading of each is its name in messages of `detente check` and in the JSON Schema.",
    ]
    for kind in parameters().values():
        parts += [f"## {kind.name.replace('_', ' ')}", sentence(kind.meaning), _facts(kind), _words(kind)]
    return page(*parts)


def _facts(kind: Any) -> str:
    facts = [f"{kind.low:g} to {kind.high:g} {kind.unit}"]
    if kind.default is not None:
        facts.append(f"default {kind.default:g}")
    if kind.spread is not None:
        facts.append(f"drawn as {kind.spread[0]}, {kind.spread[1]:g}")
    if kind.combine is not None:
        facts.append("effects add to it" if kind.combine == "add" else "effects scale it")
        if kind.strength is not None:
            facts.append(
                f"their strength is a [{kind.strength.replace('_', ' ')}](#{kind.strength.replace('_', '-')})"
            )
    return "; ".join(facts) + "."


def _words(kind: Any) -> str:
    from detente.core.parameter import LANDMARKS, word_tables

    if kind.words == LANDMARKS:
        return "Words: the landmarks of the issue."
    words = word_tables().get(kind.words or "", {})
    return (
        table([prose(word) for word in words], [[f"{number:g}" for number in words.values()]])
        if words
        else ""
    )


def _likelihood() -> str:
    tables = tomllib.loads(files("detente.forecast").joinpath("likelihood.toml").read_text("utf-8"))
    parts = [
        "# Words of likelihood",
        "The scales from which answers take their words. The number always stands beside the word.",
    ]
    for name, scale in tables.items():
        if not isinstance(scale, dict) or "words" not in scale:
            continue
        words = scale["words"]
        rows = []
        for at, row in enumerate(words):
            below = row.get("below", words[at + 1]["from"] if at + 1 < len(words) else 1)
            rows.append([prose(row["word"]), f"{100 * row['from']:g} %", f"{100 * below:g} %"])
        parts += [
            f"## {name}",
            sentence(str(scale.get("source", ""))),
            table(["word", "from", "below"], rows),
        ]
    return page(*parts)
