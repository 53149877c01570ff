"""Whatever the text: spans are spans, certainty stays in range, and the same text gives the same reading."""

from hypothesis import given
from hypothesis import strategies as st

from detente.core.reading import Document, Span
from detente.reading.claims.claims import claims_of, trend_of
from detente.reading.speech.attribution import attributions_of
from detente.reading.speech.discourse import discourse_of
from detente.reading.words.sentences import sentences_of

POOL = (
    "Kyiv said that not never if unless may will would denied refused to talks attack because of led to after “ ” \" ' , . "
    "; : — ( ) according to Reuters the Times officials who which and but had has 2018 in since former U.S. n't don’t 𝔘 é ́ "
    "\n \u00a0 … ! ?"
)
WORDS = POOL.split(" ")
TEXTS = st.lists(st.sampled_from(WORDS) | st.text(max_size=4), max_size=60).map(" ".join)


def read(text: str) -> list[tuple[object, ...]]:
    sentences = sentences_of(text)
    context = discourse_of(Document("d", text), sentences, trend_of(sentences))
    found: list[tuple[object, ...]] = []
    for sentence in sentences:
        attributions = attributions_of(sentence, text, (), context)
        found.append((attributions, claims_of(sentence, text, (), attributions, context)))
    return found


@given(TEXTS)
def test_spans_are_spans_and_certainty_stays_in_range(text):
    for attributions, claims in read(text):
        told = [part for one in attributions for part in (one.speaker, one.cue, one.content)]
        for claim in claims:
            told += [claim.cue, claim.standing.cue, claim.attribution.speaker, claim.attribution.content]
            assert -1.0 <= claim.standing.certainty <= 1.0
            assert 0.0 < claim.confidence < 1.0
            assert not (claim.standing.denied and claim.standing.negated)
        for span in told:
            if span is not None:
                assert isinstance(span, Span)
                assert text[span.start : span.end] == span.quote
                assert span.start < span.end


@given(TEXTS)
def test_the_same_text_gives_the_same_reading(text):
    assert read(text) == read(text)


@given(TEXTS)
def test_attributed_content_does_not_hold_its_own_cue_unless_split(text):
    for attributions, _ in read(text):
        for one in attributions:
            if one.cue and one.content and one.content.start <= one.cue.start:
                assert one.content.end <= one.cue.start or one.quoted or one.content.end >= one.cue.end
