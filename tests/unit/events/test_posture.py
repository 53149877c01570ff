from dataclasses import replace

import numpy as np
import pytest

from detente.core.errors import ParameterError
from detente.events.posture import (
    ECHO,
    beta_binomial,
    filtered,
    goldstein_mean,
    posture,
    smoothed,
    weighted,
)
from event_series import counted, walking


def test_kernel_and_reference_are_equal():
    rng = np.random.default_rng(1)
    _, cooperative, hostile = walking(rng, 40, 60, 0.2, rng.choice([0.2, 3, 40, 4000], (40, 1)))
    kernel = filtered(cooperative, hostile, 0.2, ECHO)
    reference = filtered(cooperative, hostile, 0.2, ECHO, compiled=False)
    for one, other in zip(kernel, reference, strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-9, atol=1e-9)


def test_the_band_holds_the_truth_as_often_as_it_says():
    rng = np.random.default_rng(2)
    for volume in (1.0, 5.0, 40.0):
        level, cooperative, hostile = walking(rng, 300, 80, 0.2, volume)
        mean, sd, _ = filtered(cooperative, hostile, 0.2, ECHO)
        smooth = smoothed(mean, sd, 0.2)
        for found, spread in ((mean, sd), (smooth.mean, smooth.sd)):
            inside = (np.abs(level - found) < 1.645 * spread)[:, 10:].mean()
            assert 0.87 < inside < 0.93
        assert smooth.sd.mean() < sd.mean()
        assert np.abs(level - smooth.mean).mean() < np.abs(level - mean).mean()


def test_one_update_is_the_exact_posterior():
    """Mean and variance of the first level, against a fine grid."""
    theta = np.linspace(-12, 12, 20001)
    sharp = 1 / ECHO - 1
    share = 1 / (1 + np.exp(-theta))
    for cooperative, hostile in ((0, 1), (3, 0), (7, 2), (60, 90), (400, 0)):
        log = beta_binomial(np.float64(cooperative), np.float64(hostile), share * sharp, (1 - share) * sharp)
        mass = np.exp(log - log.max() - 0.5 * ((theta - 1.3) / 1.7) ** 2)
        mean = (mass * theta).sum() / mass.sum()
        sd = np.sqrt((mass * (theta - mean) ** 2).sum() / mass.sum())
        found = filtered(np.array([[float(cooperative)]]), np.array([[float(hostile)]]), 0.2, ECHO)
        assert found[0][0, 0] == pytest.approx(mean, abs=2e-3)
        assert found[1][0, 0] == pytest.approx(sd, abs=2e-3)


def test_likelihood_finds_the_drift_and_the_echo():
    rng = np.random.default_rng(3)
    _, cooperative, hostile = walking(rng, 300, 60, 0.2, 10.0)
    told = {
        (drift, echo): filtered(cooperative, hostile, drift, echo)[2].sum()
        for drift in (0.08, 0.2, 0.4)
        for echo in (0.03, ECHO, 0.16)
    }
    assert max(told, key=told.get) == (0.2, ECHO)


def test_a_period_without_events_keeps_the_level_and_widens_the_band():
    found = posture(counted([[2, 0, 0]], [[8, 0, 0]]))
    level = found.filtered
    assert level.mean[0, 0] == level.mean[0, 1] == level.mean[0, 2]
    assert level.sd[0, 0] < level.sd[0, 1] < level.sd[0, 2]
    assert np.isnan(found.goldstein[0, 1])


def test_filtered_levels_know_no_later_period():
    rng = np.random.default_rng(4)
    _, cooperative, hostile = walking(rng, 5, 40, 0.3, 6)
    whole = posture(counted(hostile, cooperative)).filtered
    part = posture(counted(hostile[:, :25], cooperative[:, :25])).filtered
    np.testing.assert_array_equal(part.mean, whole.mean[:, :25])


def test_more_cooperation_is_a_higher_level_and_the_band_is_a_share():
    calm, tense = posture(counted([[1] * 6], [[9] * 6])), posture(counted([[9] * 6], [[1] * 6]))
    assert (calm.filtered.mean > tense.filtered.mean).all()
    low, high = calm.filtered.band(0.9)
    assert (low > 0).all()
    assert (low < calm.filtered.share()).all()
    assert (calm.filtered.share() < high).all()
    assert (high < 1).all()


def test_goldstein_weights_count_a_clash_for_more_than_a_protest():
    both = counted([[5.0] * 6] * 2, [[5.0] * 6] * 2)
    protest, clash = 13, 18
    both.counts[1, :, protest], both.counts[1, :, clash] = both.counts[1, :, clash].copy(), 0.0
    plain = posture(both).filtered.mean[:, -1]
    assert plain[0] == pytest.approx(plain[1])
    found = posture(both, weights=True).filtered.mean[:, -1]
    assert found[0] < found[1] - 0.1
    assert weighted(both).counts.sum() == pytest.approx(both.counts.sum())


def test_goldstein_mean_is_of_the_sums_that_the_data_tell():
    counts = counted([[2.0]], [[2.0]])
    assert goldstein_mean(replace(counts, goldstein=np.array([[-8.0]])))[0, 0] == -2.0
    assert -10 < goldstein_mean(counts)[0, 0] < 10


@pytest.mark.parametrize("wrong", [{"drift": 0.0}, {"drift": 9.0}, {"overdispersion": 1.0}])
def test_settings_out_of_range_are_refused(wrong):
    with pytest.raises(ParameterError):
        posture(counted([[1.0]], [[1.0]]), **wrong)
