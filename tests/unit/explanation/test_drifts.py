import pytest

from detente.explanation import drifts
from plant_and_recover.planted import planted


def moved(case, **issue):
    course = case.issues["course"].model_copy(update=issue)
    return case.model_copy(update={"issues": {"course": course}})


def exactly(value):
    from detente.core.quantity import Quantity

    return Quantity(value=value, low=value, high=value)


def test_a_case_at_rest_stands_still():
    assert drifts(planted({"a": 20.0}).case) == ()


def test_a_level_away_from_its_owners_line_drifts_and_the_mend_stills_it():
    case = moved(planted({"a": 5.0}).case, now=exactly(40.0))
    found = drifts(case)
    assert [one.of for one in found] == ["course.level"]
    assert (found[0].start, found[0].after) == pytest.approx((40.0, 50.0))
    assert "issues.course.now: 50" in found[0].mend
    assert "leader down by 10" in found[0].mend
    assert drifts(moved(case, now=exactly(50.0))) == ()


def test_a_pressure_that_does_not_rest_where_it_starts_drifts():
    case = planted({"a": 5.0}).case
    pressure = case.pressures["pressure_a"].model_copy(
        update={"rests_at": exactly(60.0), "fades": exactly(2.0)}
    )
    found = drifts(case.model_copy(update={"pressures": {"pressure_a": pressure}}))
    assert found[0].of == "pressure_a"
    assert found[0].after > 50.0
    assert "pressures.pressure_a.now" in found[0].mend
    assert found[1].of == "course.level"
    assert "moves by itself" in found[1].mend
