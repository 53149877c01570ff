import pytest

from detente.case import DropEvent
from detente.explanation import compare, rivals
from detente.explanation.rivals import weigh, without


def accounts(case, past):
    target = case.focus.targets[0]
    return rivals(case, target, weigh(case, past, target))


def test_accounts_are_tested_by_dropping_what_they_rest_on(small, past):
    found = {rival.id: rival for rival in accounts(small, past)}
    assert set(found) == {"thaw", "weather"}
    assert found["thaw"].leading
    assert found["weather"].dropped == ("dry_spring",)
    assert found["weather"].removed < 0, "without the drought more water is let go"
    assert found["weather"].low <= found["weather"].high
    assert found["weather"].against == ("C07",)


def test_it_is_the_paired_counterfactual(small, settings, past):
    weather = next(rival for rival in accounts(small, past) if rival.id == "weather")
    edited = compare(small, [DropEvent("dry_spring")], settings)
    water = next(one for one in edited.differences if one.of == "water.level" and one.at == small.as_of)
    assert -water.difference == pytest.approx(weather.removed, abs=1e-4)


def test_the_one_that_carries_most_comes_first(small, past):
    sizes = [abs(rival.removed) for rival in accounts(small, past)]
    assert sizes == sorted(sizes, reverse=True)


def test_a_case_without_accounts_has_no_rivals(small, past):
    bare = small.model_copy(update={"accounts": {}})
    assert weigh(bare, past, small.focus.targets[0]) is None
    assert rivals(bare, small.focus.targets[0], None) == ()


def test_an_event_goes_with_its_branches(past):
    kept = without(past, ["local_vote"]).switches.occurrences[0]
    index = past.compiled.index
    gone = {name for name, on in zip((*index.occurrences, *index.hazards), kept, strict=True) if not on}
    assert gone == {"local_vote", "local_vote.moderates", "local_vote.hardliners"}
