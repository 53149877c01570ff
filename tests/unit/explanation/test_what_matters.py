from dataclasses import replace

import pytest

from detente.core.projection import Settings
from detente.explanation import most_telling, what_matters
from plant_and_recover.planted import planted


def test_the_inputs_of_the_larger_driver_matter_more():
    case = planted({"large": 30.0, "small": 2.0}, spread=False, jitter=0.0).case
    found = what_matters(case, Settings(50, 1, case.as_of), least=0.0)
    sizes = {(swing.path, swing.of): swing.size for swing in found}
    large = sizes["effects.pressure_large->leader.course.position.by", "course.level"]
    assert large == pytest.approx(0.2 * 30.0 * 2.0 ** (-0.0), rel=0.1)
    assert sizes["effects.pressure_small->leader.course.position.by", "course.level"] < large
    assert [swing.size for swing in found] == sorted((swing.size for swing in found), reverse=True)


def test_small_movements_are_left_out_and_each_input_is_told_once(small, settings):
    seen = []
    found = what_matters(
        small,
        replace(settings, worlds=100),
        least=5.0,
        progress=lambda done, total: seen.append((done, total)),
    )
    assert all(swing.size >= 5.0 for swing in found)
    assert seen[-1][0] == seen[-1][1]
    told = most_telling(found, 3)
    assert len({swing.path for swing in told}) == len(told) <= 3
    assert told[0].size == found[0].size


def test_a_swing_is_told_for_readers(small, settings):
    found = what_matters(small, replace(settings, worlds=100))
    assert all(swing.name and swing.name != swing.path for swing in found)
