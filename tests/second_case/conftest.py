"""The second case, read once, and projections of it; few worlds, for it only shows that the house is not built for one case."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

import pytest

from detente.core.case import Case
from detente.core.projection import Mode, Projection, Settings
from detente.projection import project
from detente.workspace import load_case

CASE = Path(__file__).parents[2] / "cases" / "saudi-iran-2023"
WORLDS = 1000
Run = Callable[[Case, date, Mode], Projection]


@pytest.fixture(scope="session")
def folder() -> Path:
    """Its folder."""
    return CASE


@pytest.fixture(scope="session")
def case() -> Case:
    """The case."""
    return load_case(CASE).case


@pytest.fixture(scope="session")
def run() -> Run:
    """Project a case up to a day; draws up to it are those of the whole run."""

    @lru_cache(maxsize=16)
    def projected(key: str, day: date, mode: Mode) -> Projection:
        short = Case.model_validate_json(key)
        return project(short, Settings(WORLDS, short.seed, short.as_of, mode, 2))

    def up_to(case: Case, day: date, mode: Mode) -> Projection:
        end = min(case.until, max(day, case.as_of) + timedelta(days=case.step_days))
        return projected(case.model_copy(update={"until": end}).model_dump_json(by_alias=True), day, mode)

    return up_to
