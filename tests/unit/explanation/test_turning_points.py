"""Bends where they were put."""

import numpy as np
import pytest

from detente.core.errors import ParameterError
from detente.core.projection import Settings
from detente.explanation.turning_points import acts, turning_points
from detente.projection import project
from unit.explanation.inquiries import led, shocked
from unit.projection.cases import START, day, exactly


@pytest.fixture(scope="module")
def bent():
    return shocked()


@pytest.fixture(scope="module")
def worlds(bent):
    return project(bent, Settings(600, 5, bent.as_of))


def test_the_bend_is_at_the_event_and_of_its_size(bent, worlds):
    """Still until the end of the third week, then 2 points a week, or 4 where the coin falls."""
    found = turning_points(bent, worlds, "course.level")
    first = found.points[0]
    share = (worlds.happened[:, worlds.names.occurrences.index("coin")] >= 0).mean()
    assert first.at == day(2, 6)
    assert first.before == 0.0
    assert first.after == pytest.approx(2.0 + 2.0 * share)
    assert first.low < first.bend < first.high
    assert (found.unit, found.weeks) == ("points", 2)


def test_what_falls_there_is_beside_it_and_told_apart(bent, worlds):
    beside = {one.id: one for one in turning_points(bent, worlds, "course.level").points[0].beside}
    assert set(beside) == {"blow", "coin"}
    assert beside["blow"].share == 1.0
    assert beside["blow"].bend_with is None
    coin = beside["coin"]
    assert coin.bend_with == pytest.approx(4.0)
    assert coin.bend_without == pytest.approx(2.0)
    assert coin.low <= 2.0 <= coin.high
    assert not acts(bent, "talk")


def test_a_straight_path_has_none():
    case = led(
        {"mean": 50.0, "sd": 8.0}, pressures={"noise": {"says": "x", "now": 40, "jitter": 10, "fades": 4}}
    )
    worlds = project(case, Settings(400, 5, case.as_of))
    assert turning_points(case, worlds, "noise").points == ()


def test_a_question_is_followed_by_the_share_in_which_it_has_come_true():
    asked = {"asks": "Ever?", "asked": START, "by": day(7, 6), "yes_if": {"level": "course", "at_least": 31}}
    case = shocked()
    case = case.model_copy(update={"questions": {"ever": type(case.questions["high"]).model_validate(asked)}})
    worlds = project(case, Settings(300, 5, case.as_of))
    found = turning_points(case, worlds, "ever")
    assert found.unit == "share"
    rising = next(point for point in found.points if point.bend > 0)
    assert rising.at == day(2, 6)
    assert rising.after == pytest.approx(0.5)


def test_short_paths_have_none():
    case = led(exactly(50.0))
    case = case.model_copy(update={"until": day(1, 6), "questions": {}})
    worlds = project(case, Settings(50, 5, case.as_of))
    assert turning_points(case, worlds, "course.level").points == ()


def test_what_is_not_there_is_refused(bent, worlds):
    with pytest.raises(ParameterError, match="nearest: coin"):
        turning_points(bent, worlds, "coyn")
    assert np.isfinite(turning_points(bent, worlds, "push").weeks)
