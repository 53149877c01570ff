"""What a written number becomes: the spread it is drawn from, the dial it starts, the way it points."""

import numpy as np
import pytest

from detente.core.quantity import Spread
from detente.projection.compile import compile_case
from detente.projection.draws import BLOCK, centers, converted
from detente.projection.plan import Plan
from unit.projection.cases import START, a_case, exactly, issue, pressure, stance

LANDMARKS = {0: "none", 60: "half_way", 100: "all"}


def compiled(**parts):
    case = a_case(**parts)
    return compile_case(case, as_of=case.as_of, mode="hindcast")


def spread_at(made, path):
    return next(one.spread for one in made.quantities if one.path == path)


def started(made, dial):
    """Where a dial starts, by its center."""
    values = converted(made, centers(made, BLOCK))[0]
    return float(values[made.plan.dials.q_base[made.dials.index(dial)]])


def state(**stances):
    return {"state": {"stances": {"course": stances}}}


@pytest.mark.parametrize(
    ("stated", "spread"),
    [
        ({"position": 40}, Spread("pert", (28.0, 40.0, 52.0), 0.0, 100.0)),
        ({"position": "half_way"}, Spread("pert", (48.0, 60.0, 72.0), 0.0, 100.0)),
        ({"position": "half_way", "how_sure": "sure"}, Spread("pert", (54.0, 60.0, 66.0), 0.0, 100.0)),
        ({"position": 90, "how_sure": "guess"}, Spread("pert", (70.0, 90.0, 100.0), 0.0, 100.0)),
        ({"position": {"mean": 40, "sd": 9}}, Spread("normal", (40.0, 9.0), 0.0, 100.0)),
        (
            {"position": {"word": "half_way", "low": 40, "high": 90}},
            Spread("pert", (40.0, 60.0, 90.0), 0.0, 100.0),
        ),
        ({"position": {"choices": {70: 0.5, 20: 1}}}, Spread("choices", (20.0, 1.0, 70.0, 0.5), 0.0, 100.0)),
    ],
)
def test_a_position_is_as_wide_as_its_holder_is_sure(stated, spread):
    made = compiled(issues={"course": issue() | {"landmarks": LANDMARKS}}, actors=state(**stated))
    assert spread_at(made, "actors.state.stances.course.position") == spread


def test_words_stand_for_the_numbers_of_their_table():
    made = compiled(
        issues={"course": issue() | {"landmarks": LANDMARKS, "pace": "slow", "now": "half_way"}},
        actors=state(position=40, salience="vital", influence="weak", face="some", declared="all"),
        pressures={"heat": {"says": "x", "now": "high", "jitter": "large", "fades": "a_year"}},
        words={"salience": {"vital": 97}},
    )
    assert started(made, "state.course.salience") == 97.0  # a case's own words win
    assert started(made, "state.course.influence") == 20.0
    assert started(made, "state.course.face") == 0.3
    assert started(made, "state.course.declared") == 100.0
    assert started(made, "course.pace") == 1.0
    assert {
        path: spread_at(made, f"pressures.heat.{path}").center for path in ("now", "jitter", "fades")
    } == {
        "now": 60.0,
        "jitter": 14.0,
        "fades": 52.0,
    }


def test_what_is_left_out_is_the_houses_default():
    made = compiled(
        actors={**state(position=40), "other": {"stances": {"course": {"position": 60}}}},
        tracks={"talks": {"between": ["state", "other"], "over": ["course"]}},
    )
    defaults = {"state.course.salience": 50, "state.course.influence": 45, "state.course.face": 0, "state.talks.trust": 0.5, "state.talks.if_betrayed": 12, "state.talks.deadlock_hurts": 0, "talks.seen": 1, "talks.deal_scale": 20}  # fmt: skip
    assert {name: started(made, name) for name in defaults} == defaults
    assert started(made, "talks.chance_of_a_deal") == pytest.approx(-np.log(0.9) / 4.0)
    assert started(made, "state.course.declared") == started(made, "state.course.position")


def test_a_line_never_declared_is_the_position_in_every_world():
    made = compiled(actors=state(position=40))
    base = made.plan.dials.q_base
    assert base[made.dials.index("state.course.declared")] == base[made.dials.index("state.course.position")]


