from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import rankdata

from detente.explanation import moves_most
from detente.explanation.movers import _ranked, ranks_of


def test_the_rate_of_a_hazard_moves_its_count(small, forecast):
    found = [mover for mover in moves_most(small, forecast) if mover.answer == "raids"]
    assert found[0].path == "hazards.border_raid.rate"
    assert found[0].swing > 0


def test_a_swing_is_the_gap_between_the_top_and_the_bottom_fifth(small, forecast):
    from detente.explanation import outcomes

    found = next(mover for mover in moves_most(small, forecast) if mover.answer == "raids")
    inputs = forecast.inputs[:, forecast.names.inputs.index(found.path)]
    order, fifth = np.argsort(inputs), forecast.worlds // 5
    counts = outcomes(small, small.questions["raids"], forecast)["value"]
    assert found.swing == pytest.approx(
        counts[order[-fifth:]].mean() - counts[order[:fifth]].mean(), abs=1e-5
    )


def test_most_is_a_limit_a_question(small, forecast):
    for name in small.questions:
        assert sum(mover.answer == name for mover in moves_most(small, forecast, most=2)) <= 2


def test_chance_is_not_told_as_a_mover(small, forecast):
    rng = np.random.default_rng(1)
    shuffled = replace(forecast, inputs=rng.permuted(forecast.inputs, axis=0))
    assert len(moves_most(small, shuffled)) <= 1


def test_few_worlds_say_nothing(small, settings):
    from detente.projection import project

    assert moves_most(small, project(small, replace(settings, worlds=60))) == ()


def test_an_input_that_is_alike_everywhere_has_no_rank():
    ranks, ends = _ranked(np.column_stack([np.full(10, 3.0), np.arange(10.0)]).astype(np.float32))
    assert not ranks[:, 0].any()
    assert not ends[:, 0].any()
    assert ranks[:, 1].std() == pytest.approx(1.0)
    assert ends[:, 1].tolist() == [-0.5, -0.5, 0, 0, 0, 0, 0, 0, 0.5, 0.5]


@pytest.mark.parametrize(
    "values", [[3.0, 1.0, 2.0], [0, 1, 1, 0, 1], [5.0, 5.0, 5.0], [2.5, -1.0, 2.5, 7.0, -1.0, -1.0]]
)
def test_ranks_are_those_of_the_library(values):
    np.testing.assert_array_equal(ranks_of(np.array(values)), rankdata(values))
