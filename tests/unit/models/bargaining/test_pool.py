"""The pool: its parts, its mean, and what does not change it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.models.bargaining._grid import (
    POINTS,
    likeliest_window,
    mass_between,
    on_grid,
    quantile,
    smoothing,
)
from detente.models.bargaining.pool import ENDS, MIDDLE, climatology, distribution, kernel, solve


def tables(seed, worlds=20):
    rng = np.random.default_rng(seed)
    shape = (worlds, int(rng.integers(1, 9)))
    weights = [rng.uniform(0, 100, shape) * (rng.random(shape) > 0.2) for _ in range(2)]
    return rng.uniform(0, 100, shape), *weights


def test_the_point_is_the_mean_by_the_root_of_capability():
    position = np.array([[0.0, 100.0]])
    capability, salience = np.array([[4.0, 1.0]]), np.array([[50.0, 50.0]])
    for run in (solve, kernel):
        assert run(position, capability, salience, np.zeros(1))[0] == pytest.approx(100 / 3)


@given(seed=st.integers(0, 2**32 - 1))
def test_it_is_a_distribution_and_its_mirror_image_is_its_own(seed):
    position, capability, salience = tables(seed)
    mass = distribution(position, capability, salience)
    assert mass.shape == (20, 101)
    assert (mass > 0).all()
    np.testing.assert_allclose(mass.sum(axis=1), 1)
    mirrored = distribution(100 - position, capability, salience)
    np.testing.assert_allclose(mirrored[:, ::-1], mass, atol=1e-12)
    np.testing.assert_allclose(distribution(position, capability * 8, salience / 4), mass, atol=1e-12)


def test_outcomes_pile_up_at_stated_positions():
    mass = distribution(np.array([[20.0, 70.0]]), np.ones((1, 2)), np.ones((1, 2)))[0]
    for stated in (20, 70):
        assert mass[stated] > 2 * mass[stated + 6]
    assert mass[20] == pytest.approx(mass[70], rel=0.3)


def test_actors_who_agree_and_no_weight_at_all():
    same = distribution(np.full((1, 3), 30.0), np.ones((1, 3)), np.ones((1, 3)))
    middle, held = likeliest_window(same)
    assert middle[0] == 30
    assert 0.5 < held[0] < 0.7  # others than these actors may decide: a quarter is climatology
    none = distribution(np.array([[0.0, 100.0]]), np.zeros((1, 2)), np.zeros((1, 2)))
    np.testing.assert_allclose(none, distribution(np.array([[0.0, 100.0]]), np.ones((1, 2)), np.ones((1, 2))))


def test_the_climatology_is_what_was_counted():
    mass = climatology()
    assert mass.sum() == pytest.approx(1)
    assert mass[0] + mass[100] == pytest.approx(ENDS)
    assert mass[50] == pytest.approx(MIDDLE)


def test_the_grid_keeps_means():
    rng = np.random.default_rng(2)
    position, weight = rng.uniform(0, 100, (5, 7)), rng.uniform(0.1, 1, (5, 7))
    mass = on_grid(position, weight)
    np.testing.assert_allclose(mass @ POINTS, (position * weight).sum(1) / weight.sum(1))
    assert on_grid(np.array([[100.0]]), np.ones((1, 1)))[0, 100] == 1
    np.testing.assert_allclose(smoothing(15.0).sum(axis=1), 1)


def test_windows_quantiles_and_masses():
    mass = np.zeros((2, 101))
    mass[0, [20, 30]] = 0.5
    mass[1, [0, 100]] = 0.4, 0.6
    middle, held = likeliest_window(mass)
    assert held.tolist() == [1.0, 0.6]
    assert middle[0] == 25  # of equal windows the one in their middle
    assert middle[1] == 95
    assert quantile(mass, 0.5).tolist() == [20, 100]
    assert mass_between(mass, 25, 100).tolist() == [0.5, 0.6]
