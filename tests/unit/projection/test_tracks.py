"""Talks over one issue: zones and deals in closed form, who binds, the life of a track, and how fast it settles."""

import math

import numpy as np
import pytest

from detente.core.projection import BROKEN, CLOSED, OPEN, SETTLED
from unit.projection.cases import (
    AT_ONCE,
    START,
    a_case,
    bargain,
    day,
    exactly,
    issue,
    per_cent_in_four_weeks,
    stance,
    status,
    terms,
    who_binds,
)


def nash_of_two(a, b):
    """The Nash solution of two parties of equal power whose ideals lie `a` and `b` on the same side of what stands.

    Gains are y(2a - y) and y(2b - y); the product's derivative is zero where 2/y = 1/(2a - y) + 1/(2b - y).
    """
    return (3.0 * (a + b) - math.sqrt(9.0 * (a + b) ** 2 - 32.0 * a * b)) / 4.0


def settle(play, case, **luck):
    """Levels, status and projection of talks whose clock has run out."""
    world = play(case, settles=AT_ONCE, **luck)
    return world.reading("course.level")[0], status(world, "talks")[0], world


@pytest.mark.parametrize(("a", "b"), [(30, 60), (50, 50), (20, 80), (60, 25)])
def test_two_parties_settle_at_the_nash_solution(play, a, b):
    path, life, world = settle(play, bargain({"a": a, "b": b}, stands=0))
    width = min(2 * a, 2 * b, 100)
    assert world.reading("talks.zone")[0, 1] == pytest.approx(width)
    assert path[1] == pytest.approx(min(nash_of_two(a, b), width))
    assert life.tolist() == [CLOSED] + [SETTLED] * 8


def test_the_solution_is_the_same_from_above(play):
    path, _, _ = settle(play, bargain({"a": 70, "b": 40}, stands=100))
    assert path[1] == pytest.approx(100.0 - nash_of_two(30, 60))


def test_power_bends_it_toward_the_strong(play):
    """Powers p and 1 - p: the derivative is zero where 1/y = p/(2a - y) + (1 - p)/(2b - y)."""
    strong = {
        "a": {"stances": {"course": stance(30, influence=exactly(75))}},
        "b": {"stances": {"course": stance(60, influence=exactly(25))}},
    }
    path, _, _ = settle(play, bargain({"a": 30, "b": 60}, stands=0, actors=strong))
    y = path[1]
    assert 1.0 / y == pytest.approx(0.75 / (60.0 - y) + 0.25 / (120.0 - y))
    assert 30.0 < y < nash_of_two(30, 60)


def test_trust_loss_and_deadlock_make_the_zone(play):
    """a: w^2 = (50 - 20)^2 - (10^2 - 15^2); b: w^2 = (50 - 10)^2 - 20^2 x .25/.75; the zone is where both accept."""
    own = {
        "a": {"terms": {"any": terms(0.5, loss=10, deadlock=15)}},
        "b": {"terms": {"any": terms(0.75, loss=20)}},
    }
    _, _, world = settle(play, bargain({"a": 20, "b": 10}, stands=50, actors=own))
    upper = 10.0 + math.sqrt(1600.0 - 400.0 / 3.0)
    assert world.reading("talks.zone")[0, 1] == pytest.approx(upper - 0.0)
    own["b"]["terms"]["any"] = terms(0.75, loss=60)
    _, _, world = settle(play, bargain({"a": 20, "b": 10}, stands=50, actors=own))
    assert world.reading("talks.zone")[0, 1] == pytest.approx(10.0 + math.sqrt(1600.0 - 1200.0))


def test_a_visible_track_is_harder_than_a_hidden_one(play):
    def zone(seen):
        proud = {"a": {"stances": {"course": stance(40, declared=10, face=exactly(1))}}}
        return play(
            bargain({"a": 40, "b": 60}, stands=0, actors=proud, talks={"seen": exactly(seen)})
        ).reading("talks.zone")[0, 1]

    hidden, half, open_ = zone(0.0), zone(0.5), zone(1.0)
    assert hidden == pytest.approx(80.0)
    assert half == pytest.approx(2.0 * math.sqrt((1600.0 - 900.0 / 3.0) / 1.5))
    assert hidden > half > open_


