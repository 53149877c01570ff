"""The position at which neither side holds a majority of the weight."""

import numpy as np
import pytest

from detente.models.bargaining.weighted_median import kernel, solve

RUNS = pytest.mark.parametrize("run", [solve, kernel], ids=["reference", "kernel"])


def settle(run, position, capability):
    position, capability = (np.array([row], float) for row in (position, capability))
    return float(run(position, capability, np.ones_like(position), np.zeros(1))[0])


@RUNS
@pytest.mark.parametrize(
    ("position", "capability", "outcome"),
    [
        ((10, 50, 90), (1, 1, 1), 50),
        ((90, 10, 50), (1, 1, 1), 50),
        ((10, 50, 90), (1, 1, 3), 90),
        ((10, 90), (2, 1), 10),
        ((10, 90), (1, 1), 50),  # an exact tie takes the midpoint
        ((10, 20, 90, 40), (1, 1, 1, 1), 30),
        ((10, 20, 30), (1, 0, 1), 20),  # who weighs nothing is not next in line
        ((10, 14, 30), (1, 0, 1), 20),
        ((5, 10, 30, 95), (0, 1, 1, 0), 20),
        ((10, 10, 10, 80), (1, 1, 1, 2), 10),
        ((10, 30, 80), (0, 0, 0), 30),
    ],
)
def test_medians(run, position, capability, outcome):
    assert settle(run, position, capability) == outcome
