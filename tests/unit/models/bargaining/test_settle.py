"""Any member on a table: dimensions taken one by one, centres, and options that are refused."""

import numpy as np
import pytest

from detente.core.bargaining_table import BargainingTable
from detente.core.errors import ParameterError
from detente.models.bargaining import bargain, choose, model, model_names, outcomes
from detente.models.bargaining._settle import centres


def two_dimensions():
    return BargainingTable(
        ("a", "b", "c"),
        ("x", "y"),
        np.array([1.0, 2.0, 3.0]),
        np.array([[10.0, 0.0], [50.0, 100.0], [90.0, 40.0]]),
        np.array([[50.0, 10.0], [20.0, 30.0], [40.0, 40.0]]),
        np.array([0.0, 20.0]),
    )


@pytest.mark.parametrize("name", model_names())
def test_every_member_settles_a_table_of_two_dimensions_and_says_why(name):
    table = two_dimensions()
    settled = bargain(model(name), table)
    assert settled.model == name
    assert settled.actors == table.actors
    assert np.isfinite(settled.outcome).all()
    assert len(settled.outcome) == 2
    assert settled.rounds[0].number == 0
    np.testing.assert_array_equal(settled.rounds[0].positions, table.position)
    assert all(text.endswith(".") for text in (*settled.why, *settled.warnings))
    np.testing.assert_allclose(outcomes(model(name), table.worlds())[0], settled.outcome, rtol=0, atol=1e-9)


@pytest.mark.parametrize("name", model_names())
def test_worlds_of_a_drawn_table_are_settled_at_once(name):
    table = two_dimensions()
    drawn = BargainingTable(
        table.actors, table.dimensions, table.capability, table.position, table.salience, table.reversion,
        position_low=np.maximum(table.position - 10, 0), position_high=np.minimum(table.position + 10, 100),
    ).draw(700, np.random.default_rng(1))  # fmt: skip
    found = outcomes(model(name), drawn)
    assert found.shape == (700, 2)
    assert np.isfinite(found).all()
    few = outcomes(
        model(name), drawn._replace(**{part: getattr(drawn, part)[600:603] for part in drawn._fields[:4]})
    )
    np.testing.assert_allclose(found[600:603], few, rtol=0, atol=1e-12)


def test_centres_weigh_alike_where_nothing_weighs():
    mean, median = centres(np.array([[0.0], [10.0], [80.0]]), np.zeros((3, 1)))
    assert (mean, median) == ((30.0,), (10.0,))
    assert centres(np.array([[0.0], [10.0]]), np.ones((2, 1)))[1] == (5.0,)


def test_what_a_member_does_not_have_is_refused():
    with pytest.raises(ParameterError, match="this model has none"):
        choose(model("weighted_mean"), "mckibben")
    with pytest.raises(ParameterError, match="this model has none"):
        choose(model("weighted_mean"), None, {"rounds": 3})
    with pytest.raises(ParameterError, match=r"a number in \[0, 1\]"):
        choose(model("setter"), None, {"quota": "most"})
    with pytest.raises(ParameterError, match=r"a number in \[0, 1\]"):
        choose(model("setter"), None, {"quota": float("nan")})
    assert choose(model("setter"), None, {"quota": "0.6"})["quota"] == 0.6
