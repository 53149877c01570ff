import numpy as np
import pytest

from detente.events.detectors import detector, raise_alarms
from detente.events.detectors._rest import rested
from detente.events.detectors.threshold import distances
from detente.events.lines import line
from event_series import counted


def test_the_distance_is_that_of_the_formula():
    rng = np.random.default_rng(50)
    level, variance = rng.normal(0, 1, (1, 20)), rng.uniform(0.3, 2, (1, 20))
    found = distances(level, variance, 12)
    weight = 1 / variance[0, 3:15]
    mean = (weight * level[0, 3:15]).sum() / weight.sum()
    assert found[0, 15] == pytest.approx((level[0, 15] - mean) / np.sqrt(variance[0, 15] + 1 / weight.sum()))
    assert (found[0, :12] == 0).all()


def test_distances_of_noise_are_standard():
    rng = np.random.default_rng(51)
    variance = rng.uniform(0.3, 2, (300, 60))
    found = distances(rng.normal(0, np.sqrt(variance)), variance, 12)[:, 12:]
    assert found.std() == pytest.approx(1, abs=0.02)


def test_after_an_alarm_the_dyad_rests():
    sign = np.array([[1, 1, 1, 1, 1, 0, -1]], np.int8)
    assert rested(sign, 3).tolist() == [[1, 0, 0, 0, 1, 0, 0]]
    assert rested(sign, 0).tolist() == sign.tolist()


def test_a_higher_bar_rings_less():
    rng = np.random.default_rng(52)
    made = line(counted(rng.negative_binomial(2, 0.2, (60, 80)), world=3000.0), "intensity")
    rung = [np.abs(raise_alarms(detector("threshold"), made, {"z": z}).sign).sum() for z in (1.5, 2.5, 3.5)]
    assert rung[0] > rung[1] > rung[2]


def test_cusum_adds_up_what_the_threshold_lets_pass():
    rng = np.random.default_rng(53)
    level = np.where(np.arange(60) < 40, 0.0, 0.8)
    counts = counted(np.round(np.exp(3 + level + rng.normal(0, 0.3, (50, 60)))), world=3000.0)
    made = line(counts, "intensity")
    single = raise_alarms(detector("threshold"), made, {"z": 3.0}).sign[:, 40:52] > 0
    summed = raise_alarms(detector("cusum"), made, {"bound": 3.0}).sign[:, 40:52] > 0
    assert summed.any(axis=1).mean() > single.any(axis=1).mean() + 0.2
