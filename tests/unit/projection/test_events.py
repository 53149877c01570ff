"""Events: what is known when, branches and chances, what follows what, choices, and what each kind of act does."""

import numpy as np
import pytest

from detente.core.projection import Settings
from detente.projection import project
from detente.projection.compile import compile_case
from detente.projection.plan import everything_on
from unit.projection.cases import (
    AT_ONCE,
    START,
    a_case,
    bargain,
    day,
    dial,
    exactly,
    happened,
    issue,
    pressure,
    rate,
    stance,
    within_luck,
)

NOT = -1
ELECTION = {
    "id": "election",
    "on": day(3, 1),
    "branches": {
        "ann": {"chance": exactly(0.5), "known_from": day(3, 2), "was": True},
        "bob": {"chance": exactly(0.3)},
        "cem": {"chance": exactly(0.2)},
    },
}
NAMES = ("election.ann", "election.bob", "election.cem")


def when(world, *names):
    return [int(happened(world, name)[0]) for name in names]


# --- chances and branches -------------------------------------------------------------------------------------------


def test_a_certain_event_happens_at_the_end_of_its_step(play):
    assert when(play(a_case(events=[{"id": "vote", "on": day(3, 6)}])), "vote") == [4]


def test_a_chance_is_the_share_of_worlds(engine):
    worlds = 4000
    case = a_case(weeks=2, events=[{"id": "maybe", "on": START, "chance": exactly(0.3)}])
    run = project(case, Settings(worlds, 2, case.as_of), engine=engine)
    assert within_luck((happened(run, "maybe") > 0).mean(), 0.3, worlds)


@pytest.mark.parametrize("scale", [1.0, 0.5, 3.0])
def test_exactly_one_branch_falls_and_each_with_its_share(engine, scale):
    """Chances that do not add up to one are shares of their sum."""
    worlds = 3000
    branches = {
        name: {"chance": exactly(chance * scale / 3.0)}
        for name, chance in (("ann", 0.5), ("bob", 0.3), ("cem", 0.2))
    }
    case = a_case(weeks=5, events=[{**ELECTION, "branches": branches}])
    run = project(case, Settings(worlds, 2, case.as_of), engine=engine)
    falls = np.stack([happened(run, name) == 4 for name in NAMES])
    assert (falls.sum(axis=0) == 1).all()
    assert (happened(run, "election") == 4).all()
    for share, chance in zip(falls.mean(axis=1), (0.5, 0.3, 0.2), strict=True):
        assert within_luck(share, chance, worlds)


@pytest.mark.parametrize(
    ("draw", "falls"), [(0.0, 0), (0.4999, 0), (0.5001, 1), (0.7999, 1), (0.8001, 2), (0.9999, 2)]
)
def test_branches_share_one_draw_in_the_order_of_their_names(play, draw, falls):
    world = play(a_case(events=[ELECTION]), mode="forecast", as_of=day(2), falls=draw)
    assert when(world, *NAMES) == [4 if n == falls else NOT for n in range(3)]


def test_only_the_branch_that_fell_acts(play):
    branches = {
        name: {**branch, "shocks": {"heat": {"up": exactly(size)}}}
        for size, (name, branch) in zip((10, 20, 40), ELECTION["branches"].items(), strict=True)
    }
    case = a_case(pressures={"heat": pressure(20)}, events=[{**ELECTION, "branches": branches}])
    for draw, size in ((0.1, 10), (0.6, 20), (0.9, 40)):
        assert play(case, mode="forecast", as_of=day(2), falls=draw).reading("heat")[0, 4] == pytest.approx(
            20 + size
        )


# --- what is known when ---------------------------------------------------------------------------------------------


def test_what_came_to_pass_stands_once_it_is_known(play):
    case = a_case(events=[ELECTION])
    for as_of in (day(3, 2), day(7)):
        assert when(play(case, mode="forecast", as_of=as_of, falls=0.9), *NAMES) == [4, NOT, NOT]


def test_asked_before_the_election_is_known_it_is_drawn(play):
    case = a_case(events=[ELECTION])
    for as_of in (day(3, 1), day(1)):
        assert when(play(case, mode="forecast", as_of=as_of, falls=0.9), *NAMES) == [NOT, NOT, 4]


