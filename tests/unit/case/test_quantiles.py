"""The 5-95 % range of each kind of spread, against the distribution itself."""

import numpy as np
import pytest

from detente.case.quantiles import central_range
from detente.core.quantity import Spread


@pytest.mark.parametrize(
    ("spread", "low", "high"),
    [
        (Spread("point", (3.0,), 0, 10), 3, 3),
        (Spread("normal", (50.0, 10.0), 0, 100), 33.551, 66.449),
        (Spread("normal", (1.0, 10.0), 0, 100), 0, 17.449),
        (Spread("lognormal", (10.0, 0.4), 0, 100), 5.179, 19.308),
        (Spread("lognormal", (-10.0, 0.4), -100, 100), -19.308, -5.179),
        (Spread("logit", (0.5, 0.5), 0.05, 0.98), 0.3053, 0.6947),
        (Spread("choices", (10.0, 0.7, 40.0, 0.3), 0, 100), 10, 40),
        (Spread("choices", (10.0, 0.97, 40.0, 0.03), 0, 100), 10, 10),
    ],
)
def test_the_range_is_that_of_the_distribution(spread, low, high):
    assert central_range(spread) == pytest.approx((low, high), abs=1e-3)


def test_a_pert_is_a_beta_distribution():
    draws = np.random.default_rng(1).beta(1 + 4 * 0.25, 1 + 4 * 0.75, 200_000) * 40 + 10
    assert central_range(Spread("pert", (10.0, 20.0, 50.0), 0, 100)) == pytest.approx(
        np.quantile(draws, [0.05, 0.95]), abs=0.2
    )
