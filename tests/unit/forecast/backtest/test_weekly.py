import numpy as np
import pytest

from detente.core.errors import RunError
from detente.events.detect import Choice, probability
from detente.events.lines import line
from detente.events.series import hostile_counts
from detente.forecast.backtest.calibration import CHOICES, calibrate, judged, simulate
from detente.forecast.backtest.volume import flipped_by_week, surged, surged_smoothly
from detente.forecast.backtest.weekly import backtest_weekly
from event_series import counted, walking


@pytest.fixture(scope="module")
def counts():
    rng = np.random.default_rng(100)
    _, cooperative, hostile = walking(rng, 80, 36, 0.05, rng.uniform(4, 40, (80, 1)))
    return counted(hostile, cooperative, period="week", world=5000.0, first="2018-01-01")


def test_injected_shifts_are_found_and_volume_is_not_taken_for_one(counts):
    found = backtest_weekly(counts, Choice("scan", "posture"), 3, repeats=2)
    assert found.flip > found.placebo + 0.3
    assert found.surge > found.placebo + 0.3
    assert found.rate < 1.0
    assert found.flip <= found.flip_touched
    for scope in ("world", "source", "dyad"):
        assert found.excess(scope) < 0.05
    assert found == backtest_weekly(counts, Choice("scan", "posture"), 3, repeats=2)


def test_smoothed_injections_reach_quiet_weeks_and_leave_the_past_alone():
    rng = np.random.default_rng(8)
    held = counted(np.zeros((200, 20)), np.full((200, 20), 4.0), period="week")
    when = np.full(200, 10)
    surge, flip = surged_smoothly(held, when, rng), flipped_by_week(held, when, rng)
    for made in (surge, flip):
        np.testing.assert_array_equal(made.counts[:, :10], held.counts[:, :10])
    assert hostile_counts(surge)[:, 10:].mean() == pytest.approx(1.5, abs=0.08)
    assert (surge.counts[:, :, 3] == held.counts[:, :, 3]).all()
    # From a share of .1: expit(logit .1 + 1.5) = .332, so that .258 of four events are recoded.
    assert hostile_counts(flip)[:, 10:].mean() == pytest.approx(4 * 0.2581, abs=0.06)
    assert (flip.counts.sum(axis=2) == held.counts.sum(axis=2)).all()
    assert (hostile_counts(surged(held, when)) == 0).all()


def test_the_placebo_is_over_every_week():
    held = counted(np.tile([1.0] * 20 + [30.0] + [1.0] * 19, (3, 1)), np.full((3, 40), 4.0), period="week")
    found = backtest_weekly(held, Choice("scan", "posture"), 1, repeats=1, volume=False)
    # One alarm in week 20: four of the 24 weeks from the warm-up to the last with four weeks to come see it.
    assert found.placebo == pytest.approx(4 / 24)


def test_a_dyads_volume_does_move_intensity(counts):
    found = backtest_weekly(counts, Choice("threshold", "intensity", {"z": 1.2}), 3, repeats=3)
    assert found.excess("dyad") > 0.06
    assert found.excess("world") < found.excess("dyad") - 0.04


def test_a_detector_that_never_rings_finds_nothing(counts):
    found = backtest_weekly(counts, Choice("scan", "posture", {"z": 10.0}), 3, repeats=1, volume=False)
    assert (found.rate, found.surge, found.flip, found.placebo) == (0, 0, 0, 0)
    assert np.isnan(found.thinned)


def test_quiet_dyads_and_short_spans_are_refused(counts):
    with pytest.raises(RunError, match="0 dyads"):
        backtest_weekly(counted([[1] * 40], [[1] * 40], period="week"), Choice("scan", "posture"), 1)
    with pytest.raises(RunError, match="17 weeks"):
        backtest_weekly(counts.until(counts.periods[16]), Choice("scan", "posture"), 1)


@pytest.mark.parametrize(("name", "series", "period"), [one for one in CHOICES if one[2] == "month"])
def test_probabilities_hold_in_series_that_they_were_not_fitted_to(name, series, period):
    simulated = simulate(period, series, 800, 10.0, np.random.default_rng(2024))
    strength, true = judged(simulated, Choice(name, series))
    made = line(simulated.counts, series)
    told = np.array([probability(name, made, one) for one in strength])
    order = np.argsort(told)
    for part in np.array_split(order, 3):
        assert told[part].mean() == pytest.approx(true[part].mean(), abs=0.07)


def test_calibration_is_the_same_for_the_same_seed():
    assert calibrate(5, dyads=60, years=4.0) == calibrate(5, dyads=60, years=4.0)
