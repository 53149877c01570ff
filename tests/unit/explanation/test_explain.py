from dataclasses import replace
from datetime import date

import pytest

from detente.core.errors import RunError
from detente.core.focus import Focus, Target
from detente.explanation import explain
from detente.explanation.explain import STAGES, until_as_of
from detente.projection import project


@pytest.fixture(scope="module")
def found(small, settings, forecast):
    return explain(small, settings, forecast, ())


def test_all_of_it_is_there(small, found):
    assert [one.arena for one in found.shifts] == list(small.focus.arenas)
    assert [(one.game, one.target) for one in found.attributions] == [
        ("event", "water.level"),
        ("channel", "water.level"),
    ]
    assert {rival.id for rival in found.rivals} == set(small.accounts)
    assert found.counterfactuals
    assert found.trade_offs
    assert found.joint_success is not None
    assert {mover.answer for mover in found.movers} <= set(small.questions)


def test_the_same_run_gives_the_same_explanation(small, settings, forecast, found):
    assert explain(small, replace(settings, workers=2), forecast, ()) == found


def test_claims_lead_back_to_the_case(small, found):
    named = {claim for one in found.attributions for driver in one.drivers for claim in driver.claims}
    assert named
    assert named <= set(small.claims)


def test_without_a_focus_the_largest_change_is_explained(small, settings):
    bare = small.model_copy(update={"focus": Focus()})
    told = explain(bare, settings, project(bare, settings), ())
    assert told.attributions[0].target in {"water.level", "border.level"}
    assert told.attributions[0].from_date == small.start


def test_progress_names_each_part_in_order(small, settings, forecast):
    seen = []
    explain(
        small, replace(settings, worlds=50), forecast, (), progress=lambda *told: seen.append(told), worlds=50
    )
    assert [name for name, _, _ in seen] == list(STAGES)
    assert [done for _, done, _ in seen] == list(range(len(STAGES)))


def test_a_hindcast_needs_no_step_beyond_the_as_of_date(small, settings):
    assert until_as_of(small, settings).until >= small.as_of
    assert until_as_of(small, settings).until <= small.until
    assert until_as_of(small, replace(settings, as_of=date(2023, 5, 3))).steps == 1


@pytest.mark.parametrize("day", [date(2023, 5, 1), date(2023, 5, 2), date(2023, 5, 20)])
def test_an_earlier_as_of_date_is_explained_with_what_was_known(small, settings, day):
    asked = replace(settings, as_of=day, worlds=120)
    found = explain(small, asked, project(small, asked), ())
    assert [one.to_date for one in found.shifts] == [day, day]
    assert all(abs(one.change - sum(d.share for d in one.drivers)) < 1e-9 for one in found.attributions)


def test_a_focus_on_what_is_yet_to_come_is_a_forecast(small, settings):
    target = Target.model_validate({"of": "water.level", "from": date(2023, 9, 1), "to": date(2023, 10, 31)})
    later = small.model_copy(update={"focus": small.focus.model_copy(update={"targets": (target,)})})
    asked = replace(settings, worlds=120)
    found = explain(later, asked, project(later, asked), ())
    assert found.rivals == ()
    assert found.shifts[0].from_date == small.start
    assert found.attributions[0].from_date == date(2023, 9, 1)


def test_a_run_that_is_stopped_says_so(small, settings, forecast):
    from threading import Event

    stop = Event()
    stop.set()
    with pytest.raises(RunError, match="stopped"):
        explain(small, settings, forecast, (), stop=stop)
