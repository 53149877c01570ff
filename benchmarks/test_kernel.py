"""The kernel alone, compiled and in plain numpy, at three sizes: the draws are there, the record is made anew."""

import os
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from detente.case import read_case
from detente.models.bargaining import model
from detente.projection import kernel, reference
from detente.projection.compile import compile_case
from detente.projection.draws import chances, converted, dealt_models, inputs, noise
from detente.projection.plan import everything_on
from detente.projection.record import record_of
from detente.projection.run import portions, worlds_of
from large_case import texts

SEED = 1


def portions_of(compiled, worlds):
    made = []
    for blocks in portions(worlds, os.cpu_count()):
        values = inputs(compiled, SEED, blocks)
        rows = worlds_of(blocks, worlds)
        size = rows.stop - rows.start
        low, high = chances(compiled, values)
        models = tuple(model(name) for name in compiled.model_names)
        parts = tuple(np.ascontiguousarray(part[..., :size]) for part in noise(compiled, SEED, blocks))
        dealt = dealt_models(compiled, values, SEED, blocks)
        made.append(
            (converted(compiled, values)[:size], parts, (low[:size], high[:size]), dealt[:size], models)
        )
    return made


def run_all(engine, compiled, portions):
    on = everything_on(compiled.plan)

    def one(portion):
        worlds = len(portion[0])
        engine(compiled.plan, *portion, on, np.zeros(worlds, np.int64), record_of(compiled.plan, worlds))

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(one, portions))


@pytest.mark.parametrize("worlds", [500, 2_500, 10_000])
def test_compiled(benchmark, flagship, worlds):
    """Figure to reach at 10,000 worlds and 66 steps: 0.4 s; the cost is linear in worlds."""
    compiled = compile_case(flagship, as_of=flagship.as_of, mode="forecast")
    ready = portions_of(compiled, worlds)
    benchmark.extra_info["steps"] = compiled.plan.sizes.steps
    benchmark.pedantic(run_all, args=(kernel.in_rooms(), compiled, ready), rounds=3, warmup_rounds=1)


@pytest.mark.parametrize("weeks", [16, 33, 66])
def test_compiled_by_horizon(benchmark, flagship, weeks):
    """The cost is linear in steps."""
    compiled = compile_case(flagship, as_of=flagship.as_of, mode="forecast")
    short = compiled.plan._replace(sizes=compiled.plan.sizes._replace(steps=weeks))
    ready = portions_of(compiled, 2_500)

    class Shortened:
        plan = short

    benchmark.pedantic(run_all, args=(kernel.in_rooms(), Shortened, ready), rounds=3, warmup_rounds=1)


@pytest.mark.parametrize("engine", ["compiled", "numpy"])
def test_size_of_the_first_trial(benchmark, engine):
    """The size of the first trial (11 actors, 6 issues, 16 pressures, 4 tracks, 23 events, 8 hazards, 66 steps), where plain numpy took
    2.9 s for 10,000 worlds; figure to reach: 0.4 s. Numpy runs a tenth.
    """
    case = read_case(texts(actors=11, issues=6, pressures=16, steps=66, tracks=4, events=23, hazards=8)).case
    compiled = compile_case(case, as_of=case.as_of, mode="forecast")
    run, worlds = (kernel.in_rooms(), 10_000) if engine == "compiled" else (reference.run, 1_000)
    benchmark.extra_info["worlds"] = worlds
    rounds = 3 if engine == "compiled" else 1
    benchmark.pedantic(
        run_all, args=(run, compiled, portions_of(compiled, worlds)), rounds=rounds, warmup_rounds=1
    )


def test_numpy_reference(benchmark, flagship):
    """What the compiled kernel is measured against, at 500 worlds."""
    compiled = compile_case(flagship, as_of=flagship.as_of, mode="forecast")
    benchmark.pedantic(run_all, args=(reference.run, compiled, portions_of(compiled, 500)), rounds=1)
