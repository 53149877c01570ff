"""Sweeps: points a second on each engine, as ratios to one worker; and what moved between two versions."""

from pathlib import Path
from time import perf_counter

import pytest

import detente
from detente.case import SetInput, apply_edits
from detente.explanation.moved_by import moved_by
from detente.models.bargaining import model_names
from detente.sweeps.engines import Crew
from detente.sweeps.run import swept
from detente.workbench.sweeping import plan_of

ROOT = Path(__file__).resolve().parents[1]
CASE = ROOT / "cases" / "iran-2024"
VARY = """\
vary:
  - {set: pressure.economic_pain, from: 20, to: 80}
  - {set: khamenei.posture_us.position, spread: own}
"""
EIGHT = (
    ("pressures.sanctions_dread.now", 70.0),
    ("pressures.unpredictability.now", 70.0),
    ("pressures.hold_on_party.now", 70.0),
    ("pressures.iran.grievance.now", 35.0),
    ("pressures.israel.fear.now", 65.0),
    ("actors.khamenei.stances.posture_us.position", 30.0),
    ("actors.khamenei.stances.lebanon_truce.position", 50.0),
    ("actors.pezeshkian.stances.posture_us.position", 70.0),
)


@pytest.fixture(scope="module")
def planned(tmp_path_factory):
    file = tmp_path_factory.mktemp("vary") / "vary.yaml"
    file.write_text(VARY)
    return plan_of(detente.load(CASE), file, n=32, worlds=500, shard_size=4).sweep


@pytest.fixture(scope="module")
def one_worker(planned, tmp_path_factory):
    """Seconds that one thread takes, kernels warm."""
    place = tmp_path_factory.mktemp("alone")
    swept(planned, place / "warm", crew=Crew(1))
    began = perf_counter()
    swept(planned, place / "timed", crew=Crew(1))
    return perf_counter() - began


@pytest.mark.parametrize("name", ["threads", "processes", "dask"])
def test_sweep(benchmark, planned, one_worker, tmp_path, name, cores):
    """Processes pay for their start, some seconds each; on a longer sweep that is lost in the rest."""
    number = iter(range(100))
    benchmark.pedantic(
        lambda: swept(planned, tmp_path / str(next(number)), by=name, crew=Crew(cores)), rounds=2
    )
    seconds = benchmark.stats.stats.min
    benchmark.extra_info["points a second"] = round(planned.design.points / seconds, 1)
    benchmark.extra_info["times one worker"] = round(one_worker / seconds, 2)


def test_eight_changes_attributed(benchmark, cores):
    """Figure to reach: 60 s for eight changes at 2,000 worlds."""
    bench = detente.load(CASE)
    settings = bench.settings(worlds=2000, workers=cores)
    after = apply_edits(bench.case, [SetInput(path, value) for path, value in EIGHT])
    models = frozenset(model_names())
    found = benchmark.pedantic(
        lambda: moved_by(bench.case, after, settings, settings, models=models), rounds=1, warmup_rounds=0
    )
    assert len(found.groups) == len(EIGHT)
