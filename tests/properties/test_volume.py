"""How much is reported does not move a posture: counts multiplied, thinned at random, or grown as in January 2001."""

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.events.detect import Choice, alarms_of
from detente.events.posture import posture
from detente.forecast.backtest.volume import JUMP, jumped, thinned
from event_series import counted, walking

seeds = st.integers(0, 2**32 - 1)
REACH = 1.645
"""Half-width of the 90 % band, in standard deviations."""


def drawn(seed, dyads=30, periods=52, drift=0.1):
    rng = np.random.default_rng(seed)
    volume = rng.uniform(2, 60, (dyads, 1))
    _, cooperative, hostile = walking(rng, dyads, periods, drift, volume)
    return rng, counted(hostile, cooperative, period="week", world=5000.0)


def outside(one, other):
    """Share of periods in which one filtered level lies outside the other's band."""
    return (np.abs(one.mean - other.mean) > REACH * other.sd).mean()


@settings(max_examples=12)
@given(seed=seeds, factor=st.sampled_from([2, 3, 10]))
def test_multiplying_all_counts_leaves_the_level_within_its_band(seed, factor):
    _, counts = drawn(seed)
    base = posture(counts).filtered
    many = posture(replace(counts, counts=counts.counts * factor)).filtered
    assert outside(many, base) < 0.05
    assert many.sd.mean() < base.sd.mean()


@settings(max_examples=12)
@given(seed=seeds, share=st.sampled_from([0.2, 1 / JUMP, 0.8]))
def test_thinning_all_counts_at_random_leaves_the_level_within_its_band(seed, share):
    rng, counts = drawn(seed)
    base, few = posture(counts).filtered, posture(thinned(counts, share, rng)).filtered
    # The full level is the better known one: it must lie in the thinned one's band as a truth would.
    assert outside(base, few) < 0.1
    assert abs((few.mean - base.mean)[:, 12:].mean()) < 0.25


@settings(max_examples=12)
@given(seed=seeds)
def test_a_jump_of_volume_moves_a_level_no_further_than_chance(seed):
    rng, counts = drawn(seed, dyads=60)
    when = np.full(60, 30)
    after = posture(jumped(counts, when, "dyad", rng)).filtered
    base = posture(counts).filtered
    assert outside(base, after) < 0.1
    moved = (after.mean[:, 33] - after.mean[:, 29]) - (base.mean[:, 33] - base.mean[:, 29])
    assert abs(moved.mean()) < 0.2


def test_a_jump_of_volume_rings_no_alarm_of_posture_and_one_of_a_dyad_does_of_intensity():
    rng = np.random.default_rng(71)
    _, cooperative, hostile = walking(rng, 400, 60, 0.05, rng.uniform(8, 60, (400, 1)))
    counts = counted(hostile, cooperative, period="week", world=5000.0)
    when = np.full(400, 40)

    def rings(made, detector, line):
        _, raised = alarms_of(made, Choice(detector, line), every_dyad=True)
        return (raised.sign[:, 40:44] != 0).any(axis=1).mean()

    grown = jumped(counts, when, "dyad", np.random.default_rng(72))
    for detector in ("scan", "pelt"):
        assert rings(grown, detector, "posture") < rings(counts, detector, "posture") + 0.03
    assert rings(grown, "threshold", "intensity") > rings(counts, "threshold", "intensity") + 0.03
    worldwide = jumped(counts, when, "world", np.random.default_rng(73))
    assert rings(worldwide, "threshold", "intensity") < rings(counts, "threshold", "intensity") + 0.03


def test_real_weeks_thinned_keep_their_posture(shared):
    """Busy dyads of 2018: the composition of real events survives thinning, band and all."""
    from detente.cli._backtesting import weekly_counts

    counts = weekly_counts(shared / "events" / "icews18.parquet")
    busiest = np.argsort(-counts.counts.sum(axis=(1, 2)))[:100]
    held = counts.only(busiest)
    base = posture(held).filtered
    for share in (0.3, 1 / JUMP):
        few = posture(thinned(held, share, np.random.default_rng(74))).filtered
        assert outside(base, few) < 0.1
        assert abs((few.mean - base.mean).mean()) < 0.1


def test_january_2001_is_no_shift_of_posture(shared):
    """The volume of the ICEWS archive jumps by 2.2; the composition of hostile events, and its alarms, do not."""
    from detente.cli._backtesting import monthly_counts

    place = shared / "events" / "icews_hostile_dyad_month_1990_2007.parquet"
    counts = monthly_counts(place, np.datetime64("2001-01"), np.datetime64("2004-01"))
    months = counts.periods.astype("M8[M]")
    january = int(np.searchsorted(months, np.datetime64("2001-01")))
    assert (
        counts.world.trimmed[january : january + 6].mean()
        > 1.7 * counts.world.trimmed[january - 6 : january].mean()
    )
    level = posture(counts, cut="material").filtered
    lively = counts.counts[:, january - 12 : january].sum(axis=(1, 2)) >= 24
    moved = np.abs(level.mean[:, january + 2] - level.mean[:, january - 1])[lively]
    band = REACH * level.sd[:, january - 1][lively]
    assert lively.sum() > 100
    assert (moved > band).mean() < 0.1
    _, raised = alarms_of(counts, Choice("pelt", "material"))
    around = (raised.sign[lively][:, january : january + 3] != 0).any(axis=1).mean()
    later = np.mean(
        [
            (raised.sign[lively][:, at : at + 3] != 0).any(axis=1).mean()
            for at in range(january + 6, january + 30, 3)
        ]
    )
    assert around < later + 0.05
