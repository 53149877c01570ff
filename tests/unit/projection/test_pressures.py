"""The pressure process against its closed form: decay, shocks, dated rests, feeding, jitter; and the dials it turns."""

from datetime import timedelta

import numpy as np
import pytest

from detente.core.projection import Settings
from detente.projection import project
from unit.projection.cases import START, a_case, day, dial, exactly, issue, play, pressure, stance

WEEKS = 12
WEEK = np.arange(WEEKS + 1)


def one(play, *, events=(), weeks=WEEKS, **rest):
    case = a_case(weeks=weeks, pressures={"heat": pressure(**rest)}, events=list(events))
    return play(case).reading("heat")[0]


def shock(week, **how):
    return {"id": "blow", "on": day(week), "shocks": {"heat": how}}


def test_a_half_life_halves_the_way_to_rest(play):
    path = one(play, now=60, rests_at=20, fades=4)
    assert path == pytest.approx(20.0 + 40.0 * 2.0 ** (-WEEK / 4.0))
    assert path[4] == pytest.approx(40.0)


def test_a_half_life_is_in_weeks_whatever_the_step(play):
    case = a_case(weeks=4, pressures={"heat": pressure(60, rests_at=20, fades=2)}, step_days=1)
    path = play(case).reading("heat")[0]
    assert len(path) == 29
    assert path[14] == pytest.approx(40.0)
    assert path[28] == pytest.approx(30.0)


def test_where_nothing_is_said_it_rests_where_it_starts(play):
    assert one(play, now=35) == pytest.approx(np.full(13, 35.0))
    assert play(a_case(weeks=2, pressures={"heat": {"says": "x", "rests_at": 70, "jitter": 0}})).pressures[
        0, :, 0
    ] == pytest.approx(70.0)


def test_a_passing_shock_arrives_in_full_and_fades(play):
    path = one(play, now=30, events=[shock(3, up=exactly(20))])
    assert path[:4] == pytest.approx(30.0)
    assert path[4:] == pytest.approx(30.0 + 20.0 * 2.0 ** (-np.arange(9) / 4.0))


def test_a_lasting_shock_moves_the_rest_as_well(play):
    path = one(play, now=30, events=[shock(3, down=exactly(12), lasting=True)])
    assert path[:4] == pytest.approx(30.0)
    assert path[4:] == pytest.approx(18.0)


def test_a_lasting_shock_offsets_later_dated_rests(play):
    path = one(
        play,
        now=30,
        rests_at={START: 30, day(6): 60},
        fades=0.5,
        events=[shock(2, up=exactly(10), lasting=True)],
    )
    assert path[6] == pytest.approx(40.0)
    assert path[-1] == pytest.approx(70.0, abs=0.1)


def test_a_dated_rest_holds_from_the_step_that_contains_its_date(play):
    for weekday in (0, 3, 6):
        path = one(play, now=20, rests_at={START: 20, day(5, weekday): 80})
        assert path[:6] == pytest.approx(20.0)
        assert path[6:] == pytest.approx(80.0 - 60.0 * 2.0 ** (-np.arange(1, 8) / 4.0))


def test_an_event_may_press_a_pressure_to_a_level_where_it_stays(play):
    path = one(
        play,
        now=20,
        rests_at={START: 20, day(8): 90},
        events=[{"id": "cure", "on": day(2), "presses": {"heat": 55}}],
    )
    assert path[:3] == pytest.approx(20.0)
    assert path[3:] == pytest.approx(55.0)


def test_a_lasting_shock_moves_a_pressed_rest_and_pressing_forgets_earlier_ones(play):
    path = one(
        play,
        now=20,
        events=[
            shock(1, up=exactly(10), lasting=True),
            {"id": "cure", "on": day(3), "presses": {"heat": 55}},
            shock(5, down=exactly(15), lasting=True) | {"id": "relapse"},
        ],
    )
    assert path[2:4] == pytest.approx(30.0)
    assert path[4:6] == pytest.approx(55.0)
    assert path[6:] == pytest.approx(40.0)


