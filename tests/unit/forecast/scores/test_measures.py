"""The scores of single forecasts, against numbers worked out by hand and against scoringrules."""

from datetime import date
from itertools import pairwise
from math import log

import numpy as np
import pytest
import scoringrules
from scipy.integrate import quad

from detente.forecast.scores.brier import brier, brier_of_options
from detente.forecast.scores.crps import crps_of_quantiles, crps_of_samples
from detente.forecast.scores.distribution import distribution_of
from detente.forecast.scores.intervals import interval_score, weighted_interval_score
from detente.forecast.scores.logarithmic import log_score
from detente.forecast.scores.measures import (
    given_to,
    headline,
    is_floored,
    scores_of,
)
from detente.forecast.scores.ranked import ranked_probability_score
from keeping_score import CLOSES, said

RNG = np.random.default_rng(840)
LEVELS = np.array([0.05, 0.25, 0.5, 0.75, 0.95])


def test_brier_and_its_convention():
    # By hand: (0.8 - 1)^2 = 0.04; the convention of 1950 counts both answers and has 0.08.
    assert brier(np.array([0.8]), np.array([1.0])) == pytest.approx([0.04])
    probability, outcome = RNG.random(50), RNG.integers(0, 2, 50).astype(float)
    np.testing.assert_allclose(brier(probability, outcome), scoringrules.brier_score(outcome, probability))


def test_options_score_as_yes_and_no_do_where_there_are_two():
    assert brier_of_options(np.array([0.2, 0.8]), 1) == pytest.approx(0.04)
    # By hand: ((0.5 - 0)^2 + (0.3 - 1)^2 + (0.2 - 0)^2) / 2 = 0.39
    assert brier_of_options(np.array([0.5, 0.3, 0.2]), 1) == pytest.approx(0.39)


def test_the_log_score_and_its_floor():
    assert log_score(np.array([1.0, 0.25, 0.0])) == pytest.approx([0.0, log(4), log(1000)])
    assert is_floored(said(probability=0.0), True)
    assert not is_floored(said(probability=0.0), False)


def test_the_ranked_score_charges_a_near_miss_less_than_a_far_one():
    forecast = np.array([0.2, 0.5, 0.3])
    # By hand: cumulated .2, .7; the third came: (.04 + .49) / 2
    assert ranked_probability_score(forecast, 2) == pytest.approx(0.265)
    assert ranked_probability_score(forecast, 1) == pytest.approx(0.065)
    for came in range(3):
        theirs = scoringrules.rps_score(came + 1, forecast) / 2
        assert ranked_probability_score(forecast, came) == pytest.approx(float(theirs))
    assert ranked_probability_score(np.array([0.3, 0.7]), 1) == pytest.approx(0.09)


def crps_by_integration(levels, values, outcome):
    """The integral of the squared distance, with the distribution function drawn point by point."""

    def below(x):
        if x < values[0]:
            return 0.0
        return 1.0 if x >= values[-1] else float(np.interp(x, values, levels))

    ends = sorted({*values.tolist(), outcome})
    parts = [
        quad(lambda x: (below(x) - (x >= outcome)) ** 2, low, high, limit=200)[0]
        for low, high in pairwise(ends)
    ]
    return sum(parts)


@pytest.mark.parametrize("outcome", [-3.0, 0.0, 1.7, 4.0, 7.5, 12.0, 30.0])
def test_crps_of_quantiles_is_the_exact_integral_of_the_stated_rule(outcome):
    values = np.array([0.0, 3.0, 4.0, 6.0, 12.0])
    assert crps_of_quantiles(LEVELS, values, outcome) == pytest.approx(
        crps_by_integration(LEVELS, values, outcome), abs=1e-7
    )


def test_crps_of_quantiles_by_hand_and_with_equal_ones():
    # By hand: F rises from .25 at 0 to .75 at 2; the outcome 1 lies at F = .5. Each half has width 1 and distance from
    # .25 to .5: (.0625 + .125 + .25) / 3.
    levels = np.array([0.25, 0.75])
    assert crps_of_quantiles(levels, np.array([0.0, 2.0]), 1.0) == pytest.approx(2 * 0.4375 / 3)
    assert crps_of_quantiles(LEVELS, np.full(5, 2.0), 5.0) == pytest.approx(3.0)
    flat = np.array([1.0, 2.0, 2.0, 2.0, 9.0])
    for outcome in (1.5, 2.0, 3.0):
        assert crps_of_quantiles(LEVELS, flat, outcome) == pytest.approx(
            crps_by_integration(LEVELS, flat + np.array([0, -1e-9, 0, 1e-9, 0]), outcome), abs=1e-6
        )


def test_crps_of_many_quantiles_is_that_of_the_distribution():
    from scipy.stats import norm

    levels = np.linspace(0.0005, 0.9995, 2000)
    for outcome in (-1.0, 0.3, 2.5):
        ours = crps_of_quantiles(levels, norm.ppf(levels), outcome)
        assert ours == pytest.approx(float(scoringrules.crps_normal(outcome, 0.0, 1.0)), abs=2e-4)


