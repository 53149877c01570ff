"""The small case, and worlds of it."""

from dataclasses import replace

import pytest

from detente.case import read_case
from detente.core.projection import Settings
from detente.explanation import Bench
from detente.projection import project


@pytest.fixture(scope="session")
def small(root):
    folder = root / "tests" / "cases" / "small"
    return read_case({path.name: path.read_text("utf-8") for path in sorted(folder.glob("*.yaml"))}).case


@pytest.fixture(scope="session")
def settings(small):
    return Settings(worlds=600, seed=small.seed, as_of=small.as_of)


@pytest.fixture(scope="session")
def forecast(small, settings):
    return project(small, settings)


@pytest.fixture(scope="session")
def past(small, settings):
    return Bench(small, replace(settings, mode="hindcast"))


@pytest.fixture(scope="session")
def hindcast(past):
    return past.project()
