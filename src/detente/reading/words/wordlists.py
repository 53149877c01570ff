"""Closed lists of words (prepositions, titles, abbreviations), kept as data."""

import tomllib
from functools import cache

from detente.reading.shipped import text_of


@cache
def _lists() -> dict[str, str]:
    return tomllib.loads(text_of("words.toml"))


def word_set(name: str) -> frozenset[str]:
    """One list by its name, in lower case."""
    return frozenset(_lists()[name].split())
