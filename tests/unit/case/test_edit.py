"""What-if edits give a new case and leave the old one as it was."""

from datetime import date

import pytest

from detente.case import (
    ChooseBranch,
    DropEvent,
    Install,
    SetInput,
    WithoutMechanism,
    apply_edits,
    input_at,
    leaves,
    parse_branch,
    parse_drop,
    parse_edit,
    parse_set,
    resolved,
    touches_past,
)
from detente.core.case import Case
from detente.core.errors import ParameterError


def spread_at(case, path):
    leaf = next(leaf for leaf in leaves(case) if leaf.path == path)
    return resolved(case, path, leaf.quantity, leaf.parameter)


def edited(case, text):
    before = case.model_dump_json()
    changed = apply_edits(case, [parse_edit(text)])
    assert case.model_dump_json() == before
    # what comes out is a case that could have been written
    return Case.model_validate(changed.model_dump(by_alias=True))


def test_a_dropped_event_takes_its_followers_along(case):
    changed = edited(case, "drop:secret_meeting")
    assert {event.id for event in case.events} - {event.id for event in changed.events} == {
        "secret_meeting",
        "gates_opened",
    }


def test_rules_that_ask_for_a_dropped_event_never_hold(case):
    question = case.questions["truce"].model_copy(
        update={"yes_if": type(case.questions["truce"].yes_if)(happened="dry_spring")}
    )
    asked = case.model_copy(update={"questions": {"q": question}})
    changed = apply_edits(asked, [DropEvent("dry_spring")])
    assert changed.questions["q"].yes_if.at_least > 100


def test_a_dropped_hazard_never_fires(case):
    assert edited(case, "drop:border_raid").hazards["border_raid"].rate.per_week == 0


@pytest.mark.parametrize(
    ("text", "path", "value"),
    [
        ("set:president.water.position=60", "actors.president.stances.water.position", 60),
        ("president.border.position=quiet", "actors.president.stances.border.position", 100),
        ("arvenia.lake_talks.trust=likely", "actors.arvenia.terms.lake_talks.trust", 0.7),
        ("premier.lake_talks.trust=0.2", "actors.premier.terms.lake_talks.trust", 0.2),
        ("president.listens_to.arvenia.wings=0.4", "actors.president.listens_to.arvenia.wings", 0.4),
        ("lake_talks.seen=open", "tracks.lake_talks.seen", 1),
        ("water.level=55", "issues.water.now", 55),
        ("pressures.drought.fades=20", "pressures.drought.fades", 20),
        ("pressures.belmark.fear.now=10", "pressures.belmark.fear.now", 10),
        ("effects.drought->president.water.position.by=0", "effects.drought->president.water.position.by", 0),
        ("events.dry_spring.shocks.drought.up=5", "events.dry_spring.shocks.drought.up", 5),
    ],
)
def test_an_input_is_set_without_spread(case, text, path, value):
    spread = spread_at(edited(case, text), path)
    assert spread.is_point
    assert spread.center == value


def test_a_rate_is_set_by_the_week(case):
    rate = edited(case, "border_raid.rate=0.1").hazards["border_raid"].rate
    assert rate.per_week == pytest.approx(0.1, rel=0.01)


def test_a_pressure_is_pressed_from_the_first_step_after_the_as_of_date(case):
    event = edited(case, "pressure.drought=80").events[-1]
    assert event.on == date(2023, 7, 3)
    assert event.presses["drought"].value == 80
    assert event.known_from == case.start


def test_a_dated_setting_is_an_event(case):
    changed = edited(case, "president.water.position=60@2023-06-01")
    assert changed.events[-1].turns["president.water.position"].to == 60
    assert changed.events[-1].on == date(2023, 6, 1)


def test_two_settings_are_two_events(case):
    changed = apply_edits(
        case, [parse_set("pressure.drought=80"), parse_set("pressure.drought=10@2023-08-01")]
    )
    assert len({event.id for event in changed.events}) == len(case.events) + 2


def test_a_chosen_branch_is_certain_in_every_mode(case):
    event = next(
        event for event in edited(case, "branch:local_vote=hardliners").events if event.id == "local_vote"
    )
    assert {name: branch.was for name, branch in event.branches.items()} == {
        "moderates": False,
        "hardliners": True,
    }
    assert [branch.chance.value for branch in event.branches.values()] == [0, 1]
    assert all(branch.known_from == case.start for branch in event.branches.values())


