"""What events do besides shocks: turn dials, by points, per cent or to a value, and act directly."""

import numpy as np
import pytest

from detente.projection.compile import compile_case
from detente.projection.plan import everything_on
from unit.projection.cases import (
    START,
    a_case,
    bargain,
    day,
    dial,
    exactly,
    pressure,
    stance,
    when,
)


def test_an_event_turns_dials_by_points_by_per_cent_and_to_a_value(play):
    turns = {
        "a.course.position": {"by": exactly(7), "toward": "none"},
        "a.course.salience": {"by": exactly(20), "toward": "up"},
        "a.talks.trust": {"by": exactly(10), "toward": "down"},
        "b.talks.trust": {"to": "likely"},
        "b.course.position": {"to": "all"},
        "talks.seen": {"to": 0.25},
        "talks.chance_of_a_deal": {"to": 30},
        "course.pace": {"to": "slow"},
    }
    case = bargain(
        {"a": 30, "b": 60},
        stands=0,
        actors={"a": {"stances": {"course": stance(30, salience=exactly(50))}}},
        events=[{"id": "turn", "on": day(1), "turns": turns}],
    )
    world = play(case)
    before = {name: dial(world, name)[0, 1] for name in turns}
    after = {name: dial(world, name)[0, 2:] for name in turns}
    expected = {
        "a.course.position": 23.0,
        "a.course.salience": 60.0,
        "a.talks.trust": 0.4,
        "b.talks.trust": 0.7,
        "b.course.position": 100.0,
        "talks.seen": 0.25,
        "talks.chance_of_a_deal": -np.log(0.7) / 4.0,
        "course.pace": 1.0,
    }
    assert before["a.course.position"] == 30.0
    for name, value in expected.items():
        assert after[name] == pytest.approx(value), name


def test_a_turn_of_a_collectives_dial_reaches_those_who_inherit_it(play):
    case = a_case(
        actors={
            "land": {"terms": {"any": {"trust": exactly(0.5)}}},
            "dove": {"member_of": "land", "stances": {"course": stance(60)}},
            "hawk": {
                "member_of": "land",
                "stances": {"course": stance(20)},
                "terms": {"talks": {"trust": exactly(0.3)}},
            },
            "other": {"stances": {"course": stance(60)}},
        },
        tracks={"talks": {"between": ["land", "other"], "over": ["course"]}},
        events=[{"id": "oath", "on": START, "turns": {"land.talks.trust": {"to": 0.9}}}],
    )
    world = play(case)
    assert [dial(world, f"{who}.talks.trust")[0, 1] for who in ("land", "dove", "hawk")] == pytest.approx(
        [0.9, 0.9, 0.3]
    )


def test_dials_stay_in_their_range(play):
    events = [
        {
            "id": f"push_{n}",
            "on": day(n),
            "turns": {
                "a.talks.trust": {"by": exactly(60), "toward": "up"},
                "talks.seen": {"by": exactly(80), "toward": "down"},
            },
        }
        for n in range(3)
    ]
    world = play(bargain({"a": 30, "b": 60}, stands=0, events=events))
    assert dial(world, "a.talks.trust")[0, -1] == 0.98
    assert dial(world, "talks.seen")[0, -1] == 0.0


def test_direct_acts_can_be_switched_off_apart_from_shocks(play):
    event = {
        "id": "leap",
        "on": day(2),
        "sets": {"course": 80},
        "shocks": {"heat": {"up": exactly(10), "lasting": True}},
    }
    case = a_case(pressures={"heat": pressure(20)}, events=[event])
    compiled = compile_case(case, as_of=case.as_of, mode="hindcast")
    off = everything_on(compiled.plan)._replace(from_step=0, direct=np.zeros(1, np.uint8))
    world = play(case, switches=off)
    assert world.reading("course.level")[0, -1] == 50.0
    assert world.reading("heat")[0, -1] == pytest.approx(30.0)
    assert when(world, "leap") == [3]
