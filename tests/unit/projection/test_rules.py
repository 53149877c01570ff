"""Question rules over worlds written by hand: five worlds, six weeks."""

import numpy as np
import pytest

from detente.core.projection import BROKEN, CLOSED, OPEN, SETTLED, Names, Projection
from detente.core.question import Measure
from detente.core.rule import Rule
from detente.projection import first_step, holds, measure
from detente.projection.calendar import dates
from unit.projection.cases import START, a_case, day, issue

NEVER = 7
"""One past the last state."""
CASE = a_case(weeks=6, issues={"course": issue(50) | {"landmarks": {0: "none", 60: "half_way", 100: "all"}}})
ASKED, BY = day(0, 6), day(5, 6)


def worlds(rows):
    """(worlds, states, 1) of rows of states."""
    return np.array(rows, np.float32)[:, :, None]


MADE_UP = Projection(
    case="made_up",
    mode="forecast",
    as_of=ASKED,
    seed=0,
    names=Names(
        issues=("course",), pressures=("heat",), mandates=("state.course",), tracks=("talks",), hazards=("strike",),
        occurrences=("vote", "vote.yes"), inputs=(), players=("state",), dials=(), models=("nash",),
    ),
    dates=dates(CASE),
    levels=worlds([[50, 50, 55, 60, 65, 70, 75], [50, 60, 50, 40, 30, 20, 10], [50] * 7, [90] * 7, [0] * 6 + [100]]),
    said=worlds([[10] * 7, [60] * 7, [0, 10, 20, 30, 40, 50, 60], [61] * 7, [59] * 7]),
    mandates=worlds([[w * 10 + t for t in range(7)] for w in range(5)]),
    pressures=worlds([[40] * 7, [40, 41, 42, 43, 44, 45, 46], [0] * 7, [80] * 7, [40] * 7]),
    statuses=np.array(
        [[CLOSED] * 7, [CLOSED] + [OPEN] * 6, [CLOSED, OPEN, SETTLED, SETTLED, BROKEN, BROKEN, OPEN], [SETTLED] * 7, [CLOSED] * 6 + [SETTLED]],
        np.int8,
    )[:, :, None],
    zones=worlds([[0] * 7, [0, 5, 5, 5, 5, 5, 5], [0, 3, 0, 0, 0, 0, 12], [0] * 7, [0] * 7]),
    binds=np.full((5, 7, 1, 2), -1, np.int16),
    fires=np.array([[0] * 7, [0, 1, 0, 1, 0, 1, 0], [0, 1, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0, 1], [0, 0, 1, 0, 0, 1, 0]], np.int8)[:, :, None],
    happened=np.array([[1, -1], [2, 2], [3, -1], [-1, -1], [6, 6]], np.int16),
    models=np.zeros((5, 1), np.int8),
    inputs=np.zeros((5, 0), np.float32),
    dials=np.zeros((0, 7, 0), np.float32),
    clipped_share=0.0,
)  # fmt: skip


def rule(**stated):
    return Rule.model_validate(stated)


def held(stated, *, asked=ASKED, by=BY):
    return holds(rule(**stated), CASE, MADE_UP, asked=asked, by=by).astype(int).tolist()


def first(stated, *, asked=ASKED, by=BY):
    return first_step(rule(**stated), CASE, MADE_UP, asked=asked, by=by).tolist()


