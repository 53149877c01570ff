"""Steps are labelled by their end; a date counts to the step that contains it."""

from datetime import date

import pytest

from detente.projection import calendar
from unit.projection.cases import START, a_case, day, happened


def test_the_start_and_then_the_last_day_of_every_step():
    assert calendar.dates(a_case(weeks=3)) == (START, day(0, 6), day(1, 6), day(2, 6))


def test_steps_reach_the_horizon():
    case = a_case(weeks=3)
    assert case.model_copy(update={"until": day(3)}).steps == 4
    assert calendar.dates(case.model_copy(update={"until": day(3)}))[-1] == day(3, 6)


@pytest.mark.parametrize(
    ("when", "step"), [(START, 0), (day(0, 6), 0), (day(1), 1), (day(5, 3), 5), (date(2030, 1, 6), -1)]
)
def test_the_step_that_contains_a_date(when, step):
    assert calendar.step_of(a_case(), when) == step


def test_what_is_drawn_lies_after_the_as_of_date():
    case = a_case(weeks=4)
    assert calendar.exposure(case, None) == (1.0,) * 4
    assert calendar.exposure(case, day(1, 2)) == (0.0, 4 / 7, 1.0, 1.0)
    assert calendar.exposure(case, day(1, 6)) == (0.0, 0.0, 1.0, 1.0)
    assert calendar.exposure(case, date(2029, 1, 1)) == (1.0,) * 4


def test_exposure_is_in_weeks_whatever_the_step():
    case = a_case(weeks=1).model_copy(update={"step_days": 1})
    assert calendar.exposure(case, day(0, 4)) == (0.0,) * 5 + (1 / 7, 1 / 7)


def test_whole_steps_of_a_span_are_rounded_up():
    case = a_case()
    assert [calendar.steps_in(case, weeks) for weeks in (0, 0.5, 1, 8, 4.345)] == [0, 1, 1, 8, 5]
    assert calendar.steps_in(case.model_copy(update={"step_days": 3}), 1) == 3


def test_an_event_is_seen_at_the_end_of_its_step(play):
    """The step that starts on Monday 4 November holds the election of Tuesday the 5th."""
    world = play(a_case(events=[{"id": "vote", "on": day(3, 1)}]))
    assert happened(world, "vote") == [4]
    assert world.dates[4] == day(3, 6)
    assert world.step_at(day(3, 1)) == 4
