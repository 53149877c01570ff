"""Events: what is known when, branches and chances, and what follows what."""

import numpy as np
import pytest

from detente.core.projection import Settings
from detente.projection import project
from detente.projection.compile import compile_case
from detente.projection.plan import everything_on
from unit.projection.cases import (
    AT_ONCE,
    NOT,
    START,
    a_case,
    bargain,
    day,
    exactly,
    happened,
    pressure,
    rate,
    when,
    within_luck,
)

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


def test_what_is_still_open_is_drawn_whenever_it_was_asked(play):
    """An event with a chance, a choice or branches needs no date at which it became known."""
    events = [
        {"id": "summit", "on": day(6), "chance": exactly(0.6)},
        {"id": "answer", "on": day(5), "when": {"level": "course", "at_least": 40}},
        {
            "id": "poll",
            "on": day(6),
            "branches": {"yes": {"chance": exactly(1)}, "no": {"chance": exactly(0)}},
        },
    ]
    for mode in ("forecast", "hindcast"):
        world = play(a_case(events=events), mode=mode, as_of=day(1))
        assert when(world, "summit", "answer", "poll.yes", "poll.no") == [7, 6, 7, NOT]


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


def test_an_act_may_follow_a_deal(play):
    """It is dropped where talks have not settled by the time its step begins."""
    acts = [{"id": "withdrawal", "on": day(4), "chance": exactly(1.0), "follows": ["talks.settled"]}]
    case = bargain({"a": 20, "b": 60}, stands=100, events=acts)
    assert when(play(case, settles=AT_ONCE), "withdrawal") == [5]
    assert when(play(case), "withdrawal") == [NOT]
    clocks = np.full((1, 8, 1), np.inf)
    clocks[0, 4:] = AT_ONCE
    assert when(play(case, settles=clocks), "withdrawal") == [NOT]


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
