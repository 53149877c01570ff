import pytest

from detente.core.reading import Document, Mention, ReadClaim, Sentence, Span
from detente.reading.claims.claims import claims_of, trend_of
from detente.reading.claims.paraphrase import paraphrase
from detente.reading.speech.attribution import attributions_of
from detente.reading.speech.discourse import discourse_of
from detente.reading.words.lexicon import CLAIM_TABLES, entries_of
from detente.reading.words.sentences import sentences_of


def claims(text: str, *mentions: Mention) -> tuple[ReadClaim, ...]:
    whole = Sentence(1, Span(0, len(text), text))
    return claims_of(whole, text, mentions, attributions_of(whole, text, mentions))


def one(text: str, kind: str) -> ReadClaim:
    found = [claim for claim in claims(text) if claim.kind == kind]
    assert found, f"no {kind} in {text!r}"
    return found[0]


@pytest.mark.parametrize(
    ("text", "kind", "direction"),
    [
        ("Economic hardship weighs on the junta.", "pressure", "accommodation"),
        ("Nationalist parties have demanded revenge, amid calls for revenge.", "pressure", "confrontation"),
        ("The war led to a truce.", "cause", "accommodation"),
        ("The raid prompted Quito to expel the envoy.", "cause", "confrontation"),
        ("Quito expelled the envoy because of the raid.", "cause", "confrontation"),
        ("The king has the final say.", "constraint", "neutral"),
        ("The senate opposes any military intervention.", "constraint", "accommodation"),
        ("Quito will never negotiate with rebels.", "red_line", "confrontation"),
        ("Quito offered talks.", "signal", "accommodation"),
        ("Quito threatened to close the border.", "signal", "confrontation"),
        ("The fallout set off unrest.", "cause", "accommodation"),
    ],
)
def test_directions(text, kind, direction):
    assert one(text, kind).direction == direction


def test_stage_and_form_follow_the_cue():
    assert one("Quito is considering a truce.", "signal").stage == "debated"
    assert one("Quito offered a truce.", "signal").stage == "signalled"
    assert one("Quito decided to sign a truce.", "event").stage == "decided"
    assert one("Quito released the prisoners.", "event").stage == "acted"
    assert one("Quito released the prisoners.", "event").form == "deeds"
    assert one("Quito wants a truce.", "stance").form == "words"


def test_denied_and_negated_claims_are_kept_and_marked():
    denied = one("Quito denied any role in the attack.", "event")
    assert denied.standing.hedge == "denied"
    assert denied.standing.denied
    assert one("Quito did not attack the camp, but it attacked the town.", "event").standing.negated


def test_a_forecast_looks_ahead_and_a_red_line_stands_now():
    assert one("The truce could collapse by spring.", "forecast").standing.future
    assert not one("Quito will never accept the map.", "red_line").standing.future
    assert {claim.kind for claim in claims("Quito will never accept the map.")} == {"red_line"}


def test_a_tag_of_saying_is_no_event():
    assert [claim.kind for claim in claims("Quito wants peace, its envoy warned.")] == ["stance"]


def test_speaker_and_origin_are_apart_from_actors():
    text = "Two aides told Reuters that Quito wants a truce."
    quito = Mention(Span(28, 33, "Quito"), "ECU", "Ecuador", "state")
    claim = next(claim for claim in claims(text, quito) if claim.kind == "stance")
    assert claim.actors == (quito,)
    assert claim.attribution.speaker.quote == "Two aides"
    assert claim.attribution.quantifier == "unnamed"
    assert claim.attribution.origin == "Reuters"


def test_this_shift_points_where_the_document_points():
    text = "Quito seeks talks and peace\nQuito offered a truce. This shift was driven by its army."
    sentences = sentences_of(text)
    context = discourse_of(Document("d", text), sentences, trend_of(sentences))
    cause = next(claim for claim in claims_of(sentences[2], text, (), (), context) if claim.kind == "cause")
    assert cause.direction == "accommodation"


def test_a_clause_that_begins_with_its_verb_has_the_subject_before_it():
    text = "Peru closed its embassy, and expelled envoys of Chile."
    peru = Mention(Span(0, 4, "Peru"), "PER", "Peru", "state")
    chile = Mention(Span(48, 53, "Chile"), "CHL", "Chile", "state")
    expelled = next(claim for claim in claims(text, peru, chile) if claim.cue.quote == "expelled")
    assert expelled.actors == (peru, chile)
    assert expelled.says.startswith("Peru takes a step against others concerning Chile")


def test_a_publisher_is_no_actor():
    text = "Reuters: Peru expelled envoys."
    reuters = Mention(Span(0, 7, "Reuters"), "MED", "Reuters", "organisation")
    peru = Mention(Span(9, 13, "Peru"), "PER", "Peru", "state")
    assert [claim.actors for claim in claims(text, reuters, peru)] == [(peru,)]


def test_says_is_our_own_line_and_never_the_sentence():
    text = "Quito offered talks and peace, and the army must approve the treaty."
    for claim in claims(text):
        assert claim.says not in text
        assert claim.cue.quote.lower() not in claim.says.lower() or len(claim.cue.quote) < 5
        assert claim.says.endswith(".")


@pytest.mark.parametrize("table", CLAIM_TABLES)
def test_every_class_of_cue_has_a_paraphrase(table):
    kind = "event" if table == "acts" else table
    for group in {entry.group for entry in entries_of(table)}:
        said = paraphrase(kind, group, ["Peru", "Chile"], "trade", "neutral")
        assert "Peru" in said or "{who}" not in said
        assert said.endswith("concerning Chile, on trade; it points neither way.")
        assert said != paraphrase(kind, group, [], None, "confrontation")


def test_empty_and_odd_sentences_give_nothing_and_do_not_fail():
    for text in ("", "?", "“”", "— — —", "a" * 5000, "\u200b", "no no no not never"):
        assert claims(text) == ()
