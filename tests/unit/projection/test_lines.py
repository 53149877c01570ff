"""Win-sets and mandates in closed form: setter and veto players, final say, votes, and who decides from when on."""

import numpy as np
import pytest

from unit.projection.cases import START, a_case, day, exactly, issue, pressure, stance

LAND = {"land": {}}


def land(lines, institution, *, stands=10.0, weeks=4, pace=100, **parts):
    """A collective that owns an issue; `lines` are its members' stances."""
    members = {
        name: {"member_of": "land", "stances": {"course": line if isinstance(line, dict) else stance(line)}}
        for name, line in lines.items()
    }
    whole = {
        "actors": LAND | members,
        "institutions": {"land": institution},
        "issues": {"course": issue(stands, owner="land", pace=pace)},
    }
    return a_case(weeks=weeks, **{**whole, **parts})


def mandate(play, lines, institution, **rest):
    return play(land(lines, institution, **rest)).reading("land.course.mandate")[0]


SETTER_AND_VETO = {"proposes": "setter", "vetoes": ["veto"]}


@pytest.mark.parametrize(
    ("setter", "veto", "stands", "outcome"),
    [
        (68, 30, 10, 50),  # the veto player is held to indifference: 30 + |10 - 30|
        (40, 30, 10, 40),  # the setter gets his ideal
        (68, 30, 50, 50),  # both want to move apart: what stands stays
        (68, 30, 30, 30),  # the veto player is at his ideal
        (20, 30, 60, 20),
        (5, 30, 60, 5),
        (0, 30, 40, 20),  # 30 - |40 - 30|
        (68, 80, 10, 68),
        (100, 70, 20, 100),  # the interval reaches past the scale and is clipped
    ],
)
def test_a_setter_and_a_veto_player(play, setter, veto, stands, outcome):
    """Romer and Rosenthal: the setter's ideal, or the point at which the veto player is indifferent to what stands."""
    path = mandate(play, {"setter": setter, "veto": veto}, SETTER_AND_VETO, stands=stands)
    assert path == pytest.approx(outcome)


@pytest.mark.parametrize("pace", [1, 10, 25, 100])
def test_a_unilateral_decision_reads_the_policy_and_not_the_level_on_its_way(play, pace):
    """With the moving level for a reversion the outcome would hang on the pace: 31 at a pace of 1, 40 at 10."""
    world = play(land({"setter": 68, "veto": 30}, SETTER_AND_VETO, pace=pace, weeks=50))
    assert world.reading("land.course.mandate")[0] == pytest.approx(50.0)
    assert world.reading("course.level")[0] == pytest.approx(np.minimum(50.0, 10.0 + pace * np.arange(51)))


def test_costs_of_deadlock_do_not_count_off_a_track(play):
    """A veto player who paid deadlock anew each week would be walked up to the setter's line."""
    case = land({"setter": 68, "veto": 30}, SETTER_AND_VETO, weeks=10)
    hurts = case.model_dump()
    hurts["actors"]["veto"]["terms"] = {"any": {"deadlock_hurts": exactly(30), "if_betrayed": exactly(20)}}
    assert play(type(case).model_validate(hurts)).reading("land.course.mandate")[0] == pytest.approx(50.0)


def test_a_setter_who_prefers_what_stands_keeps_it(play):
    """The veto player would go further; a setter is not made to propose (a closed gate)."""
    assert mandate(play, {"setter": 30, "veto": 80}, SETTER_AND_VETO, stands=30) == pytest.approx(30.0)
    shy = stance(40, declared=10, face=exactly(2))
    assert mandate(play, {"setter": shy, "veto": 80}, SETTER_AND_VETO, stands=38) == pytest.approx(38.0)


IMPOSED = {"proposes": "setter", "final_say": "chief", "tolerance": exactly(8)}


def test_a_setter_does_not_veto_the_holder_of_the_final_say(play):
    """He wants 20 and has 25; the chief, who wants 60, has him sign 52 (decision 0004)."""
    assert mandate(play, {"setter": 20, "chief": 60}, IMPOSED, stands=25) == pytest.approx(52.0)


def test_unless_he_is_written_among_the_vetoes(play):
    procedure = IMPOSED | {"vetoes": ["setter"]}
    assert mandate(play, {"setter": 20, "chief": 60}, procedure, stands=25) == pytest.approx(25.0)
    assert mandate(
        play, {"setter": 20, "veto": 60}, {"proposes": "setter", "vetoes": ["setter", "veto"]}, stands=25
    )[0] == pytest.approx(25.0)


def test_a_veto_player_still_blocks_the_holder_of_the_final_say(play):
    procedure = IMPOSED | {"vetoes": ["veto"]}
    assert mandate(play, {"setter": 20, "chief": 60, "veto": 10}, procedure, stands=25) == pytest.approx(25.0)


