"""The contract of a kind of article: how its bytes are known, and how they become text."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

LARGEST_FILE = 16_000_000
"""Bytes an article may have, whatever its kind."""
LONGEST_TEXT = 400_000
"""Characters of text an article may hold: some 150 pages, or four thousand sentences."""


class UnreadableError(Exception):
    """Bytes that do not give the text of an article: what was found, what is allowed, and the mend."""

    def __init__(self, found: str, allowed: str, mend: str) -> None:
        self.found, self.allowed, self.mend = found, allowed, mend
        super().__init__(found, allowed, mend)


@dataclass(frozen=True, slots=True)
class Content:
    """What was taken out of an article's bytes.

    Attributes
    ----------
    text : the headline as first line where there is one, then one paragraph a line.
    title, publisher, dated, language : as the file itself tells them.
    notes : what the analyst should know of how it was read (a guessed encoding, a date that is an estimate).
    """

    text: str
    title: str | None = None
    publisher: str | None = None
    dated: date | None = None
    language: str | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of article file.

    Attributes
    ----------
    name : as users know it.
    suffixes : ends of file names, in lower case with their dot.
    media_types : as web servers name it.
    looks_like : whether bytes begin like a file of this kind.
    read : bytes and, where a server told it, their encoding -> content; raises `UnreadableError`.
    apart : whether it is read in a process of its own, with bounds on time and memory. Parsers of formats
        that others may have tampered with are.
    order : kinds are asked whether bytes are theirs in this order.
    """

    name: str
    suffixes: tuple[str, ...]
    media_types: tuple[str, ...]
    looks_like: Callable[[bytes], bool]
    read: Callable[[bytes, str | None], Content]
    apart: bool
    order: int


def checked_length(text: str) -> str:
    """The text, if it has words and is not too long to be an article.

    Raises
    ------
    UnreadableError : it is empty, or longer than `LONGEST_TEXT`.
    """
    if not any(letter.isalpha() for letter in text):
        raise UnreadableError(
            "no words", "an article with sentences", "look into the file; is it the right one?"
        )
    if len(text) > LONGEST_TEXT:
        raise UnreadableError(
            f"{len(text):,} characters of text",
            f"at most {LONGEST_TEXT:,}",
            "cut it into parts, or give the articles one by one",
        )
    return text
