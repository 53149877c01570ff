import numpy as np
import pytest

from detente.core.errors import RunError
from detente.events.counts import count_model_names
from detente.forecast.backtest.counts import backtest_counts
from event_series import counted


def bursty(rng, dyads=40, weeks=44):
    """Levels that differ by dyad and wander, with bursts: what a Poisson window cannot take for what it is."""
    level = np.exp(rng.normal(1.2, 1, (dyads, 1)) + np.cumsum(rng.normal(0, 0.06, (dyads, weeks)), axis=1))
    names = [
        (f"A{number // 2}", f"B{number // 2}") if number % 2 else (f"B{number // 2}", f"A{number // 2}")
        for number in range(dyads)
    ]
    rate = rng.gamma(1.5, level / 1.5)
    return counted(rng.poisson(rate), rng.poisson(rng.gamma(1.5, level / 1.5)), period="week", names=names)


def test_longer_memory_beats_the_window_and_bursts_beat_poisson():
    counts = bursty(np.random.default_rng(90))
    found = backtest_counts(counts, count_model_names(), 1)
    assert (found.dyads, found.origins, found.fitted_to) == (40, 11, 30)
    by = {(one.model, one.target): one for one in found.scores}
    assert set(by) == {(name, target) for name in count_model_names() for target in ("week4", "sum4")}
    for target in ("week4", "sum4"):
        assert by["window_negbin", target].ratio == 1.0
        assert by["autoregression", target].ratio < 0.99
        assert by["autoregression", target].to_poisson < 0.95
        assert by["last_value", target].ratio > 1.0
        assert by["autoregression", target].log_score < by["window_poisson", target].log_score
        one = by["autoregression", target]
        assert one.ratio_low < one.ratio < one.ratio_high
        assert one.inside > 0.75


def test_what_comes_after_the_scored_weeks_moves_nothing():
    counts = bursty(np.random.default_rng(91))
    again = backtest_counts(counts, ("local_level",), 1)
    assert again == backtest_counts(counts, ("local_level",), 1)


def test_an_earlier_store_can_be_fitted_to():
    rng = np.random.default_rng(92)
    found = backtest_counts(bursty(rng), ("autoregression",), 1, before=bursty(rng, weeks=36))
    assert (found.fitted_to, found.origins) == (36, 28)
    assert {one.model for one in found.scores} == {"window_negbin", "window_poisson", "autoregression"}


def test_too_few_weeks_are_refused():
    with pytest.raises(RunError, match="14 weeks"):
        backtest_counts(bursty(np.random.default_rng(93), weeks=14), (), 1)
