"""Choices and conditions: events that fall at the first step at which a state of the world calls for them."""

import numpy as np
import pytest

from unit.projection.cases import (
    AT_ONCE,
    NOT,
    START,
    a_case,
    day,
    exactly,
    issue,
    pressure,
    rate,
    stance,
    terms,
    when,
)

CHOICE = {"id": "answer", "on": day(2), "when": {"level": "course", "at_least": 60}}


def choice(leap_in, leap_to=70, **more):
    leap = {"id": "leap", "on": day(leap_in), "sets": {"course": leap_to}}
    return a_case(weeks=12, events=[{**CHOICE, **more}, leap])


def test_a_choice_falls_at_the_first_step_at_which_its_condition_holds(play):
    assert when(play(choice(0)), "answer") == [3]  # held before the window opens
    assert when(play(choice(5)), "answer") == [7]  # the condition is read at the start of a step
    assert when(play(choice(5, 59)), "answer") == [NOT]


def test_a_choice_falls_within_its_window(play):
    assert when(play(choice(5, until=day(6, 3))), "answer") == [7]
    assert when(play(choice(6, until=day(6, 3))), "answer") == [NOT]


def test_a_choice_with_a_chance_is_decided_once(play):
    case = choice(3, chance=exactly(0.3))
    assert when(play(case, falls=0.29), "answer") == [5]
    assert when(play(case, falls=0.31), "answer") == [NOT]


def test_a_choice_may_have_branches(play):
    """An offer answered by censure: exclusive branches conditional on a state."""
    branches = {
        "accept": {"chance": exactly(0.4), "sets": {"course": 90}},
        "censure": {"chance": exactly(0.6), "sets": {"course": 10}},
    }
    case = choice(3, branches=branches)
    for draw, name, level in ((0.39, "answer.accept", 90.0), (0.41, "answer.censure", 10.0)):
        world = play(case, falls=draw)
        assert when(world, "answer", name) == [5, 5]
        assert world.reading("course.level")[0, 5] == level
    assert (
        when(play(choice(3, 50, branches=branches)), "answer", "answer.accept", "answer.censure") == [NOT] * 3
    )


def test_choices_are_made_after_the_as_of_date(play):
    case = choice(0)
    assert when(play(case, mode="forecast", as_of=day(6, 2)), "answer") == [8]
    assert when(play(case, mode="hindcast", as_of=day(6, 2)), "answer") == [3]


CONDITIONS = {
    "level": {"level": "course", "at_least": "all"},
    "all": {"all": [{"level": "course", "at_least": 90}, {"pressure": "heat", "at_least": 50}]},
    "any": {"any": [{"level": "course", "at_most": -1}, {"pressure": "heat", "at_least": 50}]},
    "n of": {
        "n": 2,
        "of": [
            {"level": "course", "at_least": 90},
            {"pressure": "heat", "at_least": 50},
            {"happened": "never"},
        ],
    },
    "not": {"not": {"pressure": "heat", "at_most": 50}},
    "range": {"pressure": "heat", "at_least": 50, "at_most": 70},
    "nested": {"not": {"any": [{"not": {"happened": "leap"}}, {"pressure": "heat", "at_most": 30}]}},
    "mandate": {"mandate": "state.course", "at_least": 75},
    "fires": {"fires": "strike", "times": 2},
    "event": {"fires": "leap"},
    "zone": {"zone": "talks", "at_least": 100},
    "open": {"open": "talks"},
}


@pytest.mark.parametrize("name", CONDITIONS)
def test_every_kind_of_condition_is_read(play, name):
    """All hold from the end of the fourth week on, and so let a choice fall in the fifth."""
    case = a_case(
        weeks=6,
        issues={"course": issue(0, owner="state"), "side": issue(0)},
        actors={
            "state": {"stances": {"course": stance(70), "side": stance(90)}},
            "other": {"stances": {"side": stance(95)}},
        },
        pressures={"heat": pressure(40)},
        effects=[{"when": "heat", "turns": "state.course.position", "toward": "up", "by": exactly(5)}],
        tracks={
            "talks": {
                "between": ["state", "other"],
                "over": ["side"],
                "terms": terms(),
                "opens": day(3),
            }
        },
        hazards={"strike": {"rate": rate(0.1), "quiet_for": "1 week", "opens_on": day(2)}},
        events=[
            {
                "id": "leap",
                "on": day(3),
                "sets": {"course": 100},
                "shocks": {"heat": {"up": exactly(20), "lasting": True}},
            },
            {"id": "never", "on": day(3), "chance": exactly(0)},
            {"id": "answer", "on": START, "when": CONDITIONS[name]},
        ],
    )
    assert when(play(case, fires=AT_ONCE), "answer") == [5]


def test_a_condition_of_many_parts_is_read_to_its_end(play):
    parts = [{"level": "course", "at_least": 100 - n / 10} for n in range(400)]
    assert when(play(choice(3, when={"any": parts})), "answer") == [5]
    assert when(play(choice(3, when={"all": parts})), "answer") == [NOT]


@pytest.mark.parametrize("name", ["a_reply", "z_reply"])
def test_names_do_not_tell_whether_a_condition_sees_an_event_of_the_same_step(play, name):
    """Conditions are read as the step begins, before any event falls, whichever comes first in the alphabet."""
    events = [{"id": "m_offer", "on": day(2)}, {"id": name, "on": START, "when": {"happened": "m_offer"}}]
    assert when(play(a_case(events=events)), "m_offer", name) == [3, 4]


@pytest.mark.parametrize("name", ["a_reply", "z_reply"])
def test_an_event_sees_a_blow_of_the_same_step_and_a_hazard_one_of_the_step_before(play, name):
    hazards = {
        "m_strike": {"rate": rate(0.1), "opens_on": day(2)},
        name: {"rate": rate(0.1), "needs": {"fires": "m_strike"}},
    }
    case = a_case(hazards=hazards, events=[{"id": "statement", "on": START, "when": {"fires": "m_strike"}}])
    world = play(case, fires=AT_ONCE)
    assert when(world, "statement") == [3]
    assert np.flatnonzero(world.fires[0, :, world.names.hazards.index(name)]).tolist() == [4]
