import numpy as np
import pytest

from detente.forecast.scores.pit import pit_histogram, pit_of_quantiles, pit_of_samples, tail

LEVELS, VALUES = np.array([0.1, 0.5, 0.9]), np.array([0.0, 10.0, 20.0])


def test_an_outcome_between_quantiles_has_a_place_and_one_beyond_them_a_range():
    assert pit_of_quantiles(LEVELS, VALUES, 5.0) == pytest.approx((0.3, 0.3))
    assert pit_of_quantiles(LEVELS, VALUES, -1.0) == (0.0, 0.1)
    assert pit_of_quantiles(LEVELS, VALUES, 21.0) == (0.9, 1.0)
    assert pit_of_quantiles(LEVELS, VALUES, 20.0) == (0.9, 1.0)
    assert pit_of_quantiles(LEVELS, np.array([5.0, 5.0, 8.0]), 5.0) == (0.0, 0.5)


def test_samples_and_the_outcome_share_the_places():
    samples = np.array([1.0, 2.0, 2.0, 5.0])
    assert pit_of_samples(samples, 0.0) == (0.0, 0.2)
    assert pit_of_samples(samples, 2.0) == (0.2, 0.8)
    assert pit_of_samples(samples, 9.0) == (0.8, 1.0)


def test_the_histogram_of_calibrated_forecasts_is_even_and_that_of_narrow_ones_is_not():
    rng = np.random.default_rng(841)
    outcomes, samples = rng.normal(size=4000), rng.normal(size=(4000, 19))
    for width, even in ((1.0, True), (0.5, False)):
        places = np.array(
            [pit_of_samples(width * row, outcome) for row, outcome in zip(samples, outcomes, strict=True)]
        )
        counts = pit_histogram(places[:, 0], places[:, 1], 10)
        assert counts.sum() == pytest.approx(4000)
        assert (np.abs(counts - 400).max() < 4 * np.sqrt(400)) == even


def test_a_tail_takes_both_sides():
    assert tail(0.5, 0.5) == 1.0
    assert tail(0.0, 0.1) == pytest.approx(0.1)
    assert tail(0.9, 1.0) == pytest.approx(0.1)