def test_a_deal_on_the_zones_edge_names_who_holds_it(play):
    """The mean of 20 and 90 is 55, but a accepts nothing beyond 40."""
    case = bargain({"a": 20, "b": 90}, stands=0, talks={"models": {"weighted_mean": 1}})
    path, _, world = settle(play, case)
    assert path[1] == pytest.approx(40.0)
    assert who_binds(world, "talks", 1) == ("a", None)
    _, _, world = settle(play, bargain({"a": 30, "b": 50}, stands=0, talks={"models": {"weighted_mean": 1}}))
    assert who_binds(world, "talks", 1) == (None, None)


def test_an_impasse_names_the_first_disjoint_pair(play):
    wary = {name: {"terms": {"any": terms(0.5, loss=10)}} for name in "abcd"}
    _, life, world = settle(play, bargain({"a": 40, "b": 30, "c": 70, "d": 80}, stands=50, actors=wary))
    assert life.tolist() == [CLOSED] + [OPEN] * 8
    assert who_binds(world, "talks", 1) == ("a", "c")
    assert world.reading("talks.zone")[0] == pytest.approx(0.0)
    _, _, world = settle(play, bargain({"c": 70, "d": 80, "b": 30, "a": 40}, stands=50, actors=wary))
    assert who_binds(world, "talks", 1) == ("c", "b")


def test_an_impasse_names_whoever_accepts_nothing(play):
    wary = {"b": {"terms": {"any": terms(0.5, loss=45)}}}
    _, life, world = settle(play, bargain({"a": 80, "b": 90, "c": 80}, stands=50, actors=wary))
    assert who_binds(world, "talks", 1) == ("b", "b")
    assert life[1:].tolist() == [OPEN] * 8


def test_where_ends_meet_the_pair_that_holds_them_binds(play):
    _, life, world = settle(play, bargain({"a": 20, "b": 80}, stands=50))
    assert who_binds(world, "talks", 1) == ("b", "a")
    assert life[1] == OPEN


def test_no_point_of_a_zone_near_what_stands_is_a_settlement(play):
    """The zone is 1.6 points wide, but its Nash point is .8 from what stands: no event, no change."""
    path, life, world = settle(play, bargain({"a": 10.8, "b": 10.8}, stands=10))
    assert world.reading("talks.zone")[0, 1:] == pytest.approx(1.6)
    assert life[1:].tolist() == [OPEN] * 8
    assert path == pytest.approx(10.0)
    assert who_binds(world, "talks", 1) == (None, None)
    path, life, _ = settle(play, bargain({"a": 11.1, "b": 11.1}, stands=10))
    assert (path[1], life[1]) == (pytest.approx(11.1), SETTLED)


def test_a_zone_of_less_than_a_point_is_an_impasse(play):
    _, life, world = settle(play, bargain({"a": 10.4, "b": 60}, stands=10))
    assert world.reading("talks.zone")[0, 1] == pytest.approx(0.8)
    assert life[1] == OPEN
    assert who_binds(world, "talks", 1) == ("a", "a")


def test_without_a_gain_for_all_there_is_no_deal(play):
    """b wants the other way: what stands is inside nobody's zone."""
    _, life, _ = settle(play, bargain({"a": 60, "b": 20}, stands=40))
    assert life[1] == OPEN


DRIFT = [{"id": "drift", "on": day(2), "sets": {"course": 20}}]


def test_what_stands_is_fixed_when_the_track_opens(play):
    """The level then moves by itself; without a deal it is still 0 that stands in the parties' minds."""
    world = play(bargain({"a": 30, "b": 60}, stands=0, events=DRIFT))
    assert world.reading("course.level")[0, -1] == 20.0
    assert world.reading("talks.zone")[0, 1:] == pytest.approx(60.0)
    late = play(bargain({"a": 30, "b": 60}, stands=0, events=DRIFT, talks={"opens": day(3)}))
    assert late.reading("talks.zone")[0].tolist() == pytest.approx([0, 0, 0, 0] + [20.0] * 5)


