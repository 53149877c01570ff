"""The compromise."""

import numpy as np
import pytest

from detente.models.bargaining.weighted_mean import kernel, solve

RUNS = pytest.mark.parametrize("run", [solve, kernel], ids=["reference", "kernel"])


def settle(run, position, capability, salience):
    position, capability, salience = (np.array([row], float) for row in (position, capability, salience))
    return float(run(position, capability, salience, np.zeros(1))[0])


@RUNS
def test_positions_are_weighted_by_capability_times_salience(run):
    assert settle(run, (20, 60, 90), (30, 60, 10), (50, 25, 100)) == pytest.approx(
        (1500 * 20 + 1500 * 60 + 1000 * 90) / 4000
    )


@RUNS
def test_whoever_does_not_care_does_not_count(run):
    assert settle(run, (20, 60), (90, 10), (0, 5)) == 60.0


@RUNS
def test_without_any_weight_it_is_the_plain_mean(run):
    assert settle(run, (20, 60, 70), (0, 0, 10), (50, 50, 0)) == 50.0
