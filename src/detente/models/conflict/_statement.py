"""Statements over options, such as `Modify iff Insist`, read to a truth value in every state."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.core.conflict import Option
from detente.core.errors import nearest

Codes = NDArray[np.int64]
Truth = NDArray[np.bool_]
Meaning = Callable[[Codes], Truth]
WORDS = ("not", "and", "or", "iff", "if")
_FORM = "options joined by not, and, or, if, iff and brackets, or a pattern of Y, N and -"
DEEPEST = 200
"""Brackets and negations that may stand inside one another."""
MOST_TOKENS = 300
"""Names, words and brackets of a statement."""


class StatementError(Exception):
    """A statement cannot be read: `found`, `allowed`, and the name nearest to an unknown one."""

    def __init__(self, found: str, allowed: str = _FORM, near: str | None = None, mend: str = "") -> None:
        super().__init__(found)
        self.found, self.allowed, self.near, self.mend = found, allowed, near, mend


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement as read.

    Attributes
    ----------
    text : as written.
    options : indices of the options it names, ascending.
    holds : codes of states -> whether it is true in each.
    """

    text: str
    options: tuple[int, ...]
    holds: Meaning


@dataclass(frozen=True, slots=True)
class OptionNames:
    """Names by which options may be called: their own where it is unambiguous, or `owner: name`."""

    index: Mapping[str, int]
    ambiguous: frozenset[str]

    @classmethod
    def of(cls, options: Sequence[Option]) -> "OptionNames":
        """Names of some options, without regard to upper and lower case."""
        index: dict[str, int] = {}
        twice: set[str] = set()
        for place, option in enumerate(options):
            name = _plain(option.name)
            if name in index:
                twice.add(name)
            index.setdefault(name, place)
            index[_plain(f"{option.owner}: {option.name}")] = place
        return cls({name: place for name, place in index.items() if name not in twice}, frozenset(twice))

    def find(self, name: str) -> int:
        """Index of an option.

        Raises
        ------
        StatementError : there is no such option, or several of the name.
        """
        plain = _plain(name)
        if plain in self.ambiguous:
            several = ", ".join(one for one in self.index if one.endswith(f": {plain}"))
            raise StatementError(
                f"{name!r}, the name of several options", f"one of {several}", mend="name the owner as well"
            )
        if plain not in self.index:
            known = [one for one in self.index if ": " not in one] or list(self.index)
            near = nearest(name, known)
            raise StatementError(f"the unknown option {name!r}", f"the options {', '.join(known)}", near)
        return self.index[plain]


def _plain(name: str) -> str:
    return " ".join(name.casefold().replace(":", ": ").split())


def pattern_masks(pattern: str) -> tuple[int, int]:
    """Options a pattern fixes, and those of them it takes, as bits (bit j is option j)."""
    care = sum(1 << place for place, letter in enumerate(pattern) if letter != "-")
    taken = sum(1 << place for place, letter in enumerate(pattern) if letter == "Y")
    return care, taken


def is_pattern(text: str, options: int) -> bool:
    """True for text of Y, N and - as long as there are options."""
    return len(text) == options and re.fullmatch(r"[YN\-]+", text) is not None


def parse(text: str, names: OptionNames, options: int) -> Statement:
    """Read a statement.

    Parameters
    ----------
    names : names of the options.
    options : their number.

    Raises
    ------
    StatementError : it names an unknown option, or is no statement.

    Examples
    --------
    >>> names = OptionNames.of([Option(name="Modify", owner="a"), Option(name="Insist", owner="b")])
    >>> parse("Modify iff not Insist", names, 2).holds(np.array([0, 1, 2, 3])).tolist()
    [False, True, True, False]
    """
    if is_pattern(text.strip(), options):
        care, taken = pattern_masks(text.strip())
        used = tuple(place for place in range(options) if care >> place & 1)
        return Statement(text, used, lambda codes: (codes & care) == taken)
    tokens = _tokens(text, names)
    if len(tokens) > MOST_TOKENS:
        raise StatementError(f"a statement of {len(tokens)} words", f"at most {MOST_TOKENS}", mend="split it")
    reader = _Reader(tokens, names)
    meaning = reader.equivalence(0)
    if reader.left:
        raise StatementError(f"{reader.left[0]!r} where {text!r} should end")
    return Statement(text, tuple(sorted(reader.used)), meaning)


