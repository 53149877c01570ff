import numpy as np
import pytest

from detente.forecast.backtest.volume import (
    COOPERATIVE_ROOTS,
    HOSTILE_ROOTS,
    flipped,
    jumped,
    surged,
    thinned,
)
from event_series import counted


@pytest.fixture
def counts():
    return counted(np.full((200, 30), 6.0), np.full((200, 30), 14.0), period="week", world=4000.0)


WHEN = np.full(200, 20)


def sides(made):
    return made.counts[:, :, HOSTILE_ROOTS].sum(axis=2), made.counts[:, :, COOPERATIVE_ROOTS].sum(axis=2)


def test_a_jump_thins_what_came_before_and_keeps_the_composition(counts):
    made = jumped(counts, WHEN, "dyad", np.random.default_rng(1))
    hostile, other = sides(made)
    np.testing.assert_array_equal(hostile[:, 20:], 6)
    assert hostile[:, :20].mean() == pytest.approx(6 / 2.2, rel=0.03)
    assert (hostile / (hostile + other).clip(1))[:, :20].mean() == pytest.approx(0.3, abs=0.01)
    np.testing.assert_array_equal(made.world.trimmed, counts.world.trimmed)


def test_a_jump_of_the_world_takes_its_totals_along(counts):
    world = jumped(counts, WHEN, "world", np.random.default_rng(1)).world
    np.testing.assert_allclose(world.trimmed[:20], 4000 / 2.2)
    np.testing.assert_allclose(world.trimmed[20:], 4000)


def test_a_surge_triples_hostility_only(counts):
    hostile, other = sides(surged(counts, WHEN))
    np.testing.assert_array_equal(hostile[:, [19, 20, 29]], np.tile([6, 18, 18], (200, 1)))
    np.testing.assert_array_equal(other, 14)


def test_a_flip_keeps_volume_and_moves_the_log_odds(counts):
    hostile, other = sides(flipped(counts, WHEN, np.random.default_rng(2)))
    np.testing.assert_array_equal(hostile + other, 20)
    np.testing.assert_array_equal(hostile[:, :20], 6)
    share = hostile[:, 20:].mean() / 20
    moved = np.log(share / (1 - share)) - np.log(0.3 / 0.7)
    assert moved == pytest.approx(1.5, abs=0.05)


def test_thinning_keeps_a_share_everywhere(counts):
    made = thinned(counts, 0.5, np.random.default_rng(3))
    assert made.counts.sum() == pytest.approx(counts.counts.sum() / 2, rel=0.01)
    np.testing.assert_allclose(made.world.trimmed, 2000)


def test_the_given_counts_are_left_alone(counts):
    before = counts.counts.copy()
    rng = np.random.default_rng(4)
    for change in (
        lambda: jumped(counts, WHEN, "world", rng),
        lambda: surged(counts, WHEN),
        lambda: flipped(counts, WHEN, rng),
        lambda: thinned(counts, 0.5, rng),
    ):
        change()
        np.testing.assert_array_equal(counts.counts, before)
