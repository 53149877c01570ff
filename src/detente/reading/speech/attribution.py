"""Who says so: speakers, their words and the words that attribute them, and whom the outlet had it from.

Patterns over clauses, no parser: a verb of saying with what stands to its left and right, `according to`, nouns of
saying, and quotations, also inverted (`..., said X`), split, and running over several sentences.
"""

from detente.core.reading import Attribution, Mention, Sentence, Span
from detente.reading.speech.content import TELL, trimmed
from detente.reading.speech.context import Discourse, resolved
from detente.reading.speech.saying import Saying, sayings_of
from detente.reading.speech.speakers import publishers_in, quantifier_of
from detente.reading.words.phrases import Words, words_of


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
    >>> from detente.reading.words.sentences import sentences_of
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
    for part in sayings_of(quote, wide):
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


def _quoted_range(words: Words, *, whole: bool) -> tuple[int, int] | None:
    if whole:
        return trimmed(words, 0, len(words.lower))
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


def _named_origin(words: Words, part: Saying, told_to: list[tuple[int, int, str]]) -> str | None:
    """A publisher that is the source, or to whom it was told."""
    for first, after, name in told_to:
        if part.source and part.source[0] <= first and after <= part.source[1] + 1:
            return name
        if part.cue[1] <= first <= part.cue[1] + 2 and words.lower[part.cue[1] - 1] in TELL:
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
