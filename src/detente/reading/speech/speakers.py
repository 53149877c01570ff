"""Who speaks: the noun phrase beside a verb of saying, how many it stands for, and the publisher it names."""

from functools import lru_cache
from typing import Literal

from detente.reading.words.clauses import BREAKS
from detente.reading.words.inflect import word_set
from detente.reading.words.lexicon import hits_of, phrases_of
from detente.reading.words.phrases import Words, words_of

Quantifier = Literal["all", "some", "former", "unnamed"]

AUXILIARIES = word_set(
    "has have had is are was were be been being will would could may might should can must do does did not "
    "n't to 've 'd 'll 's 're also never ever later then now again still even only just yet once since long first "
    "already often cannot wo ca"
)
_LEFT_STOPS = word_set(
    "that because while when as if although though unless whereas whether where but so because since after "
    "before until what how why"
)
_RIGHT_STOPS = word_set(
    "in on at during after before when while as to that by who which whose with for late early last from "
    "since and but told through via because if"
)
_DAYS = word_set(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday earlier later recently"
)
_APPOSED = word_set("a an the its his her who whose one deputy head chief director former senior")
_PRONOUNS = word_set("he she they it we i you who")
_NOT_NAMES = word_set("the a an one two three four five six seven eight nine ten some several many senior")


def verb_group(words: Words, first: int) -> int:
    """First word of the verb group that ends in the verb at `first`: auxiliaries, negation and adverbs before it."""
    at = first
    while at > 0:
        word = words.lower[at - 1]
        if word == "'s" and not _is_verbal(words, at - 1):
            break
        if word in AUXILIARIES or (
            word.endswith("ly") and len(word) > 4 and word not in ("only", "family", "ally")
        ):
            at -= 1
        else:
            break
    while at < first and words.lower[at].endswith("ly"):
        at += 1
    return at


def source_before(words: Words, verb: int) -> tuple[int, int] | None:
    """Noun phrase to the left of a verb group, half-open, with an apposition between commas; None if there is none."""
    end = verb
    lower = words.lower
    if end > 0 and lower[end - 1] == ",":
        opened = _comma_before(lower, end - 2)
        if opened is None or opened == 0:
            return None
        begin = _phrase_begin(words, opened)
        return (begin, end - 1) if begin < opened else None
    while end > 0 and lower[end - 1] in _DAYS:
        end -= 1
        if end > 0 and lower[end - 1] == "on":
            end -= 1
    begin = _phrase_begin(words, end)
    if begin + 1 < end and lower[begin] in ("which", "whom"):
        return (begin + 1, end)
    if begin < end and lower[begin] in ("who", "which"):
        inner_end = begin - 1 if begin > 0 and lower[begin - 1] == "," else begin
        inner = _antecedent(lower, _phrase_begin(words, inner_end), inner_end)
        return (inner, inner_end) if inner < inner_end else (begin, end)
    if begin < end and (lower[end - 1] == "and" or not AUXILIARIES.isdisjoint(lower[begin + 1 : end])):
        end = _subject_end(lower, begin, end)
    return (begin, end) if begin < end and not _is_only_adverbs(lower[begin:end]) else None


def source_after(words: Words, after: int, *, apposed_to_end: bool = True) -> tuple[int, int] | None:
    """Noun phrase to the right of a verb or of `according to`, half-open.

    Parameters
    ----------
    apposed_to_end : an apposition may run to the sentence's end; not where the sentence goes on behind it.
    """
    lower = words.lower
    at = after
    while at < len(lower):
        word = lower[at]
        if word in (".", ";", ":", "—", "–", '"', ")", "("):
            break
        if word == ",":
            closing = _comma_after(lower, at + 1)
            whole = closing is not None and (apposed_to_end or lower[closing] == ",")
            if (
                closing is not None
                and whole
                and at > after
                and at + 1 < closing
                and lower[at + 1] in _APPOSED
            ):
                at = closing
            break
        if at > after and (word in _RIGHT_STOPS or word in _DAYS) and not _inside_name(words, at):
            break
        at += 1
    return (after, at) if at > after else None


