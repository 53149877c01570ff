from datetime import date

import numpy as np
import pytest

from detente.core.question import Question
from detente.explanation.outcomes import atoms, can_be_asked, last_day, outcomes


def test_options_and_none_share_every_world(small, forecast):
    columns = outcomes(small, small.questions["deal_or_raid"], forecast)
    assert sum(columns.values()) == pytest.approx(np.ones(forecast.worlds))


def test_options_that_come_together_share_the_world(small, forecast):
    rule = {"level": "water", "at_least": 0}
    question = Question.model_validate(
        {
            "asks": "Which?",
            "asked": small.as_of,
            "by": date(2023, 9, 1),
            "first_of": {"one": rule, "same": rule, "never": {"level": "water", "at_least": 101}},
        }
    )
    columns = outcomes(small, question, forecast)
    assert set(columns["one"]) == {0.5}
    assert not columns["never"].any()


def test_yes_is_zero_or_one(small, forecast):
    assert set(np.unique(outcomes(small, small.questions["truce"], forecast)["yes"])) <= {0.0, 1.0}


def test_the_last_day_is_the_latest_the_rule_names(small):
    question = small.questions["truce"]
    assert last_day(question) == question.by
    late = question.model_copy(update={"by": date(2023, 8, 1)})
    looks = {"all": [{"level": "water", "at_least": 1, "at": date(2023, 11, 1)}, {"fires": "border_raid"}]}
    late = Question.model_validate({**late.model_dump(by_alias=True, exclude_none=True), "yes_if": looks})
    assert last_day(late) == date(2023, 11, 1)
    assert len(atoms(late.yes_if)) == 2


def test_worlds_that_know_too_much_cannot_be_asked(small, forecast):
    question = small.questions["truce"]
    assert can_be_asked(question, forecast)
    assert not can_be_asked(question.model_copy(update={"asked": date(2023, 6, 1)}), forecast)
