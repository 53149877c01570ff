"""Rulings: new, repeated, differing, corrected, taken back; and what is in force after them."""

from datetime import date
from pathlib import Path

import pytest

from detente.core.ledger import Registration
from detente.core.resolution import Resolution
from detente.forecast.ledger import (
    askable,
    due,
    forecasts_in,
    next_close,
    resolutions_in,
    rule_on,
    rulings_in,
    seal,
)
from detente.forecast.ledger.resolving import Asked, outcome_fault
from detente.workspace import load_case
from ledgers import DAY, chain, draft, forecast, ruling

SMALL = Path(__file__).parents[3] / "cases" / "small"
ASKED = {
    "Q1": Asked("yes/no", (), DAY), "Q2": Asked("number", (), DAY), "Q3": Asked("category", ("deal", "none"), DAY)
}  # fmt: skip


def one(question="Q1", outcome="yes", on=date(2025, 5, 1), **more):
    return Resolution(question=question, outcome=outcome, resolved_on=on, annulled=outcome is None, **more)


def ruled(resolution, entries=(), correct=None):
    return rule_on("river", [resolution], ASKED, rulings_in(entries), correct)


def after(entries, found):
    return (*entries, *seal(found.drafts, entries[-1] if entries else None, DAY, "clock"))


def test_a_first_ruling_is_entered_as_what_it_is():
    assert [each.kind for each in ruled(one()).drafts] == ["resolution"]
    assert [each.kind for each in ruled(one(outcome=None)).drafts] == ["annulment"]


def test_the_same_ruling_is_told_and_not_entered_however_it_is_spelt():
    held = after((), ruled(one(outcome="yes")))
    again = ruled(one(outcome="TRUE", source="another page"), held)
    assert (again.drafts, again.repeated) == ((), ("Q1",))
    numbers = after((), ruled(one("Q2", "12")))
    assert ruled(one("Q2", "12.0"), numbers).repeated == ("Q2",)


@pytest.mark.parametrize(
    "other", [one(outcome="no"), one(outcome=None), one(on=date(2025, 5, 2)), one(outcome="open")]
)
def test_a_differing_ruling_is_told_and_entered_as_a_correction_only_with_a_reason(other):
    held = after((), ruled(one()))
    found = ruled(other, held)
    assert (found.drafts, dict(found.differing)) == ((), {"Q1": "yes on 2025-05-01"})
    corrected = after(held, ruled(other, held, "the first report was wrong"))
    assert [entry.kind for entry in corrected] == ["resolution", "correction"]
    last = rulings_in(corrected)["river", "Q1"].ruling
    assert (last.replaces, last.why) == (held[0].hash, "the first report was wrong")
    assert last.resolution == (None if other.outcome == "open" else other)


def test_what_was_taken_back_may_be_settled_again_and_counts_for_nothing_meanwhile():
    held = after((), ruled(one()))
    opened = after(held, ruled(one(outcome="open"), held, "premature"))
    assert resolutions_in(opened) == ()
    assert ruled(one(outcome="open"), opened).repeated == ("Q1",)
    again = after(opened, ruled(one(outcome="no"), opened))
    assert [entry.kind for entry in again] == ["resolution", "correction", "resolution"]
    assert [each.outcome for each in resolutions_in(again)] == ["no"]


def test_an_outcome_must_be_one_of_its_kind():
    assert outcome_fault(one("Q1", "perhaps"), ASKED["Q1"]) == "yes or no (true, false, 1, 0)"
    assert outcome_fault(one("Q2", "many"), ASKED["Q2"]) == "a number, in digits"
    assert outcome_fault(one("Q3", "war"), ASKED["Q3"]) == "one of deal, none"
    assert [
        outcome_fault(one(q, o), ASKED[q])
        for q, o in (("Q1", "no"), ("Q2", "3"), ("Q3", "Deal"), ("Q1", "open"))
    ] == [None] * 4


def test_questions_that_the_case_dropped_may_still_be_settled():
    case = load_case(SMALL).case
    gone = forecast("dropped", case="small")
    found = askable(case, chain(gone))
    assert set(found) == {"dropped", *case.questions}
    assert found["deal_or_raid"].kind == "category"
    assert "none" in found["deal_or_raid"].options


def test_due_are_questions_past_their_close_that_nobody_settled():
    early, late = forecast("Q1", closes=date(2025, 4, 1)), forecast("Q2", closes=date(2025, 5, 1))
    held = chain(early, forecast("Q1", 0.5, by="A. Analyst", closes=date(2025, 4, 1)), late)
    assert [each.question for each in due(held, date(2025, 4, 1))] == [], (
        "a question closes at the end of its day"
    )
    waiting = due(held, date(2025, 4, 11))
    assert [(each.question, each.overdue, each.forecasts, each.forecasters) for each in waiting] == [
        ("Q1", 10, 2, ("detente", "A. Analyst"))
    ]
    assert next_close(held, date(2025, 4, 11)) == date(2025, 5, 1)
    settled = (*held, *seal([draft(ruling("Q1", on=date(2025, 4, 2)))], held[-1], date(2025, 4, 3), "clock"))
    assert due(settled, date(2025, 4, 11)) == ()
    assert [each.question for each in due(settled, date(2025, 4, 2))] == ["Q1"], "entered a day later"


def test_scores_see_every_forecast_and_the_rulings_in_force_under_one_name():
    held = chain(forecast(), forecast(chance=0.6), ruling())
    assert [(each.question, each.probability) for each in forecasts_in(held)] == [("Q1", 0.3), ("Q1", 0.6)]
    assert forecasts_in(held)[1].source == f"ledger entry 2 ({held[1].hash[:8]})"
    assert [each.question for each in resolutions_in(held)] == ["Q1"]
    two: tuple[Registration, ...] = (forecast(), forecast(case="lake"))
    both = chain(*two, ruling())
    assert [each.question for each in forecasts_in(both)] == ["river/Q1", "lake/Q1"]
    assert [each.question for each in resolutions_in(both)] == ["river/Q1"]
