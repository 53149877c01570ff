"""Who says so: speakers, their words and the words that attribute them, and whom the outlet had it from.

Patterns over clauses, no parser: a verb of saying with what stands to its left and right, `according to`, nouns of
saying, and quotations, also inverted (`..., said X`), split, and running over several sentences.
"""

from functools import lru_cache
from typing import NamedTuple

from detente.core.reading import Attribution, Mention, Sentence, Span
from detente.reading.clauses import BREAKS
from detente.reading.discourse import Discourse, resolved
from detente.reading.lexicon import hits_of
from detente.reading.phrases import Hit, Words, words_of
from detente.reading.speakers import (
    publishers_in,
    quantifier_of,
    source_after,
    source_before,
    verb_group,
)

_DETERMINERS = frozenset(
    "a an the his her its their our my this that these those any no some 's of latest new".split()
)
_PRONOUNS = frozenset("he she it they we i you there this these".split())
_TELL = frozenset(
    ("told", "tells", "tell", "telling", "assured", "informed", "warned", "reminded", "asked", "urged")
)
_TAG_AFTER = frozenset(
    ", . ; in on at during after to as when while for who and but late early before from with".split()
)
_PURELY_SAID = frozenset(
    "said says say added told wrote stated declared announced warned insisted argued claimed reported noted adds "
    "tells writes notes argues claims warns saying".split()
)
_LEADING = frozenset(("in", "on", "at", "during", "earlier", "later", "late"))


class _Part(NamedTuple):
    """A source, cue and content as half-open ranges of words."""

    source: tuple[int, int] | None
    cue: tuple[int, int]
    content: tuple[int, int] | None


def attributions_of(
    sentence: Sentence,
    text: str,
    mentions: tuple[Mention, ...] = (),
    context: Discourse | None = None,
    *,
    wide: bool = False,
) -> tuple[Attribution, ...]:
    """Attributions in a sentence, in order of their cues; each content lies within the sentence.

    Parameters
    ----------
    sentence : the sentence, with offsets in the text.
    text : the document's text.
    mentions : actors named in the sentence; one that ends the source phrase becomes the speaker.
    context : what the sentences around it say of quotations and of whom the document relays.
    wide : count intents and wishes too (`plans to`, `opposes`), as the PARC and PolNeAR annotators do.

    Examples
    --------
    >>> text = "“We are ready,” said a former minister. Kyiv denied that it had agreed."
    >>> from detente.reading.sentences import sentences_of
    >>> one, two = (attributions_of(each, text)[0] for each in sentences_of(text))
    >>> one.speaker.quote, one.quantifier, one.content.quote, one.quoted
    ('a former minister', 'former', '“We are ready,”', True)
    >>> two.speaker.quote, two.cue.quote, two.content.quote
    ('Kyiv', 'denied', 'that it had agreed')
    """
    quote = sentence.span.quote
    words = words_of(quote)
    spoken = context.spoken if context else ()
    told_to = [(first, after, resolved(name, spoken)) for first, after, name in publishers_in(quote)]
    relayed = _outermost(words, told_to)
    default = context.origin(sentence.number) if context else None
    found = []
    for part in _parts(quote, wide):
        source = _range(sentence, text, words, part.source)
        content = _range(sentence, text, words, part.content)
        found.append(
            Attribution(
                speaker=_mention_at(source, mentions) or source,
                cue=_range(sentence, text, words, part.cue),
                content=content,
                quoted=bool(part.content and words.quoted[_middle(part.content)]),
                quantifier=quantifier_of(source.quote) if source else None,
                origin=relayed or _named_origin(words, part, told_to) or default,
            )
        )
    held = context.quotation(sentence.number) if context else None
    if held is not None and not any(one.quoted for one in found):
        inside = _range(sentence, text, words, _quoted_range(words, whole=held.open_throughout))
        if inside is not None:
            speaker = _mention_at(held.speaker, mentions) or held.speaker
            quantifier = quantifier_of(held.speaker.quote) if held.speaker else None
            found.append(Attribution(speaker, held.cue, inside, True, quantifier, held.origin or default))
    return tuple(found)


