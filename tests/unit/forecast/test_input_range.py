from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import beta

from detente.forecast.input_range import groups_of, input_range
from detente.projection import project

DRAWS, LUCK = 60, 100


def hits(rng, chances):
    groups = np.repeat(np.arange(len(chances)), LUCK)
    return (rng.random(groups.size) < chances[groups]).astype(float), groups


def test_it_recovers_a_known_range():
    rng = np.random.default_rng(3)
    low, high = np.mean([input_range(*hits(rng, rng.beta(3.0, 5.0, DRAWS))) for _ in range(30)], axis=0)
    assert (low, high) == pytest.approx(tuple(beta.ppf((0.05, 0.95), 3.0, 5.0)), abs=0.03)


def test_luck_alone_gives_hardly_a_range():
    rng = np.random.default_rng(4)
    widths = [high - low for low, high in (input_range(*hits(rng, np.full(DRAWS, 0.4))) for _ in range(30))]
    assert np.mean(widths) < 0.06


@pytest.mark.parametrize("sure", [0.0, 1.0])
def test_what_is_the_same_in_all_worlds_has_none(sure):
    groups = np.repeat(np.arange(DRAWS), LUCK)
    assert input_range(np.full(groups.size, sure), groups) == (sure, sure)


def test_one_draw_says_nothing_of_a_range():
    assert input_range(np.array([0.0, 1.0]), np.zeros(2, np.int64)) == (0.5, 0.5)


def test_tied_worlds_share_their_inputs(small, settings):
    tied = project(small, replace(settings, worlds=200), tied=50)
    assert (np.bincount(groups_of(tied)) == 50).all()
    free = project(small, replace(settings, worlds=200))
    assert groups_of(free)[-1] == 199
    assert (tied.inputs[0] == free.inputs[0]).all()
    assert (tied.inputs[50] == free.inputs[50]).all()
