"""Bargaining models on drawn tables at three sizes, made within the timed call's set-up: seconds a batch, kernels warm."""

import numpy as np
import pytest

from detente.core.bargaining_table import Stances
from detente.models.bargaining import choose, model, outcomes
from detente.models.bargaining._challenge import kernel, reference
from detente.models.bargaining._challenge.rules import rules_of
from detente.models.bargaining._spatial import kernel as spatial_kernel
from detente.models.bargaining._spatial.rules import rules_of as spatial_rules


def drawn(worlds, actors, dimensions=None, seed=1):
    rng = np.random.default_rng(seed)
    shape = (worlds, actors) if dimensions is None else (worlds, actors, dimensions)
    return rng.uniform(0, 100, shape), rng.uniform(1, 100, shape[:2]), rng.uniform(5, 45, shape)


def rounds(preset):
    return rules_of(choose(model("challenge"), preset, {"rounds": 10}))


@pytest.mark.parametrize(("worlds", "actors"), [(1000, 10), (10_000, 20), (100, 50)])
@pytest.mark.parametrize("preset", ["mckibben", "bdm_text", "masad"])
def test_challenge_ten_rounds(benchmark, preset, worlds, actors):
    rules = rounds(preset)
    kernel.settle_all(*drawn(2, actors), rules)
    benchmark.extra_info["draws"] = worlds
    benchmark.pedantic(
        kernel.settle_all, setup=lambda: ((*drawn(worlds, actors), rules), {}), rounds=3, iterations=1
    )


@pytest.mark.parametrize("preset", ["mckibben", "bdm_text"])
def test_ten_thousand_draws_of_twenty_actors_as_asked_for(benchmark, preset):
    position, capability, salience = drawn(10_000, 20)
    stances = Stances(position[:, :, None], capability, salience[:, :, None], np.full((10_000, 1), -np.inf))
    outcomes(model("challenge"), stances._replace(position=stances.position[:2], capability=capability[:2],
             salience=stances.salience[:2]), preset)  # fmt: skip
    benchmark.pedantic(outcomes, args=(model("challenge"), stances, preset), rounds=3, iterations=1)


def test_challenge_in_plain_numpy(benchmark):
    benchmark.extra_info["draws"] = 100
    benchmark.pedantic(
        reference.settle, setup=lambda: ((*drawn(100, 10), rounds("mckibben")), {}), rounds=3, iterations=1
    )


@pytest.mark.parametrize(("worlds", "actors"), [(100, 10), (10, 40), (1, 80)])
def test_spatial_twenty_turns(benchmark, worlds, actors):
    rules = spatial_rules(choose(model("spatial"), None, {"rounds": 20, "rest": 0}))
    spatial_kernel.settle_all(*drawn(1, actors, 2), rules)
    benchmark.extra_info["draws"] = worlds
    benchmark.pedantic(
        spatial_kernel.settle_all,
        setup=lambda: ((*drawn(worlds, actors, 2), rules), {}),
        rounds=3,
        iterations=1,
    )


@pytest.mark.parametrize("name", ["weighted_mean", "weighted_median", "nash", "setter"])
@pytest.mark.parametrize("worlds", [1000, 10_000, 100_000])
def test_single_shot_thirty_actors(benchmark, name, worlds):
    one = model(name)
    one.kernel(*drawn(2, 30), np.zeros(2))
    benchmark.pedantic(
        one.kernel, setup=lambda: ((*drawn(worlds, 30), np.zeros(worlds)), {}), rounds=3, iterations=1
    )