def test_somebody_is_installed(case):
    assert edited(case, "institution.arvenia.final_say=army").institutions["arvenia"].final_say == "army"
    assert edited(case, "institution.arvenia.proposes=nobody").institutions["arvenia"].proposes is None
    assert edited(case, "institution.arvenia.vetoes=army").institutions["arvenia"].vetoes == ("army",)


def test_a_mechanism_is_switched_off(case):
    changed = edited(case, "without:R1")
    assert [effect.turns for effect in changed.effects] == [effect.turns for effect in case.effects[1:]]
    assert input_at(changed, "actors.president.stances.water.position").value == 50


@pytest.mark.parametrize(
    ("off", "gone"),
    [
        ({"events.dry_spring": None}, "events.dry_spring.shocks.drought.up"),
        ({"actors.president.listens_to.arvenia.wings": None}, "actors.president.listens_to.arvenia.wings"),
        (
            {"effects.drought->president.water.position.by": None},
            "effects.drought->president.water.position.by",
        ),
        (
            {"actors.president.stances.border.reaction": None},
            "actors.president.stances.border.reaction.feared",
        ),
        ({"institutions.arvenia.final_say": None}, None),
        ({"hazards.border_raid": None}, None),
        ({"events.dry_spring.shocks.drought": None}, "events.dry_spring.shocks.drought.up"),
    ],
)
def test_null_removes_what_stands_at_a_path(case, off, gone):
    mechanism = case.mechanisms["R2"].model_copy(update={"off": off, "inputs": tuple(off)})
    changed = apply_edits(case.model_copy(update={"mechanisms": {"R2": mechanism}}), [WithoutMechanism("R2")])
    paths = {leaf.path for leaf in leaves(changed)}
    assert gone is None or gone not in paths
    if "institutions.arvenia.final_say" in off:
        assert changed.institutions["arvenia"].final_say is None
    Case.model_validate(changed.model_dump(by_alias=True))


@pytest.mark.parametrize(
    ("edit", "past"),
    [
        (DropEvent("dry_spring"), True), (DropEvent("harvest_summit"), False), (DropEvent("border_raid"), False),
        (ChooseBranch("local_vote", "hardliners"), True), (SetInput("pressure.drought", 3.0), False),
        (SetInput("pressure.drought", 3.0, date(2023, 6, 1)), True), (SetInput("water.level", 3.0), False),
        (Install("arvenia", "final_say", "army"), False), (WithoutMechanism("R1"), True),
    ],
)  # fmt: skip
def test_edits_know_whether_they_touch_the_past(case, edit, past):
    assert touches_past(case, edit) is past


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("pressure.drougt=80", "nearest: pressure.drought"),
        ("pressure.drought=800", "from 0 to 100"),
        ("pressure.drought=dry", "low, middling"),
        ("pressure.drought=80@2024-06-01", "a date from 2023-05-01 to 2023-12-31"),
        ("pressure.drought=80@soon", "after the @"),
        ("pressure.drought=inf", "a finite number"),
        ("drop:dry_sprin", "nearest: dry_spring"),
        ("drop:", "the id of an event"),
        ("branch:local_vote=moderate", "nearest: moderates"),
        ("branch:dry_spring=x", "an event with branches"),
        ("institution.arvenia.finalsay=army", "nearest: final_say"),
        ("institution.arvenia.final_say=arny", "nearest: army"),
        ("institution.x.final_say=army", "a collective"),
        ("without:R9", "a mechanism"),
        ("lake_talks.seen=2", "from 0 to 1"),
        ("lake_talks.sen=1", "nearest: lake_talks.seen"),
        ("actors.president.stances.water.positon=1", "nearest: actors.president.stances.water.position"),
        ("pressures.drought.fades=3@2023-08-01", "leave the date out"),
        ("nonsense", "`=` and a value"),
        ("dorp:x", "nearest: drop"),
    ],
)
def test_edits_that_cannot_be_are_refused(case, text, says):
    with pytest.raises(ParameterError) as caught:
        apply_edits(case, [parse_edit(text)])
    assert says in str(caught.value)
    assert caught.value.mend or caught.value.nearest


def test_edits_are_parsed_from_a_command_line():
    assert parse_set("a.b=1") == SetInput("a.b", 1.0)
    assert parse_set(" a.b = high ") == SetInput("a.b", "high")
    assert parse_branch("us_election=harris") == ChooseBranch("us_election", "harris")
    assert parse_drop("truce") == DropEvent("truce")
