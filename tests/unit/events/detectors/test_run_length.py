from itertools import pairwise

import numpy as np
import pytest
from scipy import stats

from detente.events.detectors._run_length import (
    BETA_BINOMIAL,
    NEGATIVE_BINOMIAL,
    NORMAL,
    POISSON,
    _predictive_reference,
    run_lengths,
)


def seen(kind, rng, dyads=6, periods=50):
    rate = np.where(np.arange(periods) < 25, 4.0, 12.0)
    count = rng.poisson(rate, (dyads, periods)).astype(float)
    if kind == NORMAL:
        return np.log(count + 0.5), rng.uniform(1, 4, count.shape), np.tile([1.0, 1.0], (dyads, 1))
    if kind == POISSON:
        return count / 2, rng.uniform(0.4, 0.6, count.shape), np.tile([1.0, 0.25], (dyads, 1))
    if kind == NEGATIVE_BINOMIAL:
        return count, np.zeros_like(count), np.tile([2.0, 2.0], (dyads, 1))
    return count, rng.poisson(8.0, count.shape).astype(float), np.tile([0.7, 1.3], (dyads, 1))


@pytest.mark.parametrize("kind", range(4))
def test_kernel_and_reference_are_equal(kind):
    first, second, prior = seen(kind, np.random.default_rng(20 + kind))
    kernel = run_lengths(kind, first, second, prior, 2.0, 1 / 48, 3)
    reference = run_lengths(kind, first, second, prior, 2.0, 1 / 48, 3, compile_it=False)
    np.testing.assert_allclose(kernel[0], reference[0], atol=1e-9)
    np.testing.assert_array_equal(kernel[1], reference[1])


@pytest.mark.parametrize("kind", [NORMAL, POISSON, BETA_BINOMIAL])
def test_a_change_is_seen_soon_and_then_becomes_the_usual(kind):
    first, second, prior = seen(kind, np.random.default_rng(30), dyads=40)
    chance, _ = run_lengths(kind, first, second, prior, 0.0, 1 / 48, 3)
    assert chance[:, 26:29].max(axis=1).mean() > 5 * chance[:, 15:25].mean()
    assert chance[:, 40:].mean() < 0.15


def test_it_is_the_exact_posterior_of_every_way_the_runs_can_lie():
    """Against a sum over all segmentations of a short series."""
    rng = np.random.default_rng(31)
    x, y = rng.normal(0, 1.5, 7), rng.uniform(0.5, 2, 7)
    hazard, prior = 0.2, (0.3, 0.9)

    def evidence(start, stop):
        one, two, total = *prior, 0.0
        for place in range(start, stop):
            variance = 1 / y[place] + 1 / two
            total += stats.norm.logpdf(x[place], one / two, np.sqrt(variance))
            one, two = one + x[place] * y[place], two + y[place]
        return total

    weights = np.zeros(7)
    for pattern in range(2**6):
        cuts = [0, *[place + 1 for place in range(6) if pattern >> place & 1], 7]
        number = len(cuts) - 2
        log = sum(evidence(a, b) for a, b in pairwise(cuts))
        log += number * np.log(hazard) + (6 - number) * np.log(1 - hazard)
        weights[7 - 1 - cuts[-2]] += np.exp(log)
    expected = weights[:3].sum() / weights.sum()
    found, _ = run_lengths(NORMAL, x[None], y[None], np.array([prior]), 0.0, hazard, 2)
    assert found[0, -1] == pytest.approx(expected, rel=1e-9)


def test_predictives_are_those_of_the_textbook():
    count, one, two = np.array([[0.0, 3.0, 11.0]]), np.array([[2.0]]), np.array([[0.5]])
    poisson = _predictive_reference(POISSON, count, np.array([[1.0]]), one, two, 0.0)
    textbook = stats.nbinom.logpmf(count, 2.0, 0.5 / 1.5)
    np.testing.assert_allclose(
        np.diff(poisson - stats.poisson.logpmf(0, 1)), np.diff(textbook + _factorial(count))
    )
    share = _predictive_reference(BETA_BINOMIAL, count, 11.0 - count, one, two, 0.0)
    textbook = stats.betabinom.logpmf(count, 11, 2.0, 0.5) - _choose(11, count)
    np.testing.assert_allclose(share, textbook)


def _factorial(count):
    from scipy.special import gammaln

    return gammaln(count + 1)


def _choose(number, count):
    from scipy.special import gammaln

    return gammaln(number + 1) - gammaln(count + 1) - gammaln(number - count + 1)
