import pytest

from detente.core.errors import ParameterError
from detente.reading.words.inflect import plural, verb_forms
from detente.reading.words.phrases import Entry, Phrases, expand, word_at, words_of


def found(pattern: str, sentence: str) -> list[str]:
    words = words_of(sentence)
    hits = Phrases([Entry("t", "g", pattern)]).find(words)
    return [sentence[words.start[hit.first] : words.end[hit.after - 1]] for hit in hits]


def test_words_keep_their_places_whatever_the_marks():
    sentence = "“We won’t talk,” Mr. Fox—of the U.S.—said in Saint-Denis on 1,500 m; U.N. staff didn't."
    words = words_of(sentence)
    for low, start, end in zip(words.lower, words.start, words.end, strict=True):
        shown = sentence[start:end].lower().replace("’", "'")
        assert low == ('"' if shown in "“”" else shown)
    assert {"mr.", "u.s.", "saint-denis", "1,500", "n't", "did", "wo"} <= set(words.lower)


def test_quoted_words_are_known_even_if_the_quotation_opened_earlier():
    quoted = dict(zip(*(lambda w: (w.lower, w.quoted))(words_of("It must end,” she said.")), strict=True))
    assert quoted["must"]
    assert not quoted["said"]
    assert not any(words_of("Nothing is quoted here.").quoted)


@pytest.mark.parametrize(
    ("pattern", "sentence", "expected"),
    [
        ("lead~ to", "That led to war, and this will lead to more.", ["led to", "lead to"]),
        ("crisis^", "A crisis among crises.", ["crisis", "crises"]),
        ("force~ <3> to", "They forced the old man to go.", ["forced the old man to"]),
        ("force~ <2> to", "They forced the tired old man to go.", []),
        ("force~ <3> to", "They forced it, and went to bed.", []),
        ("will not [yield|bend]", "We will not bend.", ["will not bend"]),
        ("the _ hand", "the upper hand", ["the upper hand"]),
        ("hand [|of] god", "hand of god, hand god", ["hand of god", "hand god"]),
    ],
)
def test_patterns_find_what_they_say(pattern, sentence, expected):
    assert found(pattern, sentence) == expected


def test_the_longest_of_a_group_wins_and_other_groups_stand_beside_it():
    phrases = Phrases(
        [Entry("t", "a", "rule~ out"), Entry("t", "a", "rule~ out any"), Entry("t", "b", "rule~")]
    )
    hits = phrases.find(words_of("They ruled out any deal."))
    assert sorted((hit.entry.group, hit.after - hit.first) for hit in hits) == [("a", 3), ("b", 1)]


@pytest.mark.parametrize("pattern", ["", "_ war", "<2> war", "war <2>", "war <2> _", "war <1> [|x]"])
def test_patterns_that_cannot_be_walked_are_refused(pattern):
    with pytest.raises(ParameterError):
        expand(pattern)


def test_a_place_leads_to_its_word():
    words = words_of("Kyiv has left.")
    assert [word_at(words, place) for place in (0, 4, 5, 13, 99)] == [0, 1, 1, 3, 3]


@pytest.mark.parametrize(
    ("base", "forms"),
    [
        ("refer", {"refers", "referring", "referred"}),
        ("deny", {"denies", "denying", "denied"}),
        ("agree", {"agrees", "agreeing", "agreed"}),
        ("tie", {"ties", "tying", "tied"}),
        ("seek", {"seeks", "seeking", "sought"}),
        ("offer", {"offers", "offering", "offered"}),
        ("panic", {"panics", "panicking", "panicked"}),
        ("stay", {"stays", "staying", "stayed"}),
    ],
)
def test_verbs_are_inflected(base, forms):
    assert set(verb_forms(base)) == forms | {base}


def test_plurals():
    assert [plural(word) for word in ("ally", "day", "basis", "box", "veto")] == [
        "allies",
        "days",
        "bases",
        "boxes",
        "vetoes",
    ]
