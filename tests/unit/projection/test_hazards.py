"""Hazards: their rate and what it grows with, cool-down, ceiling, windows, and what counts as a firing."""

import math

import numpy as np
import pytest

from detente.core.projection import Settings
from detente.projection import project
from unit.projection.cases import (
    AT_ONCE,
    START,
    a_case,
    day,
    dial,
    exactly,
    fired,
    issue,
    pressure,
    rate,
    stance,
    within_luck,
)


def hazard(per_week=0.1, **rest):
    return {"rate": rate(per_week), "quiet_for": "0 weeks", **rest}


def strikes(per_week=0.1, *, weeks=12, parts=None, **rest):
    return a_case(weeks=weeks, hazards={"strike": hazard(per_week, **rest)}, **(parts or {}))


def fires(play, case, clock, **luck):
    return fired(play(case, fires=clock, **luck), "strike")[0]


def test_a_hazard_fires_where_its_clock_is_below_its_rate(play):
    assert fires(play, strikes(), 0.0999).tolist() == [0] + [1] * 12
    assert fires(play, strikes(), 0.1001).tolist() == [0] * 13


def test_the_frequency_of_firing_is_that_of_its_rate(engine):
    worlds, weeks, per_week = 2000, 10, 0.08
    case = strikes(per_week, weeks=weeks)
    counts = fired(project(case, Settings(worlds, 5, case.as_of, "hindcast"), engine=engine), "strike")
    chance = 1.0 - math.exp(-per_week)
    assert within_luck(counts[:, 1:].mean(), chance, worlds * weeks)
    assert within_luck((counts.sum(axis=1) == 0).mean(), math.exp(-per_week * weeks), worlds)


def test_a_rate_is_in_weeks_whatever_the_step(engine):
    worlds = 2000
    case = strikes(0.3, weeks=2, parts={"step_days": 1})
    counts = fired(project(case, Settings(worlds, 5, case.as_of, "hindcast"), engine=engine), "strike")
    assert counts.shape[1] == 15
    assert within_luck((counts.sum(axis=1) == 0).mean(), math.exp(-0.6), worlds)


def test_two_in_eight_months_is_a_rate_a_week(play):
    case = a_case(hazards={"strike": {"rate": "2 in 8 months"}})
    assert dial(play(case), "strike.rate")[0, 0] == pytest.approx(2.0 / (8.0 * 365.25 / 12.0 / 7.0))


@pytest.mark.parametrize(("quiet", "gap"), [("0 weeks", 1), ("3 weeks", 4), ("8 weeks", 9)])
def test_after_a_firing_it_is_quiet_for_its_span(play, quiet, gap):
    steps = np.flatnonzero(fires(play, strikes(weeks=20, quiet_for=quiet), AT_ONCE))
    assert steps[0] == 1
    assert set(np.diff(steps)) == {gap}


def test_eight_weeks_of_quiet_are_the_default(play):
    case = a_case(weeks=20, hazards={"strike": {"rate": rate(0.1)}})
    assert np.flatnonzero(fires(play, case, AT_ONCE)).tolist() == [1, 10, 19]


def test_what_can_happen_once_does_not_happen_again(play):
    assert fires(play, strikes(once=True), AT_ONCE).sum() == 1


def test_a_window_bounds_it(play):
    case = strikes(opens_on=day(3, 4), ends_on=day(5, 2))
    assert np.flatnonzero(fires(play, case, AT_ONCE)).tolist() == [4, 5, 6]


def leap(to, week=2):
    return {"id": "leap", "on": day(week), "sets": {"course": to}}


def test_it_needs_a_state_of_the_world_as_the_step_begins(play):
    parts = {"issues": {"course": issue(50)}, "events": [leap(70)]}
    case = strikes(parts=parts, needs={"level": "course", "at_least": 60})
    assert np.flatnonzero(fires(play, case, AT_ONCE)).tolist() == list(range(4, 13))


