"""Confidence follows the published rubric and the basis alone."""

from dataclasses import replace

import pytest

from detente.report.confidence import RUBRIC, confidence
from studies import study as made_up
from studies import the_scores


def with_skill(study):
    return replace(study, manifest=replace(study.manifest, skill="Brier .18 against .21 for the base rate"))


def undisputed(study):
    return replace(study, audit=replace(study.audit, disputed=()))


def test_a_good_basis_without_a_record_is_moderate_and_with_one_high():
    study = undisputed(made_up(worlds=20))
    assert confidence(study).level == "moderate"
    assert confidence(with_skill(study)).level == "high"


def test_a_ground_without_a_mark_holds_it_at_moderate():
    study = with_skill(undisputed(made_up(worlds=20)))
    apart = tuple(replace(one, by_model={"nash": 0.1, "weighted_mean": 0.9}) for one in study.answers)
    assert confidence(replace(study, answers=apart)).level == "moderate"


def test_bare_inputs_make_it_low():
    study = made_up(worlds=20)
    leaves = tuple(replace(leaf, footing="assumed", claims=(), origins=()) for leaf in study.audit.leaves)
    assert confidence(undisputed(replace(study, audit=replace(study.audit, leaves=leaves)))).level == "low"


@pytest.mark.parametrize("probability", [0.02, 0.5, 0.98])
def test_it_never_hangs_on_a_probability(probability):
    study = made_up(worlds=20)
    shifted = tuple(replace(shift, probability=probability) for shift in study.explanation.shifts)
    assert confidence(replace(study, explanation=replace(study.explanation, shifts=shifted))) == confidence(
        study
    )


def test_the_rubric_has_four_grounds():
    assert [ground.id for ground in RUBRIC] == ["coverage", "origins", "disputes", "models"]


def test_a_record_that_loses_to_the_base_rate_lifts_nothing():
    study = with_skill(undisputed(made_up(worlds=20)))
    bad = the_scores(bold=True)
    assert confidence(replace(study, scores=bad)).level == "moderate"
    assert confidence(replace(study, scores=None)).level == "high"
