"""Position exchange: the kernel is equal, gains are as agreed, and others pay."""

import numpy as np
import pytest

from detente.core.bargaining_table import BargainingTable
from detente.models.bargaining import _exchange, bargain, model

EXCHANGE = model("position_exchange")


def two_who_trade(third=(60.0, 30.0)):
    return BargainingTable(
        ("A", "B", "C"),
        ("x", "y"),
        np.ones(3),
        np.array([[0.0, 0.0], [100.0, 100.0], third]),
        np.array([[10.0, 90.0], [90.0, 10.0], [50.0, 50.0]]),
    )


@pytest.mark.parametrize("rate", [_exchange.EQUAL_GAINS, _exchange.NASH], ids=["equal gains", "nash"])
@pytest.mark.parametrize("seed", range(10))
def test_the_kernel_is_equal(seed, rate):
    rng = np.random.default_rng(seed)
    worlds, actors, issues = 30, int(rng.integers(1, 7)), int(rng.integers(1, 4))
    position = rng.uniform(0, 100, (worlds, actors, issues))
    capability = rng.uniform(0, 9, (worlds, actors))
    salience = rng.uniform(0, 9, (worlds, actors, issues))
    salience[rng.random(salience.shape) < 0.1] = 0.0
    found, _ = _exchange.settle(position, capability, salience, rate)
    np.testing.assert_allclose(
        _exchange.settle_all(position, capability, salience, rate), found, rtol=0, atol=1e-9
    )


def test_each_moves_on_what_it_cares_less_for_and_both_gain_alike():
    game = bargain(EXCHANGE, two_who_trade())
    offer = game.rounds[1].offers[0]
    assert (offer.proposer, offer.target, offer.kind) == (0, 1, "exchange")
    # by hand: weights on x are 10, 90 and 50 of 150, so A's move by 100 shifts x by 20/3; the same on y
    assert game.outcome == pytest.approx((80 + 20 / 3, 50 / 3 - 20 / 3))
    assert game.measures["gain"][:2] == pytest.approx((90 * 20 / 3 - 10 * 20 / 3,) * 2)
    assert game.measures["externality"][2] == pytest.approx(-50 * 40 / 3)
    assert any("pay for the trades of others: C" in told for told in game.why)


def test_nobody_trades_who_weighs_issues_alike_or_stands_on_one_side():
    table = two_who_trade()
    alike = BargainingTable(
        table.actors, table.dimensions, table.capability, table.position, np.full((3, 2), 50.0)
    )
    same_side = BargainingTable(
        table.actors,
        table.dimensions,
        table.capability,
        np.array([[0.0, 0.0], [0.0, 100.0], [0.0, 30.0]]),
        table.salience,
    )
    for one in (alike, same_side):
        game = bargain(EXCHANGE, one)
        assert len(game.rounds) == 1
        assert game.outcome == pytest.approx(bargain(model("weighted_mean"), one).outcome)


def test_an_actor_moves_once_on_an_issue():
    rng = np.random.default_rng(3)
    table = BargainingTable(
        tuple("abcdefgh"),
        ("x", "y", "z"),
        rng.uniform(1, 9, 8),
        rng.uniform(0, 100, (8, 3)),
        rng.uniform(1, 9, (8, 3)),
    )
    game = bargain(EXCHANGE, table)
    assert len(game.rounds) > 2
    moves = np.zeros((8, 3))
    for before, after in zip(game.rounds, game.rounds[1:], strict=False):
        moves += np.abs(after.positions - before.positions) > 1e-9
        assert (np.abs(after.positions - before.positions) > 1e-9).sum() == 2
    assert moves.max() == 1


@pytest.mark.parametrize("salience", [0.0, 1.0], ids=["nobody cares", "all care alike"])
def test_degenerate_saliences_leave_the_mean(salience):
    table = two_who_trade()
    flat = BargainingTable(
        table.actors, table.dimensions, table.capability, table.position, np.full((3, 2), salience)
    )
    assert bargain(EXCHANGE, flat).outcome == pytest.approx(tuple(table.position.mean(axis=0)))
