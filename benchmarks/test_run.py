"""The main job: whole, part by part, and on a case far larger than the flagship."""

import resource
import subprocess
import sys
from pathlib import Path

import pytest

import detente
from detente.case import read_case
from detente.core.projection import Settings
from detente.projection import project
from detente.workbench import outputs
from large_case import texts

ROOT = Path(__file__).resolve().parents[1]
CASE = ROOT / "cases" / "iran-2024"


def peak_of_children() -> float:
    """Largest memory that any finished child has held, MiB."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def test_whole_run(benchmark, tmp_path):
    """Figures to reach at the case's 10,000 worlds, kernels warm, report included: 10 s and 1 GB."""
    line = [sys.executable, "-m", "detente", "run", CASE, "--out", tmp_path / "run"]
    benchmark.pedantic(
        lambda: subprocess.run(line, check=True, capture_output=True), rounds=2, warmup_rounds=1
    )
    benchmark.extra_info["peak MiB"] = round(peak_of_children())
    benchmark.extra_info["report kB"] = (tmp_path / "run" / "report.html").stat().st_size // 1000


@pytest.fixture(scope="module")
def bench():
    made = detente.load(CASE)
    made.project()
    made.study()
    return made


def test_project(benchmark, bench, cores):
    settings = bench.settings(workers=cores)
    benchmark.pedantic(lambda: project(bench.case, settings), rounds=2)


def fresh(bench):
    """The bench with its projection, and nothing made of it yet."""
    for name in ("answers", "explanation", "study"):
        setattr(bench._latest[0], name, None)
    return bench


def test_answer(benchmark, bench):
    benchmark.pedantic(lambda: fresh(bench).answer(), rounds=2)


def test_explain(benchmark, bench):
    bench.answer()
    kept = bench._latest[0].answers

    def explain():
        fresh(bench)._latest[0].answers = kept
        bench.explain()

    benchmark.pedantic(explain, rounds=2)


@pytest.mark.parametrize("part", ["results", "report", "brief"])
def test_write(benchmark, bench, part):
    chosen = {name: name == part for name in ("results", "report", "brief")}
    benchmark.pedantic(lambda: outputs(bench.study(), **chosen), rounds=2, warmup_rounds=1)


def test_large_case(benchmark, cores):
    """Figures to reach at 60 actors, 15 issues, 40 pressures, 260 steps and 2,000 worlds: 60 s and 2 GB."""
    files = texts(actors=60, issues=15, pressures=40, steps=260)

    def read_and_run():
        case = read_case(files).case
        return project(case, Settings(2_000, 1, case.as_of, workers=cores))

    projection = benchmark.pedantic(read_and_run, rounds=1)
    benchmark.extra_info["peak MiB"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    assert len(projection.dates) == 261
