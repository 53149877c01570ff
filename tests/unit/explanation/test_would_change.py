"""The smallest moves, where they are known."""

import numpy as np
import pytest

from detente.core.errors import ParameterError, RunError
from detente.core.projection import Settings
from detente.core.quantity import Spread
from detente.explanation.moves import movable
from detente.explanation.would_change import would_change
from detente.projection.compile.quantities import Drawn
from unit.explanation.inquiries import led, raided
from unit.projection.cases import exactly


def test_a_known_line_has_to_reach_the_bound():
    case = led(exactly(50.0))
    found = would_change(case, Settings(50, 3, case.as_of), "high")
    assert found.probability == 0.0
    line = next(one for one in found.changes if one.path.endswith("position"))
    assert line.stands == 50.0
    assert 60.0 <= line.needs <= 60.2
    assert line.size == pytest.approx((line.needs - 50.0) / 10.0)
    assert line.ruler == "tenth of the scale"
    assert line.unit == "points"
    assert line.probability == 1.0


def test_a_spread_is_moved_until_its_middle_reaches_the_bound():
    """Of a normal of mean 50 and sd 8, half the worlds reach 60 when it is moved by ten, 1.25 of its spreads."""
    case = led({"mean": 50.0, "sd": 8.0})
    found = would_change(case, Settings(1000, 3, case.as_of), "high")
    assert found.probability == pytest.approx(0.106, abs=0.03)
    line = next(one for one in found.changes if one.path.endswith("position"))
    assert line.needs == pytest.approx(60.0, abs=0.7)
    assert line.size == pytest.approx(1.25, abs=0.09)
    assert line.ruler == "spread"
    assert line.probability >= 0.5
    assert line.probability == pytest.approx(0.5, abs=0.04)


def test_downward_as_well():
    case = led({"mean": 70.0, "sd": 8.0})
    line = would_change(case, Settings(600, 3, case.as_of), "high").changes[0]
    assert line.size < 0
    assert line.needs == pytest.approx(60.0, abs=0.9)


def test_none_suffices():
    """The level is capped by its pace, and only the pace, the start or the line itself could help; here the bound is out of reach."""
    case = led(exactly(50.0), questions={"never": _never()})
    found = would_change(case, Settings(50, 3, case.as_of), "never")
    assert found.changes == ()
    assert found.tried > 0


def _never():
    case = led(exactly(50.0))
    asked = case.questions["high"]
    return {
        "asks": "Both at once?",
        "asked": asked.asked,
        "by": asked.by,
        "yes_if": {
            "all": [
                {"level": "course", "at_least": 60, "at": asked.by},
                {"level": "course", "at_most": 40, "at": asked.by},
            ]
        },
    }


def test_a_rate_is_multiplied():
    """With exp(-8 r) = 1/2 a week's rate r of .0866 gives even odds over eight weeks; the first week has a day less."""
    case = raided(rate=0.03, grows=1.0, jitter=0.0)
    found = would_change(case, Settings(1000, 3, case.as_of), "any_raid")
    rate = next(one for one in found.changes if one.path == "hazards.raid.rate")
    assert rate.needs == pytest.approx(0.0866, rel=0.2)
    assert rate.size == pytest.approx(
        np.log(rate.needs / rate.stands) / (np.log(4.0) / (2 * 1.645)), rel=0.01
    )
    sizes = [abs(one.size) for one in found.changes]
    assert sizes == sorted(sizes)


def test_a_number_crosses_no_even_odds(small):
    with pytest.raises(ParameterError, match="probability"):
        would_change(small, Settings(50, 3, small.as_of), "water.level")


def test_it_stops_when_told(small):
    from threading import Event

    stop = Event()
    stop.set()
    with pytest.raises(RunError):
        would_change(small, Settings(50, 3, small.as_of), "more_water", stop=stop)


@pytest.mark.parametrize(
    ("spread", "ruler"),
    [
        (Spread("point", (30.0,), 0.0, 100.0), "tenth of the scale"),
        (Spread("lognormal", (10.0, 0.5), 0.0, 100.0), "spread"),
        (Spread("lognormal", (-10.0, 0.5), -100.0, 100.0), "spread"),
        (Spread("logit", (0.3, 0.5), 0.05, 0.98), "spread"),
        (Spread("pert", (20.0, 30.0, 60.0), 0.0, 100.0), "spread"),
        (Spread("normal", (30.0, 5.0), 0.0, 100.0), "spread"),
        (Spread("choices", (10.0, 0.5, 40.0, 0.5), 0.0, 100.0), "spread"),
    ],
)
def test_moves_go_the_way_they_say_and_stay_on_the_scale(spread, ruler):
    one = movable(0, Drawn("actors.a.b", spread))
    assert one.ruler == ruler
    values = np.array([one.center])
    for way in (1.0, -1.0):
        path = [
            float(one.moved(values, way * share * one.farthest(way))[0]) for share in (0.0, 0.1, 0.5, 1.0)
        ]
        assert path[0] == pytest.approx(one.center)
        assert (np.diff(path) * way > 0).all()
        assert spread.low <= path[-1] <= spread.high


def test_constants_are_not_moved():
    assert movable(0, Drawn("=1.0", Spread("point", (1.0,), 1.0, 1.0))) is None
    assert movable(0, Drawn("a.b", Spread("point", (1.0,), 1.0, 1.0))) is None