def test_it_stays_on_its_scale(play):
    assert one(play, now=90, events=[shock(2, up=exactly(50))]).max() == 100.0
    assert one(play, now=10, events=[shock(2, down=exactly(50), lasting=True)])[3:] == pytest.approx(0.0)


def test_feeding_is_points_at_rest_per_point_of_level(play):
    """Unscaled, a feed of .5 and a half-life of 26 weeks would add up to nineteen points a point."""
    case = a_case(
        weeks=400,
        issues={"course": issue(50)},
        events=[{"id": "leap", "on": START, "sets": {"course": 80}}],
        pressures={
            "heat": pressure(40, fades=26, fed_by={"course": {"feeds": exactly(0.5), "toward": "all"}}),
            "cold": pressure(40, fades=26, fed_by={"course": {"feeds": exactly(0.5), "toward": "none"}}),
        },
    )
    world = play(case)
    keep = 2.0 ** (-1.0 / 26.0)
    assert world.reading("heat")[0, 1:4] == pytest.approx(40.0 + 15.0 * (1.0 - keep ** np.arange(1, 4)))
    assert world.reading("heat")[0, -1] == pytest.approx(55.0, abs=0.01)
    assert world.reading("cold")[0, -1] == pytest.approx(25.0, abs=0.01)


def test_jitter_has_the_stated_spread_and_half_life(engine):
    """Mean, variance on the way and at rest, and correlation a week apart, each within four standard errors."""
    worlds, sd, half_life, weeks = 2000, 6.0, 3.0, 24
    case = a_case(weeks=weeks, pressures={"heat": pressure(50, jitter=sd, fades=half_life)})
    paths = project(case, Settings(worlds, 11, case.as_of), engine=engine, dtype=np.float64).reading("heat")
    keep = 2.0 ** (-1.0 / half_life)
    for week in (1, 4, weeks):
        variance = sd**2 * (1.0 - keep ** (2 * week))
        assert abs(paths[:, week].mean() - 50.0) < 4.0 * np.sqrt(variance / worlds)
        assert abs(paths[:, week].var() / variance - 1.0) < 4.0 * np.sqrt(2.0 / worlds)
    apart = np.corrcoef(paths[:, weeks - 1], paths[:, weeks])[0, 1]
    assert abs(apart - keep) < 4.0 * (1.0 - keep**2) / np.sqrt(worlds)


def test_jitter_is_one_draw_times_sigma(play):
    case = a_case(weeks=3, pressures={"heat": pressure(50, jitter=6, fades=3)})
    sigma = 6.0 * np.sqrt(1.0 - 2.0 ** (-2.0 / 3.0))
    path = play(case, jitter=np.array([1.0, 0.0, 0.0]).reshape(1, 3, 1)).reading("heat")[0]
    assert path[1:3] == pytest.approx([50.0 + sigma, 50.0 + sigma * 2.0 ** (-1.0 / 3.0)])


def turned(play, dial_name, toward, by, *, lag=0, step_days=1, weeks=5, **parts):
    """A dial under a pressure that rises by 20 at the start of the second week and stays."""
    case = a_case(
        weeks=weeks,
        actors={
            "state": {
                "stances": {"course": stance(50, salience=exactly(40), face=exactly(0.5))},
                "terms": {"any": {"trust": exactly(0.5)}},
            },
            "other": {"stances": {"course": stance(60)}},
        },
        issues={"course": issue(50, owner="state")},
        tracks={"talks": {"between": ["state", "other"], "over": ["course"]}},
        pressures={"heat": pressure(40)},
        effects=[{"when": "heat", "turns": dial_name, "toward": toward, "by": exactly(by), "lag": lag}],
        events=[{"id": "blow", "on": day(1), "shocks": {"heat": {"up": exactly(20), "lasting": True}}}],
        step_days=step_days,
        **parts,
    )
    return dial(play(case), dial_name)[0]


