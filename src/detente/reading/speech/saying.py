"""Where something is said in a sentence: source, cue and content as ranges of words."""

from functools import lru_cache
from typing import NamedTuple

from detente.reading.speech.content import (
    PURELY_SAID,
    TELL,
    WEEKDAYS,
    content_after,
    content_begin,
    content_end,
    has_that,
    trimmed,
    with_rest,
)
from detente.reading.speech.speakers import source_after, source_before, verb_group
from detente.reading.words.clauses import BREAKS
from detente.reading.words.inflect import word_set
from detente.reading.words.lexicon import hits_of
from detente.reading.words.phrases import Hit, Words, words_of

_DETERMINERS = word_set(
    "a an the his her its their our my this that these those any no some 's of latest new"
)
_TAG_AFTER = word_set(
    ", . ; in on at during after to as when while for who and but late early before from with"
)
_PREPOSITIONS = word_set(
    "of in on at for from by with about against between over to into under via despite amid"
)
_PAST_LIKE = word_set("said told")
_NO_TAGS = word_set(
    "reject~ deny~ accuse~ blame~ criticise~ criticize~ praise~ condemn~ denounce~ call~ describe~ demand~ urge~ ask~ "
    "request~ mock~ slam~ blast~ endorse~ dispute~ deem~ hail~ dismiss~ threaten~ cite~ want~ plan~ support~ oppose~ "
    "favor~ favour~ order~ welcome~ back~ attack~ defend~ accept~ refuse~ approve~ discuss~ question~ regret~"
)
"""Verbs that take what they are about as an object: behind a comma they tag nothing."""
_NO_SPEAKER = word_set(
    "that to in on at during after before he she it they we i you there this these by of as"
)
_APPOSED = word_set("a an the its his her who former whose which one deputy head chief director senior")
_NOT_IN_OWNER = word_set(
    "of to in on with for by from and or that as at rejected denied despite over about after"
)
AUXILIARY_VERBS = word_set("has have had is are was were will would said told made gave took went came met")


class Saying(NamedTuple):
    """A source, cue and content as half-open ranges of words."""

    source: tuple[int, int] | None
    cue: tuple[int, int]
    content: tuple[int, int] | None


@lru_cache(maxsize=512)
def sayings_of(quote: str, wide: bool) -> tuple[Saying, ...]:
    """Everything said in a sentence, in order of the cues.

    Parameters
    ----------
    quote : the sentence.
    wide : count intents and wishes too.
    """
    words = words_of(quote)
    found: list[Saying] = []
    taken = -1
    for hit in hits_of(quote)["attribution"]:
        if hit.first < taken:
            continue
        group = hit.entry.group
        part = None
        if group == "according":
            part = _according(words, hit)
        elif group in ("verb", "belief") or (wide and group == "intent"):
            part = _verbal(quote, words, _without_opener(words, hit))
        elif group == "noun" or (wide and group == "wish"):
            part = _nominal(words, hit)
        if part is not None:
            found.append(part)
            taken = hit.after
    return tuple(found)


def _according(words: Words, hit: Hit) -> Saying | None:
    """`According to X, content` and `content, according to X`."""
    source = source_after(words, hit.after, apposed_to_end=hit.first > 0)
    if source is None or words.lower[source[0]].replace("%", "").isdigit():
        return None
    before = trimmed(words, 0, hit.first)
    if before is not None and before[1] - before[0] > 2:
        return Saying(source, (hit.first, hit.after), before)
    return Saying(source, (hit.first, hit.after), trimmed(words, source[1], len(words.lower)))


def _verbal(quote: str, words: Words, hit: Hit) -> Saying | None:
    """A verb of saying with its content on the right, or on the left as a tag."""
    lower = words.lower
    verb = lower[hit.first]
    group = verb_group(words, hit.first)
    if words.quoted[hit.first] and not has_that(lower, hit.after):
        return None
    if group == hit.first and not _reads_as_verb(quote, words, hit):
        return None
    if lower[group] == "to":
        return None
    tag = _tag(words, hit, group)
    if tag is not None:
        return tag
    if _is_passive(lower, hit, group):
        return None
    content = content_after(words, hit)
    if content is None:
        return _lone_tag(words, hit, group)
    hanging = verb.endswith("ing") and group == hit.first
    source = _subject(words, group) if hanging else source_before(words, group)
    return Saying(source, (group, hit.after), content)


def _without_opener(words: Words, hit: Hit) -> Hit:
    """A phrase without the `to` or `that` that it ends in: those open the content."""
    if hit.after - hit.first > 1 and words.lower[hit.after - 1] in ("to", "that"):
        return hit._replace(after=hit.after - 1)
    return hit


def _lone_tag(words: Words, hit: Hit, group: int) -> Saying | None:
    """A sentence that only says who spoke: the quotation stands in the sentences before it."""
    source = source_before(words, group)
    verb = words.lower[hit.first]
    if source is None or source[0] > 1 or verb not in PURELY_SAID or len(words.lower) - hit.after > 5:
        return None
    return Saying(source, (group, hit.after), None)


_QUANTIFIERS = frozenset(("some", "many", "most", "others", "few", "both", "whom", "they"))


