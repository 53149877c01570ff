"""Clauses of a sentence, found without a parser: where one begins, and which word opened it."""

from functools import lru_cache
from typing import NamedTuple

from detente.reading.words.inflect import word_set
from detente.reading.words.phrases import Words, words_of

BREAKS = frozenset((",", ";", ":", "—", "–", "--", "-", "(", ")", '"', "[", "]", "...", "…"))
SUBORDINATORS = word_set(
    "that which who whom whose whether if unless because although though while whereas when whenever where "
    "until lest how why what but yet"
)
_SUBJECTS = word_set(
    "he she it they we i you this these those there the a an its their his her our officials"
)
_NOUN_THAT = frozenset(("in", "of", "for", "on", "at", "to", "by", "with", "from", "after", "before"))


class Clauses(NamedTuple):
    """Words of a sentence with the number of the clause each stands in, and each clause's first word."""

    words: Words
    number: tuple[int, ...]
    begins: tuple[int, ...]

    def end(self, clause: int) -> int:
        """Index after the last word of a clause."""
        return self.begins[clause + 1] if clause + 1 < len(self.begins) else len(self.words.lower)


@lru_cache(maxsize=512)
def clauses_of(quote: str) -> Clauses:
    """Cut a sentence at its punctuation, subordinators and at `and` before a new subject or a finite verb.

    Examples
    --------
    >>> cut = clauses_of("Officials said that Kyiv would not sign, but Moscow hopes so.")
    >>> [" ".join(cut.words.lower[cut.begins[i] : cut.end(i)]) for i in range(len(cut.begins))]
    ['officials said', 'that kyiv would not sign', ',', 'but moscow hopes so .']
    """
    words = words_of(quote)
    lower = words.lower
    number: list[int] = []
    begins: list[int] = []
    for index, word in enumerate(lower):
        after_mark = begins and index - 1 == begins[-1] and lower[index - 1] in BREAKS
        if index == 0 or (_opens(lower, index, word) and not (after_mark and word not in SUBORDINATORS)):
            begins.append(index)
        number.append(len(begins) - 1)
    return Clauses(words, tuple(number), tuple(begins))


def _opens(lower: tuple[str, ...], index: int, word: str) -> bool:
    if word in BREAKS:
        return True
    if word in SUBORDINATORS:
        return lower[index - 1] != "that" and not (word == "that" and lower[index - 1] in _NOUN_THAT)
    if word in ("and", "or") and index + 1 < len(lower):
        follower = lower[index + 1]
        return follower in _SUBJECTS or (follower.endswith("ed") and len(follower) > 4)
    return False
