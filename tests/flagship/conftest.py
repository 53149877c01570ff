"""The flagship case, read once, and projections of it that several tests look at."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

import pytest

from detente.core.case import Case
from detente.core.projection import Mode, Projection, Settings
from detente.projection import project
from detente.workspace import load_case

FLAGSHIP = Path(__file__).parents[2] / "cases" / "iran-2024"
WORLDS = 2000
Run = Callable[[Case, date, Mode], Projection]


@pytest.fixture(scope="session")
def case() -> Case:
    """The flagship case."""
    return load_case(FLAGSHIP).case


@pytest.fixture(scope="session")
def run() -> Run:
    """Project a case up to a day; draws up to it are those of the whole run."""

    @lru_cache(maxsize=16)
    def projected(key: str, day: date, mode: Mode) -> Projection:
        short = Case.model_validate_json(key)
        return project(short, Settings(WORLDS, short.seed, short.as_of, mode, 2))

    def up_to(case: Case, day: date, mode: Mode) -> Projection:
        end = min(case.until, day + timedelta(days=case.step_days))
        short = case.model_copy(update={"until": max(end, case.start)})
        return projected(short.model_dump_json(by_alias=True), day, mode)

    return up_to