@pytest.mark.parametrize(
    ("slope", "factor"),
    [
        ({"word": 2, "toward": "all"}, 4.0),
        ({"word": 2, "toward": "none"}, 0.25),
        ({"word": 2, "away_from": "none"}, 4.0),
        ({"word": 2, "away_from": "all"}, 0.25),
        ({"word": 3, "toward": "up"}, 9.0),
        (1.5, 2.25),
        ("strong", 4.0),
    ],
)
def test_a_slope_is_a_factor_per_ten_points(play, slope, factor):
    """The level leaves its start by 20 points."""
    parts = {"issues": {"course": issue(50)}, "events": [leap(70)]}
    case = strikes(parts=parts, grows_with={"course.level": slope})
    assert fires(play, case, 0.1 * factor * 0.999)[4:].all()
    assert not fires(play, case, 0.1 * factor * 1.001)[4:].any()
    assert fires(play, case, 0.0999)[:4].tolist() == [0, 1, 1, 1]


def test_slopes_multiply_and_may_read_pressures_mandates_and_other_hazards(play):
    parts = {
        "issues": {"course": issue(50, owner="state")},
        "actors": {"state": {"stances": {"course": stance(60)}}},
        "pressures": {"heat": pressure(40)},
        "effects": [{"when": "heat", "turns": "state.course.position", "toward": "down", "by": exactly(10)}],
        "events": [{"id": "blow", "on": START, "shocks": {"heat": {"up": exactly(10), "lasting": True}}}],
    }
    grows = {
        "heat": 2,
        "state.course.mandate": {"word": 3, "toward": "none"},
        "course.level": {"word": 5, "toward": "all"},
    }
    case = strikes(parts=parts, grows_with=grows)
    for factor, does in ((6.0 * 0.999, True), (6.0 * 1.001, False)):  # up by 10, down by 10 and not at all
        assert bool(fires(play, case, 0.1 * factor)[2:].all()) is does


def test_growth_is_reckoned_from_the_anchor(play):
    """As things stood when the case was made: the leap before it is in the rate already."""
    parts = {
        "issues": {"course": issue(50)},
        "events": [leap(70, week=1), {**leap(80, week=6), "id": "again", "known_from": START}],
    }
    case = strikes(parts=parts, grows_with={"course.level": 2}, anchor="as_of")

    def at(clock):
        return fires(play, case, clock, mode="forecast", as_of=day(3, 6)).tolist()

    assert at(0.0999) == [0] * 5 + [1] * 8
    assert at(0.1001) == [0] * 8 + [1] * 5
    assert at(0.2001) == [0] * 13


@pytest.mark.parametrize(("stated", "most"), [({}, 10.0), ({"ceiling": exactly(3)}, 3.0)])
def test_a_ceiling_bounds_the_growth(play, stated, most):
    parts = {"issues": {"course": issue(0)}, "events": [leap(100, week=0)]}
    case = strikes(0.01, parts=parts, grows_with={"course.level": {"word": 20, "toward": "all"}}, **stated)
    assert fires(play, case, 0.01 * most * 0.999)[2:].all()
    assert not fires(play, case, 0.01 * most * 1.001).any()


def test_a_ceiling_bounds_what_effects_do_to_the_rate(play):
    """Eighty points of heat double the rate every ten points, the slope a thousandfold: neither takes it beyond four times."""
    parts = {
        "issues": {"course": issue(0)},
        "pressures": {"heat": pressure(0)},
        "effects": [{"when": "heat", "turns": "strike.rate", "toward": "up", "by": exactly(100)}],
        "events": [leap(100, week=0), {"id": "blow", "on": day(0), "presses": {"heat": 80}}],
    }
    case = strikes(
        0.01, parts=parts, grows_with={"course.level": {"word": 2, "toward": "all"}}, ceiling=exactly(4)
    )
    assert fires(play, case, 0.04 * 0.999)[2:].all()
    assert not fires(play, case, 0.04 * 1.001).any()


