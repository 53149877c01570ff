import numpy as np
import pytest

from detente.forecast.scores.murphy import bins_of, murphy_parts


def test_the_parts_by_hand():
    # Two bins: said .2 five times, yes once; said .8 five times, yes three times. Overall 4 in 10.
    said = np.repeat([0.2, 0.8], 5)
    came = np.array([1, 0, 0, 0, 0, 1, 1, 1, 0, 0], float)
    parts = murphy_parts(said, came, 10)
    assert parts.reliability == pytest.approx((5 * 0.0 + 5 * 0.04) / 10)
    assert parts.resolution == pytest.approx((5 * 0.04 + 5 * 0.04) / 10)
    assert parts.uncertainty == pytest.approx(0.24)
    assert parts.within_variance == pytest.approx(0.0)
    assert parts.brier == pytest.approx(0.22)


def test_the_terms_within_bins_by_hand():
    # One bin holds .5 and .9, of which the second came: said .7, came .5.
    parts = murphy_parts(np.array([0.5, 0.9]), np.array([0.0, 1.0]), 1)
    assert parts.reliability == pytest.approx(0.04)
    assert parts.resolution == 0.0
    assert parts.within_variance == pytest.approx(0.04)
    assert parts.within_covariance == pytest.approx(2 * 0.2 * 0.5)
    assert parts.brier == pytest.approx((0.25 + 0.01) / 2)


def test_a_stated_edge_opens_its_bin_whatever_the_machine_makes_of_it():
    tenths = np.arange(11) / 10
    assert bins_of(tenths, 10).tolist() == [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9]
    assert bins_of(np.array([0.29, 0.57, 0.58]), 100).tolist() == [29, 57, 58]
