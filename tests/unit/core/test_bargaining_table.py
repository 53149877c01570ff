"""A table of stances: its one world of stated values, and worlds drawn from its spreads."""

import numpy as np
import pytest

from detente.core.bargaining_table import BargainingTable


def table(**spreads):
    return BargainingTable(
        ("a", "b", "c"),
        ("x", "y"),
        np.array([1.0, 2.0, 3.0]),
        np.array([[10.0, 0.0], [50.0, 100.0], [90.0, 40.0]]),
        np.full((3, 2), 50.0),
        **spreads,
    )


def wide():
    return {"position_low": table().position - 10.0, "position_high": table().position + 30.0}


def test_stated_values_are_one_world_without_a_reversion_deadlock_is_worst():
    stances = table().worlds()
    np.testing.assert_array_equal(stances.position[0], table().position)
    assert np.isneginf(stances.reversion).all()
    assert stances.actors == ("a", "b", "c")
    assert table(reversion=np.array([5.0, 6.0])).worlds().reversion.tolist() == [[5.0, 6.0]]


def test_without_spreads_every_draw_is_as_stated():
    assert not table().has_spreads
    drawn = table().draw(50, np.random.default_rng(1))
    np.testing.assert_array_equal(drawn.position, np.broadcast_to(table().position, (50, 3, 2)))
    np.testing.assert_array_equal(drawn.capability, np.broadcast_to(table().capability, (50, 3)))


def test_draws_keep_within_the_spread_and_have_the_mean_of_a_pert():
    one = table(**wide())
    assert one.has_spreads
    drawn = one.draw(20_000, np.random.default_rng(1))
    assert (drawn.position >= one.position_low).all()
    assert (drawn.position <= one.position_high).all()
    expected = (one.position_low + 4 * one.position + one.position_high) / 6
    np.testing.assert_allclose(drawn.position.mean(axis=0), expected, atol=0.3)


def test_a_spread_made_a_point_leaves_the_other_draws_as_they_are():
    whole = table(**wide()).draw(20, np.random.default_rng(7))
    low = wide()["position_low"].copy()
    low[:, 0] = table().position[:, 0]
    high = wide()["position_high"].copy()
    high[:, 0] = table().position[:, 0]
    part = table(position_low=low, position_high=high).draw(20, np.random.default_rng(7))
    np.testing.assert_array_equal(part.position[:, :, 0], np.broadcast_to(table().position[:, 0], (20, 3)))
    again = table(**wide()).draw(20, np.random.default_rng(7))
    np.testing.assert_array_equal(whole.position, again.position)


def test_an_end_on_the_wrong_side_of_the_stated_value_is_taken_as_the_value():
    one = table(position_low=table().position + 5.0, position_high=table().position + 5.0)
    drawn = one.draw(100, np.random.default_rng(1)).position
    assert (drawn >= one.position).all()


def test_shapes_that_do_not_fit_are_our_own_mistake():
    with pytest.raises(AssertionError):
        BargainingTable(("a",), ("x",), np.ones(2), np.ones((1, 1)), np.ones((1, 1)))
