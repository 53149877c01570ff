import pytest

from detente.core.reading import Document, Mention, Sentence, Span
from detente.reading.speech.attribution import attributions_of, covering
from detente.reading.speech.discourse import Discourse, discourse_of
from detente.reading.speech.speakers import quantifier_of
from detente.reading.words.sentences import sentences_of


def told(text: str) -> list[tuple[str | None, str, str | None]]:
    found = attributions_of(Sentence(1, Span(0, len(text), text)), text)
    return [
        (one.speaker and one.speaker.quote, one.cue.quote, one.content and one.content.quote) for one in found
    ]


@pytest.mark.parametrize(
    ("text", "speaker", "cue", "content"),
    [
        ("Kyiv said it had dropped the demand.", "Kyiv", "said", "it had dropped the demand"),
        ("The demand was dropped, two aides said.", "two aides", "said", "The demand was dropped"),
        ("“It is over,” said the envoy.", "the envoy", "said", "“It is over,”"),
        ("“It is over,” the envoy told reporters.", "the envoy", "told", "“It is over,”"),
        (
            "“It is over,” Ana Ruiz, a Peruvian envoy, said.",
            "Ana Ruiz, a Peruvian envoy",
            "said",
            "“It is over,”",
        ),
        (
            "According to two aides, the demand was dropped.",
            "two aides",
            "According to",
            "the demand was dropped",
        ),
        (
            "The demand was dropped, according to two aides.",
            "two aides",
            "according to",
            "The demand was dropped",
        ),
        ("The envoy warned on Friday that talks could fail.", "The envoy", "warned", "that talks could fail"),
        ("The envoy did not say that talks had failed.", "The envoy", "did not say", "that talks had failed"),
        (
            "The minister’s claim that talks failed is new.",
            "The minister’s",
            "claim",
            "that talks failed is new",
        ),
    ],
)
def test_speaker_cue_and_content(text, speaker, cue, content):
    assert (speaker, cue, content) in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "The United States left.",
        "The report was long.",
        "A state visit ended.",
        "He sat in the United States.",
    ],
)
def test_nouns_are_no_verbs_of_saying(text):
    assert told(text) == []


def test_a_split_quotation_is_one_content():
    text = "“We are ready,” the envoy said, “but they are not.”"
    assert told(text)[0][2] == text


def test_a_main_clause_is_not_swallowed_by_the_clause_before_it():
    text = "Although he has said he holds no grudge, Lima recalled its envoy."
    assert told(text)[0][2] == "he holds no grudge"


def test_the_mention_at_the_head_becomes_the_speaker_and_the_narrowest_content_wins():
    text = "Aides said that Lima denied that it had left."
    lima = Mention(Span(16, 20, "Lima"), "PER", "Peru", "state")
    found = attributions_of(Sentence(1, Span(0, len(text), text)), text, (lima,))
    start = text.index("left")
    inner = covering(found, Span(start, start + 4, "left"))
    assert inner is not None
    assert inner.speaker == lima
    assert covering(found, Span(0, 4, "Aides"[:4])) is None


@pytest.mark.parametrize(
    ("speaker", "quantifier"),
    [
        ("all parties", "all"),
        ("some lawmakers", "some"),
        ("a former minister", "former"),
        ("several former officials", "former"),
        ("two officials", "unnamed"),
        ("a senior official familiar with the talks", "unnamed"),
        ("Foreign Minister Ana Ruiz", None),
        ("the foreign minister", None),
        ("Peru", None),
    ],
)
def test_quantifiers(speaker, quantifier):
    assert quantifier_of(speaker) == quantifier


def context(text: str, publisher: str | None = None) -> tuple[tuple[Sentence, ...], Discourse]:
    sentences = sentences_of(text)
    return sentences, discourse_of(Document("d", text, publisher=publisher), sentences)


def test_a_document_that_relays_a_newspaper_has_its_sentences_from_there_until_it_concludes():
    sentences, found = context(
        "Lima shifts course\nLima has shifted, El Norte reports per Reuters. Talks began. Overall, it is a gamble."
    )
    assert [found.origin(one.number) for one in sentences] == ["Reuters", "Reuters", "Reuters", None]


def test_an_agency_in_the_dateline_is_where_the_text_comes_from():
    sentences, found = context("LIMA, 3 May (Reuters) - Peru closed its embassy. Talks began.")
    assert [found.origin(one.number) for one in sentences] == ["Reuters", "Reuters"]


def test_a_straight_mark_may_close_what_a_sentence_before_opened():
    text = 'It failed. "We tried. It was too late," said the envoy.'
    sentences, found = context(text)
    speakers = [[one.speaker.quote for one in attributions_of(each, text, (), found)] for each in sentences]
    assert speakers == [[], ["the envoy"], ["the envoy"]]


def test_a_tag_in_a_sentence_of_its_own_names_the_speaker_of_the_one_before():
    text = "“Must we see this again?” Ana Ruiz said."
    whole = Sentence(1, Span(0, 25, text[:25])), Sentence(2, Span(26, len(text), text[26:]))
    found = discourse_of(Document("d", text), whole)
    assert attributions_of(whole[0], text, (), found)[0].speaker.quote == "Ana Ruiz"


def test_an_outlet_is_no_origin_of_its_own():
    _, found = context("Lima has shifted, Reuters reported on Friday. Talks began.", publisher="Reuters")
    assert found.origins == {}


def test_one_sentence_told_to_a_newspaper_does_not_make_the_whole_relayed():
    text = "Lima has shifted. “It is real,” an aide told The New York Times. Talks began, according to the Times."
    sentences, found = context(text)
    assert found.origin(1) is None
    origins = [attributions_of(one, text, (), found) for one in sentences]
    assert origins[1][0].origin == "The New York Times"
    assert origins[2][0].origin == "The New York Times"


def test_a_quotation_over_several_sentences_keeps_its_speaker():
    text = "“We want calm. We need it,” Ana Ruiz, an analyst, told Reuters. “That is hard.” Nobody replied."
    sentences, found = context(text)
    speakers = [[one.speaker.quote for one in attributions_of(each, text, (), found)] for each in sentences]
    assert speakers == [["Ana Ruiz, an analyst"], ["Ana Ruiz, an analyst"], ["Ana Ruiz, an analyst"], []]
    first = attributions_of(sentences[0], text, (), found)[0]
    assert first.quoted
    assert first.origin == "Reuters"


def test_wishes_count_only_where_asked():
    text = "Lima plans to sign the accord."
    whole = Sentence(1, Span(0, len(text), text))
    assert attributions_of(whole, text) == ()
    assert attributions_of(whole, text, wide=True)
