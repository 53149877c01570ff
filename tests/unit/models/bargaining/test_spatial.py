"""The spatial model of politics: the kernel is equal under every rule, degenerate tables, and what its account says."""

import numpy as np
import pytest

from detente.core.bargaining_table import BargainingTable
from detente.models.bargaining import bargain, choose, model
from detente.models.bargaining._spatial import kernel, reference
from detente.models.bargaining._spatial.rules import OPTIONS, rules_of

SPATIAL = model("spatial")


def tables(rng, worlds, actors, dimensions):
    position = rng.uniform(0, 100, (worlds, actors, dimensions))
    position[: worlds // 3] = position[: worlds // 3].round(-1)
    capability = rng.uniform(0, 100, (worlds, actors))
    capability[rng.random((worlds, actors)) < 0.15] = 0.0
    salience = rng.uniform(0, 100 / dimensions, (worlds, actors, dimensions))
    salience[rng.random(salience.shape) < 0.1] = 0.0
    return position, capability, salience


def table(position, capability=None, salience=None):
    position = np.array(position, float)
    actors, dimensions = position.shape
    return BargainingTable(
        tuple(f"a{i}" for i in range(actors)),
        tuple(f"d{d}" for d in range(dimensions)),
        np.ones(actors) if capability is None else np.array(capability, float),
        position,
        np.full((actors, dimensions), 40.0) if salience is None else np.array(salience, float),
    )


@pytest.mark.parametrize("option", [one for one in OPTIONS if one.allowed], ids=lambda one: one.name)
def test_the_kernel_is_equal_under_every_word_of_every_rule(option):
    for seed, word in enumerate(option.allowed):
        rng = np.random.default_rng(seed)
        rules = rules_of(choose(SPATIAL, None, {"rounds": 4, option.name: word}))
        drawn = tables(rng, 12, int(rng.integers(2, 6)), int(rng.integers(1, 4)))
        np.testing.assert_allclose(
            kernel.settle_all(*drawn, rules), reference.settle(*drawn, rules), rtol=0, atol=1e-9
        )


@pytest.mark.parametrize(
    ("position", "capability", "salience"),
    [
        ([[42, 7]], None, None),
        ([[30, 30], [30, 30]], None, None),
        ([[0, 10], [50, 20], [100, 90]], [0, 0, 0], None),
        ([[0, 10], [50, 20], [100, 90]], None, np.zeros((3, 2))),
        ([[0, 10], [50, 20], [100, 90]], None, [[0, 0], [10, 0], [0, 10]]),
        ([[0, 0], [0, 0], [100, 100], [100, 100]], None, None),
    ],
    ids=["one", "agreed", "powerless", "indifferent", "partly indifferent", "two camps"],
)
def test_degenerate_tables_have_an_answer_within_the_positions(position, capability, salience):
    game = bargain(SPATIAL, table(position, capability, salience))
    for one in game.rounds:
        assert np.isfinite(one.positions).all()
        assert np.isfinite(one.win_probability).all()
    low, high = np.min(position, axis=0), np.max(position, axis=0)
    assert (np.array(game.outcome) >= low - 1e-9).all()
    assert (np.array(game.outcome) <= high + 1e-9).all()


def test_chances_of_distinct_positions_sum_to_one():
    game = bargain(
        SPATIAL, table([[0, 10], [50, 20], [100, 90], [30, 70]], [3, 1, 2, 1]), options={"rounds": 0}
    )
    assert sum(game.rounds[0].win_probability) == pytest.approx(1)


def test_the_strongest_is_likeliest_to_prevail_between_two():
    game = bargain(SPATIAL, table([[0], [100]], [3, 1]), options={"rounds": 0})
    assert game.rounds[0].win_probability == pytest.approx((0.75, 0.25))
    square = bargain(SPATIAL, table([[0], [100]], [3, 1]), options={"rounds": 0, "victory": "square"})
    assert square.rounds[0].win_probability == pytest.approx((0.9, 0.1))


def test_accepted_bargains_lead_where_the_receiver_goes():
    game = bargain(SPATIAL, table([[0, 10], [50, 20], [100, 90], [30, 70]], [3, 1, 2, 1]))
    accepted = 0
    for after in game.rounds[1:]:
        for offer in after.offers:
            if offer.accepted:
                accepted += 1
                assert after.positions[offer.target] == pytest.approx(offer.position)
            if offer.proposer_position is not None:
                assert after.positions[offer.proposer] == pytest.approx(offer.proposer_position)
    assert accepted


def test_it_says_when_it_has_not_come_to_rest():
    game = bargain(
        SPATIAL, table([[0, 10], [50, 20], [100, 90], [30, 70]], [3, 1, 2, 1]), options={"rounds": 1}
    )
    assert any("not come to rest" in warning for warning in game.warnings)


def test_two_equals_meet_in_the_middle_unless_the_first_in_the_table_goes_first():
    two = table([[0], [100]])
    assert bargain(SPATIAL, two).outcome[0] == pytest.approx(50)
    assert bargain(SPATIAL, two, "ktab").outcome[0] < 1
