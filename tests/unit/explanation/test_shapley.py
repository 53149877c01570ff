import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.explanation.shapley import all_coalitions, exact, from_orders, orders, prefixes


def worth_of(masks, single, together):
    """A game with a worth for each player and for each pair."""
    pairs = masks[:, :, None] & masks[:, None, :]
    return masks @ single + (pairs * together).sum(axis=(1, 2)) / 2.0


def made_up(seed, players):
    rng = np.random.default_rng(seed)
    single, together = rng.normal(size=players), rng.normal(size=(players, players))
    together = together + together.T
    np.fill_diagonal(together, 0.0)
    return single, together


@given(st.integers(0, 2**31), st.integers(1, 7))
def test_singles_keep_their_worth_and_pairs_are_halved(seed, players):
    single, together = made_up(seed, players)
    found = exact(worth_of(all_coalitions(players), single, together))
    assert found == pytest.approx(single + together.sum(axis=1) / 2.0, abs=1e-9)


@given(st.integers(0, 2**31), st.integers(1, 7))
def test_the_sum_closes(seed, players):
    worths = np.random.default_rng(seed).normal(size=(1 << players, 3))
    assert exact(worths).sum(axis=0) == pytest.approx(worths[-1] - worths[0], abs=1e-9)


def test_the_glove_game():
    """Shapley's market: one left glove, two right ones; the left is worth 2/3, each right 1/6."""
    masks = all_coalitions(3)
    worths = (masks[:, 0] & (masks[:, 1] | masks[:, 2])).astype(float)
    assert exact(worths) == pytest.approx([2 / 3, 1 / 6, 1 / 6])


def test_a_player_who_adds_nothing_gets_nothing():
    worths = worth_of(all_coalitions(4), np.array([1.0, 0.0, 2.0, 0.0]), np.zeros((4, 4)))
    assert exact(worths)[[1, 3]].tolist() == [0.0, 0.0]


def test_orders_come_with_their_reverses():
    drawn = orders(5, 7, np.random.default_rng(1))
    assert drawn.shape == (2, 7, 5)
    assert (drawn[0] == drawn[1][:, ::-1]).all()
    assert (np.sort(drawn, axis=2) == np.arange(5)).all()


def test_prefixes_run_from_nobody_to_all():
    order = np.array([[2, 0, 1], [1, 2, 0]])
    found = prefixes(order)
    assert found[:, 0].tolist() == [
        [False, False, False],
        [False, False, True],
        [True, False, True],
        [True, True, True],
    ]
    assert found[1, 1].tolist() == [False, True, False]


@given(st.integers(0, 2**31))
def test_in_a_game_of_pairs_an_order_and_its_reverse_give_the_value(seed):
    players, worlds = 5, 3
    single, together = made_up(seed, players)
    drawn = orders(players, worlds, np.random.default_rng(seed))
    gains = []
    for order in drawn:
        masks = prefixes(order)
        worths = np.stack([worth_of(row, single, together) for row in masks])
        gains.append(from_orders(order, worths))
        assert gains[-1].sum(axis=0) == pytest.approx(worths[-1] - worths[0], abs=1e-9)
    value = single + together.sum(axis=1) / 2.0
    assert np.mean(gains, axis=0) == pytest.approx(np.repeat(value[:, None], worlds, axis=1), abs=1e-9)
