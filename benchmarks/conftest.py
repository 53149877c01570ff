"""Cases to be timed on, and a machine's name beside every figure."""

import os
import platform
from pathlib import Path

import pytest

from detente.core.case import Case
from detente.workspace import load_case

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def flagship() -> Case:
    """The flagship case."""
    return load_case(ROOT / "cases" / "iran-2024").case


def pytest_benchmark_update_machine_info(config, machine_info):
    """Cores that may be used, which the report shows with the processor."""
    machine_info["cores"] = (
        len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    )
    machine_info["system"] = platform.platform(terse=True)


@pytest.fixture(scope="session")
def cores() -> int:
    """Threads to use: all."""
    return os.cpu_count() or 1
