"""The challenge model: the kernel is equal under every rule, degenerate tables, and what its account says."""

import numpy as np
import pytest

from detente.core.bargaining_table import BargainingTable
from detente.core.errors import ParameterError
from detente.models.bargaining import bargain, choose, model, outcomes
from detente.models.bargaining._challenge import kernel, reference
from detente.models.bargaining._challenge.rules import OPTIONS, PRESETS, rules_of

CHALLENGE = model("challenge")


def tables(rng, worlds, actors):
    position = rng.uniform(0, 100, (worlds, actors))
    position[: worlds // 3] = position[: worlds // 3].round(-1)
    capability, salience = rng.uniform(0, 100, (worlds, actors)), rng.uniform(0, 100, (worlds, actors))
    capability[rng.random((worlds, actors)) < 0.15] = 0.0
    salience[rng.random(worlds) < 0.05] = 0.0
    return position, capability, salience


def table(position, capability=None, salience=None):
    actors = len(position)
    return BargainingTable(
        tuple(f"a{i}" for i in range(actors)),
        ("line",),
        np.ones(actors) if capability is None else np.array(capability, float),
        np.array(position, float)[:, None],
        np.ones((actors, 1)) if salience is None else np.array(salience, float)[:, None],
    )


@pytest.mark.parametrize("seed", range(30))
def test_the_kernel_is_equal_under_any_rules(seed):
    rng = np.random.default_rng(seed)
    chosen = {one.name: str(rng.choice(one.allowed)) for one in OPTIONS if one.allowed and rng.random() < 0.4}
    chosen["rounds"] = 4.0
    if rng.random() < 0.4:
        chosen |= {"status_quo": rng.random(), "improves": rng.random()}
    rules = rules_of(choose(CHALLENGE, str(rng.choice(list(PRESETS))), chosen))
    drawn = tables(rng, 30, int(rng.integers(1, 8)))
    # a scale taken anew each round magnifies rounding as actors draw together
    tolerance = 1e-6 if chosen.get("range") == "round" else 1e-9
    np.testing.assert_allclose(
        kernel.settle_all(*drawn, rules), reference.settle(*drawn, rules), rtol=0, atol=tolerance
    )


@pytest.mark.parametrize("preset", list(PRESETS))
@pytest.mark.parametrize(
    ("position", "capability", "salience", "outcome"),
    [
        ([42], None, None, 42),
        ([30, 30, 30], None, None, 30),
        ([10, 20, 90], [0, 0, 0], None, 20),
        ([10, 20, 90], None, [0, 0, 0], 20),
        ([0, 100], [1, 0], None, 0),
    ],
    ids=["one", "agreed", "powerless", "indifferent", "one that counts"],
)
def test_degenerate_tables_have_their_answer(preset, position, capability, salience, outcome):
    found = bargain(CHALLENGE, table(position, capability, salience), preset, {"rounds": 0})
    assert found.outcome[0] == pytest.approx(outcome)
    played = bargain(CHALLENGE, table(position, capability, salience), preset)
    assert np.isfinite(played.outcome).all()
    for one in played.rounds:
        assert np.isfinite(one.positions).all()
        assert one.risk is None or np.isfinite(one.risk).all()
    if len(set(position)) == 1:
        assert played.outcome[0] == pytest.approx(outcome)
        assert played.why == ("Nobody moves.",)


def test_an_actor_listed_twice_acts_alike():
    game = bargain(CHALLENGE, table([0, 0, 60, 100], [1, 1, 1, 1.5], [50, 50, 80, 60]))
    for one in game.rounds:
        assert one.positions[0, 0] == pytest.approx(one.positions[1, 0])


def test_it_reports_a_game_that_does_not_rest_and_replications_that_disagree():
    restless = table(
        [4, 7, 4, 4, 10, 10, 10, 7, 4, 7],
        [8, 8, 3, 16, 16, 16, 16, 5, 5, 8],
        [80, 40, 20, 80, 60, 60, 90, 10, 100, 70],
    )
    game = bargain(CHALLENGE, restless, "mckibben")
    assert game.measures["swing"][0] > 1
    assert any("does not come to rest" in warning for warning in game.warnings)
    assert {f"preset_{name}" for name in PRESETS} <= set(game.measures)
    by_mean = bargain(CHALLENGE, restless, "mckibben", {"outcome": "mean"})
    low_high = [by_mean.measures[f"preset_{name}"][0] for name in PRESETS]
    spread = max(low_high) - min(low_high)
    assert any("disagree" in warning for warning in by_mean.warnings) == (spread > 0.05 * 6)


def test_accepted_offers_lead_where_the_actor_goes():
    game = bargain(CHALLENGE, table([0, 35, 60, 100], [1, 2, 1, 1.5], [50, 30, 80, 60]), "mckibben")
    moves = 0
    for before, after in zip(game.rounds, game.rounds[1:], strict=False):
        for offer in after.offers:
            if offer.accepted:
                moves += 1
                assert after.positions[offer.target] == pytest.approx(offer.position)
                assert game.actors[offer.proposer] in offer.why
        still = set(range(4)) - {offer.target for offer in after.offers if offer.accepted}
        for i in still:
            assert after.positions[i] == pytest.approx(before.positions[i])
    assert moves


def test_dimensions_are_played_by_themselves():
    two = BargainingTable(
        ("a", "b", "c"),
        ("x", "y"),
        np.array([1.0, 2.0, 1.5]),
        np.array([[0.0, 90.0], [40.0, 10.0], [100.0, 60.0]]),
        np.array([[50.0, 20.0], [30.0, 80.0], [60.0, 40.0]]),
    )
    game = bargain(CHALLENGE, two)
    for d in range(2):
        one = BargainingTable(two.actors, ("z",), two.capability, two.position[:, [d]], two.salience[:, [d]])
        assert bargain(CHALLENGE, one).outcome[0] == pytest.approx(game.outcome[d])
    np.testing.assert_allclose(outcomes(CHALLENGE, two.worlds())[0], game.outcome, atol=1e-9)


def test_unknown_presets_and_rules_are_refused():
    with pytest.raises(ParameterError, match="nearest: mckibben"):
        choose(CHALLENGE, "McKiben")
    with pytest.raises(ParameterError, match="nearest: rounds"):
        choose(CHALLENGE, None, {"round": 3})
    with pytest.raises(ParameterError, match="whole number"):
        choose(CHALLENGE, None, {"rounds": 2.5})
    with pytest.raises(ParameterError, match="pair, all_pairs"):
        choose(CHALLENGE, None, {"probability": "some"})


def test_a_crowd_is_refused_with_advice():
    with pytest.raises(ParameterError, match="at most 250"):
        bargain(CHALLENGE, table(np.linspace(0, 100, 251)))
