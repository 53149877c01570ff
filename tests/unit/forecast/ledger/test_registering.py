"""Standing: what may be called registered, and what is a repetition."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from detente.core.ledger import Ruling
from detente.core.resolution import Resolution
from detente.forecast.ledger import own_registration, refusal, repeats, rulings_in, standing
from detente.forecast.ledger.registering import FRESH, Circumstances
from detente.workspace import load_case
from ledgers import chain

SMALL = Path(__file__).parents[3] / "cases" / "small"
AS_OF = date(2023, 6, 30)


@pytest.fixture(scope="module")
def case():
    return load_case(SMALL).case


@pytest.fixture(scope="module")
def name(case):
    return next(name for name, one in case.questions.items() if one.yes_if is not None)


def entered(on, dated="clock", settled=(), blind=None):
    return Circumstances(on, dated, rulings_in(settled), blind)


def test_in_time_by_the_clock_is_registered(case, name):
    kind, because = standing(case, name, AS_OF, entered(AS_OF + timedelta(3)))
    assert (kind, because) == (
        "registered", "entered on 2023-07-03, 3 days after its data cut-off, before the close"
    )  # fmt: skip


@pytest.mark.parametrize(("late", "kind"), [(FRESH, "registered"), (FRESH + 1, "retrospective")])
def test_long_after_its_cut_off_it_is_retrospective_though_the_question_is_open(case, name, late, kind):
    on = AS_OF + timedelta(late)
    assert on < case.questions[name].by
    assert standing(case, name, AS_OF, entered(on))[0] == kind


def test_after_the_close_it_is_retrospective(case, name):
    by = case.questions[name].by
    assert standing(case, name, by, entered(by))[0] == "registered"
    kind, because = standing(case, name, by, entered(by + timedelta(1)))
    assert (kind, "closed" in because) == ("retrospective", True)


def test_a_day_stated_by_hand_proves_nothing(case, name):
    kind, because = standing(case, name, AS_OF, entered(AS_OF, "hand"))
    assert (kind, "by hand" in because) == ("retrospective", True)


def test_an_outcome_in_the_ledger_makes_it_retrospective(case, name):
    resolution = Resolution(question=name, outcome="yes", resolved_on=AS_OF)
    known = chain(Ruling(case="small", question=name, resolution=resolution))
    kind, because = standing(case, name, AS_OF, entered(AS_OF + timedelta(1), settled=known))
    assert (kind, "outcome was known" in because) == ("retrospective", True)


def test_what_closed_before_the_cut_off_cannot_be_forecast(case, name):
    by = case.questions[name].by
    assert refusal(case, name, by) is None
    assert "closed on" in refusal(case, name, by + timedelta(1))


def test_a_retrospective_forecast_speaks_as_of_its_cut_off_and_keeps_the_word_of_who_made_it(case, name):
    late = own_registration(
        case, name, 0.2, by="A. Analyst", why="deterred", as_of=AS_OF,
        entered=entered(date(2026, 1, 1), blind="outcomes not seen"),
    )  # fmt: skip
    assert (late.forecast.made_on, late.forecast.standing) == (AS_OF, "retrospective")
    assert (late.blind, late.why, late.forecast.cluster) == ("outcomes not seen", "deterred", "small")
    soon = own_registration(
        case, name, 0.2, by="A. Analyst", why=None, as_of=AS_OF, entered=entered(AS_OF + timedelta(2))
    )
    assert (soon.forecast.made_on, soon.forecast.standing) == (AS_OF + timedelta(2), "registered")
    assert soon.rule
    assert soon.asked == case.questions[name].asked


def test_the_same_forecast_is_a_repetition_whatever_the_day_and_another_is_none(case, name):
    def own(chance, on, as_of=AS_OF, by="A. Analyst"):
        return own_registration(case, name, chance, by=by, why=None, as_of=as_of, entered=entered(on))

    first, changed = own(0.2, AS_OF), own(0.4, AS_OF + timedelta(1))
    held = chain(first, changed)
    assert repeats(own(0.4, AS_OF + timedelta(40)), held) == held[1]
    assert repeats(own(0.2, AS_OF + timedelta(2)), held) is None, "back to the first is a change of mind"
    assert repeats(own(0.4, AS_OF + timedelta(2), AS_OF + timedelta(2)), held) is None, "from newer knowledge"
    assert repeats(own(0.4, AS_OF, by="B. Other"), held) is None
