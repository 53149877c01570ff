"""Stems meet where words do, and likeness is a share."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.reading.several.resemblance import alike, rarity
from detente.reading.words.stems import content, stem

TEXTS = [
    "Iceland refuses a smaller share",
    "Norway and Iceland talk about the quota",
    "Economic strain weighs on Iceland",
]


@pytest.mark.parametrize(
    "words",
    [
        ("talk", "talks", "talking", "talked"),
        ("negotiate", "negotiations", "negotiating"),
        ("sanction", "sanctions", "sanctioned"),
        ("threaten", "threatens", "threatened"),
    ],
)
def test_forms_of_one_word_meet(words):
    assert len({stem(word) for word in words}) == 1


def test_empty_words_and_ids():
    assert content("The talks of catch_share, and it is") == {stem("talks"), stem("catch"), stem("share")}
    assert content("Something makes somebody act") == frozenset()


def test_rare_words_weigh_more():
    weights = rarity(TEXTS)
    assert weights[stem("refuses")] > weights[stem("Iceland")] > 0


@given(st.sampled_from(TEXTS), st.sampled_from(TEXTS))
def test_likeness_is_a_symmetric_share(one, other):
    weights = rarity(TEXTS)
    share = alike(content(one), content(other), weights)
    assert 0 <= share <= 1
    assert share == alike(content(other), content(one), weights)
    assert alike(content(one), content(one), weights) == 1
    assert alike(frozenset(), content(one), weights) == 0
