import pytest

from detente.core.reading import Sentence, Span, Standing
from detente.reading.speech.standing import certainty_of, scene_of, standing_of
from detente.reading.words.clauses import clauses_of


def standing(text: str, word: str) -> Standing:
    start = text.index(word)
    return standing_of(Sentence(1, Span(0, len(text), text)), text, Span(start, start + len(word), word))


@pytest.mark.parametrize(
    ("text", "word", "hedge"),
    [
        ("Baku shelled the town.", "shelled", "asserted"),
        ("Baku shelled the town, two officials said on Monday.", "shelled", "reported"),
        ("Baku reportedly shelled the town.", "shelled", "reported"),
        ("According to villagers, Baku shelled the town.", "shelled", "reported"),
        ("Baku appears to have shelled the town.", "shelled", "suggested"),
        ("Analysts believe that Baku shelled the town.", "shelled", "suggested"),
        ("Baku may have shelled the town.", "shelled", "speculated"),
        ("Officials said that Baku may have shelled the town.", "shelled", "speculated"),
        ("Baku denied that it had shelled the town.", "shelled", "denied"),
        ("“We shelled the town,” he said.", "shelled", "asserted"),
    ],
)
def test_hedges(text, word, hedge):
    found = standing(text, word)
    assert found.hedge == hedge
    assert found.denied == (hedge == "denied")


@pytest.mark.parametrize(
    ("text", "word", "negated"),
    [
        ("Ankara did not sign the deal.", "sign", True),
        ("Ankara refused to sign the deal.", "sign", True),
        ("Nobody in Ankara signed the deal.", "signed", True),
        ("Ankara failed to not sign the deal.", "sign", False),
        ("Ankara regrets that it signed the deal.", "signed", False),
        ("Athens did not know that Ankara had signed.", "signed", False),
        ("I do not think that Ankara signed the deal.", "signed", True),
        ("No minister came, but Ankara signed the deal.", "signed", False),
        ("Ankara signed the deal.", "signed", False),
    ],
)
def test_negation_reaches_as_far_as_it_should(text, word, negated):
    assert standing(text, word).negated is negated


def test_conditions_and_what_is_to_come():
    whole = "If Ankara signs, Athens will lift the ban."
    assert standing(whole, "signs").conditional
    assert standing(whole, "lift").conditional
    assert standing(whole, "lift").future
    assert standing("Athens plans to lift the ban.", "lift").future
    assert not standing("Athens lifted the ban.", "lifted").future
    assert standing("Athens would lift the ban unless Ankara signs.", "lift").conditional


def test_certainty_ranks_as_readers_do():
    order = [
        standing("He refused to sign.", "sign").certainty,
        standing("I doubt that he signed.", "signed").certainty,
        standing("He hoped to sign.", "sign").certainty,
        standing("Perhaps he signed.", "signed").certainty,
        standing("They said that he signed.", "signed").certainty,
        standing("They know that he signed.", "signed").certainty,
        standing("He signed.", "signed").certainty,
    ]
    assert order == sorted(order)
    assert len(set(order)) == len(order)
    assert order[-1] == 1.0


def test_a_factive_survives_negation_and_question():
    assert standing("They did not know that he signed.", "signed").certainty > 0.5
    assert standing("Did they know that he signed?", "signed").certainty > 0.5
    assert standing("Did they think that he signed?", "signed").certainty < 0.5


def test_the_cue_is_a_span_of_the_text():
    text = "Earlier. Baku may have shelled the town."
    sentence = Sentence(1, Span(9, len(text), text[9:]))
    start = text.index("shelled")
    cue = standing_of(sentence, text, Span(start, start + 7, "shelled")).cue
    assert cue is not None
    assert text[cue.start : cue.end] == cue.quote == "may"


def test_an_empty_chain_is_certain():
    assert certainty_of([]) == 1.0
    assert certainty_of([], asked=True) == 0.0


def test_that_while_is_one_complement():
    text = "He observed that while Baku wants calm, it regards Yerevan as a foe."
    assert standing(text, "wants").hedge == "reported"
    assert standing(text, "regards").hedge == "reported"


def test_clauses_cover_every_word_once():
    quote = "Officials said that Kyiv, which is tired, would not sign, but Moscow hopes so; nobody knows."
    clauses = clauses_of(quote)
    assert len(clauses.number) == len(clauses.words.lower)
    assert list(clauses.number) == sorted(clauses.number)
    assert clauses.begins[0] == 0
    assert scene_of(quote).operators
