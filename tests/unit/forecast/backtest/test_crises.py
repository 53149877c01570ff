import numpy as np
import pytest

from detente.forecast.backtest.crises import CrisisDyad, truth_of
from detente.forecast.backtest.score_alarms import score_alarms
from event_series import counted

NAMES = [("A", "B"), ("B", "A"), ("C", "D"), ("D", "C"), ("E", "F")]
CRISIS = CrisisDyad("1", "A", "B", np.datetime64("2001-06"), np.datetime64("2001-09"))
SPAN = (np.datetime64("2001-01"), np.datetime64("2003-01"))


def laid(events=3.0, crises=(CRISIS,), hostility=None):
    return truth_of(counted(np.full((5, 36), events), names=NAMES), crises, *SPAN, hostility)


def alarms(*rung):
    sign = np.zeros((5, 36), np.int8)
    for dyad, month, direction in rung:
        sign[dyad, month] = direction
    return sign


def scored(*rung, truth=None):
    return score_alarms(alarms(*rung), truth or laid(), np.random.default_rng(1))


def test_both_directions_are_triggers_and_a_crisis_year_is_not_quiet():
    truth = laid()
    assert [(one.dyad, one.month, one.end) for one in truth.triggers] == [(0, 17, 20), (1, 17, 20)]
    assert truth.quiet.tolist() == [[False, True]] * 2 + [[True, True]] * 3
    assert np.flatnonzero(truth.in_crisis[0]).tolist() == [16, 17, 18, 19, 20, 21]
    assert truth.unscored == 0


def test_a_crisis_in_december_makes_january_unquiet():
    december = CrisisDyad("2", "C", "D", np.datetime64("2001-12"), np.datetime64("2001-12"))
    assert laid(crises=(december,)).quiet[2].tolist() == [False, False]


def test_dyads_with_few_events_or_unknown_are_not_scored():
    few = laid(events=1.0)
    assert not few.quiet.any()
    assert few.triggers == ()
    assert few.unscored == 2
    elsewhere = CrisisDyad("3", "X", "Y", np.datetime64("2001-06"), np.datetime64("2001-07"))
    assert laid(crises=(elsewhere,)).unscored == 2


def test_a_militarised_dispute_spoils_the_quiet():
    hostility = np.zeros((5, 36))
    hostility[4, 30] = 3.0
    hostility[3, 30] = 2.0
    assert laid(hostility=hostility).quiet[3:].tolist() == [[True, True], [True, False]]


def test_recall_counts_hostile_alarms_within_a_month():
    for month, found in ((15, 0.0), (16, 0.5), (17, 0.5), (18, 0.5), (19, 0.0)):
        assert scored((0, month, 1)).recall == found
    assert scored((0, 17, -1)).recall == 0.0
    both = scored((0, 17, 1), (1, 18, 1))
    assert (both.recall, both.any_direction) == (1.0, 1.0)
    assert scored((0, 17, 1)).any_direction == 1.0


def test_false_alarms_are_of_either_direction_in_quiet_years_only():
    assert scored((2, 13, 1), (3, 30, -1), (0, 17, 1)).false_alarms == pytest.approx(2 / 8)
    assert scored((2, 3, 1)).false_alarms == 0.0


def test_placebo_looks_at_the_same_dyads_away_from_crises():
    # Scored months 12 to 35 less the crisis 16-21 and four months around its trigger: 12 and 22 to 35.
    assert scored((0, 28, 1)).placebo == pytest.approx(3 / 30)
    assert scored((2, 28, 1)).placebo == 0.0
    assert scored((0, 17, 1)).placebo == 0.0


def test_precision_and_ends_and_delay():
    found = scored((0, 17, 1), (0, 20, 1), (0, 30, 1), (1, 20, -1))
    assert found.precision == pytest.approx(1 / 3)
    assert found.precision_in_crisis == pytest.approx(2 / 3)
    assert found.terminations == 0.5
    assert scored((0, 18, 1), (1, 22, 1)).delay == 3.0
    assert np.isnan(scored().delay)


def test_an_alarm_in_every_month_has_no_lift():
    every = score_alarms(np.ones((5, 36), np.int8), laid(), np.random.default_rng(1))
    assert every.recall == every.placebo == 1.0
    assert every.lift == 0.0


def test_the_interval_is_over_crises():
    crises = tuple(
        CrisisDyad(str(number), a, b, np.datetime64(month), np.datetime64(month))
        for number, (a, b, month) in enumerate(
            (("A", "B", "2001-03"), ("C", "D", "2002-03"), ("A", "B", "2002-09"))
        )
    )
    found = scored((0, 14, 1), (1, 14, 1), (2, 26, 1), (3, 26, 1), truth=laid(crises=crises))
    assert found.recall == pytest.approx(4 / 6)
    assert found.recall_low < found.recall < found.recall_high
    assert found.recall_low in (0.0, pytest.approx(1 / 3))