@pytest.mark.parametrize(
    ("name", "toward", "by", "before", "after"),
    [
        ("state.course.position", "all", 3, 50.0, 56.0),
        ("state.course.position", "none", 3, 50.0, 44.0),
        ("state.course.salience", "up", 15, 40.0, 40.0 * 1.3),
        ("state.course.salience", "down", 25, 40.0, 40.0 * 0.5),
        ("state.course.face", "up", 25, 0.5, 0.75),
        ("state.talks.trust", "up", 2, 0.5, 0.54),
        ("state.talks.if_betrayed", "down", 5, 12.0, 2.0),
        ("state.talks.deadlock_hurts", "down", 5, 0.0, -10.0),
        ("talks.seen", "down", 5, 1.0, 0.9),
        ("talks.chance_of_a_deal", "up", 10, -np.log(0.9) / 4.0, -np.log(0.9) / 4.0 * 1.2),
        ("course.pace", "down", 5, 100.0, 90.0),
    ],
)  # fmt: skip
def test_each_kind_of_dial_turns_in_its_own_unit(play, name, toward, by, before, after):
    path = turned(play, name, toward, by, step_days=7)
    assert path[:2] == pytest.approx(before)
    assert path[2:] == pytest.approx(after)


@pytest.mark.parametrize("step_days", [1, 7])
def test_a_lag_is_in_weeks_whatever_the_step(play, step_days):
    path = turned(play, "state.course.position", "all", 3, lag=2, step_days=step_days)
    felt = (7 // step_days) * 3
    assert path[: felt + 1] == pytest.approx(50.0)
    assert path[felt + 1 :] == pytest.approx(56.0)


def test_an_ideal_is_clipped_after_all_effects_and_the_share_is_told(play):
    case = a_case(
        weeks=4,
        actors={"state": {"stances": {"course": stance(95)}}},
        issues={"course": issue(95, owner="state")},
        pressures={"heat": pressure(40), "cold": pressure(40)},
        effects=[
            {"when": "heat", "turns": "state.course.position", "toward": "up", "by": exactly(10)},
            {"when": "cold", "turns": "state.course.position", "toward": "down", "by": exactly(6)},
        ],
        events=[
            {"id": "blow", "on": day(1), "shocks": {"heat": {"up": exactly(20), "lasting": True}}},
            {"id": "calm", "on": day(2), "shocks": {"cold": {"up": exactly(20), "lasting": True}}},
        ],
    )
    world = play(case)
    assert dial(world, "state.course.position")[0].tolist() == [95.0, 95.0, 100.0, 100.0, 100.0]
    assert world.clipped_share == 3 / 5
    eased = case.model_copy(
        update={"events": (*case.events, case.events[1].model_copy(update={"id": "more", "on": day(3)}))}
    )
    assert dial(play(eased), "state.course.position")[0, 4] == pytest.approx(95.0 + 20.0 - 24.0)


def test_an_effect_on_a_collective_turns_whoever_inherits_the_number(play):
    case = a_case(
        weeks=2,
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
        pressures={"heat": pressure(40)},
        effects=[{"when": "heat", "turns": "land.talks.trust", "toward": "up", "by": exactly(5)}],
        events=[{"id": "blow", "on": START, "shocks": {"heat": {"up": exactly(20), "lasting": True}}}],
    )
    world = play(case)
    trust = {who: dial(world, f"{who}.talks.trust")[0, 1] for who in ("land", "dove", "hawk", "other")}
    assert trust == pytest.approx({"land": 0.6, "dove": 0.6, "hawk": 0.3, "other": 0.5})


def test_the_horizon_changes_nothing_before_it():
    from detente.projection import kernel

    short, long = (
        play(a_case(weeks=weeks, pressures={"heat": pressure(60, rests_at=20)}), kernel.run).reading("heat")
        for weeks in (4, 9)
    )
    assert np.array_equal(long[:, :5], short)
    assert START + timedelta(days=27) == day(3, 6)
