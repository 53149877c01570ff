import numpy as np
import pytest
import ruptures

from detente.events.detectors import raise_alarms
from detente.events.detectors._partition import change_points, partition, partition_reference
from detente.events.detectors.pelt import DETECTOR
from detente.events.lines import line
from event_series import counted


def levels(rng, dyads=8, periods=90):
    jumps = np.where(rng.random((dyads, periods)) < 0.06, rng.normal(0, 2, (dyads, periods)), 0)
    return np.cumsum(jumps, axis=1) + rng.normal(0, 1, (dyads, periods))


@pytest.mark.parametrize("least", [1, 2, 5])
@pytest.mark.parametrize("penalty", [2.0, 6.0, 15.0])
def test_every_prefix_is_segmented_as_ruptures_segments_it(least, penalty):
    level = levels(np.random.default_rng(11), dyads=2)
    last = partition(level, np.ones_like(level), penalty, least)
    for dyad, row in enumerate(level):
        for end in (2 * least, 17, 40, 63, 90):
            model = ruptures.Pelt(model="l2", min_size=least, jump=1).fit(row[:end])
            assert change_points(last[dyad], end) == model.predict(pen=penalty)[:-1]


@pytest.mark.parametrize("least", [1, 3])
def test_kernel_and_reference_are_equal(least):
    rng = np.random.default_rng(12)
    level, precision = levels(rng), rng.gamma(2.0, 1.0, (8, 90))
    np.testing.assert_array_equal(
        partition(level, precision, 5.0, least), partition_reference(level, precision, 5.0, least)
    )


def test_a_weight_is_as_good_as_a_repetition():
    rng = np.random.default_rng(13)
    level = levels(rng, dyads=1, periods=40)
    twice = np.repeat(level, 2, axis=1)
    heavy = partition(level, np.full_like(level, 2.0), 8.0, 1)
    long = partition(twice, np.ones_like(twice), 8.0, 1)
    assert [2 * point for point in change_points(heavy[0], 40)] == change_points(long[0], 80)


def test_an_alarm_saves_at_least_its_penalty():
    rng = np.random.default_rng(14)
    counts = counted(rng.poisson(np.exp(np.clip(levels(rng, 30), -3, 3) + 2)), world=3000.0)
    raised = raise_alarms(DETECTOR, line(counts, "intensity"))
    rung = raised.sign != 0
    assert rung.sum() > 20
    assert (raised.score[rung] >= 10.0 - 1e-9).all()