def test_numbers_are_inherited_from_the_collective_then_the_issue_or_track():
    made = compiled(
        issues={"course": issue() | {"defaults": {"face": exactly(0.7), "salience": exactly(30)}}},
        actors={
            "land": {
                "stances": {"course": {"salience": exactly(80)}},
                "terms": {"any": {"trust": exactly(0.3)}},
            },
            "dove": {"member_of": "land", "stances": {"course": stance(60)}},
            "hawk": {
                "member_of": "land",
                "stances": {"course": stance(20, salience=exactly(10))},
                "terms": {"talks": {"trust": exactly(0.9)}},
            },
            "other": {"stances": {"course": stance(60)}},
        },
        tracks={
            "talks": {
                "between": ["land", "other"],
                "over": ["course"],
                "terms": {"trust": exactly(0.6), "if_betrayed": exactly(3)},
            }
        },
    )
    for dial, value in {
        "dove.course.salience": 80,
        "hawk.course.salience": 10,
        "other.course.salience": 30,
        "dove.course.face": 0.7,
        "dove.talks.trust": 0.3,
        "hawk.talks.trust": 0.9,
        "other.talks.trust": 0.6,
        "hawk.talks.if_betrayed": 3,
    }.items():
        assert started(made, dial) == value, dial


@pytest.mark.parametrize(
    ("position", "toward", "way"),
    [(40, "half_way", 1), (80, "half_way", -1), (60, "half_way", 1), (40, "none", -1), (40, "all", 1)],
)
def test_toward_a_landmark_is_seen_from_where_the_dial_starts(position, toward, way):
    made = compiled(
        issues={"course": issue() | {"landmarks": LANDMARKS}},
        actors=state(position=exactly(position)),
        pressures={"heat": pressure()},
        effects=[{"when": "heat", "turns": "state.course.position", "toward": toward, "by": "strong"}],
    )
    assert made.plan.dials.effect_unit.tolist() == [way * 0.1]
    assert spread_at(made, "effects.heat->state.course.position.by") == Spread(
        "lognormal", (3.0, 0.4), 0.0, 50.0
    )


def test_a_second_effect_of_a_pair_has_a_number_of_its_own():
    twice = [
        {"when": "heat", "turns": "state.course.position", "toward": way, "by": by}
        for way, by in (("all", 2), ("all", 3))
    ]
    made = compiled(actors=state(position=40), pressures={"heat": pressure()}, effects=twice)
    assert [
        spread_at(made, f"effects.heat->state.course.position{mark}.by").center for mark in ("", "#2")
    ] == [2.0, 3.0]


def test_a_dial_of_nobody_turns_nothing():
    """The weight by which one listens whose line decides nothing is no fault; it is not drawn either."""
    case = {
        "issues": {"course": issue(50, owner="state")},
        "actors": {
            **state(position=40),
            "fan": {"stances": {"course": stance(10)}, "listens_to": {"state": exactly(0.3)}},
        },
        "pressures": {"heat": pressure()},
        "effects": [{"when": "heat", "turns": "fan.listens_to.state", "toward": "up", "by": 3}],
    }
    assert compiled(**case).plan.dials.turned.size == 0


def test_a_party_and_a_member_at_one_table_are_turned_once():
    parts = {
        "actors": {
            "land": {"terms": {"any": {"trust": exactly(0.5)}}},
            "wing": {"member_of": "land"},
            "dove": {"member_of": "wing", "stances": {"course": stance(60)}},
            "hawk": {"member_of": "wing", "stances": {"course": stance(20)}},
        },
        "tracks": {"talks": {"between": ["dove", "hawk", "wing"], "over": ["course"]}},
        "pressures": {"heat": pressure()},
        "effects": [{"when": "heat", "turns": "land.talks.trust", "toward": "up", "by": 3}],
    }
    made = compiled(**parts)
    turned = [made.dials[dial] for dial in made.plan.dials.turned]
    assert sorted(turned) == ["dove.talks.trust", "hawk.talks.trust", "land.talks.trust", "wing.talks.trust"]
    assert np.diff(made.plan.dials.effect_ptr).tolist() == [1, 1, 1, 1]


def test_the_order_of_names_is_canonical():
    made = compiled(
        issues={"b": issue(50, owner="z"), "a": issue(50)},
        actors={"z": {"stances": {"b": stance(1)}}, "c": {"stances": {"a": stance(1)}}},
        events=[{"id": "late", "on": START, "follows": ["zero"]}, {"id": "zero", "on": START}],
    )
    assert made.index.actors == ("c", "z")
    assert made.index.issues == ("a", "b")
    assert made.index.mandates == (("z", "b"),)
    assert made.index.occurrences == ("zero", "late")
    assert isinstance(made.plan, Plan)
