import numpy as np
import pytest

from detente.core.errors import ParameterError
from detente.events.intensity import UNREST, intensity, of_counts
from detente.events.lines import LINES, line
from event_series import counted


def test_intensity_is_log_count_over_the_trimmed_world():
    counts = counted([[0, 9]], world=[100.0, 1000.0])
    found = intensity(counts)
    np.testing.assert_allclose(found.level, np.log([[0.5 / 100, 9.5 / 1000]]))
    np.testing.assert_allclose(found.variance, [[2 + UNREST, 1 / 9.5 + UNREST]])


def test_a_world_twice_as_large_cancels_and_a_dyad_twice_as_large_does_not():
    one = intensity(counted([[40, 40]], world=500.0)).level
    world = intensity(counted([[40, 80]], world=[500.0, 1000.0])).level
    dyad = intensity(counted([[40, 80]], world=500.0)).level
    np.testing.assert_allclose(world[0, 1], one[0, 1], atol=0.01)
    assert dyad[0, 1] - one[0, 1] == pytest.approx(np.log(2), abs=0.01)


def test_a_month_without_a_world_is_refused():
    with pytest.raises(ParameterError, match="totals above 0"):
        of_counts(np.ones((1, 2)), np.array([1.0, 0.0]))


@pytest.mark.parametrize("name", LINES)
def test_up_is_more_hostile_in_every_line(name):
    counts = counted([[1, 30], [9, 9]], [[30, 1], [9, 9]], world=500.0, names=[("A", "B"), ("A", "C")])
    counts.counts[:, :, 10] = 2
    made = line(counts, name)
    assert made.level[0, 1] > made.level[0, 0]
    assert (made.variance > 0).all()
    assert made.level.shape == made.exposure.shape == made.hostile.shape == (2, 2)


def test_only_lines_of_composition_say_that_coverage_does_not_move_them():
    counts = counted([[4, 4]], [[4, 4]], world=500.0)
    moved = {name for name in LINES if line(counts, name).coverage}
    assert moved == {"count", "intensity", "source_share", "world_share"}


def test_a_line_can_be_cut():
    made = line(counted(np.arange(12.0).reshape(3, 4), np.ones((3, 4))), "posture")
    cut = made.only(np.array([2, 0])).until(3)
    np.testing.assert_array_equal(cut.hostile, [[8, 9, 10], [0, 1, 2]])
    assert cut.level.shape == cut.variance.shape == cut.other.shape == cut.exposure.shape == (2, 3)


def test_an_unknown_line_is_told_with_the_nearest():
    with pytest.raises(ParameterError, match="nearest: intensity"):
        line(counted([[1.0]]), "intensty")
