"""Every typed number is found once, under its path, with what it rests on and what it stands for."""

import math

import pytest

from detente.case import leaves, resolved
from detente.case.leaves import Input, issue_of
from detente.core.parameter import parameters
from detente.core.quantity import Quantity


@pytest.fixture(scope="module")
def inputs(case):
    return {leaf.path: leaf for leaf in leaves(case)}


def spread(case, leaf: Input):
    return resolved(case, leaf.path, leaf.quantity, leaf.parameter)


def test_paths_are_unique_and_stand_in_the_files(case, read, inputs):
    assert len(inputs) == len(leaves(case))
    for path in inputs:
        assert any(path == other or path.startswith(f"{other}.") for other in read.places)


@pytest.mark.parametrize(
    ("path", "parameter"),
    [
        ("actors.president.stances.border.reaction.feared", "feared"),
        ("actors.president.listens_to.arvenia.wings", "listens"),
        ("actors.president.terms.any.deadlock_hurts", "deadlock_hurts"),
        ("institutions.arvenia.on.border.tolerance", "tolerance"),
        ("issues.water.defaults.face", "face"),
        ("tracks.lake_talks.models.nash", "model_weight"),
        ("pressures.drought.rests_at.2023-10-15", "pressure"),
        ("pressures.belmark.fear.fed_by.border.feeds", "feeds"),
        ("effects.drought->president.water.position.by", "strength_per_10"),
        ("effects.army_pride->army.border.salience.by", "strength_percent"),
        ("effects.army_pride->arvenia.lake_talks.trust.by", "strength_trust"),
        ("events.local_vote.branches.moderates.shocks.army_pride.down", "shock"),
        ("events.secret_meeting.turns.lake_talks.chance_of_a_deal.by", "move"),
        ("events.gates_opened.sets.water", "level"),
        ("hazards.border_raid.rate", "rate"),
        ("hazards.border_raid.grows_with.border.level.word", "slope"),
    ],
)
def test_every_number_knows_its_kind(inputs, path, parameter):
    assert inputs[path].parameter == parameters()[parameter]


def test_what_a_number_rests_on_is_its_own_or_the_nearest_around_it(inputs):
    assert inputs["actors.president.stances.border.reaction.spread"].evidence == ("C02",)
    assert inputs["issues.water.now"].basis == "value"
    assert inputs["issues.water.defaults.salience"].basis == "direction"
    assert inputs["issues.water.defaults.salience"].evidence == ()
    assert (
        inputs["actors.president.listens_to.arvenia.wings"].assumed
        == "he hears both wings and follows neither"
    )
    assert inputs["events.local_vote.branches.hardliners.chance"].evidence == ("C04",)


def test_words_and_landmarks_are_looked_up(case, inputs):
    assert spread(case, inputs["actors.army.stances.water.position"]).center == 0
    assert spread(case, inputs["issues.border.now"]).center == 40
    assert spread(case, inputs["actors.belmark.terms.lake_talks.trust"]).center == 0.5


def test_a_position_is_as_wide_as_its_holder_is_sure(case, inputs):
    assert spread(case, inputs["actors.president.stances.border.position"]).terms == (25, 45, 65)
    assert spread(case, inputs["actors.premier.stances.border.position"]).terms == (68, 80, 92)


def test_a_rate_is_weekly_and_as_wide_as_its_reference_classes(case, inputs):
    rate = spread(case, inputs["hazards.border_raid.rate"])
    assert rate.kind == "lognormal"
    assert rate.center == pytest.approx(3 / (365.25 / 7))
    assert rate.terms[1] == pytest.approx(math.log(12) / (2 * 1.6448536269514722))


def test_the_cases_own_words_win(case):
    louder = case.model_copy(update={"words": {"salience": {"high": 80.0, "burning": 99.0}}})
    quantity = Quantity(word="burning")
    assert (
        resolved(louder, "actors.army.stances.water.salience", quantity, parameters()["salience"]).center
        == 99
    )


def test_an_unknown_word_is_an_error(case):
    with pytest.raises(KeyError):
        resolved(case, "actors.army.stances.water.salience", Quantity(word="loud"), parameters()["salience"])


@pytest.mark.parametrize(
    ("path", "issue"),
    [
        ("actors.a.stances.water.position", "water"), ("issues.water.now", "water"), ("events.e.sets.water", "water"),
        ("tracks.t.if_nothing.water.2024-01-01", "water"), ("pressures.stances.now", None), ("hazards.h.rate", None),
    ],
)  # fmt: skip
def test_paths_tell_whose_landmarks_hold(path, issue):
    assert issue_of(path) == issue