def covering(attributions: tuple[Attribution, ...], span: Span) -> Attribution | None:
    """The narrowest attribution whose content holds the span."""
    holding = [
        one
        for one in attributions
        if one.content
        and one.content.start <= span.start
        and span.end <= one.content.end
        and not (one.cue and one.cue.start <= span.start and span.end <= one.cue.end)
    ]
    return min(
        holding, key=lambda one: one.content.end - one.content.start if one.content else 0, default=None
    )


@lru_cache(maxsize=512)
def _parts(quote: str, wide: bool) -> tuple[_Part, ...]:
    words = words_of(quote)
    found: list[_Part] = []
    taken = -1
    for hit in hits_of(quote)["attribution"]:
        if hit.first < taken:
            continue
        group = hit.entry.group
        part = None
        if group == "according":
            part = _according(words, hit)
        elif group in ("verb", "belief") or (wide and group == "intent"):
            part = _verbal(quote, words, hit)
        elif group == "noun" or (wide and group == "wish"):
            part = _nominal(words, hit)
        if part is not None:
            found.append(part)
            taken = hit.after
    return tuple(found)


def _according(words: Words, hit: Hit) -> _Part | None:
    """`According to X, content` and `content, according to X`."""
    source = source_after(words, hit.after, apposed_to_end=hit.first > 0)
    if source is None or words.lower[source[0]].replace("%", "").isdigit():
        return None
    before = _trim(words, 0, hit.first)
    if before is not None and before[1] - before[0] > 2:
        return _Part(source, (hit.first, hit.after), before)
    return _Part(source, (hit.first, hit.after), _trim(words, source[1], len(words.lower)))


def _verbal(quote: str, words: Words, hit: Hit) -> _Part | None:
    """A verb of saying with its content on the right, or on the left as a tag."""
    lower = words.lower
    verb = lower[hit.first]
    group = verb_group(words, hit.first)
    if words.quoted[hit.first] and not _has_that(lower, hit.after):
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
    content = _content_after(words, hit)
    if content is None:
        return None
    hanging = verb.endswith("ing") and group == hit.first
    source = _subject(words, group) if hanging else source_before(words, group)
    return _Part(source, (group, hit.after), content)


def _reads_as_verb(quote: str, words: Words, hit: Hit) -> bool:
    """Whether a word without an auxiliary is a verb here and not a noun: judged by its form and its neighbours."""
    lower = words.lower
    verb = lower[hit.first]
    before = lower[hit.first - 1] if hit.first else ""
    if (
        hit.first
        and quote[words.start[hit.first]].isupper()
        and not quote[words.start[hit.first] + 1 : words.end[hit.first]].isupper()
    ):
        return False
    if verb.endswith("ing"):
        return before not in _DETERMINERS and before not in _PREPOSITIONS
    if before in _DETERMINERS or before in _PREPOSITIONS or before in ("and", "or") and hit.first < 2:
        return False
    is_base = hit.entry.pattern.split()[0].rstrip("~") == verb and verb not in _PAST_LIKE
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


_PREPOSITIONS = frozenset(
    "of in on at for from by with about against between over to into under via despite amid".split()
)
_PAST_LIKE = frozenset("said told".split())