def test_an_election_known_without_a_date_of_its_own_is_known_on_its_day(play):
    branches = {**ELECTION["branches"], "ann": {"chance": exactly(0.5), "was": True}}
    case = a_case(events=[{**ELECTION, "branches": branches}])
    assert when(play(case, mode="forecast", as_of=day(3, 1), falls=0.9), *NAMES) == [4, NOT, NOT]
    assert when(play(case, mode="forecast", as_of=day(3, 0), falls=0.9), *NAMES) == [NOT, NOT, 4]


def test_or_on_the_day_its_event_became_known(play):
    branches = {**ELECTION["branches"], "ann": {"chance": exactly(0.5), "was": True}}
    case = a_case(events=[{**ELECTION, "branches": branches, "known_from": day(4)}])
    assert when(play(case, mode="forecast", as_of=day(3, 6), falls=0.9), *NAMES) == [NOT, NOT, 4]
    assert when(play(case, mode="forecast", as_of=day(4), falls=0.9), *NAMES) == [4, NOT, NOT]


FACTS = [
    {"id": "plain", "on": day(2)},
    {"id": "secret", "on": day(2), "known_from": day(5)},
    {"id": "scheduled", "on": day(6), "known_from": day(1)},
    {"id": "surprise", "on": day(6)},
]


@pytest.mark.parametrize(
    ("as_of", "there"),
    [
        (day(0), []),
        (day(1), ["scheduled"]),
        (day(2), ["plain", "scheduled"]),
        (day(5), ["plain", "scheduled", "secret"]),
        (day(6), ["plain", "scheduled", "secret", "surprise"]),
    ],
)
@pytest.mark.parametrize("mode", ["forecast", "hindcast"])
def test_what_became_known_later_is_left_out(play, mode, as_of, there):
    world = play(a_case(events=FACTS), mode=mode, as_of=as_of)
    assert sorted(name for name in world.names.occurrences if happened(world, name)[0] > 0) == there


def test_a_hindcast_releases_the_facts_of_the_outcome(play):
    """In a forecast they stand; in a hindcast the case must show them by itself."""
    events = [
        {"id": "election", "on": day(1), "role": "cause"},
        {"id": "offer", "on": day(2), "role": "outcome", "sets": {"course": 80}},
        {"id": "reply", "on": day(3), "role": "context", "follows": ["offer"]},
        {
            "id": "verdict",
            "on": day(4),
            "role": "outcome",
            "branches": {"yes": {"chance": exactly(0.4), "was": True}, "no": {"chance": exactly(0.6)}},
        },
    ]
    names = ("election", "offer", "reply", "verdict.yes", "verdict.no")
    case = a_case(events=events)
    forecast, hindcast = (play(case, mode=mode, falls=0.9) for mode in ("forecast", "hindcast"))
    assert when(forecast, *names) == [2, 3, 4, 5, NOT]
    assert when(hindcast, *names) == [2, NOT, NOT, NOT, 5] or when(hindcast, *names) == [2, NOT, NOT, 5, NOT]
    assert forecast.reading("course.level")[0, -1] == 80.0
    assert hindcast.reading("course.level")[0, -1] == 50.0


def test_the_verdict_of_a_released_outcome_is_drawn(play):
    verdict = {
        "id": "verdict",
        "on": day(4),
        "role": "outcome",
        "branches": {"no": {"chance": exactly(0.6)}, "yes": {"chance": exactly(0.4), "was": True}},
    }
    case = a_case(events=[verdict])
    assert when(play(case, mode="forecast", falls=0.1), "verdict.yes", "verdict.no") == [5, NOT]
    assert when(play(case, mode="hindcast", falls=0.1), "verdict.yes", "verdict.no") == [NOT, 5]
    assert when(play(case, mode="hindcast", falls=0.7), "verdict.yes", "verdict.no") == [5, NOT]


# --- what follows what ----------------------------------------------------------------------------------------------


def test_a_dependant_goes_with_its_parent_or_branch(play):
    events = [
        ELECTION,
        {"id": "cabinet", "on": day(4), "follows": ["election.bob"]},
        {"id": "speech", "on": day(5), "follows": ["cabinet"]},
        {"id": "recount", "on": day(4), "follows": ["election"]},
    ]
    case = a_case(events=events)
    for draw, expected in ((0.6, [5, 6, 5]), (0.1, [NOT, NOT, 5])):
        world = play(case, mode="forecast", as_of=day(2), falls=np.array([[0.5], [draw], [0.5], [0.5]]))
        assert case.events[0].id == "election"
        assert when(world, "election.bob")[0] == (4 if expected[0] == 5 else NOT)
        # what follows is a fact known only later: in a forecast of the second week nobody knows of it
        assert when(world, "cabinet", "speech", "recount") == [NOT, NOT, NOT]
    known = a_case(events=[ELECTION, *({**event, "known_from": day(1)} for event in events[1:])])
    for draw, expected in ((0.6, [5, 6, 5]), (0.1, [NOT, NOT, 5])):
        world = play(known, mode="forecast", as_of=day(2), falls=draw)
        assert when(world, "cabinet", "speech", "recount") == expected


