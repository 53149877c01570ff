"""Ideals: whom an actor listens to, in which order lines are walked, and what fear of a reaction does."""

import pytest

from unit.projection.cases import START, a_case, exactly, issue, pressure, stance


def weighing(position, influence, salience):
    return stance(position, influence=exactly(influence), salience=exactly(salience))


VOTERS = {"a": weighing(20, 30, 50), "b": weighing(60, 60, 25), "c": weighing(90, 10, 100)}
"""Weights 1500, 1500 and 1000."""


def listening(play, listens_to, *, groups=None, **lines):
    """The mandate of a follower (own line 20) who listens to some of `land` or to a patron."""
    actors = {
        name: {
            "stances": {"course": x if isinstance(x, dict) else stance(x)},
            **({"member_of": "land"} if name != "patron" else {}),
        }
        for name, x in lines.items()
    }
    follower = {
        "stances": {"course": stance(20)},
        "listens_to": {whom: exactly(weight) for whom, weight in listens_to.items()},
    }
    case = a_case(
        issues={"course": issue(0, owner="follower")},
        actors={"land": {"groups": groups or {}}, "follower": follower, **actors},
        institutions={"land": {"proposes": next(iter(lines))}} if "patron" not in lines else {},
    )
    return play(case).reading("follower.course.mandate")[0, 0]


def test_listening_to_an_actor(play):
    assert listening(play, {"patron": 0.25}, patron=60) == pytest.approx(30.0)


def test_listening_to_a_collective_is_to_its_mandate(play):
    assert listening(play, {"land": 0.5}, chief=80, crowd=10) == pytest.approx(50.0)


def test_listening_to_a_group_is_to_its_weighted_mean(play):
    heard = listening(
        play, {"land.wings": 0.5}, groups={"wings": ["a", "c"]}, a=VOTERS["a"], b=VOTERS["b"], c=VOTERS["c"]
    )
    assert heard == pytest.approx(10.0 + 0.5 * (1.5 * 20 + 90) / 2.5)


def test_whoever_listens_to_more_than_all_has_no_line_of_his_own(play):
    assert listening(
        play, {"land": 0.9, "land.wings": 0.9}, groups={"wings": ["b"]}, a=80, b=40
    ) == pytest.approx(60.0)


def test_lines_are_walked_in_the_order_of_who_hears_whom(play):
    """A chain written back to front: c hears b, b hears a."""
    case = a_case(
        issues={"course": issue(0, owner="a_last")},
        actors={
            "a_last": {"stances": {"course": stance(0)}, "listens_to": {"b_next": exactly(0.5)}},
            "b_next": {"stances": {"course": stance(0)}, "listens_to": {"c_first": exactly(0.5)}},
            "c_first": {"stances": {"course": stance(80)}},
        },
    )
    assert play(case).reading("a_last.course.mandate")[0, 0] == pytest.approx(20.0)


def test_lines_that_hear_one_another_in_a_circle_are_refused(play):
    case = a_case(
        issues={"course": issue(0, owner="a")},
        actors={
            "a": {"stances": {"course": stance(0)}, "listens_to": {"b": exactly(0.5)}},
            "b": {"stances": {"course": stance(0)}, "listens_to": {"a": exactly(0.5)}},
        },
    )
    with pytest.raises(ValueError, match="circle: a, b"):
        play(case)


def test_a_weight_of_listening_is_a_dial(play):
    case = a_case(
        issues={"course": issue(0, owner="follower")},
        actors={
            "follower": {"stances": {"course": stance(20)}, "listens_to": {"patron": exactly(0.4)}},
            "patron": {"stances": {"course": stance(70)}},
        },
        pressures={"heat": pressure(40)},
        effects=[
            {"when": "heat", "turns": "follower.listens_to.patron", "toward": "down", "by": exactly(25)}
        ],
        events=[{"id": "blow", "on": START, "shocks": {"heat": {"up": exactly(20), "lasting": True}}}],
    )
    assert play(case).reading("follower.course.mandate")[0, :2] == pytest.approx([40.0, 30.0])


def test_a_feared_reaction_pulls_an_ideal_by_its_mean_square(play):
    fearful = stance(20, reaction={"safe": "all", "feared": exactly(30), "spread": exactly(40)})
    world = play(
        a_case(issues={"course": issue(0, owner="state")}, actors={"state": {"stances": {"course": fearful}}})
    )
    assert world.reading("state.course.mandate")[0, 0] == pytest.approx((20.0 + 0.25 * 100.0) / 1.25)


def test_uncertainty_alone_restrains(play):
    """A pressure that widens a belief moves the ideal although the mean of what is feared stands still."""
    wary = stance(20, reaction={"safe": "all", "feared": exactly(0), "spread": exactly(10)})
    case = a_case(
        issues={"course": issue(0, owner="state")},
        actors={"state": {"stances": {"course": wary}}},
        pressures={"doubt": pressure(40)},
        effects=[{"when": "doubt", "turns": "state.course.spread", "toward": "up", "by": exactly(10)}],
        events=[{"id": "riddle", "on": START, "shocks": {"doubt": {"up": exactly(40), "lasting": True}}}],
    )
    path = play(case).reading("state.course.mandate")[0]
    assert path[0] == pytest.approx((20.0 + 0.01 * 100.0) / 1.01)
    assert path[1] == pytest.approx((20.0 + 0.25 * 100.0) / 1.25)
