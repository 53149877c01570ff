import numpy as np
import pytest
from scipy import stats

from detente.core.errors import ParameterError
from detente.events.counts import DEFAULT, coming_counts, count_model, count_model_names
from detente.events.counts._coming import quantiles
from event_series import counted


def drawn(rng, dyads=80, weeks=60):
    level = rng.gamma(2, 2, (dyads, 1))
    rate = rng.gamma(2, level / 2, (dyads, weeks))
    return rng.poisson(rate), rng.poisson(rng.gamma(2, level / 2, (dyads, weeks)))


def test_quantiles_are_those_of_scipy():
    rng = np.random.default_rng(120)
    level, mean, shape = (
        rng.uniform(0.02, 0.98, 300),
        np.exp(rng.uniform(-3, 6, 300)),
        np.exp(rng.uniform(-1, 3, 300)),
    )
    np.testing.assert_array_equal(
        quantiles(level, mean, shape), stats.nbinom.ppf(level, shape, shape / (shape + mean))
    )
    infinite = np.full(300, np.inf)
    np.testing.assert_array_equal(quantiles(level, mean, infinite), stats.poisson.ppf(level, mean))


@pytest.mark.parametrize("name", count_model_names())
def test_every_projection_tells_of_one_dyad(name):
    rng = np.random.default_rng(121)
    others = counted(*drawn(rng), period="week")
    found = coming_counts(count_model(name), others.only(np.array([3])), others)
    assert (found.model, found.ahead) == (name, 4)
    assert (found.low <= found.median).all()
    assert (found.median <= found.high).all()
    # Root 19 is material conflict, root 04 verbal cooperation; the others never happen.
    assert found.mean[3] > 1 < found.mean[0]
    assert max(found.mean[1], found.mean[2]) <= 2.0  # half an event of doubt in each of four periods at most


def test_the_central_band_holds_eight_in_ten_of_what_comes():
    rng = np.random.default_rng(122)
    hostile, cooperative = drawn(rng, dyads=150, weeks=64)
    past = counted(hostile[:, :60], cooperative[:, :60], period="week")
    came = hostile[:, 60:].sum(axis=1)
    model = count_model(DEFAULT)
    inside = []
    for dyad in range(0, 150, 5):
        found = coming_counts(model, past.only(np.array([dyad])), past)
        inside.append(found.low[3] <= came[dyad] <= found.high[3])
    assert 0.7 <= np.mean(inside) <= 0.97


def test_no_period_ahead_is_refused():
    counts = counted([[1.0] * 30], [[1.0] * 30], period="week")
    with pytest.raises(ParameterError, match="at least one period"):
        coming_counts(count_model(DEFAULT), counts, counts, ahead=0)
