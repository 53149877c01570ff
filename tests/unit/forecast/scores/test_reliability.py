import numpy as np
import pytest
from scipy.stats import binom

from detente.forecast.scores.murphy import murphy_parts
from detente.forecast.scores.reliability import by_bin, consistency


def test_bins_hold_counts_means_and_frequencies():
    count, said, came = by_bin(np.array([0.1, 0.15, 0.9]), np.array([0.0, 1.0, 1.0]), 5)
    assert count.tolist() == [2, 0, 0, 0, 1]
    assert said[[0, 4]] == pytest.approx([0.125, 0.9])
    assert came[[0, 4]] == pytest.approx([0.5, 1.0])
    assert np.isnan(said[1:4]).all()


def test_bands_of_one_bin_are_those_of_the_binomial():
    # All say .3: the number in the bin is fixed, and the band is the binomial's own.
    luck = consistency(np.full(50, 0.3), 10, 4000, np.random.default_rng(842))
    low, high = binom.ppf([0.05, 0.95], 50, 0.3) / 50
    assert abs(luck.low[3] - low) <= 0.02
    assert abs(luck.high[3] - high) <= 0.02
    assert np.isnan(luck.low[[0, 1, 2, 4]]).all()


def test_nine_in_ten_reliable_forecasters_stay_within_their_bands_and_a_bold_one_does_not():
    rng = np.random.default_rng(843)
    within = bold = 0
    for _ in range(150):
        chance = rng.beta(1.0, 1.5, 120)
        came = (rng.random(120) < chance).astype(float)
        luck = consistency(chance, 5, 400, rng)
        within += murphy_parts(chance, came, 5).reliability <= luck.reliability[1]
        said = np.clip(0.5 + 2.5 * (chance - 0.5), 0.01, 0.99)
        bold += murphy_parts(said, came, 5).reliability > consistency(said, 5, 400, rng).reliability[1]
    assert 0.9 <= within / 150 <= 0.99
    assert bold / 150 > 0.85


def test_the_same_stream_gives_the_same_bands_however_much_is_held_at_once(monkeypatch):
    chance = np.random.default_rng(844).random(60)
    whole = consistency(chance, 5, 300, np.random.default_rng(1))
    assert whole.reliability == consistency(chance, 5, 300, np.random.default_rng(1)).reliability