def test_a_dependant_of_the_same_step_comes_after_its_parent(play):
    """Written first and named first, it still waits for what it follows."""
    events = [
        {"id": "aftermath", "on": day(2), "follows": ["zenith"]},
        {"id": "zenith", "on": day(2), "chance": exactly(0.5)},
    ]
    case = a_case(events=events)
    assert when(play(case, falls=0.4), "aftermath", "zenith") == [3, 3]
    assert when(play(case, falls=0.6), "aftermath", "zenith") == [NOT, NOT]


def test_switching_a_parent_off_switches_off_what_follows(play):
    events = [
        {"id": "parent", "on": day(2)},
        {"id": "child", "on": day(3), "follows": ["parent"]},
        {"id": "grandchild", "on": day(4), "follows": ["child"]},
        {"id": "stranger", "on": day(4)},
    ]
    case = a_case(events=events)
    compiled = compile_case(case, as_of=case.as_of, mode="hindcast")
    on = everything_on(compiled.plan)
    off = on.occurrences.copy()
    off[0, compiled.index.occurrences.index("parent")] = 0
    names = ("parent", "child", "grandchild", "stranger")
    assert when(play(case, switches=on._replace(from_step=0, occurrences=off)), *names) == [NOT, NOT, NOT, 5]
    late = on._replace(from_step=3, occurrences=off)
    assert when(play(case, switches=late), *names) == [3, 4, 5, 5]


def test_what_follows_a_hazard_waits_for_it(play):
    events = [{"id": "funeral", "on": day(3), "follows": ["strike"]}]
    case = a_case(events=events, hazards={"strike": {"rate": rate(0.1)}})
    assert when(play(case), "funeral") == [NOT]
    assert when(play(case, fires=AT_ONCE), "funeral") == [4]


def test_a_known_fact_stands_whatever_is_drawn(play):
    """In a forecast the funeral was seen to happen, so it hangs on no draw; in a hindcast it does."""
    case = a_case(
        events=[{"id": "funeral", "on": day(3), "follows": ["strike"]}],
        hazards={"strike": {"rate": rate(0.1)}},
    )
    assert when(play(case, mode="forecast"), "funeral") == [4]
    assert when(play(case, mode="hindcast"), "funeral") == [NOT]


def test_what_follows_something_from_before_the_start_is_not_lost(play):
    events = [
        {"id": "revolt", "on": day(-3)},
        {
            "id": "poll",
            "on": day(-2),
            "branches": {"ann": {"chance": exactly(0.5), "was": True}, "bob": {"chance": exactly(0.5)}},
        },
        {"id": "trial", "on": day(2), "follows": ["revolt", "poll.ann"]},
        {"id": "pardon", "on": day(2), "follows": ["poll.bob"]},
    ]
    assert when(play(a_case(events=events)), "revolt", "trial", "pardon") == [NOT, 3, NOT]


def test_events_that_follow_one_another_in_a_circle_are_refused(play):
    events = [
        {"id": "egg", "on": day(1), "follows": ["hen"]},
        {"id": "hen", "on": day(1), "follows": ["egg"]},
    ]
    with pytest.raises(ValueError, match="circle: egg, hen"):
        play(a_case(events=events))


# --- choices --------------------------------------------------------------------------------------------------------

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
                "terms": terms_of_nothing(),
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


def terms_of_nothing():
    return {"if_betrayed": exactly(0)}


def test_a_condition_of_many_parts_is_read_to_its_end(play):
    parts = [{"level": "course", "at_least": 100 - n / 10} for n in range(400)]
    assert when(play(choice(3, when={"any": parts})), "answer") == [5]
    assert when(play(choice(3, when={"all": parts})), "answer") == [NOT]


# --- what acts do ---------------------------------------------------------------------------------------------------


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
