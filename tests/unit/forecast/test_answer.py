from dataclasses import replace
from datetime import date, timedelta

import pytest

from detente.core.question import Question
from detente.forecast import answer
from detente.projection import project


def test_every_kind_of_question_is_answered(small, forecast):
    found = {one.id: one for one in answer(small, forecast)}
    assert list(found) == list(small.questions)
    assert {one.kind for one in found.values()} == {"yes/no", "number", "first of"}
    yes = found["more_water"]
    assert 0 <= yes.probability <= 1
    assert yes.low <= yes.probability <= yes.high
    assert yes.base_rate is not None
    number = found["raids"]
    assert number.probability is None
    assert number.low == number.quantiles["0.05"] <= number.quantiles["0.5"] <= number.high
    assert number.words.endswith(f"to {number.high:g}")
    first = found["deal_or_raid"]
    assert sum(first.options.values()) == pytest.approx(1.0)
    assert set(first.options) == {"deal", "raid", "none"}


def test_the_error_is_that_of_a_share(small, forecast):
    one = answer(small, forecast)[1]
    assert one.se == pytest.approx((one.probability * (1 - one.probability) / forecast.worlds) ** 0.5)


def test_counts_are_whole(small, forecast):
    found = {one.id: one for one in answer(small, forecast)}["raids"]
    assert all(value == int(value) for value in found.quantiles.values())


def test_without_nested_worlds_the_range_is_the_probability(small, forecast):
    one = answer(small, forecast)[0]
    assert one.low == one.probability == one.high


def test_nested_worlds_give_a_range(small, forecast, settings):
    nested = project(small, replace(settings, worlds=1000), tied=20)
    first = {one.id: one for one in answer(small, forecast, nested=nested)}["deal_or_raid"]
    assert first.low < max(first.options.values()) < first.high


def test_a_question_is_not_answered_with_what_was_learnt_later(small, forecast, settings):
    early = Question.model_validate(
        {
            "asks": "Was there a raid?",
            "asked": date(2023, 5, 20),
            "by": date(2023, 6, 25),
            "yes_if": {"fires": "border_raid"},
        }
    )
    asked = small.model_copy(update={"questions": {"early": early}})
    assert answer(asked, forecast) == ()
    before = project(asked, replace(settings, as_of=early.asked))
    assert answer(asked, {small.as_of: forecast, early.asked: before})[0].worlds == before.worlds


def test_a_question_beyond_the_horizon_is_left_out(small, settings):
    short = project(small.model_copy(update={"until": small.as_of + timedelta(weeks=4)}), settings)
    assert answer(small, short) == ()


def test_the_analysts_own_forecast_is_kept(small, forecast):
    asked = small.questions["more_water"].model_copy(update={"own_forecast": None})
    own = Question.model_validate(
        {**asked.model_dump(by_alias=True, exclude_none=True), "own_forecast": "likely"}
    )
    case = small.model_copy(update={"questions": {"more_water": own}})
    assert answer(case, forecast)[0].own_forecast == case.words_of("chance")["likely"]