def _tag(words: Words, hit: Hit, group: int) -> _Part | None:
    """`"...", X said` and `..., said X`: the content stands to the left."""
    lower = words.lower
    verb = lower[hit.first]
    at = group
    if at > 1 and lower[at - 1] in (",", '"') and verb not in _TELL and not _has_apposition(words, at):
        after = source_after(words, hit.after)
        inverted = verb in _PURELY_SAID or lower[at - 1] == '"'
        if inverted and after and lower[after[0]] not in _NO_SPEAKER and after[1] - after[0] <= 30:
            left = _trim(words, _content_begin(words, at), at)
            if left and left[1] - left[0] > 1 and not verb.endswith("ing"):
                return _Part(after, (group, hit.after), _with_rest(words, left, after[1]))
    source = source_before(words, group)
    if source is None or source[0] < 2:
        return None
    opener = lower[source[0] - 1]
    if opener not in (",", '"', "—", "–", "?"):
        return None
    following = lower[hit.after] if hit.after < len(lower) else "."
    closes = following in _TAG_AFTER or following == '"' or following in _WEEKDAYS
    if verb in _TELL and not closes:
        closes = not _has_that(lower, hit.after, within=6)
    quoted_before = words.quoted[source[0] - 1] or words.quoted[max(0, source[0] - 2)]
    if not closes or (following == "to" and not quoted_before):
        return None
    if verb not in _PURELY_SAID and not quoted_before and following not in (".", ","):
        return None
    left = _trim(words, _content_begin(words, source[0] - 1), source[0])
    if left is None or left[1] - left[0] < 2:
        return None
    return _Part(source, (group, hit.after), _with_rest(words, left, hit.after))


_WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday today yesterday".split())


_NO_SPEAKER = frozenset(
    "that to in on at during after before he she it they we i you there this these by of as".split()
)


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


_APPOSED = frozenset(
    "a an the its his her who former whose which one deputy head chief director senior".split()
)


def _with_rest(words: Words, left: tuple[int, int], after: int) -> tuple[int, int]:
    """Content of a split quotation: goes on to its second half where quotation marks open again after the tag."""
    lower = words.lower
    if not words.quoted[left[1] - 1]:
        return left
    for index in range(after, min(len(lower), after + 12)):
        if lower[index] == '"' and index + 1 < len(lower) and words.quoted[index + 1]:
            closing = next((at for at in range(index + 1, len(lower)) if lower[at] == '"'), len(lower) - 1)
            return (left[0], closing + 1) if closing - index > 2 else left
    return left


def _content_begin(words: Words, before: int) -> int:
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


def _content_after(words: Words, hit: Hit) -> tuple[int, int] | None:
    """Content to the right of a verb: a clause, an infinitive, a quotation or an object."""
    lower = words.lower
    at = hit.after
    if at >= len(lower) or lower[at] in (".", ";", "!", "?"):
        return None
    if lower[hit.first] in _TELL:
        at = _after_hearer(words, at)
    at = _after_adverbials(words, at)
    while at < len(lower) and lower[at] in (",", ":", "—"):
        if lower[at] == "," and not (at + 1 < len(lower) and (lower[at + 1] == '"' or words.quoted[at + 1])):
            return None
        at += 1
    if at >= len(lower):
        return None
    return _trim(words, at, _content_end(words, at))


def _after_hearer(words: Words, at: int) -> int:
    """Skip whom it was told: up to `that`, a quotation, a pronoun or the next noun phrase."""
    lower = words.lower
    for index in range(at, min(len(lower), at + 9)):
        if lower[index] in ("that", '"', "to", ",", ":", "whether", "how", "why", "what", "of", "about"):
            return index
        if index > at and (
            lower[index] in _PRONOUNS or lower[index] in ("the", "his", "her", "its", "their", "no")
        ):
            return index
    return min(at + 1, len(lower))


def _after_adverbials(words: Words, at: int) -> int:
    """Skip `on Monday`, `in a statement`, `earlier` between a verb and its content."""
    lower = words.lower
    moved = True
    while moved and at < len(lower):
        moved = False
        if lower[at] in _WEEKDAYS or lower[at] in ("earlier", "later", "also", "publicly", "repeatedly"):
            at, moved = at + 1, True
        elif lower[at] in _LEADING:
            stop = next(
                (
                    i
                    for i in range(at + 1, min(len(lower), at + 8))
                    if lower[i] in ("that", '"') or lower[i] in _PRONOUNS
                ),
                None,
            )
            if stop is not None:
                at, moved = stop, True
    return at


