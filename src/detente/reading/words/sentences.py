"""Where sentences begin and end: our own splitter, seeded with the abbreviations of news."""

import re

from detente.core.reading import Sentence, Span
from detente.reading.words.wordlists import word_set

ABBREVIATIONS = word_set("abbreviations")
"""Words after which a full stop seldom ends a sentence; lower case, without the stop."""
_NEVER_LAST = word_set("never_last")
"""Words that can never end a sentence: a name or number must follow."""
# Possessive quantifiers: a page of full stops must not be tried from each of them.
_BREAK = re.compile(
    r"(?<![.!?…])[.!?…]++[\"'”’»)\]]*+(?=\s++[\"'“‘«(\[]*+[A-Z0-9À-ÞĀ-ſ])|(?<![ \t])(?:[ \t]*+\r?\n)++[ \t]*+"
)
_LAST_WORD = re.compile(r"([^\s\"'“‘(\[]+)\.[\"'”’)\]]*$")
_STARTERS = word_set("starters")
"""Words that begin a new sentence after an abbreviation in capitals, as in `in the U.S. The ...`."""
_NEXT_WORD = re.compile(r"\s+[\"'“‘«(\[]*([^\s\"'”’,.;:)]+)")


def sentences_of(text: str) -> tuple[Sentence, ...]:
    """Sentences of a text, in order, each with its offsets.

    A line's end is a sentence's end. A first line without a full stop, with more text below it, is the headline
    and has number 0; all others count from 1. A quotation belongs to the sentence that its closing marks end.

    Examples
    --------
    >>> text = "Mr. Fox met E.U. officials. “We agreed,” he said."
    >>> [one.span.quote for one in sentences_of(text)]
    ['Mr. Fox met E.U. officials.', '“We agreed,” he said.']
    """
    spans: list[Span] = []
    begin = 0
    headline = False
    for match in _BREAK.finditer(text):
        mark = match.group()
        if mark[0] in ".!?…":
            if mark[0] == "." and _goes_on(text, begin, match.start() + 1, match.end()):
                continue
            end = match.end()
        else:
            end = match.start()
            if not spans and begin == 0 and text[begin:end].strip():
                headline = not text[:end].rstrip("\"'”’»)]").endswith((".", "!", "?", "…"))
        _keep(text, begin, end, spans)
        begin = match.end()
    _keep(text, begin, len(text), spans)
    headline = headline and len(spans) > 1
    first = 0 if headline else 1
    return tuple(Sentence(number, span) for number, span in enumerate(spans, first))


def _keep(text: str, begin: int, end: int, spans: list[Span]) -> None:
    while begin < end and text[begin].isspace():
        begin += 1
    while end > begin and text[end - 1].isspace():
        end -= 1
    if begin < end:
        spans.append(Span(begin, end, text[begin:end]))


def _goes_on(text: str, begin: int, stop: int, end: int) -> bool:
    """Whether the full stop before `stop` belongs to an abbreviation inside a sentence."""
    found = _LAST_WORD.search(text, max(begin, stop - 30), stop)
    if found is None:
        return False
    word = found.group(1)
    low = word.lower()
    if low in _NEVER_LAST or low.replace(".", "") in ("eg", "ie"):
        return True
    initials = "." in word and all(len(part) == 1 for part in word.split("."))
    if not (low in ABBREVIATIONS or initials or (len(word) == 1 and word.isupper())):
        return False
    if low in (
        "no",
        "may",
        "art",
        "sec",
        "sun",
        "sat",
        "min",
        "mar",
        "miss",
        "mass",
        "ill",
        "ind",
        "del",
        "co",
        "la",
    ):
        following = _NEXT_WORD.match(text, end)
        return bool(following and following.group(1)[0].isdigit()) or word in (
            "Co",
            "No",
            "Miss",
            "Mass",
            "Ill",
            "Ind",
        )
    following = _NEXT_WORD.match(text, end)
    return following is None or following.group(1).lower() not in _STARTERS
