"""The backtest of bargaining models: real decisions, what is fitted on others only, and what refuses to be scored."""

from dataclasses import replace

import numpy as np
import pytest

from detente.core.decision import Decision
from detente.core.errors import ParameterError
from detente.forecast.backtest.bargaining import FORECASTERS, MEMBERS, backtest_bargaining
from detente.sources.decisions import read_decisions


@pytest.fixture(scope="module")
def decisions(shared):
    folder = shared / "gold/bargaining"
    found, unknown = read_decisions(folder / "deu3_dev_issues.csv", folder / "deu3_dev_stances.csv")
    assert (len(found), unknown) == (168, 8)
    return found


@pytest.fixture(scope="module")
def scores(decisions):
    return {one.model: one for one in backtest_bargaining(decisions)}


def test_every_member_is_scored_on_the_same_issues(scores):
    assert tuple(scores) == MEMBERS
    assert scores["weighted_mean"].mae == pytest.approx(25.37, abs=0.01)
    assert scores["constant"].mae == pytest.approx(29.14, abs=0.01)
    for one in scores.values():
        numbers = [one.mae, one.mae_se, one.median_ae, one.crps, one.hit10, one.mae_minus_weighted_mean]
        assert np.isfinite(numbers).all()
        assert one.mae_minus_weighted_mean == pytest.approx(one.mae - scores["weighted_mean"].mae)
        assert (one.coverage80 is None) == (one.pit_ks is None) == (one.crps == one.mae)


def test_the_pool_is_worth_having(scores):
    pool, mean, around = (scores[name] for name in ("pool", "weighted_mean", "weighted_mean_residuals"))
    assert pool.mae <= mean.mae
    assert pool.crps <= around.crps - 0.3
    assert pool.hit10 >= 0.40
    assert 0.80 <= pool.coverage80 <= 0.95
    assert pool.pit_ks < 0.10


def test_median_setter_and_challenge_lose_by_more_than_noise(scores):
    for name in ("weighted_median", "challenge", "setter"):
        assert scores[name].mae_minus_weighted_mean > 5
        assert scores[name].p < 0.01


@pytest.mark.parametrize("name", ["climatology", "weighted_mean_residuals", "pool"])
def test_no_forecast_sees_its_own_proposal(decisions, name):
    some = decisions[:40]
    proposal = some[7].proposal
    twisted = [
        replace(one, outcome=100.0 - one.outcome / 2) if one.proposal == proposal else one for one in some
    ]
    before, after = (_mass(name, part) for part in (some, twisted))
    mine = np.array([one.proposal == proposal for one in some])
    np.testing.assert_array_equal(before[mine], after[mine])
    if name != "pool":  # the pool counts ends and middles only
        assert not np.array_equal(before[~mine], after[~mine])


def _mass(name, decisions):
    proposals = sorted({one.proposal for one in decisions})
    cluster = np.array([proposals.index(one.proposal) for one in decisions])
    outcome = np.array([one.outcome for one in decisions])
    return FORECASTERS[name](decisions, outcome, cluster).mass


def decision(number, outcome, proposal):
    return Decision(
        f"i{number}", proposal, ("a", "b"), np.array([0.0, 100.0]), np.ones(2), np.full(2, 50.0), outcome, 0.0
    )


def test_a_single_proposal_cannot_be_scored():
    with pytest.raises(ParameterError, match="at least 2 with a known outcome"):
        backtest_bargaining([decision(1, 20.0, "p"), decision(2, 30.0, "p")])


def test_two_decisions_are_enough_for_numbers():
    for one in backtest_bargaining([decision(1, 20.0, "p"), decision(2, 30.0, "q")]):
        assert np.isfinite([one.mae, one.crps]).all()
