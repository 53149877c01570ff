"""Words of a sentence with their offsets, cut once and shared by everything that reads."""

import re
from typing import NamedTuple


class Token(NamedTuple):
    """A word or a mark: `text[start:end] == word`; `low` is the word folded to small letters and straight quotes."""

    start: int
    end: int
    word: str
    low: str


_TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}"  # U.S., E.U.
    r"|(?:Mr|Mrs|Ms|Dr|Gen|Lt|Col|Maj|Capt|Sgt|Sen|Rep|Gov|St|Prof|Adm|Brig|Jan|Feb|Aug|Sept|Oct|Nov|Dec)\.(?=\s)"
    r"|\w+n['’]t\b"
    r"|['’](?:s|ll|re|ve|d|m)\b"
    r"|\d+(?:[.,:]\d+)*(?:st|nd|rd|th|[A-Za-z]+)?"
    r"|\w+(?:[-‑.]\w+)*"
    r"|\S"
)
_CURLY = str.maketrans("’‘“”", "''\"\"")


def tokens_of(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Tokens of `text[start:end]`, with offsets into the whole text.

    A possessive ending is a token of its own; a word with hyphens is one token, so that `cease-fire` is met as
    one word and `U.S.-Soviet` as one.

    Examples
    --------
    >>> [one.word for one in tokens_of("Iran's U.N. envoy didn't sign the cease-fire.")]
    ['Iran', "'s", 'U.N.', 'envoy', "didn't", 'sign', 'the', 'cease-fire', '.']
    """
    stop = len(text) if end is None else end
    folded = text.lower()
    if len(folded) != len(text):  # `İ` is two letters when small
        folded = "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)
    folded = folded.translate(_CURLY)
    found = []
    for match in _TOKEN.finditer(text, start, stop):
        begin, after = match.span()
        found.append(Token(begin, after, match.group(), folded[begin:after]))
    return found


def is_headline(tokens: list[Token]) -> bool:
    """Whether nearly every longer word is capitalised, so that capitals tell nothing."""
    longer = [token for token in tokens if len(token.word) > 4 and token.word[0].isalpha()]
    return len(longer) > 3 and sum(token.word[0].isupper() for token in longer) > 0.8 * len(longer)
