"""Properties of scores: they are proper, Murphy's parts close, skill against oneself is nothing."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.forecast.scores.admission import admit
from detente.forecast.scores.baselines import climatology
from detente.forecast.scores.brier import brier_of_options
from detente.forecast.scores.crps import crps_of_quantiles, crps_of_samples
from detente.forecast.scores.intervals import weighted_interval_score
from detente.forecast.scores.logarithmic import FLOOR
from detente.forecast.scores.measures import chance_scores
from detente.forecast.scores.murphy import murphy_parts
from detente.forecast.scores.ranked import ranked_probability_score
from detente.forecast.scores.reliability import by_bin
from detente.forecast.scores.rows import Asked, score_rows
from detente.forecast.scores.selection import Rule, choose
from keeping_score import ON, many

chances = st.floats(FLOOR, 1 - FLOOR)
seeds = st.integers(0, 2**32 - 1)


@given(chances, chances)
def test_a_chance_scores_best_in_expectation_where_it_is_true(truth, said):
    for measure in ("brier", "log"):
        expected = [
            truth * chance_scores(each, True)[measure] + (1 - truth) * chance_scores(each, False)[measure]
            for each in (truth, said)
        ]
        assert expected[0] <= expected[1] + 1e-12


@given(seeds, st.integers(2, 6))
def test_a_distribution_over_options_scores_best_where_it_is_true(seed, options):
    rng = np.random.default_rng(seed)
    truth, said = rng.dirichlet(np.ones(options)), rng.dirichlet(np.ones(options))
    for score in (brier_of_options, ranked_probability_score):
        honest, other = (
            sum(truth[came] * score(each, came) for came in range(options)) for each in (truth, said)
        )
        assert honest <= other + 1e-12
        assert all(0 <= score(said, came) <= 1 for came in range(options))


@given(seeds)
@settings(max_examples=30)
def test_quantiles_score_best_where_they_are_true(seed):
    rng = np.random.default_rng(seed)
    levels = np.array([0.05, 0.25, 0.5, 0.75, 0.95])
    outcomes = np.sort(rng.gamma(2.0, 3.0, 400))
    truth = np.quantile(outcomes, levels, method="inverted_cdf")
    said = np.sort(truth + rng.normal(0, 2.0, 5))
    honest, other = (
        np.mean([weighted_interval_score(levels, each, outcome) for outcome in outcomes])
        for each in (truth, said)
    )
    assert honest <= other + 1e-9


@given(seeds, st.integers(1, 8))
def test_crps_is_the_absolute_error_of_a_point_and_never_more_than_the_mean_one(seed, number):
    rng = np.random.default_rng(seed)
    values = np.sort(rng.normal(0, 5, number))
    outcome = float(rng.normal(0, 5))
    assert crps_of_samples(np.full(number, 2.0), outcome) == pytest.approx(abs(outcome - 2.0))
    assert 0 <= crps_of_samples(values, outcome) <= np.abs(values - outcome).mean() + 1e-12
    levels = np.sort(rng.uniform(0.01, 0.99, number))
    score = crps_of_quantiles(levels, values, outcome)
    assert 0 <= score <= np.abs(values - outcome).max() + 1e-12
    # Moving everything moves nothing; a wider scale widens the score as much.
    assert crps_of_quantiles(levels, values + 7, outcome + 7) == pytest.approx(score, abs=1e-9)
    assert crps_of_quantiles(levels, 3 * values, 3 * outcome) == pytest.approx(3 * score, abs=1e-9)
    mirrored = crps_of_quantiles(1 - levels[::-1], -values[::-1], -outcome)
    assert mirrored == pytest.approx(score, abs=1e-9)


@given(seeds, st.integers(1, 200), st.integers(1, 20), st.booleans())
def test_murphys_parts_close_exactly(seed, number, bins, rounded):
    rng = np.random.default_rng(seed)
    said = rng.random(number)
    said = np.minimum(said.round(1), 0.9) if rounded else said
    came = (rng.random(number) < said).astype(float)
    parts = murphy_parts(said, came, bins)
    whole = (
        parts.reliability
        - parts.resolution
        + parts.uncertainty
        + parts.within_variance
        - parts.within_covariance
    )
    assert whole == pytest.approx(parts.brier, abs=1e-12)
    assert parts.brier == pytest.approx(float(((said - came) ** 2).mean()), abs=1e-12)
    count, mean, frequency = by_bin(said, came, bins)
    held = count > 0
    assert count.sum() == number
    assert (count[held] * (mean[held] - frequency[held]) ** 2).sum() / number == pytest.approx(
        parts.reliability
    )
    if rounded and bins == 10:
        assert parts.within_variance == pytest.approx(0, abs=1e-12)


@given(seeds, st.integers(11, 40))
@settings(max_examples=25)
def test_the_climatology_has_no_skill_against_itself_and_never_sees_its_own_outcome(seed, number):
    rng = np.random.default_rng(seed)
    outcomes = rng.integers(0, 2, number)
    made, resolutions = many(rng.random(number), outcomes)
    climate = climatology(admit(made, resolutions, ON).settled)
    flipped = outcomes.copy()
    flipped[0] = 1 - flipped[0]
    other = climatology(admit(*many([0.5] * number, flipped), ON).settled)
    assert climate["Q0000"] == other["Q0000"]
    copies = [one.model_copy(update={"probability": climate[one.question]}) for one in made]
    chosen = choose(admit(copies, resolutions, ON).settled, Rule())
    (row,) = score_rows(chosen, climate, Asked(baselines=("climatology",), resamples=100))
    for skill in row.skills:
        assert skill.skill is None or skill.skill == pytest.approx(0, abs=1e-12)
