"""Names for readers, of everything an input's path can lead to."""

import pytest

from detente.core.naming import input_name, reading_name
from studies import the_case


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("actors.leader.stances.posture.position", "Leader Ostrel on Posture to the new Meridian government: position"),
        ("actors.leader.terms.harbour_channel.trust", "Leader Ostrel in Harbour back channel: trust"),
        ("actors.militia.listens_to.karvia", "Sel militia listens to Karvia"),
        ("issues.sanctions.pace", "Relief from sanctions: pace"),
        ("pressures.economic_pain.now", "Pressure economic pain: start"),
        ("effects.grievance->leader.posture.position.by", "Effect of grievance on Leader Ostrel, Posture to the new Meridian government, position"),
        ("events.election.shocks.grievance.up", "“Meridia elects a president seen as unpredictable”: shocks, grievance, up"),
        ("institutions.karvia.tolerance", "How Karvia decides: tolerance"),
    ],
)  # fmt: skip
def test_inputs(path, name):
    assert input_name(the_case("A case"), path) == name


@pytest.mark.parametrize(
    ("reading", "name"),
    [
        ("sanctions.level", "Relief from sanctions"),
        ("sanctions.said", "Relief from sanctions, as said"),
        ("karvia.sanctions.mandate", "Karvia's line on Relief from sanctions"),
        ("economic_pain", "economic pain"),
        ("Q02", "Will a truce in the Sel Valley be in force on 31 January 2031?"),
    ],
)
def test_readings(reading, name):
    assert reading_name(the_case("A case"), reading) == name