def test_or_it_is_stated_or_dated(play):
    fixed = play(
        bargain({"a": 30, "b": 60}, stands=0, events=DRIFT, talks={"if_nothing": {"course": exactly(10)}})
    )
    assert fixed.reading("talks.zone")[0, 1:] == pytest.approx(40.0)
    dates = {START: exactly(0), day(4, 3): exactly(25)}
    dated = play(bargain({"a": 30, "b": 60}, stands=0, talks={"if_nothing": {"course": dates}}))
    assert dated.reading("talks.zone")[0].tolist() == pytest.approx([0] + [60] * 4 + [10] * 4)
    later = play(
        bargain(
            {"a": 30, "b": 60},
            stands=0,
            events=DRIFT,
            talks={"if_nothing": {"course": {day(4): exactly(25)}}},
        )
    )
    assert later.reading("talks.zone")[0].tolist() == pytest.approx([0] + [60] * 4 + [10] * 4)


def broken(**talks):
    breach = [{"id": "breach", "on": day(2), "breaks": ["talks"]}]
    return bargain(
        {"a": 30, "b": 60},
        stands=0,
        weeks=18,
        events=breach,
        issues={"course": issue(0, pace=5)},
        talks=talks,
    )


def test_a_breach_breaks_a_deal_and_the_level_falls_back_to_what_stood(play):
    path, life, _ = settle(play, broken())
    assert life[:4].tolist() == [CLOSED, SETTLED, SETTLED, BROKEN]
    assert set(life[3:]) == {BROKEN}
    assert path[:6] == pytest.approx([0, 5, 10, 5, 0, 0])


def test_talks_resume_after_their_span_from_what_then_stands(play):
    path, life, _world = settle(play, broken(reopens_after="3 weeks"))
    assert life[:8].tolist() == [CLOSED, SETTLED, SETTLED, BROKEN, BROKEN, BROKEN, SETTLED, SETTLED]
    assert path[5:8] == pytest.approx([0, 5, 10])
    sure = play(broken(reopens_after="3 weeks"))
    assert set(status(sure, "talks")[0, 1:]) == {OPEN}  # nothing was settled, so there was nothing to break
    slow = play(broken(reopens_after="12 weeks"), settles=np.array([0.0] + [np.inf] * 17).reshape(1, 18, 1))
    assert status(slow, "talks")[0, 2:16].tolist() == [SETTLED] + [BROKEN] * 12 + [OPEN]


def test_a_broken_deal_leaves_an_owned_issue_to_its_owner(play):
    breach = [{"id": "breach", "on": day(2), "breaks": ["talks"]}]
    case = bargain(
        {"a": 30, "b": 60}, stands=0, events=breach, issues={"course": issue(0, owner="b", pace=100)}
    )
    path, _, _ = settle(play, case)
    assert path[1:3] == pytest.approx(nash_of_two(30, 60))
    assert path[3:] == pytest.approx(60.0)


def test_events_open_settle_and_close_a_track(play):
    events = [
        {"id": "invite", "on": day(1), "opens": ["talks"]},
        {"id": "handshake", "on": day(2), "sets": {"course": 35}, "settles": ["talks"]},
        {"id": "walkout", "on": day(4), "closes": ["talks"], "sets": {"course": 10}},
    ]
    world = play(bargain({"a": 30, "b": 60}, stands=0, events=events, talks={"opens": None}))
    assert status(world, "talks")[0].tolist() == [CLOSED, CLOSED, OPEN, SETTLED, SETTLED] + [CLOSED] * 4
    assert world.reading("course.level")[0].tolist() == pytest.approx([0, 0, 0, 35, 35, 10, 10, 10, 10])


def test_a_settlement_by_event_needs_no_open_track(play):
    events = [{"id": "handshake", "on": day(2), "settles": ["talks"]}]
    world = play(bargain({"a": 30, "b": 60}, stands=7, events=events, talks={"opens": None}))
    assert status(world, "talks")[0, 2:4].tolist() == [CLOSED, SETTLED]
    assert world.reading("course.level")[0] == pytest.approx(7.0)


