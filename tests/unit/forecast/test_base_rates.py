from datetime import date, timedelta

import pytest

from detente.core.question import Question
from detente.forecast.base_rates import base_rates, weeks_open

ASKED = date(2030, 1, 1)


def question(**more):
    return Question.model_validate(
        {
            "asks": "Will it?",
            "asked": ASKED,
            "by": ASKED + timedelta(weeks=52),
            "yes_if": {"fires": "raid"},
            **more,
        }
    )


def test_a_rate_is_a_poisson_process_over_the_window():
    found = base_rates(question(chance_without_a_model=[{"rate": "1 in 52 weeks", "why": "a year"}]))
    assert found[0].probability == pytest.approx(0.632120559)
    assert found[0].why == "a year"


def test_a_chance_is_taken_as_stated():
    assert (
        base_rates(question(chance_without_a_model=[{"chance": 0.3, "why": "three in ten"}]))[0].probability
        == 0.3
    )


def test_a_rate_of_nothing_is_no_chance():
    found = base_rates(question(chance_without_a_model=[{"rate": "0 in 4 years", "why": "never seen"}]))
    assert found[0].probability == 0.0


def test_the_rule_narrows_the_window():
    opens, closes = ASKED + timedelta(weeks=10, days=1), ASKED + timedelta(weeks=20)
    assert weeks_open(question(yes_if={"fires": "raid", "from": opens, "by": closes})) == 10.0
    assert weeks_open(question(yes_if={"any": [{"fires": "raid", "from": opens}]})) == 52.0


def test_a_number_has_none():
    number = question(
        yes_if=None,
        number={"count": "raid"},
        chance_without_a_model=[{"rate": "1 in 52 weeks", "why": "a year"}],
    )
    assert base_rates(number) == ()
