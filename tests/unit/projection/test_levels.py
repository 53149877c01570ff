"""What moves a level, in which order, how fast; and what is said of it."""

import numpy as np
import pytest

from unit.projection.cases import AT_ONCE, START, a_case, bargain, day, exactly, issue, pressure, stance


def owned(now=50.0, line=80.0, pace=100, weeks=6, **parts):
    actors = {"state": {"stances": {"course": stance(line, **parts.pop("stance", {}))}}}
    return a_case(
        weeks=weeks, issues={"course": issue(now, owner="state", pace=pace)}, actors=actors, **parts
    )


def level(play, case, **luck):
    return play(case, **luck).reading("course.level")[0]


def test_a_pace_caps_the_change_of_a_step(play):
    assert level(play, owned(pace=4)) == pytest.approx([50, 54, 58, 62, 66, 70, 74])
    assert level(play, owned(line=45, pace=4)) == pytest.approx([50, 46, 45, 45, 45, 45, 45])


def test_a_pace_is_in_weeks_whatever_the_step(play):
    path = level(play, owned(pace=3.5, weeks=2, step_days=1))
    assert path == pytest.approx(50.0 + 0.5 * np.arange(15))


def test_a_pace_may_be_turned(play):
    case = owned(
        pace=2,
        pressures={"haste": pressure(40)},
        effects=[{"when": "haste", "turns": "course.pace", "toward": "up", "by": exactly(3)}],
        events=[{"id": "blow", "on": day(2), "shocks": {"haste": {"up": exactly(10), "lasting": True}}}],
    )
    assert level(play, case) == pytest.approx([50, 52, 54, 59, 64, 69, 74])


def test_an_issue_nobody_owns_stands(play):
    case = a_case(issues={"course": issue(50)}, actors={"state": {"stances": {"course": stance(80)}}})
    assert level(play, case) == pytest.approx(50.0)


def test_a_fact_fixes_the_level_in_its_step_and_is_no_matter_of_pace(play):
    case = owned(pace=4, events=[{"id": "leap", "on": day(2), "sets": {"course": 20}}])
    assert level(play, case) == pytest.approx([50, 54, 58, 20, 24, 28, 32])


def test_a_fact_stands_before_a_settlement_of_the_same_step(play):
    case = bargain({"a": 30, "b": 60}, stands=0, events=[{"id": "leap", "on": START, "sets": {"course": 5}}])
    path = level(play, case, settles=AT_ONCE)
    assert path[:3] == pytest.approx([0.0, 5.0, path[-1]])
    assert path[-1] > 30.0


def test_a_settled_fact_may_agree_on_a_level_that_is_reached_at_the_issues_pace(play):
    fact = {
        "id": "accord",
        "on": day(2),
        "sets": {"course": 20},
        "settles": ["talks"],
        "agrees": {"course": 29},
    }
    case = bargain({"a": 30, "b": 60}, stands=0, issues={"course": issue(0, pace=4)}, events=[fact])
    assert level(play, case)[:8] == pytest.approx([0, 0, 0, 20, 24, 28, 29, 29])


def test_what_is_agreed_goes_with_a_settlement():
    with pytest.raises(ValueError, match="`agrees` goes with `settles`"):
        owned(events=[{"id": "accord", "on": day(2), "agrees": {"course": 29}}])


def test_a_deal_in_force_stands_before_the_owners_line(play):
    case = bargain({"a": 30, "b": 60}, stands=0, issues={"course": issue(0, owner="a", pace=1)})
    settled = level(
        play,
        case,
        settles=AT_ONCE,
    )
    assert settled[-1] == pytest.approx(8.0)
    fast = bargain({"a": 30, "b": 60}, stands=0, issues={"course": issue(0, owner="a")})
    assert level(play, fast, settles=AT_ONCE)[-1] == pytest.approx(36.5767, abs=1e-3)
    assert level(play, fast)[-1] == pytest.approx(30.0)


def test_a_direct_movement_adds_and_stays_on_the_scale(play):
    moves = [
        {"id": "one", "on": day(1), "turns": {"course.level": {"by": exactly(15), "toward": "none"}}},
        {"id": "two", "on": day(2), "turns": {"course.level": {"by": exactly(90), "toward": "all"}}},
        {"id": "three", "on": day(3), "turns": {"course.level": {"to": "none"}}},
    ]
    case = a_case(
        weeks=4,
        issues={"course": issue(50)},
        actors={"state": {"stances": {"course": stance(50)}}},
        events=moves,
    )
    assert level(play, case) == pytest.approx([50, 50, 35, 100, 0])


def test_settled_is_not_arrived(play):
    world = play(bargain({"a": 30, "b": 60}, stands=0, issues={"course": issue(0, pace=10)}), settles=AT_ONCE)
    assert world.reading("talks.settled")[0, 1] == 1.0
    assert world.reading("course.level")[0, :5] == pytest.approx([0, 10, 20, 30, 36.5767], abs=1e-3)


def test_what_is_said_is_the_level_where_all_is_in_the_open(play):
    world = play(owned(stance={"declared": 10}))
    assert np.array_equal(world.said, world.levels)


def test_what_is_said_of_a_hidden_track_is_the_declared_line(play):
    case = a_case(
        weeks=6,
        issues={"course": issue(40, owner="a")},
        actors={
            "a": {"stances": {"course": stance(40, declared=10)}},
            "b": {"stances": {"course": stance(60)}},
        },
        tracks={
            "talks": {
                "between": ["a", "b"],
                "over": ["course"],
                "opens": day(1),
                "closes": day(4),
                "seen": exactly(0.2),
            }
        },
        events=[{"id": "leak", "on": day(3), "turns": {"talks.seen": {"to": 0.7}}}],
    )
    world = play(case)
    assert world.reading("course.level")[0] == pytest.approx(40.0)
    assert world.reading("course.said")[0] == pytest.approx([40, 40, 16, 16, 31, 40, 40])
