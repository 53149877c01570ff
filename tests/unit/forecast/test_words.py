import pytest

from detente.core.errors import ParameterError
from detente.forecast import number_for, scales, words_for


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
        ("phia", 0.004, "remote chance [<1 %]"),
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
