from dataclasses import replace

import pytest

from detente.case import ChooseBranch, DropEvent, Install, SetInput, WithoutMechanism
from detente.core.errors import ParameterError
from detente.explanation import compare
from detente.explanation.counterfactual import told


def test_an_edit_that_changes_nothing_changes_nothing(small, settings):
    events = [event for event in small.events if event.id == "secret_meeting"]
    bare = events[0].model_copy(update={"id": "photograph", "turns": {}})
    case = small.model_copy(update={"events": (*small.events, bare)})
    found = compare(case, [DropEvent("photograph")], settings)
    assert found.kind == "same-noise counterfactual of the past"
    assert found.differences
    for difference in found.differences:
        assert (difference.difference, difference.low, difference.high, difference.se) == (0.0, 0.0, 0.0, 0.0)


def test_an_edit_of_the_past_releases_the_outcome(small, settings):
    found = compare(small, [DropEvent("dry_spring")], settings)
    assert found.kind == "same-noise counterfactual of the past"
    days = {difference.at for difference in found.differences if difference.of == "water.level"}
    assert small.as_of in days
    water = next(one for one in found.differences if one.of == "water.level" and one.at == small.as_of)
    assert water.difference == pytest.approx(water.edited - water.base)
    assert water.difference > 0, "a wetter spring lets more water go"


def test_an_edit_of_the_future_keeps_the_facts(small, settings, forecast):
    found = compare(small, [SetInput("pressure.drought", 5.0)], settings, base=forecast)
    assert found.kind == "intervention on the future"
    assert found.worlds == settings.worlds
    assert found.edits == ("pressure.drought = 5",)
    by_name = {difference.of for difference in found.differences}
    assert {"water.level", "more_water", "raids", "deal_or_raid.deal"} <= by_name
    assert found == compare(small, [SetInput("pressure.drought", 5.0)], settings)


def test_a_base_of_another_run_is_not_used(small, settings, hindcast):
    found = compare(small, [SetInput("pressure.drought", 5.0)], settings, base=hindcast)
    assert found == compare(small, [SetInput("pressure.drought", 5.0)], settings)


def test_chosen_observables_are_all_there_is(small, settings):
    found = compare(small, [DropEvent("border_raid")], settings, observables=[("border.level", small.until)])
    assert [difference.of for difference in found.differences] == ["border.level"]


def test_without_a_hazard_it_never_fires(small, settings):
    found = {one.of: one for one in compare(small, [DropEvent("border_raid")], settings).differences}
    assert found["raids"].edited == 0.0
    assert found["deal_or_raid.raid"].edited == 0.0
    assert found["deal_or_raid.raid"].low <= found["deal_or_raid.raid"].difference


def test_an_unknown_event_is_refused(small, settings):
    with pytest.raises(ParameterError, match="dry_spring"):
        compare(small, [DropEvent("dry_sprng")], replace(settings, worlds=10))


def test_edits_are_told_in_a_phrase(small):
    assert told(DropEvent("dry_spring")) == "without dry_spring"
    assert told(ChooseBranch("local_vote", "hardliners")) == "local_vote = hardliners"
    assert told(SetInput("president.water.position", "free_flow")) == "president.water.position = free_flow"
    assert told(SetInput("pressure.drought", 5.0, small.as_of)) == "pressure.drought = 5 from 2023-06-30"
    assert told(Install("arvenia", "final_say", None)) == "arvenia final say: nobody"
    assert told(WithoutMechanism("R1")) == "without mechanism R1"
