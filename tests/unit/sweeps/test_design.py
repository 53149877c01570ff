"""Designs: balanced, of the size told, the same for the same seed."""

import numpy as np
import pytest

from detente.case.vary import Axis, read_vary
from detente.core.errors import ParameterError
from detente.core.quantity import Spread
from detente.core.vary import Factor
from detente.models.bargaining import model_names
from detente.sweeps.design import KINDS, designed, value_at
from sweeping import VARY
from versions import version

AXES = read_vary("vary.yaml", VARY, version(), frozenset(model_names()))[1]


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_seed_gives_the_same_points_in_the_cube(kind):
    one, other, another = (designed(kind, AXES, 32, seed) for seed in (1, 1, 2))
    assert np.array_equal(one.unit, other.unit)
    assert kind == "grid" or not np.array_equal(one.unit, another.unit)
    assert one.unit.min() >= 0.0
    assert one.unit.max() <= 1.0


def test_sobol_is_rounded_up_to_a_power_of_two_and_says_so():
    made = designed("sobol", AXES, 100, 1)
    assert made.points == 128
    assert "rounded up to 128" in made.says
    assert designed("sobol", AXES, 64, 1).says == ""
    counts = np.histogram(made.unit[:, 0], bins=128, range=(0, 1))[0]
    assert set(counts) == {1}


def test_lhs_has_one_point_in_every_slice():
    made = designed("lhs", AXES, 10, 1)
    for column in made.unit.T:
        assert sorted((column * 10).astype(int)) == list(range(10))


def test_a_grid_is_full_and_its_size_is_told_and_bounded():
    made = designed("grid", AXES, None, 1)
    assert made.says == "grid of 3 x 3 x 2 = 18 points"
    assert len({tuple(map(str, made.values(point))) for point in range(18)}) == 18
    assert sorted({made.values(point)[0] for point in range(18)}) == [20.0, 45.0, 70.0]
    with pytest.raises(ParameterError, match="18 points"):
        designed("grid", AXES, 17, 1)


def test_saltelli_takes_one_axis_at_a_time_from_the_other_rows():
    made = designed("saltelli", AXES, 8, 1)
    base, other, *mixed = made.unit.reshape(5, 8, 3)
    for place, rows in enumerate(mixed):
        assert np.array_equal(rows[:, place], other[:, place])
        assert np.array_equal(np.delete(rows, place, 1), np.delete(base, place, 1))


@pytest.mark.parametrize(
    ("kind", "n"), [("sobol", None), ("lhs", 1), ("sobol", 10**9), ("saltelli", 600_000)]
)
def test_sizes_out_of_range_are_refused(kind, n):
    with pytest.raises(ParameterError, match="--n"):
        designed(kind, AXES, n, 1)


def test_values_come_by_the_inverse_of_their_distribution():
    choice = Axis(Factor(drop="x"), ("a", "b"), (0.25, 0.75))
    assert [value_at(choice, u) for u in (0.0, 0.24, 0.26, 0.999)] == ["a", "a", "b", "b"]
    normal = Axis(Factor(set="x", spread="own"), spread=Spread("normal", (10.0, 2.0), 0.0, 100.0))
    assert value_at(normal, 0.5) == pytest.approx(10.0)
    assert value_at(normal, 0.975) == pytest.approx(10.0 + 2.0 * 1.959964)
    assert 0.0 <= value_at(normal, 0.0) < value_at(normal, 1.0) <= 100.0
    ranged = Axis(Factor.model_validate({"set": "x", "from": 20, "to": 60}), low=20.0, high=60.0)
    assert [value_at(ranged, u) for u in (0.0, 0.5, 1.0)] == [20.0, 40.0, 60.0]
