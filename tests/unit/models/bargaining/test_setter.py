"""Setter and veto players: the line against its closed form, space against a grid, and what the account says."""

import numpy as np
import pytest

from detente.core.bargaining_table import BargainingTable
from detente.core.errors import ParameterError
from detente.models.bargaining import bargain, model, outcomes
from detente.models.bargaining._setter import line, space

SETTER = model("setter")


def table(position, reversion, capability=None, salience=None):
    position = np.array(position, float)
    position = position[:, None] if position.ndim == 1 else position
    return BargainingTable(
        tuple(f"a{i}" for i in range(len(position))),
        tuple(f"d{d}" for d in range(position.shape[1])),
        np.ones(len(position)) if capability is None else np.array(capability, float),
        position,
        np.ones_like(position) if salience is None else np.array(salience, float).reshape(position.shape),
        None if reversion is None else np.array(reversion, float),
    )


@pytest.mark.parametrize("seed", range(10))
def test_kernel_and_space_agree_with_the_line(seed):
    rng = np.random.default_rng(seed)
    worlds, actors = 40, int(rng.integers(1, 7))
    position = rng.uniform(0, 100, (worlds, actors))
    position[:15] = position[:15].round(-1)
    capability, salience = rng.integers(0, 9, (2, worlds, actors)).astype(float)
    reversion = rng.uniform(0, 100, worlds)
    reversion[:3] = -np.inf
    quota, setter = float(rng.random()), int(rng.integers(-1, actors))
    found = line.settle(position, capability, salience, reversion, setter, quota)
    compiled = line.settle_all(position, capability, salience, reversion, setter, quota)
    np.testing.assert_allclose(compiled, found, rtol=0, atol=1e-9)
    in_space = space.settle_all(
        position[:, :, None].copy(),
        capability,
        salience[:, :, None].copy(),
        reversion[:, None].copy(),
        setter,
        quota,
    )
    np.testing.assert_allclose(in_space[:, 0], found, rtol=0, atol=1e-4)


@pytest.mark.parametrize("seed", range(6))
def test_in_the_plane_no_point_of_a_grid_is_better_for_the_setter(seed):
    rng = np.random.default_rng(seed)
    position, care = rng.uniform(0, 100, (5, 2)), rng.uniform(1, 9, (5, 2))
    votes, stands = rng.integers(1, 5, 5).astype(float), rng.uniform(0, 100, 2)
    quota = (1.0, 0.6, 0.75)[seed % 3]
    found = bargain(
        SETTER, table(position, stands, votes, care), options={"setter": "a0", "quota": quota}
    ).outcome

    def loss(point, i):
        return (care[i] * (point - position[i]) ** 2).sum(axis=-1)

    grid = np.stack(np.meshgrid(np.linspace(0, 100, 401), np.linspace(0, 100, 401)), -1).reshape(-1, 2)
    pro = sum(votes[i] * (loss(grid, i) <= loss(stands, i)) for i in range(5))
    carried = np.vstack([grid[pro >= quota * votes.sum() - 1e-9], stands])
    here = np.array(found)
    assert loss(here, 0) <= loss(carried, 0).min() + 1e-6
    assert (
        sum(votes[i] * (loss(here, i) <= loss(stands, i) * (1 + 1e-6)) for i in range(5))
        >= quota * votes.sum() - 1e-9
    )


def test_a_qualified_majority_outvotes_a_minority():
    votes = [2, 2, 2, 1]
    all_of_them = bargain(SETTER, table([90, 80, 70, 30], [20], votes), options={"setter": "a0", "quota": 1})
    most = bargain(SETTER, table([90, 80, 70, 30], [20], votes), options={"setter": "a0", "quota": 0.8})
    assert all_of_them.outcome[0] == pytest.approx(40)
    assert most.outcome[0] == pytest.approx(90)
    refused = [offer.target for offer in most.rounds[1].offers if not offer.accepted]
    assert refused == [3]


def test_who_does_not_care_accepts():
    found = bargain(SETTER, table([90, 10], [20], salience=[1, 0]), options={"setter": "a0", "quota": 1})
    assert found.outcome[0] == pytest.approx(90)


def test_without_a_reversion_the_setter_has_its_way_and_it_is_said():
    found = bargain(SETTER, table([90, 80, 10], None), options={"setter": "a2", "quota": 1})
    assert found.outcome[0] == pytest.approx(10)
    assert any("No reversion" in warning for warning in found.warnings)


def test_setters_that_tie_are_equally_likely():
    found = bargain(SETTER, table([80, 20], None))
    assert found.outcome[0] == pytest.approx(50)
    assert any("equally strong" in warning for warning in found.warnings)


@pytest.mark.parametrize("position", [[50], [50, 50, 50]], ids=["one", "agreed"])
def test_those_who_agree_get_it(position):
    assert bargain(SETTER, table(position, [10])).outcome[0] == pytest.approx(50)


def test_core_on_a_line_and_bounds_of_a_win_set_in_the_plane():
    on_a_line = bargain(SETTER, table([10, 40, 90], [0]), options={"quota": 2 / 3}).measures
    assert (on_a_line["core_low"], on_a_line["core_high"]) == ((40.0,), (40.0,))
    plane = bargain(SETTER, table([[10, 10], [40, 80], [90, 20]], [0, 0]), options={"quota": 1}).measures
    assert 10 < plane["winset_high"][0] <= 10 + np.sqrt(200)


def test_an_unknown_setter_is_refused():
    with pytest.raises(ParameterError, match="nearest: a1"):
        bargain(SETTER, table([1, 2], [0]), options={"setter": "A1x"})
    with pytest.raises(ParameterError):
        outcomes(SETTER, table([1, 2], [0]).worlds(), None, {"setter": "zebra"})
