"""What it takes before anything is computed: the help, importing, reading and checking the flagship case."""

import subprocess
import sys
from pathlib import Path

from detente.case import audit
from detente.workspace import load_case

ROOT = Path(__file__).resolve().parents[1]


def test_help(benchmark):
    """Figure to reach: 0.4 s."""
    line = [sys.executable, "-m", "detente", "--help"]
    benchmark.pedantic(
        lambda: subprocess.run(line, check=True, capture_output=True), rounds=5, warmup_rounds=1
    )


def test_import(benchmark):
    line = [sys.executable, "-c", "import detente"]
    benchmark.pedantic(lambda: subprocess.run(line, check=True), rounds=5, warmup_rounds=1)


def test_read_the_flagship(benchmark):
    benchmark.pedantic(lambda: load_case(ROOT / "cases" / "iran-2024"), rounds=3, warmup_rounds=1)


def test_audit_the_flagship(benchmark, flagship):
    benchmark.pedantic(lambda: audit(flagship), rounds=3, warmup_rounds=1)
