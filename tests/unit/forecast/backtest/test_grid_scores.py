"""Scores of distributions on the grid, against their definitions."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.forecast.backtest.grid_scores import clustered_error, covered, crps, pit_distance

GRID = np.arange(101.0)


@given(seed=st.integers(0, 2**32 - 1))
def test_crps_is_the_energy_form(seed):
    rng = np.random.default_rng(seed)
    mass = rng.dirichlet(np.full(101, 0.2), size=4)
    outcome = rng.uniform(0, 100, 4)
    far = (mass * np.abs(GRID[None] - outcome[:, None])).sum(axis=1)
    apart = np.einsum("ij,ik,jk->i", mass, mass, np.abs(GRID[:, None] - GRID[None]))
    np.testing.assert_allclose(crps(mass, outcome), far - apart / 2, atol=1e-9)


def test_crps_of_a_sure_forecast_is_its_error():
    mass = np.zeros((2, 101))
    mass[:, 40] = 1
    assert crps(mass, np.array([55.5, 40.0])).tolist() == [15.5, 0.0]


def test_pit_of_right_forecasts_is_even_and_of_wrong_ones_is_not():
    rng = np.random.default_rng(0)
    mass = rng.dirichlet(np.full(101, 0.3), size=3000)
    right = np.array([rng.choice(GRID, p=row) for row in mass])
    assert pit_distance(mass, right) < 0.03
    assert pit_distance(mass, np.minimum(right + 25, 100)) > 0.2
    sure = np.zeros((5, 101))
    sure[:, 50] = 1
    assert pit_distance(sure, np.full(5, 50.0)) == pytest.approx(0.0)
    assert pit_distance(sure, np.full(5, 100.0)) == pytest.approx(1.0)


def test_errors_are_clustered():
    values = np.array([1.0, 1.0, 3.0, 3.0])
    apart = clustered_error(values, np.arange(4))
    assert apart == pytest.approx(values.std(ddof=1) / 2)
    assert clustered_error(values, np.array([0, 0, 1, 1])) == pytest.approx(
        apart * np.sqrt(3)
    )  # two clusters alike
    assert clustered_error(values, np.zeros(4, int)) == np.inf


def test_ends_of_an_interval_count():
    assert covered(np.array([0.0, 10.0]), np.array([5.0, 20.0]), np.array([5.0, 9.0])) == 0.5