def _tokens(text: str, names: OptionNames) -> list[str]:
    """Brackets, words of the language, and names of options; the longest name wins."""
    known = sorted((*names.index, *names.ambiguous), key=len, reverse=True)
    tokens: list[str] = []
    rest = " ".join(text.split())
    while rest:
        if rest[0] in "()":
            tokens.append(rest[0])
            rest = rest[1:].lstrip()
            continue
        if rest[0] in "\"'" and rest.find(rest[0], 1) > 0:
            end = rest.find(rest[0], 1)
            tokens.append(rest[1:end])
            rest = rest[end + 1 :].lstrip()
            continue
        name = _leading_name(rest, known)
        if name is None:
            word = re.split(r"[\s()]", rest, maxsplit=1)[0]
            name = word if word.casefold() in WORDS else _unknown(rest)
        tokens.append(name)
        rest = rest[len(name) :].lstrip()
    return tokens


def _leading_name(rest: str, known: Sequence[str]) -> str | None:
    folded = rest.casefold()
    for name in known:
        for form in {name, name.replace(": ", ":")}:
            if folded.startswith(form) and (len(rest) == len(form) or rest[len(form)] in " ()"):
                return rest[: len(form)]
    return None


def _unknown(rest: str) -> str:
    """The words up to the next word of the language: what must be meant as a name."""
    words: list[str] = []
    for word in re.split(r"(?=[\s()])", rest):
        if word.strip().casefold() in WORDS or word.startswith(("(", ")")):
            break
        words.append(word)
    return "".join(words) or rest


class _Reader:
    """Recursive descent: iff binds least, then if, or, and, not."""

    def __init__(self, tokens: list[str], names: OptionNames) -> None:
        self.left = tokens
        self.names = names
        self.used: set[int] = set()

    def _takes(self, word: str) -> bool:
        if self.left and self.left[0].casefold() == word:
            self.left = self.left[1:]
            return True
        return False

    def equivalence(self, depth: int) -> Meaning:
        first = self.condition(depth)
        while self._takes("iff"):
            first = _iff(first, self.condition(depth))
        return first

    def condition(self, depth: int) -> Meaning:
        first = self.disjunction(depth)
        while self._takes("if"):
            first = _if(first, self.disjunction(depth))
        return first

    def disjunction(self, depth: int) -> Meaning:
        first = self.conjunction(depth)
        while self._takes("or"):
            first = _or(first, self.conjunction(depth))
        return first

    def conjunction(self, depth: int) -> Meaning:
        first = self.negation(depth)
        while self._takes("and"):
            first = _and(first, self.negation(depth))
        return first

    def negation(self, depth: int) -> Meaning:
        if depth > DEEPEST:
            raise StatementError("a statement too deeply nested", f"at most {DEEPEST} levels")
        if self._takes("not"):
            inner = self.negation(depth + 1)
            return lambda codes: ~inner(codes)
        if self._takes("("):
            inside = self.equivalence(depth + 1)
            if not self._takes(")"):
                raise StatementError("a bracket that is not closed", mend="close it with )")
            return inside
        if not self.left or self.left[0] == ")" or self.left[0].casefold() in WORDS:
            what = repr(self.left[0]) if self.left else "the end"
            raise StatementError(f"{what} where an option should stand")
        place = self.names.find(self.left[0])
        self.left = self.left[1:]
        self.used.add(place)
        return lambda codes: (codes >> place & 1).astype(bool)


def _iff(one: Meaning, other: Meaning) -> Meaning:
    return lambda codes: one(codes) == other(codes)


def _if(one: Meaning, other: Meaning) -> Meaning:
    return lambda codes: one(codes) | ~other(codes)


def _or(one: Meaning, other: Meaning) -> Meaning:
    return lambda codes: one(codes) | other(codes)


def _and(one: Meaning, other: Meaning) -> Meaning:
    return lambda codes: one(codes) & other(codes)
