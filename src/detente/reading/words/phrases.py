"""Phrases of a lexicon found in a sentence: words with their places, and a trie that is walked once from each word.

A pattern is a row of words. `lead~` stands for every form of the verb, `crisis^` for singular and plural,
`[a|an|the]` for one of several (`[|very]`: or nothing), `_` for any one word, `<3>` for at most three words
between that are not punctuation.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise, product
from typing import NamedTuple

from detente.core.errors import ParameterError
from detente.reading.words.inflect import plural, verb_forms

_TOKEN = re.compile(
    r"(?:[A-Za-z]\.){2,}|(?:Mr|Mrs|Ms|Dr|Gen|Lt|Col|Maj|Capt|Sgt|Sen|Rep|Gov|St|Prof|Adm)\.(?=\s)|[A-Z]\.(?=\s[A-Z])"
    r"|n[’']t\b|[’'](?:s|re|ve|ll|d|m)\b|[^\W_]+?(?=n[’']t\b)|\d+(?:[.,:]\d+)*\w*"
    r"|[^\W_]+(?:[-‐‑.][^\W_]+)*|``|''|--+|\S"
)
_PLAIN = str.maketrans({"’": "'", "‘": "'", "‐": "-", "‑": "-"})
_OPENING = frozenset(("“", "``", "«", "„"))
_CLOSING = frozenset(("”", "''", "»"))
_GAP = re.compile(r"<(\d)>")
_PUNCTUATION = frozenset(',;:.!?()[]"—–-')


class Words(NamedTuple):
    """Words of one sentence in lower case, and where each stands in it (half-open, in code points)."""

    lower: tuple[str, ...]
    start: tuple[int, ...]
    end: tuple[int, ...]
    quoted: tuple[bool, ...]
    """Whether the word lies between quotation marks that open in this sentence."""


class Hit(NamedTuple):
    """A phrase found: its first word, the word after its last, and what the lexicon says of it."""

    first: int
    after: int
    entry: "Entry"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a lexicon: which table and class it belongs to, and its marks (`direction`, `stage`, ...)."""

    table: str
    group: str
    pattern: str
    marks: dict[str, str] = field(default_factory=dict, hash=False)


@lru_cache(maxsize=512)
def words_of(quote: str) -> Words:
    """The words of a sentence; contracted negations and possessives stand apart, quotation marks become `"`.

    Examples
    --------
    >>> words_of("Iran's envoy didn't meet U.S. officials.").lower
    ('iran', "'s", 'envoy', 'did', "n't", 'meet', 'u.s.', 'officials', '.')
    """
    lower: list[str] = []
    start: list[int] = []
    end: list[int] = []
    quoted: list[bool] = []
    inside = False
    for found in _TOKEN.finditer(quote):
        token = found.group()
        if token in _OPENING or (token == '"' and not inside and not _closes(quote, found.start())):
            inside, token = True, '"'
            quoted.append(True)
        elif token in _CLOSING or token == '"':
            if not inside and '"' not in lower:
                quoted = [True] * len(quoted)  # opened in a sentence before
            inside, token = False, '"'
            quoted.append(True)
        else:
            token = token.lower()
            if not token.isascii():
                token = token.translate(_PLAIN)
            quoted.append(inside)
        lower.append(token)
        start.append(found.start())
        end.append(found.end())
    return Words(tuple(lower), tuple(start), tuple(end), tuple(quoted))


def _closes(quote: str, at: int) -> bool:
    """Whether a straight mark closes a quotation opened in a sentence before: it leans on what stands before it."""
    return at > 0 and not quote[at - 1].isspace() and quote[at - 1] not in "([—–-"


def word_at(words: Words, place: int) -> int:
    """Index of the word that covers a place in the sentence, or of the next one after it."""
    for index, end in enumerate(words.end):
        if place < end:
            return index
    return max(0, len(words.end) - 1)


