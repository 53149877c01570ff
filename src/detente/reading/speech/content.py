"""What is said, as a range of words: to the right of a verb of saying, or to the left of a tag."""

from detente.reading.words.inflect import word_set
from detente.reading.words.phrases import Hit, Words

PRONOUNS = word_set("he she it they we i you there this these")
TELL = frozenset(
    ("told", "tells", "tell", "telling", "assured", "informed", "warned", "reminded", "asked", "urged")
)
PURELY_SAID = word_set(
    "said says say added told wrote stated declared announced warned insisted argued claimed reported noted "
    "adds tells writes notes argues claims warns saying"
)
_LEADING = frozenset(("in", "on", "at", "during", "earlier", "later", "late"))
WEEKDAYS = word_set("monday tuesday wednesday thursday friday saturday sunday today yesterday")
_SUBORDINATE = word_set("although though while after because when as despite since before whereas even once")


def with_rest(words: Words, left: tuple[int, int], after: int) -> tuple[int, int]:
    """Content of a split quotation: goes on to its second half where quotation marks open again after the tag."""
    lower = words.lower
    if not words.quoted[left[1] - 1]:
        return left
    for index in range(after, min(len(lower), after + 12)):
        if lower[index] == '"' and index + 1 < len(lower) and words.quoted[index + 1]:
            closing = next((at for at in range(index + 1, len(lower)) if lower[at] == '"'), len(lower) - 1)
            return (left[0], closing + 1) if closing - index > 2 else left
    return left


def content_begin(words: Words, before: int) -> int:
    """Where the content of a tag begins: at its opening quotation mark, else at the sentence's."""
    lower = words.lower
    if before > 0 and (words.quoted[before - 1]):
        at = before - 1
        if lower[at] == '"':
            at -= 1
        while at > 0 and words.quoted[at - 1] and lower[at - 1] != '"':
            at -= 1
        opening = at - 1 if at > 0 and lower[at - 1] == '"' else at
        return opening if opening <= 4 or lower[opening] == '"' else 0
    for index in range(before - 1, 0, -1):
        if lower[index] == ";":
            return index + 1
    return 0


def content_after(words: Words, hit: Hit) -> tuple[int, int] | None:
    """Content to the right of a verb: a clause, an infinitive, a quotation or an object."""
    lower = words.lower
    at = hit.after
    if at >= len(lower) or lower[at] in (".", ";", "!", "?"):
        return None
    if lower[hit.first] in TELL:
        at = _after_hearer(words, at)
    at = _after_adverbials(words, at)
    while at < len(lower) and lower[at] in (",", ":", "—"):
        if lower[at] == "," and not (at + 1 < len(lower) and (lower[at + 1] == '"' or words.quoted[at + 1])):
            return None
        at += 1
    if at >= len(lower):
        return None
    return trimmed(words, at, content_end(words, at))


def _after_hearer(words: Words, at: int) -> int:
    """Skip whom it was told: up to `that`, a quotation, a pronoun or the next noun phrase."""
    lower = words.lower
    for index in range(at, min(len(lower), at + 9)):
        if lower[index] in ("that", '"', "to", ",", ":", "whether", "how", "why", "what", "of", "about"):
            return index
        if index > at and (
            lower[index] in PRONOUNS or lower[index] in ("the", "his", "her", "its", "their", "no")
        ):
            return index
    return min(at + 1, len(lower))


def _after_adverbials(words: Words, at: int) -> int:
    """Skip `on Monday`, `in a statement`, `earlier` between a verb and its content."""
    lower = words.lower
    moved = True
    while moved and at < len(lower):
        moved = False
        if lower[at] in WEEKDAYS or lower[at] in ("earlier", "later", "also", "publicly", "repeatedly"):
            at, moved = at + 1, True
        elif lower[at] in _LEADING:
            stop = next(
                (
                    i
                    for i in range(at + 1, min(len(lower), at + 8))
                    if lower[i] in ("that", '"') or lower[i] in PRONOUNS
                ),
                None,
            )
            if stop is not None:
                at, moved = stop, True
    return at


def content_end(words: Words, at: int) -> int:
    """Where content on the right ends: at its closing quotation mark, a tag's comma, or the sentence's end."""
    lower = words.lower
    if lower[at] == '"':
        closing = next((index for index in range(at + 1, len(lower)) if lower[index] == '"'), None)
        if closing is not None:
            return closing + 1
    subordinate = lower[0] in _SUBORDINATE
    for index in range(at + 1, len(lower)):
        if subordinate and lower[index] == "," and not words.quoted[index] and "," not in lower[1:at]:
            return index
        if lower[index] in (";",) and not words.quoted[index]:
            return index
        if lower[index] == "," and not words.quoted[index] and index + 1 < len(lower):
            follower = lower[index + 1]
            if follower in (
                "but",
                "while",
                "although",
                "though",
                "adding",
                "saying",
                "according",
                "noting",
                "whereas",
            ):
                return index
            if follower == "and" and index + 3 < len(lower) and lower[index + 3] in PURELY_SAID:
                return index
    return len(lower)


def trimmed(words: Words, begin: int, end: int) -> tuple[int, int] | None:
    """A range without the punctuation at its edges; quotation marks stay, with what they close."""
    lower = words.lower
    while begin < end and lower[begin] in (",", ":", ";", "—", "–", "."):
        begin += 1
    while end > begin and lower[end - 1] in (",", ".", ":", ";", "—", "–", "!", "?", ")"):
        end -= 1
    if end - begin == 1 and lower[begin] == '"':
        return None
    return (begin, end) if begin < end else None


def has_that(lower: tuple[str, ...], at: int, within: int = 2) -> bool:
    """Whether `that` follows within a few words."""
    return "that" in lower[at : at + within]
