"""Which end states hold, why, and the way there, on a conflict small enough to be judged by hand."""

import pytest

from detente.core.conflict import Conflict
from detente.explanation.end_states import end_states
from detente.models.conflict import graph_of

PRISONERS = {
    "title": "Prisoners",
    "decision_makers": ["One", "Two"],
    "options": [
        {"name": "Hold out", "owner": "One", "issue": "silence"},
        {"name": "Keep quiet", "owner": "Two", "issue": "silence"},
    ],
    "preferences": {
        "One": {"prioritise": ["Keep quiet", "not Hold out"], "assumed": "as in the textbook"},
        "Two": {"ranking": [["NY"], "NN", "YY", ["YN"]]},
    },
    "status_quo": "NN",
    "end_states": {"silence": {"says": "Both keep silent", "where": "Hold out and Keep quiet", "questions": ["q"]}},
}  # fmt: skip


@pytest.fixture
def found():
    return end_states(graph_of(Conflict.model_validate(PRISONERS)))


def test_equilibria_are_told_by_definition_with_the_way_there(found):
    assert {one.name: one.equilibria for one in found.definitions} == {
        "nash": 1, "gmr": 2, "smr": 2, "seq": 2, "sim": 2,
    }  # fmt: skip
    first, second = found.equilibria
    assert (first.pattern, first.holds, first.way) == ("NN", ("nash", "gmr", "smr", "seq", "sim"), ())
    assert second.holds == ("gmr", "smr", "seq", "sim")
    assert second.way == ("One takes “Hold out” (YN)", "Two takes “Keep quiet” (YY)")
    assert not second.by_gain
    assert second.words == "One: Hold out; Two: Keep quiet"
    assert second.ranks == (("One", 3, 4), ("Two", 3, 4))
    assert found.equilibria_total == 2


def test_an_outcome_is_judged_with_reasons(found):
    (silence,) = found.prospects
    assert (silence.states, silence.issues, silence.questions) == (1, ("silence",), ("q",))
    assert dict(silence.holding) == {"nash": 0, "gmr": 1, "smr": 1, "seq": 1, "sim": 1}
    (judged,) = silence.judged
    assert [one.is_stable for one in judged.grounds] == [True, True]
    assert "Two drops “Keep quiet” (NN), which leaves him no better off" in judged.grounds[0].text


def test_what_fails_is_told_with_what_a_threat_would_do():
    changed = {**PRISONERS, "status_quo": "YN"}
    quo = end_states(graph_of(Conflict.model_validate(changed))).status_quo
    assert quo.standing.holds == ()
    assert [(one.decision_maker, one.stability, one.is_stable) for one in quo.grounds] == [
        ("One", "seq", False), ("One", "gmr", False), ("Two", "seq", True),
    ]  # fmt: skip


def test_preferences_are_told_best_first_with_their_footing(found):
    one, two = found.wants
    assert one.aims == ("Keep quiet", "not Hold out")
    assert one.assumed == "as in the textbook"
    assert two.aims == ("YN", "YY", "NN", "NY")
    assert "4 levels" in two.form


def test_without_a_status_quo_there_is_no_way_and_nothing_fails():
    told = end_states(graph_of(Conflict.model_validate({**PRISONERS, "status_quo": None})))
    assert told.status_quo is None
    assert all(one.way is None for one in told.equilibria)
    assert "holds for" in told.drawing
