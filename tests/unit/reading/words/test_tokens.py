from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.reading.words.tokens import tokens_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Iran’s U.N. envoy didn’t sign.", ["Iran", "’s", "U.N.", "envoy", "didn’t", "sign", "."]),
        (
            "the cease-fire of 1,500 U.S.-backed troops",
            ["the", "cease-fire", "of", "1,500", "U.S.", "-", "backed", "troops"],
        ),
        ("Gen. Aoun, Mr. Fox", ["Gen.", "Aoun", ",", "Mr.", "Fox"]),
        ("N'Djamena", ["N", "'", "Djamena"]),
        ("", []),
    ],
)
def test_words(text, words):
    assert [token.word for token in tokens_of(text)] == words


def test_curly_marks_are_straightened_in_small_letters():
    assert [token.low for token in tokens_of("Iran’s “plan”")] == ["iran", "'s", '"', "plan", '"']


def test_offsets_count_from_the_whole_text():
    text = "One. Two three."
    assert [(token.start, token.word) for token in tokens_of(text, 5)] == [
        (5, "Two"),
        (9, "three"),
        (14, "."),
    ]


@given(st.text(max_size=200))
def test_tokens_cover_everything_but_blanks(text):
    tokens = tokens_of(text)
    assert all(text[token.start : token.end] == token.word for token in tokens)
    assert "".join(token.word for token in tokens) == "".join(text.split())
    assert all(one.end <= two.start for one, two in pairwise(tokens))