def test_crps_of_samples_as_scoringrules_has_it():
    for size in (1, 2, 7, 100):
        samples, outcome = RNG.normal(3.0, 2.0, size), float(RNG.normal())
        theirs = scoringrules.crps_ensemble(outcome, samples, estimator="nrg")
        assert crps_of_samples(samples, outcome) == pytest.approx(float(theirs))


def test_the_interval_score_by_hand_and_as_scoringrules_has_it():
    # By hand: width 10, and a miss of 2 charged 2 / .2.
    assert interval_score(10.0, 20.0, 0.8, 22.0) == pytest.approx(30.0)
    for outcome in (5.0, 10.0, 14.0, 26.0):
        theirs = scoringrules.interval_score(outcome, 10.0, 20.0, 0.2)
        assert interval_score(10.0, 20.0, 0.8, outcome) == pytest.approx(float(theirs))


def test_the_weighted_interval_score_is_that_of_its_quantiles():
    values = np.array([1.0, 3.0, 4.0, 6.0, 11.0])
    alpha = np.array([0.5, 0.1])
    for outcome in (0.0, 3.5, 6.0, 15.0):
        theirs = scoringrules.weighted_interval_score(
            np.array(outcome), np.array(4.0), np.array([3.0, 1.0]), np.array([6.0, 11.0]), alpha,
            w_median=0.5, w_alpha=alpha / 2,
        )  # fmt: skip
        assert weighted_interval_score(LEVELS, values, outcome) == pytest.approx(float(theirs))


def test_every_kind_has_its_measures():
    assert scores_of(said(probability=0.6), True) == pytest.approx({"brier": 0.16, "log": -log(0.6)})
    options = {"a": 0.2, "b": 0.5, "c": 0.3}
    assert set(scores_of(said(kind="category", categories=options), "c")) == {"brier", "log"}
    ordered = scores_of(said(kind="category", categories=options, ordered=True), "c")
    assert ordered["rps"] == pytest.approx(0.265)
    assert set(scores_of(said(kind="number", quantiles={0.5: 3.0}), 5.0)) == {"crps", "wis"}
    assert scores_of(said(kind="number", samples=(1.0, 3.0)), 2.0) == pytest.approx({"crps": 0.5})
    assert [headline("yes/no"), headline("category", ordered=True), headline("date")] == [
        "brier",
        "rps",
        "crps",
    ]


def test_printed_shares_of_options_are_made_whole():
    rounded = said(kind="category", categories={"a": 0.333, "b": 0.333, "c": 0.333})
    assert given_to(rounded, "a") == pytest.approx(1 / 3)


def date_crps(quantiles, outcome, closes=CLOSES):
    return scores_of(said(kind="date", quantiles=quantiles, closes=closes), outcome)["crps"]


def test_a_date_is_scored_in_days_up_to_the_day_after_the_close():
    assert date_crps({0.5: date(2024, 2, 1)}, date(2024, 2, 11)) == 10.0
    assert date_crps({0.5: date(2024, 2, 1)}, date.max) == 30.0
    assert date_crps({0.5: date(2031, 1, 1)}, date.max) == date_crps({0.5: date.max}, date(2026, 1, 1)) == 0.0


def test_what_is_said_beyond_the_close_counts_as_how_likely_it_is():
    # Even from 22 February (5 %) to 12 March (95 %): 4.5 points a day, so .5 at the end, 2 March, and the rest beyond.
    early = {0.05: date(2024, 2, 21), 0.95: date(2024, 3, 12)}
    one = distribution_of(said(kind="date", quantiles=early))
    assert one.bent_values.tolist() == [date(2024, 2, 21).toordinal(), CLOSES.toordinal() + 1]
    assert one.bent_levels == pytest.approx([0.05, 0.5])
    # By hand, nothing came: the integral of F^2 over ten days, from .05 to .5.
    assert date_crps(early, date.max) == pytest.approx(10 * (0.05**2 + 0.05 * 0.5 + 0.5**2) / 3)
    assert given_to(said(kind="date", quantiles=early), date.max) == pytest.approx(0.5)
    # A closer look at later dates changes nothing that has been asked.
    finer = {0.05: date(2024, 2, 21), 0.5: date(2024, 3, 2), 0.6: date(2024, 3, 9), 0.95: date(2027, 3, 12)}
    for outcome in (date.max, date(2024, 2, 10), date(2024, 2, 25)):
        assert date_crps(finer, outcome) == pytest.approx(date_crps(early, outcome))
    # Stated quantiles keep their levels: the 90 % interval reaches the end.
    assert one.quantile(0.95) == CLOSES.toordinal() + 1


def test_never_begins_at_the_lowest_level_that_states_it():
    rarely = said(kind="date", quantiles={0.5: date(2024, 2, 20), 0.75: date.max, 0.95: date.max})
    assert given_to(rarely, date.max) == pytest.approx(0.25)