@lru_cache(maxsize=256)
def quantifier_of(quote: str) -> Quantifier | None:
    """How many a speaker stands for, by its own words; unnamed where a role has no name beside it.

    Examples
    --------
    >>> quantifier_of("two European diplomats"), quantifier_of("some Iranian leaders")
    ('unnamed', 'some')
    >>> quantifier_of("Brian Hook, a former adviser"), quantifier_of("The envoy John Smith") is None
    ('former', True)
    """
    words = words_of(quote)
    found: dict[str, str] = {}
    for hit in phrases_of("attribution").find(words):
        mark = hit.entry.marks.get("quantifier")
        if mark is None:
            continue
        if hit.entry.marks.get("weak") and (
            _has_name(quote, words) or (words.lower[0] == "the" and not words.lower[hit.first].endswith("s"))
        ):
            continue
        if hit.entry.group == "all" and hit.first > 0:
            continue
        found.setdefault(mark, mark)
    for wanted in ("former", "some", "all", "unnamed"):
        if wanted in found:
            return wanted
    return None


def publishers_in(quote: str) -> list[tuple[int, int, str]]:
    """Publishers named in a sentence: first word, word after, name; longest first where they overlap."""
    found: list[tuple[int, int, str]] = []
    for hit in sorted(hits_of(quote)["publishers"], key=lambda hit: (hit.first, -hit.after)):
        if not found or hit.first >= found[-1][1]:
            found.append((hit.first, hit.after, hit.entry.group))
    return found


def _phrase_begin(words: Words, end: int) -> int:
    at = end
    while at > 0:
        word = words.lower[at - 1]
        if word in BREAKS or word in _LEFT_STOPS or word == ".":
            break
        if word in ("and", "or") and at - 2 >= 0 and words.lower[at] in _PRONOUNS:
            break
        if word in ("who", "which") or word in _PRONOUNS:
            at -= 1
            break
        at -= 1
    if at < end and words.lower[at] in ("and", "or", "yet", "nor", "meanwhile", "however"):
        at += 1
    return at


def _subject_end(lower: tuple[str, ...], begin: int, end: int) -> int:
    """Where the subject ends that an earlier verb of the clause shares: `X has frozen aid and hinted that`."""
    for at in range(begin + 1, end):
        word = lower[at]
        if word in _FINITE or (word.endswith("ed") and len(word) > 4 and word not in ("united", "armed")):
            return at
    return end


_FINITE = word_set("has have had is are was were will would could may might should can must do does did")


def _antecedent(lower: tuple[str, ...], begin: int, end: int) -> int:
    """Begin of the noun phrase that a relative clause hangs on: after the last verb or preposition but `of`."""
    for at in range(end - 2, begin - 1, -1):
        if lower[at] in _PREPOSITIONS or (
            lower[at].endswith("ed") and lower[at] not in ("united", "armed", "unnamed")
        ):
            return at + 1
    return begin


_PREPOSITIONS = word_set("among with by from to in on at for against between under over including into via")


def _is_verbal(words: Words, at: int) -> bool:
    """Whether `'s` stands for `is` or `has`: after a pronoun."""
    return at > 0 and words.lower[at - 1] in ("he", "she", "it", "who", "that", "there", "what")


def _comma_before(lower: tuple[str, ...], at: int) -> int | None:
    for index in range(at, max(-1, at - 16), -1):
        if lower[index] == ",":
            return index
        if lower[index] in (";", ":", '"'):
            return None
    return None


def _comma_after(lower: tuple[str, ...], at: int) -> int | None:
    for index in range(at, min(len(lower), at + 16)):
        if lower[index] in (",", "."):
            return index
    return None


def _is_only_adverbs(part: tuple[str, ...]) -> bool:
    return all(word.endswith("ly") or word in AUXILIARIES or word in ("and", "or", "there") for word in part)


def _inside_name(words: Words, at: int) -> bool:
    return words.lower[at] == "for" and words.lower[at - 1] in (
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "reporter",
    )


def _has_name(quote: str, words: Words) -> bool:
    """Whether two capitalised words stand side by side, or one behind the role: a person's name."""
    previous = False
    for index, (start, low) in enumerate(zip(words.start, words.lower, strict=True)):
        capital = quote[start].isupper() and low not in _NOT_NAMES
        if capital and previous:
            return True
        if capital and index > 0 and index == len(words.lower) - 1:
            return True
        previous = capital
    return False
