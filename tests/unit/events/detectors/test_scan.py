import numpy as np
import pytest
from scipy import stats
from scipy.special import ndtri

from detente.core.errors import ParameterError
from detente.events.detectors import detector, raise_alarms
from detente.events.detectors.scan import normal_score, surprises
from detente.events.lines import line
from event_series import HOSTILE, counted

SETTINGS = {"longest": 4, "window": 26, "least": 8, "steadiness": 1.0, "unrest": 0.5}


def test_the_score_is_the_normal_quantile_of_the_mid_p():
    count, mean, shape = (
        np.array([0.0, 1.0, 4.0, 30.0]),
        np.array([2.0, 2.0, 3.0, 5.0]),
        np.array([0.7, 3, 5, 2]),
    )
    chance = shape / (shape + mean)
    low = stats.nbinom.cdf(count, shape, chance) - 0.5 * stats.nbinom.pmf(count, shape, chance)
    np.testing.assert_allclose(normal_score(count, mean, shape), ndtri(low), atol=1e-6)


def test_scores_of_what_the_model_draws_are_standard():
    rng = np.random.default_rng(40)
    mean, shape = np.full(40000, 6.0), np.full(40000, 2.0)
    scores = normal_score(rng.negative_binomial(shape, shape / (shape + mean)).astype(float), mean, shape)
    assert scores.mean() == pytest.approx(0, abs=0.03)
    assert scores.std() == pytest.approx(1, abs=0.05)


def test_rare_and_enormous_counts_have_finite_scores():
    found = normal_score(np.array([0.0, 1e5, 1e7]), np.array([1e6, 1e-3, 1e-3]), np.array([1e4, 5.0, 1e-3]))
    assert np.isfinite(found).all()
    assert found[0] < 0 < found[1]


def test_hostility_that_volume_explains_does_not_surprise():
    calm = np.full((1, 40), 3.0)
    both = calm.copy()
    both[:, 30:] *= 3
    grown, _ = surprises(both, 4 * both, **SETTINGS)
    alone, onset = surprises(both, 4 * calm, **SETTINGS)
    assert np.abs(grown[:, 30:34]).max() < 1.0
    assert alone[0, 33] > 2.5
    assert onset[0, 33] == 30


def test_a_turn_to_cooperation_is_negative():
    hostile, other = np.full((1, 40), 6.0), np.full((1, 40), 6.0)
    hostile[:, 30:], other[:, 30:] = 0.0, 12.0
    found, _ = surprises(hostile, other, **SETTINGS)
    assert found[0, 33] < -2.0


def test_without_a_baseline_nothing_surprises():
    found, _ = surprises(np.full((1, 8), 50.0), np.ones((1, 8)), **SETTINGS)
    assert (found == 0).all()


def test_a_line_that_is_no_share_is_refused():
    with pytest.raises(ParameterError, match="a line that is a share"):
        raise_alarms(detector("scan"), line(counted([[3.0] * 20]), "intensity"))


def test_statements_tell_coverage_too():
    """Threefold hostility amid threefold statements is closer coverage, though cooperation happens to stand still."""
    counts = counted(np.full((1, 40), 3.0), np.full((1, 40), 3.0), period="week")
    counts.counts[:, :, 0] = 9.0
    counts.counts[:, 30:, HOSTILE] = 9.0
    alone = raise_alarms(detector("scan"), line(counts, "posture")).score[0, 33]
    counts.counts[:, 30:, 0] = 27.0
    covered = raise_alarms(detector("scan"), line(counts, "posture")).score[0, 33]
    assert covered < 0.6 * alone
