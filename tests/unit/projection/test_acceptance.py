"""The closed forms of section 3.4 of the design, by their worked check, and the same numbers in both engines."""

import math

import numpy as np
import pytest

from detente.projection.acceptance import break_even, held_line, mistrust, restrained, squared_width, worth
from detente.projection.kernel.lines import ends_of
from unit.projection.cases import bargain, exactly, terms

WORKED = {"ideal": 20.0, "declared": 10.0, "face": 1.0, "seen": 1.0}
CHARGE = mistrust(0.8, 10.0, 0.0, 15.0)
BOUND = (50.0 - 20.0) ** 2


def test_the_worked_check():
    assert pytest.approx(-200.0) == CHARGE
    assert held_line(**WORKED) == 15.0
    width = math.sqrt(squared_width(BOUND, charge=CHARGE, **WORKED))
    assert width == pytest.approx(22.913, abs=5e-4)
    assert held_line(**WORKED) + width == pytest.approx(37.913, abs=5e-4)


def test_a_deal_at_an_end_of_the_interval_is_worth_nothing():
    width = math.sqrt(squared_width(BOUND, charge=CHARGE, **WORKED))
    for end in (15.0 - width, 15.0 + width):
        assert worth(end, BOUND, charge=CHARGE, **WORKED) == pytest.approx(0.0, abs=1e-9)
    assert worth(15.0, BOUND, charge=CHARGE, **WORKED) > worth(15.1, BOUND, charge=CHARGE, **WORKED) > 0.0


def test_the_worked_check_in_a_run(play):
    case = bargain(
        {"a": 20, "b": 30},
        stands=50,
        actors={
            "a": {
                "stances": {"course": {"position": 20, "declared": 10, "face": exactly(1)}},
                "terms": {"any": terms(0.8, 10, 15)},
            }
        },
    )
    assert play(case).reading("talks.zone")[0, 1] == pytest.approx(37.913 - 10.0, abs=5e-4)


@pytest.mark.parametrize(
    ("loss", "trust", "deadlock"),
    [
        (10, 0.2, 20.0),
        (10, 0.35, 13.6),
        (10, 0.5, 10.0),
        (10, 0.7, 6.5),
        (10, 0.85, 4.2),
        (20, 0.2, 40.0),
        (20, 0.5, 20.0),
    ],
)
def test_break_even(loss, trust, deadlock):
    assert break_even(trust, loss) == pytest.approx(deadlock, abs=0.05)
    assert mistrust(trust, loss, 0.0, break_even(trust, loss)) == pytest.approx(0.0, abs=1e-9)


def test_a_spread_loss_is_charged_as_its_mean_square():
    assert mistrust(0.6, 9.0, 12.0, 4.0) == pytest.approx(mistrust(0.6, 15.0, 0.0, 4.0))


def test_a_spread_of_the_loss_narrows_what_is_accepted(play):
    def zone(spread):
        a = {"terms": {"any": terms(0.5, loss=6, spread=spread)}}
        return play(bargain({"a": 30, "b": 60}, stands=0, actors={"a": a})).reading("talks.zone")[0, 1]

    assert zone(8.0) == pytest.approx(2.0 * math.sqrt(900.0 - 100.0))
    assert zone(0.0) == pytest.approx(30.0 + math.sqrt(900.0 - 36.0) - (30.0 - math.sqrt(900.0 - 36.0)))


def test_an_outside_option_narrows_and_a_cost_of_deadlock_widens():
    assert mistrust(0.5, 0.0, 0.0, -10.0) == 100.0
    assert mistrust(0.5, 0.0, 0.0, 10.0) == -100.0


def test_the_audience_charges_the_deal_and_not_what_stands():
    """What stands (50) may lie outside what is accepted: signing it in public costs face, leaving it does not."""
    width = math.sqrt(squared_width(BOUND, charge=CHARGE, **WORKED))
    assert 15.0 + width < 50.0
    assert squared_width(BOUND, 20.0, 10.0, 1.0, 0.0, 0.0) == BOUND


def test_nothing_acceptable_is_a_flag_and_no_nan(play):
    assert squared_width(0.0, 50.0, 50.0, 0.0, 1.0, 100.0) < 0.0
    line, low, high = ends_of(50.0, 50.0, 0.0, 1.0, 0.0, 100.0)
    assert (line, low, high) == (50.0, np.inf, -np.inf)
    world = play(bargain({"a": 50, "b": 90}, stands=50, talks={"terms": terms(0.5, loss=10)}), settles=0.0)
    assert world.reading("talks.zone").tolist() == [[0.0] * 9]
    assert np.isfinite(world.levels).all()
    assert np.isfinite(world.mandates).all()


def test_fear_of_a_reaction_pulls_toward_safety():
    assert restrained(20.0, 100.0, 100.0, 0.0) == 60.0
    assert restrained(20.0, 100.0, 60.0, 80.0) == pytest.approx(60.0)
    assert restrained(20.0, 100.0, 0.0, 0.0) == 20.0


def test_formulas_take_arrays():
    trust = np.array([0.5, 0.8])
    charge = mistrust(trust, np.array([10.0, 10.0]), np.zeros(2), np.array([0.0, 15.0]))
    assert charge == pytest.approx([100.0, -200.0])