def _reads_as_verb(quote: str, words: Words, hit: Hit) -> bool:
    """Whether a word without an auxiliary is a verb here and not a noun: judged by its form and its neighbours."""
    lower = words.lower
    verb = lower[hit.first]
    before = lower[hit.first - 1] if hit.first else ""
    start, end = words.start[hit.first], words.end[hit.first]
    a_name = hit.first and quote[start].isupper() and not quote[start + 1 : end].isupper()
    if a_name and verb not in PURELY_SAID:
        return False
    if verb.endswith("ing"):
        return before not in _DETERMINERS and before not in _PREPOSITIONS
    is_base = hit.entry.pattern.split()[0].rstrip("~") == verb and verb not in _PAST_LIKE
    if is_base and (before in _QUANTIFIERS or (verb == "say" and before not in _DETERMINERS)):
        return True
    if before in _DETERMINERS or before in _PREPOSITIONS or (before in ("and", "or") and hit.first < 2):
        return False
    if is_base:
        plural_subject = before.endswith("s") and len(before) > 3 and before not in ("this", "as")
        return (
            before in ("they", "we", "i", "you", "who", "and", "people", "to", "not")
            or plural_subject
            or before in ('"', ",")
        )
    if verb.endswith("s") and hit.after < len(lower):
        return lower[hit.after] not in (
            "for",
            "of",
            "against",
            "from",
            "in",
            "on",
            "between",
            "with",
            "are",
            "were",
            ".",
            ",",
        )
    return True


def _tag(words: Words, hit: Hit, group: int) -> Saying | None:
    """`"...", X said` and `..., said X`: the content stands to the left."""
    lower = words.lower
    verb = lower[hit.first]
    at = group
    if at > 1 and lower[at - 1] in (",", '"') and verb not in TELL and not _has_apposition(words, at):
        after = source_after(words, hit.after)
        inverted = verb in PURELY_SAID or lower[at - 1] == '"'
        if inverted and after and lower[after[0]] not in _NO_SPEAKER and after[1] - after[0] <= 30:
            left = trimmed(words, content_begin(words, at), at)
            if left and left[1] - left[0] > 1 and not verb.endswith("ing"):
                return Saying(after, (group, hit.after), with_rest(words, left, after[1]))
    source = source_before(words, group)
    if source is None or source[0] < 2:
        return None
    opener = lower[source[0] - 1]
    if opener not in (",", '"', "—", "–", "?"):
        return None
    following = lower[hit.after] if hit.after < len(lower) else "."
    closes = following in _TAG_AFTER or following == '"' or following in WEEKDAYS
    if verb in TELL and not closes:
        closes = not has_that(lower, hit.after, within=6)
    quoted_before = words.quoted[source[0] - 1] or words.quoted[max(0, source[0] - 2)]
    if not closes or (following == "to" and not quoted_before):
        return None
    plain = verb in PURELY_SAID or hit.entry.pattern.split()[0] not in _NO_TAGS
    if not quoted_before and not (plain and (verb in PURELY_SAID or following in (".", ","))):
        return None
    left = trimmed(words, content_begin(words, source[0] - 1), source[0])
    if left is None or left[1] - left[0] < 2:
        return None
    return Saying(source, (group, hit.after), with_rest(words, left, hit.after))


def _has_apposition(words: Words, at: int) -> bool:
    """Whether a speaker with an apposition stands between a quotation's end and the verb: `", X, an analyst, said`."""
    lower = words.lower
    if lower[at - 1] != ",":
        return False
    for index in range(at - 2, max(0, at - 18), -1):
        if lower[index] == '"':
            return False
        if lower[index] == ",":
            return lower[index - 1] != '"' and lower[index + 1] in _APPOSED
    return False


def _nominal(words: Words, hit: Hit) -> Saying | None:
    """`X's claim that ...`, `a statement that ...`: a noun of saying with a clause or infinitive."""
    lower = words.lower
    if hit.after >= len(lower):
        return None
    opener = lower[hit.after]
    joined = hit.entry.pattern.endswith((" to", " for"))
    if not (joined or opener == "that"):
        return None
    at = hit.first
    while at > 0 and lower[at - 1] not in BREAKS and lower[at - 1] != "'s" and hit.first - at < 3:
        if lower[at - 1] in ("his", "her", "its", "their"):
            source: tuple[int, int] | None = (at - 1, at)
            break
        at -= 1
    else:
        source = None
        if at > 0 and lower[at - 1] == "'s":
            begin = at - 1
            while (
                begin > 0
                and lower[begin - 1] not in BREAKS
                and at - begin < 5
                and lower[begin - 1] not in _NOT_IN_OWNER
            ):
                begin -= 1
            source = (begin, at)
    content = trimmed(words, hit.after - (1 if joined else 0), content_end(words, hit.after))
    return Saying(source, (hit.first, hit.after - (1 if joined else 0)), content) if content else None


def _subject(words: Words, before: int) -> tuple[int, int] | None:
    """Subject of the main clause that a participle (`..., saying`) hangs on."""
    lower = words.lower
    for index in range(min(before, 14)):
        if index and (lower[index] in AUXILIARY_VERBS or lower[index].endswith("ed")):
            begin = 0
            for at in range(index - 1, -1, -1):
                if lower[at] in (",", '"'):
                    begin = at + 1
                    break
            return (begin, index) if begin < index else None
    return None


def _is_passive(lower: tuple[str, ...], hit: Hit, group: int) -> bool:
    """`was told by`, `is believed to`: the speaker is not the subject."""
    helpers = lower[group : hit.first]
    participle = lower[hit.after - 1].endswith(("ed", "en", "told", "said", "known", "thought"))
    return participle and any(word in ("is", "are", "was", "were", "be", "been", "being") for word in helpers)
