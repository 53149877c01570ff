"""Unlikely branches: chosen by chance times impact, told with what they change and what is seen early."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest

import detente
from detente.explanation import alternatives
from detente.explanation.alternatives import LARGEST, LEAST
from detente.explanation.movers import share_of_variance
from detente.explanation.outcomes import YES, outcomes

CASES = Path(__file__).parents[2] / "cases"


@pytest.fixture(scope="module")
def worlds():
    bench = detente.load(CASES / "fishery")
    return bench.case, bench.project(worlds=4000)


def test_branches_are_unlikely_and_beyond_chance_in_what_they_change(worlds):
    case, projection = worlds
    found = alternatives(case, projection)
    assert found
    for one in found:
        assert LEAST <= one.chance <= LARGEST
        assert one.worlds >= 100
        assert one.changes
        assert one.impact > 0
        assert one.by == projection.dates[-1]
        sizes = [
            abs(each.given - each.otherwise) * (1 if each.of.endswith(".level") else 100)
            for each in one.changes
        ]
        assert sizes == sorted(sizes, reverse=True)
        assert all(sign.given > sign.otherwise for sign in one.signs)


def test_they_come_by_chance_times_impact_each_of_another_subject(worlds):
    found = alternatives(*worlds)
    weights = [one.chance * one.impact for one in found]
    assert weights == sorted(weights, reverse=True)
    assert len({one.id.removeprefix("not.").partition(".")[0] for one in found}) == len(found)


def test_a_change_is_the_answer_in_the_branch_beside_the_answer_without_it(worlds):
    case, projection = worlds
    changed = [
        (one, each)
        for one in alternatives(case, projection)
        for each in one.changes
        if each.of in case.questions
    ]
    for one, each in changed:
        mean = outcomes(case, case.questions[each.of], projection)[YES].mean()
        assert one.chance * each.given + (1 - one.chance) * each.otherwise == pytest.approx(mean, abs=1e-9)


def test_worlds_that_run_thin_tell_nothing():
    bench = detente.load(CASES / "small")
    assert alternatives(bench.case, bench.project(worlds=50)) == ()
    assert bench.case.as_of < date(2100, 1, 1)


def test_a_share_of_variance_is_what_was_planted():
    rng = np.random.default_rng(3)
    inputs, noise = rng.normal(size=20_000), rng.normal(size=20_000)
    assert share_of_variance(inputs + noise, inputs.astype(np.float32)) == pytest.approx(0.5, abs=0.03)
    assert share_of_variance(noise, inputs.astype(np.float32)) < 0.01
