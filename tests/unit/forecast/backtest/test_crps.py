import numpy as np
import pytest
import scoringrules
from scipy import stats

from detente.events.counts._coming import distribution
from detente.forecast.backtest.crps import crps, crps_reference, log_score


def table(seed=80, number=400):
    rng = np.random.default_rng(seed)
    mean, shape = np.exp(rng.uniform(-3, 5, number)), np.exp(rng.uniform(-1.5, 3, number))
    return rng.negative_binomial(shape, shape / (shape + mean)).astype(float), mean, shape


def test_the_negative_binomial_is_scored_as_scoringrules_scores_it():
    count, mean, shape = table()
    kept = mean < 30  # beyond, its hypergeometric series is slow
    theirs = scoringrules.crps_negbinom(count[kept], shape[kept], shape[kept] / (shape[kept] + mean[kept]))
    np.testing.assert_allclose(crps(count, mean, shape)[kept], theirs, rtol=1e-5, atol=1e-6)


@pytest.mark.unchecked_numbers  # theirs divides infinities on the way
def test_the_poisson_is_scored_as_scoringrules_scores_it():
    count, mean, _ = table(81)
    kept = (mean < 30) & (count < 100)
    theirs = scoringrules.crps_poisson(count[kept], mean[kept])
    ours = crps(count[kept], mean[kept], np.full(kept.sum(), np.inf))
    np.testing.assert_allclose(ours, theirs, rtol=1e-5, atol=1e-6)


def test_kernel_and_reference_are_equal():
    count, mean, shape = table(84, 120)
    shape[::5] = np.inf
    count[::7] += 400
    count[::11] = 0
    np.testing.assert_allclose(
        crps(count, mean, shape), crps_reference(count, mean, shape), rtol=1e-7, atol=1e-9
    )


def test_distribution_and_log_score_are_those_of_scipy():
    count, mean, shape = table(82)
    chance = shape / (shape + mean)
    np.testing.assert_allclose(
        distribution(count, mean, shape), stats.nbinom.cdf(count, shape, chance), atol=1e-10
    )
    np.testing.assert_allclose(
        log_score(count, mean, shape), -stats.nbinom.logpmf(count, shape, chance), rtol=1e-8
    )
    infinite = np.full_like(mean, np.inf)
    np.testing.assert_allclose(
        distribution(count, mean, infinite), stats.poisson.cdf(count, mean), atol=1e-10
    )


def test_the_true_distribution_scores_best():
    count, mean, shape = table(83, 2000)
    honest = crps(count, mean, shape).mean()
    assert honest < crps(count, 1.5 * mean, shape).mean()
    assert honest < crps(count, mean, np.full_like(mean, np.inf)).mean()
    assert log_score(count, mean, shape).mean() < log_score(count, mean, 4 * shape).mean()


def test_a_sure_thing_costs_nothing_and_a_miss_its_distance():
    sure = crps(np.array([0.0, 100.0]), np.array([1e-9, 1e-9]), np.array([np.inf, np.inf]))
    assert sure == pytest.approx([0.0, 100.0], abs=1e-6)
