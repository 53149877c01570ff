from dataclasses import replace

import pytest

from detente.core.projection import Settings
from detente.explanation import Bench, shifts
from detente.explanation.explain import until_as_of
from detente.explanation.shift import arenas, window
from plant_and_recover.planted import planted


def assess(case):
    settings = Settings(300, 3, case.as_of)
    past = Bench(until_as_of(case, settings), replace(settings, mode="hindcast"))
    return shifts(case, settings, past.project())


def test_every_arena_of_the_focus_has_a_row(small):
    found = assess(small)
    assert [one.arena for one in found] == ["water", "border"]
    assert found[0].label == "Water released downstream"
    assert (found[0].from_date, found[0].to_date) == (small.start, small.as_of)
    assert (found[1].from_date, found[1].to_date) == (small.start, small.as_of)
    for one in found:
        assert 0.0 <= one.probability <= 1.0
        assert one.persistence is None or 0.0 <= one.persistence <= 1.0
        assert one.reported.how_sure != one.modelled.how_sure


def test_a_planted_shift_is_seen_dated_and_goes_with_its_driver():
    case = planted({"a": 20.0}, spread=False, jitter=0.0).case
    found = assess(case)[0]
    assert found.deeds == pytest.approx(20.0)
    assert found.words == pytest.approx(20.0)
    assert found.probability == 1.0
    assert found.stage == "acted"
    assert found.modelled.when == case.start.replace(day=20)
    assert found.persistence == pytest.approx(0.0, abs=1e-6)


def test_a_lasting_turn_of_the_line_stays():
    one = planted({"a": 20.0}, spread=False, jitter=0.0).case
    turn = one.events[0].model_copy(update={"shocks": {}, "turns": {"leader.course.position": turned(20.0)}})
    assert assess(one.model_copy(update={"events": (turn,)}))[0].persistence == pytest.approx(1.0)


def turned(points):
    from detente.core.event import Turn

    return Turn.model_validate({"by": {"value": points, "low": points, "high": points}, "toward": "yield"})


def test_what_did_not_move_has_no_persistence():
    case = planted({"a": 0.2}, spread=False, jitter=0.0).case
    found = assess(case)[0]
    assert found.persistence is None
    assert found.stage == "no move"
    assert found.modelled.when is None


def test_what_is_only_decided_is_not_acted():
    one = planted({"a": 20.0}, spread=False, jitter=0.0).case
    still = one.issues["course"].model_copy(update={"pace": turned(0.0).by})
    assert assess(one.model_copy(update={"issues": {"course": still}}))[0].stage == "decided"


def test_without_a_focus_the_arenas_are_those_most_told_of(small, settings):
    from detente.core.focus import Focus

    bare = small.model_copy(update={"focus": Focus()})
    assert set(arenas(bare)) == set(small.issues)
    assert window(bare, settings, "water") == (small.start, small.as_of)