def _content_end(words: Words, at: int) -> int:
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
            if follower == "and" and index + 3 < len(lower) and lower[index + 3] in _PURELY_SAID:
                return index
    return len(lower)


_SUBORDINATE = frozenset(
    "although though while after because when as despite since before whereas even once".split()
)


def _nominal(words: Words, hit: Hit) -> _Part | None:
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
    content = _trim(words, hit.after - (1 if joined else 0), _content_end(words, hit.after))
    return _Part(source, (hit.first, hit.after - (1 if joined else 0)), content) if content else None


_NOT_IN_OWNER = frozenset(
    "of to in on with for by from and or that as at rejected denied despite over about after".split()
)


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


AUXILIARY_VERBS = frozenset(
    "has have had is are was were will would said told made gave took went came met".split()
)


def _is_passive(lower: tuple[str, ...], hit: Hit, group: int) -> bool:
    """`was told by`, `is believed to`: the speaker is not the subject."""
    helpers = lower[group : hit.first]
    participle = lower[hit.after - 1].endswith(("ed", "en", "told", "said", "known", "thought"))
    return participle and any(word in ("is", "are", "was", "were", "be", "been", "being") for word in helpers)


def _has_that(lower: tuple[str, ...], at: int, within: int = 2) -> bool:
    return "that" in lower[at : at + within]


def _trim(words: Words, begin: int, end: int) -> tuple[int, int] | None:
    """A range without the punctuation at its edges; quotation marks stay, with what they close."""
    lower = words.lower
    while begin < end and lower[begin] in (",", ":", ";", "—", "–", "."):
        begin += 1
    while end > begin and lower[end - 1] in (",", ".", ":", ";", "—", "–", "!", "?", ")"):
        end -= 1
    if end - begin == 1 and lower[begin] == '"':
        return None
    return (begin, end) if begin < end else None


def _quoted_range(words: Words, *, whole: bool) -> tuple[int, int] | None:
    if whole:
        return _trim(words, 0, len(words.lower))
    marked = [index for index, inside in enumerate(words.quoted) if inside]
    return (marked[0], marked[-1] + 1) if marked else None


def _middle(part: tuple[int, int]) -> int:
    return min((part[0] + part[1]) // 2, part[1] - 1)


def _outermost(words: Words, named: list[tuple[int, int, str]]) -> str | None:
    """The publisher behind `according to`, `per` or `citing`: whoever else speaks, the outlet had it from there."""
    for first, _, name in named:
        before = words.lower[max(0, first - 2) : first]
        if before[-1:] in (("per",), ("citing",), ("via",)) or before == ("according", "to"):
            return name
    return None


def _named_origin(words: Words, part: _Part, told_to: list[tuple[int, int, str]]) -> str | None:
    """A publisher that is the source, or to whom it was told."""
    for first, after, name in told_to:
        if part.source and part.source[0] <= first and after <= part.source[1] + 1:
            return name
        if part.cue[1] <= first <= part.cue[1] + 2 and words.lower[part.cue[1] - 1] in _TELL:
            return name
    return None


def _range(sentence: Sentence, text: str, words: Words, part: tuple[int, int] | None) -> Span | None:
    if part is None:
        return None
    start = sentence.span.start + words.start[part[0]]
    end = sentence.span.start + words.end[part[1] - 1]
    return Span(start, end, text[start:end])


def _mention_at(source: Span | None, mentions: tuple[Mention, ...]) -> Mention | None:
    """The mention that is the head of a source phrase: it ends where the phrase ends, or is followed by a comma."""
    if source is None:
        return None
    for mention in mentions:
        inside = source.start <= mention.span.start and mention.span.end <= source.end
        if inside and (
            mention.span.end == source.end
            or source.quote[mention.span.end - source.start :].startswith((",", " of"))
        ):
            return mention
    return None