class _Node:
    __slots__ = ("any", "entries", "gaps", "next")

    def __init__(self) -> None:
        self.next: dict[str, _Node] = {}
        self.any: _Node | None = None
        self.gaps: list[tuple[int, _Node]] = []
        self.entries: list[Entry] = []


class Phrases:
    """Every pattern of one or more lexicons in one trie.

    Parameters
    ----------
    entries : the lines; two with the same pattern may belong to different tables.

    Raises
    ------
    ParameterError : a pattern is empty, or begins with a gap.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._root = _Node()
        for entry in entries:
            for row in expand(entry.pattern):
                self._add(row, entry)

    def _add(self, row: tuple[str, ...], entry: Entry) -> None:
        node = self._root
        for word in row:
            gap = _GAP.fullmatch(word)
            if gap:
                follower = _Node()
                node.gaps.append((int(gap.group(1)), follower))
                node = follower
            elif word == "_":
                node.any = node = node.any or _Node()
            else:
                node = node.next.setdefault(word, _Node())
        node.entries.append(entry)

    def find(self, words: Words) -> list[Hit]:
        """All phrases in the sentence: for each entry group and first word, the longest; in order of place."""
        hits: list[Hit] = []
        start = self._root.next
        lower = words.lower
        for first, word in enumerate(lower):
            node = start.get(word)
            if node is None:
                continue
            ends: list[tuple[int, Entry]] = []
            _walk(node, lower, first + 1, ends)
            if len(ends) == 1:
                hits.append(Hit(first, *ends[0]))
            elif ends:
                longest: dict[tuple[str, str], Hit] = {}
                for after, entry in ends:
                    key = (entry.table, entry.group)
                    known = longest.get(key)
                    if known is None or after > known.after:
                        longest[key] = Hit(first, after, entry)
                hits.extend(longest.values())
        return hits


def _walk(node: _Node, lower: tuple[str, ...], at: int, ends: list[tuple[int, Entry]]) -> None:
    """Collect where patterns end that have come to `node` with the words before `at`."""
    for entry in node.entries:
        ends.append((at, entry))
    if at >= len(lower):
        return
    word = lower[at]
    follower = node.next.get(word)
    if follower is not None:
        _walk(follower, lower, at + 1, ends)
    if node.any is not None and word not in _PUNCTUATION:
        _walk(node.any, lower, at + 1, ends)
    for most, behind in node.gaps:
        expected = behind.next
        for place in range(at, min(at + most + 1, len(lower))):
            word = lower[place]
            if word in expected:
                _walk(expected[word], lower, place + 1, ends)
            if word in _PUNCTUATION:
                break


def expand(pattern: str) -> tuple[tuple[str, ...], ...]:
    """Every row of plain words that a pattern stands for.

    Examples
    --------
    >>> expand("[a|the] crisis^")
    (('a', 'crisis'), ('a', 'crises'), ('the', 'crisis'), ('the', 'crises'))
    """
    parts = pattern.lower().split()
    if not parts or parts[0] == "_" or any(_GAP.fullmatch(part) for part in (parts[0], parts[-1])):
        raise ParameterError(
            "lexicon, pattern", repr(pattern), "words, the first fixed and no gap at the end"
        )
    if any(_GAP.fullmatch(one) and not _is_fixed(other) for one, other in pairwise(parts)):
        raise ParameterError("lexicon, pattern", repr(pattern), "a fixed word after each gap")
    rows = product(*(_choices(part) for part in parts))
    return tuple(tuple(word for word in row if word) for row in rows)


def _is_fixed(part: str) -> bool:
    return part != "_" and not _GAP.fullmatch(part) and "" not in part.strip("[]").split("|")


def _choices(part: str) -> tuple[str, ...]:
    if part.startswith("[") and part.endswith("]"):
        return tuple(form for option in part[1:-1].split("|") for form in _forms(option))
    return _forms(part)


def _forms(word: str) -> tuple[str, ...]:
    if word.endswith("~"):
        return verb_forms(word[:-1])
    if word.endswith("^"):
        return (word[:-1], plural(word[:-1]))
    return (word,)