def test_the_loop_of_blow_and_fear_is_bounded(engine):
    """Strike, fear, strike: without ceiling and cool-down the rate would grow by 2^10."""
    case = strikes(
        0.02,
        weeks=104,
        quiet_for="8 weeks",
        grows_with={"fear": 2},
        shocks={"fear": {"up": exactly(20), "lasting": True}},
        parts={"pressures": {"fear": pressure(0)}},
    )
    counts = fired(project(case, Settings(300, 5, case.as_of, "hindcast"), engine=engine), "strike").sum(
        axis=1
    )
    assert counts.max() <= 104 / 9 + 1
    assert counts.mean() > 2.0


def test_its_rate_is_a_dial(play):
    case = strikes(
        parts={
            "pressures": {"heat": pressure(40)},
            "effects": [{"when": "heat", "turns": "strike.rate", "toward": "up", "by": exactly(25)}],
            "events": [
                {"id": "blow", "on": START, "shocks": {"heat": {"up": exactly(20), "lasting": True}}},
                {
                    "id": "alert",
                    "on": day(6),
                    "turns": {"strike.rate": {"by": exactly(50), "toward": "down"}},
                },
            ],
        }
    )
    assert fires(play, case, 0.1499)[2:7].all()
    assert not fires(play, case, 0.1501).any()
    assert np.flatnonzero(fires(play, case, 0.0749)).tolist() == list(range(1, 13))
    assert np.flatnonzero(fires(play, case, 0.0751)).tolist() == list(range(1, 8))


def test_what_it_does_is_felt_in_its_step(play):
    case = strikes(
        shocks={"fear": {"up": exactly(10)}}, once=True, parts={"pressures": {"fear": pressure(20)}}
    )
    path = play(case, fires=AT_ONCE).reading("fear")[0]
    assert path[:2] == pytest.approx([20.0, 30.0])
    assert path[2] == pytest.approx(20.0 + 10.0 * 2.0 ** (-1 / 4))


def test_an_event_may_count_as_a_firing(play):
    """It starts the cool-down, and uses up what can happen once."""
    counted = {"events": [{"id": "known_strike", "on": day(2), "counts_as": ["strike"]}]}
    case = strikes(quiet_for="3 weeks", opens_on=day(1), parts=counted)
    never = fires(play, case, np.inf)
    assert np.flatnonzero(never).tolist() == [3]
    late = strikes(quiet_for="3 weeks", opens_on=day(3), parts=counted)
    assert np.flatnonzero(fires(play, late, AT_ONCE)).tolist() == [3, 7, 11]
    assert np.flatnonzero(
        fires(play, strikes(once=True, opens_on=day(3), parts=counted), AT_ONCE)
    ).tolist() == [3]
    world = play(case)
    assert world.reading("strike.fires")[0].tolist() == [0.0] * 3 + [1.0] * 10


def test_hazards_are_drawn_after_the_as_of_date_only(play):
    """Two of the seven days of the fourth step lie after Friday: it is exposed for 2/7 of a week."""
    case = strikes()

    def at(clock):
        return fires(play, case, clock, mode="forecast", as_of=day(3, 4)).tolist()

    assert at(AT_ONCE) == [0] * 4 + [1] * 9
    assert at(0.1 * 2 / 7 * 1.001) == [0] * 5 + [1] * 8
    assert at(0.1 * 2 / 7 * 0.999) == [0] * 4 + [1] * 9


def test_in_a_hindcast_they_are_drawn_from_the_start(play):
    assert fires(play, strikes(), AT_ONCE, mode="hindcast", as_of=day(3, 4)).tolist() == [0] + [1] * 12


def test_a_rate_is_as_wide_as_its_reference_classes_disagree(engine):
    """Two classes that differ by a factor 8 lie at the ends of the central 90 %."""
    case = a_case(weeks=1, hazards={"strike": {"rate": {"n": 1, "in": "10 weeks", "also": "1 in 80 weeks"}}})
    run = project(case, Settings(4000, 5, case.as_of), engine=engine)
    drawn = run.inputs[:, run.names.inputs.index("hazards.strike.rate")]
    low, middle, high = np.quantile(np.log(drawn), [0.05, 0.5, 0.95])
    assert middle == pytest.approx(math.log(0.1), abs=0.08)
    assert high - low == pytest.approx(math.log(8.0), rel=0.06)