def test_several_vetoes_leave_what_all_accept(play):
    lines = {"setter": 90, "left": 30, "middle": 40, "right": 60}
    path = mandate(play, lines, {"proposes": "setter", "vetoes": ["right", "left", "middle"]})
    assert path == pytest.approx(50.0)


def test_opposed_vetoes_keep_what_stands(play):
    path = mandate(
        play,
        {"setter": 90, "left": 30, "right": 80},
        {"proposes": "setter", "vetoes": ["left", "right"]},
        stands=50,
    )
    assert path == pytest.approx(50.0)


@pytest.mark.parametrize(("setter", "outcome"), [(80, 68), (63, 63), (40, 52)])
def test_a_final_say_imposes_his_line_within_a_tolerance(play, setter, outcome):
    procedure = {"proposes": "setter", "final_say": "chief", "tolerance": exactly(8)}
    assert mandate(play, {"setter": setter, "chief": 60}, procedure)[0] == pytest.approx(outcome)


def test_a_final_say_without_tolerance_is_his_line_and_no_impasse(play):
    procedure = {"proposes": "setter", "final_say": "chief", "tolerance": exactly(0)}
    assert mandate(play, {"setter": 80, "chief": 60}, procedure) == pytest.approx(60.0)


def test_a_final_say_who_accepts_nothing_imposes_his_held_line(play):
    """With x 60, d 20, a 1 the audience takes .5 x 40^2 from a tolerance of 8^2: nothing is left but his line, 40."""
    chief = stance(60, declared=20, face=exactly(1))
    procedure = {"proposes": "setter", "final_say": "chief", "tolerance": exactly(8)}
    assert mandate(play, {"setter": 80, "chief": chief}, procedure)[0] == pytest.approx(40.0)


def test_a_final_say_with_an_audience_accepts_less(play):
    """x 60, d 50, a 1: around 55, w^2 = (20^2 - .5 x 10^2)/2 = 175."""
    chief = stance(60, declared=50, face=exactly(1))
    procedure = {"proposes": "setter", "final_say": "chief", "tolerance": exactly(20)}
    assert mandate(play, {"setter": 90, "chief": chief}, procedure)[0] == pytest.approx(55.0 + np.sqrt(175.0))


def test_a_final_say_where_nobody_proposes_bounds_the_members_mean(play):
    procedure = {"final_say": "chief", "tolerance": exactly(5)}
    assert mandate(play, {"chief": 60, "wing": 10}, procedure)[0] == pytest.approx(55.0)


def weighing(position, influence, salience):
    return stance(position, influence=exactly(influence), salience=exactly(salience))


VOTERS = {"a": weighing(20, 30, 50), "b": weighing(60, 60, 25), "c": weighing(90, 10, 100)}
"""Weights 1500, 1500 and 1000."""


def test_no_decider_is_the_mean_weighted_by_influence_times_salience(play):
    assert mandate(play, VOTERS, {})[0] == pytest.approx((1.5 * 20 + 1.5 * 60 + 90) / 4.0)


def test_or_the_weighted_median(play):
    assert mandate(play, VOTERS, {"vote": "median"})[0] == pytest.approx(60.0)
    tied = {"a": weighing(20, 50, 50), "b": weighing(60, 50, 50)}
    assert mandate(play, tied, {"vote": "median"})[0] == pytest.approx(40.0)


def test_no_weight_at_all_is_the_plain_mean(play):
    assert mandate(play, {"a": weighing(20, 0, 50), "b": weighing(60, 30, 0)}, {})[0] == pytest.approx(40.0)


def test_veto_players_without_a_setter_clip_the_members_mean(play):
    assert mandate(play, VOTERS | {"veto": weighing(25, 0, 50)}, {"vetoes": ["veto"]}, stands=10)[
        0
    ] == pytest.approx(40.0)


def test_members_without_a_stance_have_no_part(play):
    case = land(
        {"setter": 68, "veto": 30}, {"proposes": "setter", "vetoes": ["veto", "mute"], "final_say": "mute"}
    )
    case = case.model_copy(
        update={"actors": {**case.actors, "mute": case.actors["veto"].model_copy(update={"stances": {}})}}
    )
    assert play(case).reading("land.course.mandate")[0] == pytest.approx(50.0)


def test_an_actor_who_stands_alone_decides_by_his_held_line(play):
    alone = {"actors": {"state": {"stances": {"course": stance(20, declared=40, face=exactly(1))}}}}
    world = play(a_case(issues={"course": issue(80, owner="state")}, **alone))
    assert world.reading("state.course.mandate")[0] == pytest.approx(30.0)