ATOMS = {
    # asked at the end of the first week: states 2 to 6 are looked at
    "level at least": ({"level": "course", "at_least": 60}, [1, 0, 0, 1, 1], [3, 7, 7, 2, 6]),
    "level at a landmark": ({"level": "course", "at_least": "half_way"}, [1, 0, 0, 1, 1], [3, 7, 7, 2, 6]),
    "level at most": ({"level": "course", "at_most": 30}, [0, 1, 0, 0, 1], [7, 4, 7, 7, 2]),
    "level between": ({"level": "course", "at_least": 15, "at_most": 45}, [0, 1, 0, 0, 0], [7, 3, 7, 7, 7]),
    "said": ({"said": "course", "at_least": "half_way"}, [0, 1, 1, 1, 0], [7, 2, 6, 2, 7]),
    "mandate": ({"mandate": "state.course", "at_least": 25}, [0, 0, 1, 1, 1], [7, 7, 5, 2, 2]),
    "mandate at most": ({"mandate": "state.course", "at_most": "none"}, [0, 0, 0, 0, 0], [7] * 5),
    "pressure": ({"pressure": "heat", "at_least": 45}, [0, 1, 0, 1, 0], [7, 5, 7, 2, 7]),
    "zone": ({"zone": "talks", "at_least": 4}, [0, 1, 1, 0, 0], [7, 2, 6, 7, 7]),
    "fires": ({"fires": "strike"}, [0, 1, 0, 1, 1], [7, 3, 7, 6, 2]),
    "fires twice": ({"fires": "strike", "times": 2}, [0, 1, 0, 0, 1], [7, 5, 7, 7, 5]),
    "fires three times": ({"fires": "strike", "times": 3}, [0, 0, 0, 0, 0], [7] * 5),
    "an event fires": ({"fires": "vote"}, [0, 1, 1, 0, 1], [7, 2, 3, 7, 6]),
    "happened": ({"happened": "vote"}, [0, 1, 1, 0, 1], [7, 2, 3, 7, 6]),
    "a branch happened": ({"happened": "vote.yes"}, [0, 1, 0, 0, 1], [7, 2, 7, 7, 6]),
    "an event that is not there": ({"happened": "ghost"}, [0] * 5, [7] * 5),
    "settled": ({"settled": "talks"}, [0, 0, 1, 1, 1], [7, 7, 2, 2, 6]),
    "in force": ({"in_force": "talks"}, [0, 0, 1, 1, 1], [7, 7, 2, 2, 6]),
    "open": ({"open": "talks"}, [0, 1, 1, 0, 0], [7, 2, 6, 7, 7]),
    "broken": ({"broken": "talks"}, [0, 0, 1, 0, 0], [7, 7, 4, 7, 7]),
}  # fmt: skip


@pytest.mark.parametrize("name", ATOMS)
def test_each_subject_by_the_close(name):
    stated, expected, steps = ATOMS[name]
    assert held(stated) == expected
    assert first(stated) == steps


HIGH, STRUCK = {"level": "course", "at_least": 60}, {"fires": "strike"}
JOINS = {
    "all": ({"all": [HIGH, STRUCK]}, [0, 0, 0, 1, 1], [7, 7, 7, 6, 6]),
    "any": ({"any": [HIGH, STRUCK]}, [1, 1, 0, 1, 1], [3, 3, 7, 2, 2]),
    "n of": ({"n": 2, "of": [HIGH, STRUCK, {"settled": "talks"}]}, [0, 0, 0, 1, 1], [7, 7, 7, 2, 6]),
    "not": ({"not": STRUCK}, [1, 0, 1, 0, 0], [2, 7, 2, 7, 7]),
    "all and not": ({"all": [HIGH, {"not": STRUCK}]}, [1, 0, 0, 0, 0], [3, 7, 7, 7, 7]),
    "not any": ({"not": {"any": [HIGH, STRUCK]}}, [0, 0, 1, 0, 0], [7, 7, 2, 7, 7]),
    "deep": ({"any": [{"all": [HIGH, {"not": {"happened": "vote"}}]}, {"broken": "talks"}]}, [1, 0, 1, 1, 0], [3, 7, 4, 2, 7]),
}  # fmt: skip


@pytest.mark.parametrize("name", JOINS)
def test_each_join(name):
    stated, expected, steps = JOINS[name]
    assert held(stated) == expected
    assert first(stated) == steps


@pytest.mark.parametrize(
    ("dated", "expected"),
    [
        ({"at": day(2)}, [1, 0, 0, 1, 0]),  # state 3, the end of the week that holds the day
        ({"at": day(2, 6)}, [1, 0, 0, 1, 0]),
        ({"at": START}, [0, 0, 0, 1, 0]),  # the start itself
        ({"by": day(1)}, [0, 0, 0, 1, 0]),
        ({"by": day(2)}, [1, 0, 0, 1, 0]),
        ({"from": day(0)}, [1, 1, 0, 1, 1]),  # earlier than the day after it was asked
        ({"from": day(4)}, [1, 0, 0, 1, 1]),
        ({"from": day(0), "by": day(0, 1)}, [0, 1, 0, 1, 0]),
    ],
)
def test_a_rules_own_dates_win(dated, expected):
    assert held(HIGH | dated) == expected


def test_dates_of_a_join_hold_for_its_parts():
    for dated in ({"by": day(2)}, {"at": day(2)}, {"from": day(0), "by": day(0, 1)}):
        assert held({"all": [HIGH, HIGH], **dated}) == held(HIGH | dated)
        assert held({"any": [HIGH], **dated}) == held(HIGH | dated)
        assert first({"all": [HIGH], **dated}) == first(HIGH | dated)
    assert held({"not": HIGH, "by": day(1)}) == [1, 1, 1, 0, 1]
    assert held({"all": [HIGH | {"by": day(5)}], "by": day(1)}) == held(HIGH)


