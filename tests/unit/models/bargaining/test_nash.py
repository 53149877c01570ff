"""The Nash solution with quadratic losses: closed forms of two, its maximum, and the cases without a bargain."""

import numpy as np
import pytest

from detente.core.bargaining_table import BargainingTable
from detente.models.bargaining import bargain, model
from detente.models.bargaining._nash import absolute, every_world
from detente.models.bargaining.nash import kernel, solve


def settle(position, capability=None, reversion=0.0, run=solve):
    position = np.array([position], float)
    capability = np.ones_like(position) if capability is None else np.array([capability], float)
    return float(run(position, capability, np.ones_like(position), np.array([reversion]))[0])


RUNS = pytest.mark.parametrize("run", [solve, kernel], ids=["reference", "kernel"])


def of_two(a, b):
    """2/y = 1/(2a - y) + 1/(2b - y), the smaller root."""
    return (3.0 * (a + b) - np.sqrt(9.0 * (a + b) ** 2 - 32.0 * a * b)) / 4.0


@RUNS
@pytest.mark.parametrize(("a", "b"), [(30, 60), (10, 11), (50, 50), (1, 99), (60, 30)])
def test_two_of_equal_power(run, a, b):
    assert settle((a, b), run=run) == pytest.approx(of_two(a, b))
    assert settle((100 - a, 100 - b), reversion=100.0, run=run) == pytest.approx(100.0 - of_two(a, b))


@RUNS
def test_one_alone_gets_his_ideal(run):
    assert settle((40,), run=run) == pytest.approx(40.0)


@RUNS
def test_it_maximises_the_product_of_gains_to_the_powers(run):
    position, power, reversion = np.array([70.0, 45.0, 55.0]), np.array([3.0, 1.0, 2.0]), 20.0
    outcome = settle(position, power, reversion, run=run)
    points = np.linspace(20.001, 69.999, 200_001)
    gains = (reversion - position[:, None]) ** 2 - (points - position[:, None]) ** 2
    allowed = (gains > 0).all(axis=0)
    product = (power[:, None] * np.log(np.where(gains > 0, gains, 1.0))).sum(axis=0)
    assert outcome == pytest.approx(points[allowed][product[allowed].argmax()], abs=1e-3)


@RUNS
def test_where_one_has_all_the_power_he_gets_what_the_others_still_gain_from(run):
    assert settle((10, 30), (0, 1), run=run) == pytest.approx(
        20.0
    )  # the mirror image of what stands in the nearest ideal
    assert settle((20, 30), (0, 1), run=run) == pytest.approx(30.0)


@RUNS
@pytest.mark.parametrize("position", [(20, 80), (50, 80), (80, 50), (50, 50), (20, 80, 90)])
def test_what_stands_stays_where_parties_stand_on_both_sides_of_it(run, position):
    assert settle(position, reversion=50.0, run=run) == 50.0


@RUNS
def test_no_power_at_all_counts_as_equal_power(run):
    assert settle((30, 60), (0, 0), run=run) == pytest.approx(of_two(30, 60))


@pytest.mark.parametrize("seed", range(8))
def test_absolute_loss_maximises_its_product_of_gains(seed):
    rng = np.random.default_rng(seed)
    position, power = rng.uniform(10, 100, (1, 4)), rng.uniform(0, 3, (1, 4))
    found = absolute(position, power, np.zeros(1))[0]
    assert every_world(position, power, np.zeros(1), True)[0] == pytest.approx(found, abs=1e-9)
    line = np.linspace(1e-6, 2 * position.min() - 1e-6, 100_001)
    gains = position[0][:, None] - np.abs(position[0][:, None] - line)
    best = line[(power[0][:, None] * np.log(gains)).sum(axis=0).argmax()]
    assert found == pytest.approx(best, abs=3e-3)


def test_absolute_loss_of_two_of_equal_power_ends_at_the_nearer():
    assert absolute(np.array([[30.0, 60.0]]), np.ones((1, 2)), np.zeros(1))[0] == pytest.approx(30.0)


def test_without_a_reversion_it_is_the_weighted_centre():
    table = BargainingTable(
        ("a", "b", "c"),
        ("x",),
        np.array([1.0, 2.0, 4.0]),
        np.array([[0.0], [50.0], [100.0]]),
        np.array([[3.0], [2.0], [1.0]]),
    )
    assert bargain(model("nash"), table).outcome[0] == pytest.approx(
        bargain(model("weighted_mean"), table).outcome[0]
    )
    assert bargain(model("nash"), table, options={"loss": "absolute"}).outcome[0] == pytest.approx(
        bargain(model("weighted_median"), table).outcome[0]
    )
    assert any("No reversion" in warning for warning in bargain(model("nash"), table).warnings)


def test_it_names_who_holds_the_deal():
    table = BargainingTable(
        ("near", "far"), ("x",), np.ones(2), np.array([[30.0], [80.0]]), np.ones((2, 1)), np.array([0.0])
    )
    game = bargain(model("nash"), table)
    assert "near gains least" in game.why[0]
    assert min(game.measures["gain_x"]) > 0
