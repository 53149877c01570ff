from typing import get_args

import pytest

from detente.core.errors import ParameterError
from detente.core.wording import Lexicon, Wording
from detente.forecast import number_for, scale_of, scales, words_for


@pytest.mark.parametrize(
    ("probability", "words"),
    [
        (0.0, "<1 %"),
        (0.0099, "<1 %"),
        (0.01, "almost no chance [1 %]"),
        (0.05, "very unlikely [5 %]"),
        (0.2, "unlikely [20 %]"),
        (0.4499, "roughly even chance [45 %]"),
        (0.45, "roughly even chance [45 %]"),
        (0.55, "likely [55 %]"),
        (0.64, "likely [64 %]"),
        (0.7999, "very likely [80 %]"),
        (0.95, "almost certain [95 %]"),
        (0.99, "almost certain [99 %]"),
        (0.9901, ">99 %"),
        (1.0, ">99 %"),
    ],
)
def test_lower_bounds_are_inclusive_and_the_word_is_that_of_the_number_shown(probability, words):
    assert words_for(probability) == words


@pytest.mark.parametrize(
    ("scale", "probability", "words"),
    [
        ("icd203_second", 0.64, "probable [64 %]"),
        ("phia", 0.5, "realistic possibility [50 %]"),
        ("phia", 0.07, "7 %"),
        ("phia", 0.004, "<1 %"),
        ("phia", 0.5049, "realistic possibility [50 %]"),
        ("ipcc", 0.33, "about as likely as not [33 %]"),
        ("ipcc", 0.995, "virtually certain [>99 %]"),
    ],
)
def test_other_scales(scale, probability, words):
    assert words_for(probability, scale) == words


def test_scales_are_in_order_and_say_where_they_are_from():
    for scale in scales().values():
        assert scale.source
        ends = [end for word in scale.words for end in (word.low, word.high)]
        assert ends == sorted(ends)


def test_rows_of_one_directive_are_never_mixed():
    rows = [{word.word for word in scales()[name].words} for name in ("icd203", "icd203_second")]
    assert not rows[0] & rows[1]


@pytest.mark.parametrize("probability", [-0.1, 1.1])
def test_what_is_no_probability_is_refused(probability):
    with pytest.raises(ParameterError):
        words_for(probability)


def test_an_unknown_scale_is_refused_with_the_nearest():
    with pytest.raises(ParameterError, match="icd203"):
        words_for(0.5, "icd-203")


def test_a_number_is_told_with_its_range_and_unit():
    assert number_for(2.0, 0.0, 5.0, "rounds") == "2 rounds, 90 % range 0 to 5"
    assert number_for(31.2, 20.0, 40.0, None).startswith("31.2 points")


def test_likelihood_says_nothing_of_confidence():
    assert not any("confidence" in words_for(percent / 100) for percent in range(101))


def test_the_rule_printed_is_the_rule_applied():
    for name, scale in scales().items():
        for percentage in range(1, 100):
            term = scale.term(percentage / 100)
            assert term is None or term in scale.rule
            bare = words_for(percentage / 100, name)
            assert (term is None) == ("[" not in bare)
    assert "1 to 4 % almost no chance" in scales()["icd203"].rule
    assert "alone, without a word, at <1 %, 6 to 9 %" in scales()["phia"].rule


def test_an_own_lexicon_is_a_scale_like_any_other(small):
    rows = [{"word": "no", "from": 0.01}, {"word": "yes", "from": 0.5, "below": 0.9}]
    own = Lexicon.model_validate({"source": "ours", "words": rows})
    worded = small.model_copy(update={"wording": "own", "lexicon": own})
    assert [words_for(p, scale_of(worded)) for p in (0.2, 0.5, 0.93)] == ["no [20 %]", "yes [50 %]", "93 %"]
    with pytest.raises(ParameterError, match="lexicon"):
        scale_of(small.model_copy(update={"wording": "own"}))
    for broken in ([rows[1], rows[0]], [{**rows[0], "below": 0.6}, rows[1]]):
        with pytest.raises(ValueError, match=r"above|below"):
            Lexicon.model_validate({"source": "ours", "words": broken})


def test_every_scale_a_case_may_name_is_shipped_or_its_own():
    assert set(get_args(Wording)) == {*scales(), "own"}
    assert all(scale.confidence for scale in scales().values())
