import numpy as np
import pytest
from scipy import stats

from detente.forecast.scores.bootstrap import resampled_ratio

ONES = np.ones


def test_it_is_the_interval_of_scipy_where_every_question_is_its_own_cluster():
    rng = np.random.default_rng(845)
    scores = rng.gamma(0.7, 0.3, 60)
    ours = resampled_ratio(scores, ONES(60), np.arange(60), 20_000, 1)
    theirs = stats.bootstrap((scores,), np.mean, confidence_level=0.9, n_resamples=20_000, method="BCa",
                             rng=np.random.default_rng(2)).confidence_interval  # fmt: skip
    assert ours.value == pytest.approx(scores.mean())
    assert (ours.low, ours.high) == pytest.approx((theirs.low, theirs.high), abs=0.003)


def test_copies_within_a_cluster_buy_no_accuracy():
    rng = np.random.default_rng(846)
    scores = rng.random(40)
    alone = resampled_ratio(scores, ONES(40), np.arange(40), 4000, 1)
    copied = resampled_ratio(np.repeat(scores, 9), ONES(360), np.repeat(np.arange(40), 9), 4000, 1)
    assert (copied.low, copied.high, copied.clusters) == pytest.approx((alone.low, alone.high, 40))
    apart = resampled_ratio(np.repeat(scores, 9), ONES(360), np.arange(360), 4000, 1)
    assert apart.high - apart.low < 0.5 * (alone.high - alone.low)


def test_the_interval_covers_on_clustered_data_and_the_one_that_ignores_clusters_does_not():
    rng = np.random.default_rng(847)
    cluster = np.repeat(np.arange(30), 5)
    covered = ignoring = 0
    for seed in range(300):
        scores = 0.3 + rng.normal(0, 0.1, 30)[cluster] + rng.normal(0, 0.1, 150)
        held = resampled_ratio(scores, ONES(150), cluster, 500, seed)
        covered += held.low <= 0.3 <= held.high
        naive = resampled_ratio(scores, ONES(150), np.arange(150), 500, seed)
        ignoring += naive.low <= 0.3 <= naive.high
    assert 0.84 <= covered / 300 <= 0.95
    assert ignoring / 300 < 0.75


def test_what_cannot_be_resampled_has_no_interval():
    one = resampled_ratio(np.array([1.0, 2.0]), ONES(2), np.zeros(2, int), 500, 1)
    assert (one.value, one.low, one.high, one.above) == (1.5, None, None, None)
    # A resample of the cluster without a reference would divide by zero.
    none = resampled_ratio(np.array([1.0, 2.0]), np.array([0.0, 1.0]), np.arange(2), 500, 1)
    assert none.low is None


def test_scores_that_are_all_alike_have_an_interval_of_no_width():
    same = resampled_ratio(np.full(12, 0.25), ONES(12), np.arange(12), 500, 1)
    assert (same.low, same.high) == pytest.approx((0.25, 0.25))


def test_it_is_the_same_in_portions(monkeypatch):
    scores = np.random.default_rng(851).random(50)
    whole = resampled_ratio(scores, ONES(50), np.arange(50), 400, 5)
    monkeypatch.setattr("detente.forecast.scores.bootstrap._AT_ONCE", 50 * 60)
    portions = resampled_ratio(scores, ONES(50), np.arange(50), 400, 5)
    assert (portions.low, portions.high, portions.above) == pytest.approx(
        (whole.low, whole.high, whole.above)
    )
