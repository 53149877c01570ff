from datetime import date

import numpy as np
import pytest

from detente.core.errors import ParameterError
from detente.events.carried import carried_by
from detente.events.dating import dated
from detente.events.detect import (
    Choice,
    alarms_of,
    calibrations,
    default_choice,
    find_change_points,
    followed,
    probability,
)
from detente.events.detectors import detector_names
from detente.events.lines import LINES, line
from event_series import counted


def step(rng, before=8.0, after=60.0, at=36, periods=60, dyads=1):
    rate = np.where(np.arange(periods) < at, before, after)
    return rng.poisson(rate, (dyads, periods))


def test_a_step_is_dated_sized_and_pointed():
    rng = np.random.default_rng(5)
    (found, *rest) = find_change_points(counted(step(rng), world=2000.0))
    assert (found.series, found.detector, found.direction) == ("intensity", "threshold", "hostile")
    assert found.on == date(2003, 1, 1)
    assert found.low <= found.on <= found.high <= found.as_of
    assert found.size == pytest.approx(np.log(60 / 8), abs=0.35)
    assert found.after - found.before == pytest.approx(found.size)
    assert 0.5 < found.probability < 1
    assert not [one for one in rest if one.direction == "hostile"]


def test_the_way_back_is_conciliatory():
    rng = np.random.default_rng(6)
    found = find_change_points(counted(step(rng, before=60, after=6), world=2000.0))
    assert found[0].direction == "conciliatory"
    assert found[0].on == date(2003, 1, 1)
    assert found[0].size > 0 > found[0].after - found[0].before


def test_weeks_with_cooperation_are_scanned_and_months_are_not():
    weekly = counted([[5] * 30], [[5] * 30], period="week", first="2018-01-01")
    assert default_choice(weekly) == Choice("scan", "posture")
    assert default_choice(counted([[5] * 30], [[5] * 30])) == Choice("threshold", "intensity")
    assert default_choice(counted([[5] * 30], period="week")) == Choice("threshold", "intensity")


def test_a_dyad_is_followed_from_enough_events_until_a_year_after():
    events = np.zeros(60)
    events[10:14] = 6
    heard = followed(counted([events]))[0]
    # 24 events in the months 10 to 13, known from month 14 on, within a year's reach until 22, heard a year more.
    assert np.flatnonzero(heard).tolist() == list(range(14, 35))


def test_a_dyad_with_few_events_rings_only_if_every_dyad_is_heard():
    events = np.zeros(48)
    events[30] = 9
    counts = counted([events], world=2000.0)
    assert not find_change_points(counts)
    assert find_change_points(counts, every_dyad=True)


def test_since_leaves_out_what_was_told_before():
    rng = np.random.default_rng(5)
    counts = counted(step(rng), world=2000.0)
    assert find_change_points(counts, since=date(2003, 1, 1))[0].as_of >= date(2003, 1, 1)
    assert not [
        one for one in find_change_points(counts, since=date(2004, 12, 1)) if one.as_of < date(2004, 12, 1)
    ]


def test_the_answer_as_of_a_date_is_the_answer_of_the_whole_pass():
    rng = np.random.default_rng(7)
    counts = counted(step(rng, dyads=20, before=6, after=30), step(rng, dyads=20), world=2000.0)
    whole = {
        (one.source, one.as_of): one for one in find_change_points(counts, Choice("threshold", "intensity"))
    }
    cut = counts.until(np.datetime64("2003-06-01"))
    part = {(one.source, one.as_of): one for one in find_change_points(cut, Choice("threshold", "intensity"))}
    assert part
    assert part == {key: one for key, one in whole.items() if key[1] <= date(2003, 6, 1)}


def test_the_interval_is_narrow_where_the_step_is_clear_and_wide_where_it_is_not():
    rng = np.random.default_rng(8)

    def width(after):
        made = line(counted(step(rng, 20, after, dyads=200), world=2000.0), "intensity")
        counts = counted(step(rng, 20, after, dyads=200), world=2000.0)
        made, raised = alarms_of(counts, Choice("threshold", "intensity", {"z": 1.5}))
        found = dated(made, raised)
        real = (found.as_of >= 36) & (found.as_of <= 38) & (found.sign > 0)
        assert real.any()
        return (found.high - found.low)[real].mean()

    assert width(400) < width(60)


def test_the_interval_holds_the_true_date_nine_times_in_ten():
    rng = np.random.default_rng(9)
    counts = counted(step(rng, 20, 120, dyads=600), world=2000.0)
    made, raised = alarms_of(counts, Choice("threshold", "intensity"))
    found = dated(made, raised)
    real = (found.as_of >= 36) & (found.as_of <= 40) & (found.sign > 0)
    held = (found.low <= 36) & (found.high >= 36)
    assert real.sum() > 300
    assert held[real].mean() > 0.85


def test_probability_grows_with_strength_and_is_absent_where_nothing_was_calibrated():
    made = line(counted([[1.0]], [[1.0]]), "intensity")
    low, high = (probability("threshold", made, strength) for strength in (1.0, 2.0))
    assert 0 < low < high < 1
    assert probability("threshold", line(counted([[1.0]], [[1.0]]), "goldstein"), 2.0) is None
    for key in calibrations():
        name, series, period = key.split(".")
        assert name in detector_names()
        assert series in LINES
        assert period in ("day", "week", "month")


def test_what_carried_a_change_names_kinds_that_grew_and_the_days():
    hostile = np.full(60, 1.0)
    hostile[40:] = 10.0
    hostile[45] = 30.0
    counts = counted([hostile], [np.where(np.arange(60) < 40, 8.0, 2.0)])
    day = counts.periods[40].item()
    found = carried_by(counts, 0, day, counts.periods[-1].item(), "hostile", top=2)
    assert [one.code for one in found.types] == ["19", "04"]
    assert found.types[0].count == pytest.approx(11.0)
    assert found.types[0].usual == 1.0
    assert found.types[1].count < found.types[1].usual
    assert found.days[0].on == counts.periods[45].item()
    assert found.days[0].count == 30.0
    calm = carried_by(counts, 0, day, counts.periods[-1].item(), "conciliatory")
    assert calm.types == ()


def test_a_wrong_choice_is_refused():
    counts = counted([[1.0] * 20])
    with pytest.raises(ParameterError, match="threshold"):
        find_change_points(counts, Choice("treshold"))
    with pytest.raises(ParameterError, match="roots 02 to 08"):
        find_change_points(counts, Choice("pelt", "posture"))
    with pytest.raises(ParameterError, match="setting"):
        find_change_points(counts, Choice("threshold", "intensity", {"zz": 1}))
    with pytest.raises(ParameterError, match="a number in"):
        find_change_points(counts, Choice("threshold", "intensity", {"z": 100}))


def test_a_dyad_followed_by_week_is_heard_for_a_year_more():
    events = np.zeros(90)
    events[10] = 40
    heard = followed(counted([events], period="week"))[0]
    # Known from week 11 on, within thirteen weeks' reach until 23, heard a year more.
    assert np.flatnonzero(heard).tolist() == list(range(11, 76))