def test_a_window_opens_the_day_after_it_was_asked():
    """Asked on Saturday: Sunday is in the same week, whose state counts. Asked on Sunday: the next week's is the first."""
    yes = {"happened": "vote"}
    assert held(yes, asked=day(1, 5)) == [0, 1, 1, 0, 1]
    assert held(yes, asked=day(1, 6)) == [0, 0, 1, 0, 1]
    assert held(yes, asked=day(-4)) == [1, 1, 1, 0, 1]


def test_a_window_that_closed_before_it_was_asked_holds_nothing():
    for stated in (HIGH, STRUCK, {"happened": "vote"}, {"settled": "talks"}):
        assert held(stated | {"by": day(0)}) == [0] * 5
        assert first(stated | {"by": day(0)}) == [NEVER] * 5


def test_asked_on_the_last_day_of_the_horizon():
    assert held(HIGH, asked=BY) == [1, 0, 0, 1, 1]
    assert measured(count="strike", asked=BY) == [0, 0, 0, 1, 0]


def measured(*, asked=ASKED, by=BY, **stated):
    return measure(Measure.model_validate(stated), CASE, MADE_UP, asked=asked, by=by).tolist()


def test_numbers_are_read_at_the_close_or_at_their_date():
    assert measured(level="course") == [75, 10, 50, 90, 100]
    assert measured(level="course", at=day(2, 2)) == [60, 40, 50, 90, 0]
    assert measured(said="course") == [10, 60, 60, 61, 59]
    assert measured(pressure="heat", at=day(1)) == [40, 42, 0, 80, 40]


def test_firings_are_counted_over_their_window():
    assert measured(count="strike") == [0, 2, 0, 1, 2]
    assert measured(count="strike", **{"from": START}) == [0, 3, 1, 1, 2]
    assert measured(count="strike", at=day(3)) == [0, 1, 0, 0, 1]
    assert measured(count="strike", asked=day(-9)) == [0, 3, 1, 1, 2]


def test_days_are_counted_to_the_middle_of_the_first_step_in_which_a_rule_holds():
    """A world in which it never does counts the days to the close: 35 here."""
    assert measured(days_until=STRUCK) == [35, 11, 35, 32, 4]
    assert measured(days_until=STRUCK, at=day(3)) == [15, 11, 15, 15, 4]
    assert measured(days_until=STRUCK, **{"from": day(-1, 6)}) == [42, 18, 42, 39, 11]
    assert measured(days_until={"any": [HIGH, STRUCK]}) == [11, 11, 35, 4, 4]
    assert measured(days_until=STRUCK, in_units={0: 0, 7: 1, 70: 10}) == [5, 11 / 7, 5, 32 / 7, 4 / 7]


def test_a_number_in_the_questions_own_unit_is_interpolated():
    assert measured(level="course", in_units={0: 1000, 50: 3000, 100: 4000}) == [3500, 1400, 3000, 3800, 4000]
    assert measured(level="course", in_units={100: 4000, 0: 1000, 50: 3000}) == [3500, 1400, 3000, 3800, 4000]
    assert measured(count="strike", in_units={0: 0, 1: 5}) == [0, 5, 0, 5, 5]


def test_a_rule_that_looks_beyond_the_horizon_is_refused():
    with pytest.raises(ValueError, match="lies outside"):
        held(HIGH | {"at": day(30)})


def test_a_rule_reads_runs_as_the_engine_ran_them(play):
    """The same condition as a choice's `when` and as a question's rule."""
    stated = {"all": [{"level": "course", "at_least": 70}, {"pressure": "heat", "at_most": 31}]}
    case = a_case(
        pressures={"heat": {"says": "x", "now": 60, "rests_at": 0, "fades": 2, "jitter": 0}},
        events=[
            {"id": "leap", "on": day(1), "sets": {"course": 80}},
            {"id": "choice", "on": START, "when": stated},
        ],
    )
    world = play(case)
    seen = first_step(
        rule(any=[{"level": "course", "at_least": 70}]), case, world, asked=day(-1), by=case.until
    )
    assert seen.tolist() == [2]
    assert holds(rule(**stated), case, world, asked=day(-1), by=case.until).all()
    assert world.happened[0, world.names.occurrences.index("choice")] == 3
