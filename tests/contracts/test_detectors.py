"""Every detector keeps the family's contract; a file put into the folder is tested the day it appears."""

import numpy as np
import pytest

from detente.core.errors import ParameterError
from detente.core.family import members
from detente.events.detectors import Detector, detector, detector_names, raise_alarms, settings_of
from detente.events.lines import LINES, line
from event_series import counted

DETECTORS = members("detente.events.detectors", "DETECTOR", Detector)
EVERY = pytest.mark.parametrize("one", DETECTORS.values(), ids=DETECTORS)


@pytest.fixture(scope="module")
def counts():
    """Dyads that are steady, jump, flip and hardly exist."""
    rng = np.random.default_rng(60)
    rate = np.ones((30, 72)) * rng.gamma(2, 6, (30, 1))
    rate[10:20, 40:] *= 5
    rate[25:] = 0.05
    cooperative = rng.negative_binomial(4, 4 / (4 + 2 * rate.clip(0.05)))
    cooperative[20:25, 40:] = 0
    return counted(rng.negative_binomial(4, 4 / (4 + rate)), cooperative, world=3000.0)


def test_there_are_detectors_and_each_is_named_as_its_file():
    assert {"bocpd", "cusum", "pelt", "scan", "threshold"} <= set(DETECTORS)
    assert detector_names() == tuple(DETECTORS)
    assert {name: one.name for name, one in DETECTORS.items()} == {name: name for name in DETECTORS}


@EVERY
def test_it_says_what_it_rests_on_and_what_it_is_for(one):
    assert one.citations
    assert all(work.key and work.authors and 1700 < work.year < 2100 and work.where for work in one.citations)
    assert one.serves.endswith(".")
    assert len(one.serves) > 40
    assert one.run.__doc__
    assert one.suits in LINES
    assert one.threshold in one.settings
    assert "rest" in one.settings
    for setting in one.settings.values():
        assert setting.meaning
        assert setting.unit
        assert set(setting.by_period) == {"day", "week", "month"}
        assert all(setting.low <= value <= setting.high for value in setting.by_period.values())


@EVERY
def test_it_rings_at_a_clear_change_and_seldom_without(one, counts):
    raised = raise_alarms(one, line(counts, one.suits))
    assert raised.sign.shape == raised.onset.shape == raised.score.shape == (30, 72)
    assert set(np.unique(raised.sign)) <= {-1, 0, 1}
    hostile = raised.sign > 0
    changed = slice(20, 25) if one.suits in ("posture", "goldstein") else slice(10, 20)
    assert hostile[changed, 38:50].any(axis=1).mean() >= 0.5
    # A year's alarms of dyads in which nothing happens.
    assert np.abs(raised.sign[:10].astype(int)).sum() / 10 / 6 < 1.0
    assert (raised.score >= 0).all()
    rung = raised.sign != 0
    assert (raised.onset <= np.arange(72))[rung].all()


@EVERY
def test_no_later_period_moves_an_alarm(one, counts):
    made = line(counts, one.suits)
    whole, part = raise_alarms(one, made), raise_alarms(one, made.until(50))
    np.testing.assert_array_equal(part.sign, whole.sign[:, :50])
    np.testing.assert_array_equal(part.onset[part.sign != 0], whole.onset[:, :50][part.sign != 0])
    np.testing.assert_allclose(part.score, whole.score[:, :50], atol=1e-9)


@EVERY
def test_dyads_do_not_touch_one_another(one, counts):
    made = line(counts, one.suits)
    some = np.array([21, 3, 12])
    np.testing.assert_array_equal(raise_alarms(one, made.only(some)).sign, raise_alarms(one, made).sign[some])


@EVERY
def test_it_rests_after_an_alarm(one, counts):
    raised = raise_alarms(one, line(counts, one.suits), {"rest": 12})
    for row in raised.sign:
        rung = np.flatnonzero(row)
        assert (np.diff(rung) > 12).all()


@EVERY
def test_a_series_too_short_is_silent_and_an_argument_is_left_alone(one, counts):
    made = line(counts, one.suits).until(3)
    before = made.level.copy(), made.hostile.copy()
    assert not raise_alarms(one, made).sign.any()
    np.testing.assert_array_equal(made.level, before[0])
    np.testing.assert_array_equal(made.hostile, before[1])


@EVERY
def test_settings_are_checked(one):
    setting = one.settings[one.threshold]
    with pytest.raises(ParameterError, match="a number in"):
        settings_of(one, "month", {one.threshold: setting.high * 2 + 1})
    with pytest.raises(ParameterError, match="setting"):
        settings_of(one, "month", {"nonsense": 1.0})


def test_an_unknown_detector_is_told_with_the_nearest():
    with pytest.raises(ParameterError, match="nearest: pelt"):
        detector("plet")
