from datetime import date, timedelta

import pytest

from detente.core.errors import ParameterError
from detente.forecast.scores.admission import admit
from keeping_score import ASKED, CLOSES, ON, came, said

DAY = timedelta(days=1)


def test_only_what_was_made_before_the_outcome_was_known_counts():
    early = came(resolved_on=date(2024, 2, 1))
    before, after = said(made_on=date(2024, 1, 31)), said(made_on=date(2024, 2, 1), source="f.csv:3")
    admitted = admit([before, after], [early], ON)
    assert [one.forecast for one in admitted.settled] == [before]
    (out,) = admitted.excluded
    assert (out.made_on, out.source) == (date(2024, 2, 1), "f.csv:3")
    assert "settled on 2024-02-01" in out.reason


def test_what_was_made_after_the_close_is_excluded_though_the_outcome_came_later():
    late = said(made_on=CLOSES + DAY)
    admitted = admit([late], [came(resolved_on=CLOSES + 5 * DAY)], ON)
    assert "after the question closed" in admitted.excluded[0].reason


def test_nothing_later_than_the_day_of_scoring_is_read():
    admitted = admit([said(), said(made_on=CLOSES)], [came()], CLOSES - DAY)
    assert (admitted.forecasts, admitted.settled, admitted.open, admitted.overdue) == (1, (), 1, 0)


def test_questions_are_settled_annulled_overdue_or_open():
    made = [said("A"), said("B"), said("C"), said("D", closes=date(2026, 1, 1)), said("A", forecaster="you")]
    admitted = admit(made, [came("A"), came("B", None, annulled=True)], ON)
    assert (admitted.questions, admitted.annulled, admitted.overdue, admitted.open) == (4, 1, 1, 1)
    assert {one.forecast.question for one in admitted.settled} == {"A"}
    assert admitted.excluded == ()


def test_a_question_is_past_its_close_when_that_day_is_over():
    (one,) = admit([said()], [came(resolved_on=date(2024, 2, 1))], CLOSES).settled
    assert not one.past_close
    (one,) = admit([said()], [came(resolved_on=date(2024, 2, 1))], CLOSES + DAY).settled
    assert one.past_close
    assert one.last_day == date(2024, 1, 31)


def test_forecasts_made_earlier_are_left_aside():
    made = [said("A"), said("B", made_on=ASKED + DAY)]
    admitted = admit(made, [came("A"), came("B")], ON, since=ASKED + DAY)
    assert (admitted.forecasts, admitted.questions) == (1, 1)


def test_an_outcome_that_no_such_question_has_is_an_error():
    with pytest.raises(ParameterError, match="outcome of Q1: found '12'; allowed: yes or no"):
        admit([said()], [came(outcome="12")], ON)