def test_he_keeps_what_stands_where_any_change_costs_too_much_face(play):
    alone = {"actors": {"state": {"stances": {"course": stance(20, declared=90, face=exactly(2))}}}}
    world = play(a_case(issues={"course": issue(30, owner="state")}, **alone))
    assert world.reading("state.course.mandate")[0] == pytest.approx(30.0)


def test_an_exception_holds_on_its_issue_only(play):
    members = {
        name: {"member_of": "land", "stances": {"course": stance(x), "border": stance(x)}}
        for name, x in (("dove", 80), ("hawk", 30))
    }
    case = a_case(
        actors=LAND | members,
        institutions={"land": {"proposes": "dove", "on": {"border": {"proposes": "hawk"}}}},
        issues={"course": issue(50, owner="land"), "border": issue(50, owner="land")},
    )
    world = play(case)
    assert world.reading("land.course.mandate")[0] == pytest.approx(80.0)
    assert world.reading("land.border.mandate")[0] == pytest.approx(30.0)


def test_an_event_installs_a_procedure_and_leaves_the_rest_as_it_was(play):
    """The new one names another proposer; the veto stays."""
    events = [{"id": "coup", "on": day(1), "installs": {"land": {"proposes": "general"}}}]
    path = mandate(play, {"setter": 60, "veto": 45, "general": 90}, SETTER_AND_VETO, stands=10, events=events)
    assert path == pytest.approx([60.0, 60.0, 60.0, 60.0, 60.0])
    freed = [
        {"id": "coup", "on": day(1), "installs": {"land": {"proposes": "general", "vetoes": ["general"]}}}
    ]
    path = mandate(play, {"setter": 60, "veto": 45, "general": 90}, SETTER_AND_VETO, stands=10, events=freed)
    assert path == pytest.approx([60.0, 60.0, 90.0, 90.0, 90.0])


@pytest.mark.parametrize("cleared", [{"vetoes": []}, {"vetoes": [], "final_say": None}])
def test_what_an_installed_procedure_writes_counts_even_where_it_writes_nobody(play, cleared):
    events = [{"id": "coup", "on": day(1), "installs": {"land": {"proposes": "general", **cleared}}}]
    path = mandate(play, {"setter": 60, "veto": 45, "general": 90}, SETTER_AND_VETO, stands=10, events=events)
    assert path == pytest.approx([60.0, 60.0, 90.0, 90.0, 90.0])


def test_an_installed_procedure_takes_a_final_say_away(play):
    imposed = {"proposes": "setter", "final_say": "chief", "tolerance": exactly(5)}
    events = [{"id": "coup", "on": day(1), "installs": {"land": {"final_say": None}}}]
    path = mandate(play, {"setter": 90, "chief": 50}, imposed, stands=10, events=events)
    assert path == pytest.approx([55.0, 55.0, 90.0, 90.0, 90.0])


def test_a_tolerance_is_a_dial(play):
    case = land(
        {"setter": 90, "chief": 60},
        {"proposes": "setter", "final_say": "chief", "tolerance": exactly(8)},
        pressures={"heat": pressure(40)},
        effects=[{"when": "heat", "turns": "land.tolerance", "toward": "up", "by": exactly(4)}],
        events=[{"id": "blow", "on": day(1), "shocks": {"heat": {"up": exactly(10), "lasting": True}}}],
    )
    assert play(case).reading("land.course.mandate")[0] == pytest.approx([68.0, 68.0, 72.0, 72.0, 72.0])


def test_an_exception_has_a_tolerance_of_its_own(play):
    """Whether stated or the house's, and whichever issue comes first in the alphabet."""
    members = {
        name: {
            "member_of": "land",
            "stances": {issue_name: stance(x) for issue_name in ("arms", "border", "course")},
        }
        for name, x in (("setter", 90), ("chief", 50))
    }
    imposed = {"proposes": "setter", "final_say": "chief"}
    case = a_case(
        weeks=2,
        actors=LAND | members,
        institutions={
            "land": imposed
            | {
                "tolerance": exactly(20),
                "on": {"arms": imposed, "course": imposed | {"tolerance": exactly(3)}},
            }
        },
        issues={name: issue(50, owner="land") for name in ("arms", "border", "course")},
        events=[
            {
                "id": "grip",
                "on": START,
                "turns": {"land.border.tolerance": {"by": exactly(5), "toward": "down"}},
            },
            {
                "id": "slack",
                "on": day(1),
                "turns": {"land.arms.tolerance": {"by": exactly(5), "toward": "up"}},
            },
        ],
    )
    world = play(case)
    paths = {name: world.reading(f"land.{name}.mandate")[0] for name in ("arms", "border", "course")}
    assert paths["arms"] == pytest.approx([58, 58, 63])
    assert paths["border"] == pytest.approx([70, 65, 65])
    assert paths["course"] == pytest.approx([53, 53, 53])
