import numpy as np
import pytest

from detente.core.hazard import Hazard
from detente.explanation import branching
from plant_and_recover.planted import START, planted


def looped(slope, shock=20.0):
    case = planted({"a": 1.0}, inert=0).case.model_copy(update={"until": START.replace(year=2032)})
    raid = Hazard.model_validate(
        {
            "rate": {"n": 1, "in": "20 weeks", "low": 0.9, "high": 1.1},
            "grows_with": {"pressure_a": slope},
            "shocks": {"pressure_a": {"up": shock}},
        }
    )
    return case.model_copy(update={"hazards": {"raid": raid}})


def test_a_hazard_that_feeds_nothing_breeds_nothing(small):
    assert branching(looped(1.0)).number == pytest.approx(0.0, abs=1e-9)
    assert branching(small).number == pytest.approx(0.0, abs=1e-6)


def test_the_number_is_the_extra_firings_of_one():
    """A shock that fades with a half-life of 20 weeks, felt through a factor of 1.5 per 10 points."""
    found = branching(looped(1.5))
    weeks = np.arange(1, 53)
    faded = 20.0 * 2.0 ** (-(weeks - 1) / 20.0)
    expected = (0.05 * (1.5 ** (faded / 10.0) - 1.0)).sum()
    assert found.number == pytest.approx(expected, rel=0.1)
    assert found.hazards == ("raid",)


def test_a_steeper_loop_breeds_more_until_its_ceiling():
    numbers = [branching(looped(slope)).number for slope in (1.2, 2.0, 8.0)]
    assert numbers == sorted(numbers)
    assert numbers[-1] <= 0.05 * 9.0 * 52


def test_without_hazards_there_is_none():
    assert branching(planted({"a": 1.0}).case).number == 0.0
