from datetime import date

import pytest

from detente.core.question import Question
from detente.forecast import answer_all
from detente.forecast.answer_all import up_to


@pytest.fixture
def asked(small):
    early = Question.model_validate(
        {
            "asks": "Will there be a raid by the end of June?",
            "asked": date(2023, 5, 20),
            "by": date(2023, 6, 25),
            "yes_if": {"fires": "border_raid"},
        }
    )
    return small.model_copy(update={"questions": {"early": early, **small.questions}})


def test_each_question_gets_worlds_as_of_its_day(asked, settings):
    found = {one.id: one for one in answer_all(asked, settings)}
    assert list(found) == list(asked.questions)
    assert 0.0 < found["early"].probability < 1.0


def test_the_main_run_is_used_where_it_fits(small, settings, forecast):
    from detente.forecast import answer

    alone = answer(small, forecast)
    together = answer_all(small, settings, projection=forecast)
    assert [one.probability for one in together] == [one.probability for one in alone]
    assert [one.se for one in together] == [one.se for one in alone]


def test_a_shorter_horizon_changes_no_answer(small, settings, forecast):
    rerun = {one.id: one for one in answer_all(small, settings)}
    main = {one.id: one for one in answer_all(small, settings, projection=forecast)}
    assert rerun == main


def test_an_earlier_run_answers_later_questions_with_what_it_knows(asked, settings):
    from dataclasses import replace

    found = {one.id for one in answer_all(asked, replace(settings, as_of=date(2023, 6, 1)))}
    assert found == set(asked.questions)


def test_progress_runs_to_its_end(small, settings):
    seen = []
    answer_all(small, settings, progress=lambda done, total: seen.append((done, total)))
    assert seen[-1][0] == seen[-1][1]
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)


def test_a_horizon_is_never_before_the_start(small):
    assert up_to(small, date(2000, 1, 1)).until == small.start


def test_a_question_past_the_horizon_takes_worlds_that_run_on_and_changes_no_other(small, settings, forecast):
    raid = {"asks": "A raid?", "asked": small.as_of, "yes_if": {"fires": "border_raid"}}
    inside = Question.model_validate({**raid, "by": small.until})
    beyond = Question.model_validate({**raid, "by": date(2024, 4, 30)})
    more = small.model_copy(update={"questions": {**small.questions, "inside": inside, "beyond": beyond}})
    found = {one.id: one for one in answer_all(more, settings, projection=forecast)}
    assert found["beyond"].probability > found["inside"].probability > 0
    longer = small.model_copy(update={"until": date(2024, 4, 30), "questions": {"beyond": beyond}})
    (alone,) = answer_all(longer, settings)
    assert alone == found["beyond"]
    without = {one.id: one for one in answer_all(small, settings, projection=forecast)}
    assert {name: found[name] for name in small.questions} == without


def test_a_question_may_be_answered_anew_from_what_became_known(asked, settings):
    first = {one.id: one for one in answer_all(asked, settings)}["early"]
    (anew,) = answer_all(asked, settings, days={"early": date(2023, 6, 20)})
    assert anew.id == "early"
    assert anew.probability < first.probability, "most of the window has passed without a raid"
    assert (anew.asked, anew.by) == (first.asked, first.by)