def test_a_closing_date_ends_talks_and_leaves_a_deal(play):
    shut = bargain({"a": 30, "b": 60}, stands=0, talks={"closes": day(3)})
    assert status(play(shut), "talks")[0].tolist() == [CLOSED] + [OPEN] * 3 + [CLOSED] * 5
    assert settle(play, shut)[1].tolist() == [CLOSED] + [SETTLED] * 8


def test_a_track_may_open_by_a_condition_with_a_chance(play):
    opening = {"opens": {"once": {"level": "course", "at_least": 20}, "chance": per_cent_in_four_weeks(0.25)}}
    case = bargain({"a": 70, "b": 60}, stands=0, events=DRIFT, talks=opening)

    def opens(clock):
        return status(play(case, opens=clock), "talks")[0].tolist()

    assert opens(0.2499) == [CLOSED] * 4 + [OPEN] * 5  # the condition is read at the start of the step
    assert opens(0.2501) == [CLOSED] * 9


def test_parties_are_held_to_their_institutions(play):
    """Proposer 60, veto 30, final say 50 within 15: [0, 60] and [35, 65]; the other side accepts up to 100."""
    case = a_case(
        issues={"course": issue(0)},
        actors={
            "land": {},
            **{
                name: {"member_of": "land", "stances": {"course": stance(x)}}
                for name, x in (("premier", 60), ("army", 30), ("chief", 50))
            },
            "other": {"stances": {"course": stance(80)}},
        },
        institutions={
            "land": {
                "proposes": "premier",
                "vetoes": ["army"],
                "final_say": "chief",
                "tolerance": exactly(15),
            }
        },
        tracks={
            "talks": {"between": ["land", "other"], "over": ["course"], "opens": START, "terms": terms()}
        },
    )
    path, _, world = settle(play, case)
    assert world.reading("talks.zone")[0, 1] == pytest.approx(25.0)
    assert path[1] == pytest.approx(60.0)
    assert who_binds(world, "talks", 1) == ("army", None)


def test_a_final_say_is_charged_for_mistrust_and_may_refuse_any_deal(play):
    case = a_case(
        issues={"course": issue(0)},
        actors={
            "land": {},
            "premier": {"member_of": "land", "stances": {"course": stance(60)}},
            "chief": {
                "member_of": "land",
                "stances": {"course": stance(50)},
                "terms": {"any": terms(0.5, loss=16)},
            },
            "other": {"stances": {"course": stance(80)}},
        },
        institutions={"land": {"proposes": "premier", "final_say": "chief", "tolerance": exactly(20)}},
        tracks={
            "talks": {"between": ["land", "other"], "over": ["course"], "opens": START, "terms": terms()}
        },
    )
    assert play(case).reading("talks.zone")[0, 1] == pytest.approx(2.0 * math.sqrt(400.0 - 256.0))
    strict = case.model_dump(by_alias=True)
    strict["institutions"]["land"]["tolerance"] = exactly(15)
    _, life, world = settle(play, type(case).model_validate(strict))
    assert life[1] == OPEN
    assert who_binds(world, "talks", 1) == ("chief", "chief")


def test_a_party_that_votes_speaks_as_one(play):
    case = a_case(
        issues={"course": issue(0)},
        actors={
            "union": {"terms": {"any": terms(0.5, loss=10)}},
            **{
                name: {
                    "member_of": "union",
                    "stances": {"course": stance(x, declared=0, face=exactly(2))},
                    "terms": {"any": terms(0.1, loss=90)},
                }
                for name, x in (("north", 20), ("south", 40))
            },
            "other": {"stances": {"course": stance(80)}},
        },
        tracks={
            "talks": {"between": ["union", "other"], "over": ["course"], "opens": START, "terms": terms()}
        },
    )
    _, _, world = settle(play, case)
    assert world.reading("talks.zone")[0, 1] == pytest.approx(2.0 * math.sqrt(900.0 - 100.0))
