"""Every projection of counts keeps the family's contract."""

import numpy as np
import pytest

from detente.core.errors import ParameterError
from detente.core.family import members
from detente.events.counts import CountModel, count_model, count_model_names, fit, projected
from detente.events.counts._fit import log_likelihood

MODELS = members("detente.events.counts", "MODEL", CountModel)
EVERY = pytest.mark.parametrize("one", MODELS.values(), ids=MODELS)


@pytest.fixture(scope="module")
def history():
    rng = np.random.default_rng(95)
    level = rng.gamma(2, 3, (40, 1))
    both = rng.negative_binomial(2, 2 / (2 + level), (2, 40, 40)).astype(float)
    return both[0], both[1]


def test_there_are_models_and_each_is_named_as_its_file():
    assert {"last_value", "window_poisson", "window_negbin", "local_level", "self_exciting"} <= set(MODELS)
    assert count_model_names() == tuple(MODELS)
    assert {name: one.name for name, one in MODELS.items()} == {name: name for name in MODELS}
    with pytest.raises(ParameterError, match="nearest: local_level"):
        count_model("local-levl")


@EVERY
def test_it_says_what_it_rests_on(one):
    assert one.citations
    assert one.serves.endswith(".")
    assert one.features.__doc__ or one.name == "window_poisson"
    assert one.tries


@EVERY
def test_features_rest_on_no_later_period(one, history):
    for settings in one.tries:
        whole = one.features(*history, settings)
        part = one.features(history[0][:, :25], history[1][:, :25], settings)
        np.testing.assert_allclose(part, whole[:, :25])
        assert (whole >= 0).all()
        assert whole.shape[:2] == (40, 40)


@EVERY
def test_means_are_about_right_and_shapes_are_finite_unless_poisson(one, history):
    fitted = fit(one, *history, first=1, last=4, warm=7, stop=30)
    mean, shape = projected(one, fitted, *history, first=1, last=4)
    came = np.stack([history[0][:, week + 1 : week + 5].sum(axis=1) for week in range(29, 36)], axis=1)
    assert mean[:, 29:36].mean() == pytest.approx(came.mean(), rel=0.15)
    assert np.isinf(shape).all() == (one.spread == "poisson")
    assert (shape > 0).all()
    assert np.isfinite(log_likelihood(came, mean[:, 29:36], shape[:, 29:36])).all()


@EVERY
def test_silence_is_no_fault(one):
    nothing = np.zeros((3, 20))
    fitted = fit(one, nothing, nothing, first=4, last=4, warm=7, stop=20)
    mean, _ = projected(one, fitted, nothing, nothing, first=4, last=4)
    assert (mean > 0).all()
    assert mean[:, -1].max() < 1.0


@EVERY
def test_too_short_a_past_is_refused(one, history):
    with pytest.raises(ParameterError, match="more than"):
        fit(one, *history, first=1, last=4, warm=7, stop=10)
