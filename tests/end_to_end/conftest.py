"""A desk with the small case on it, and one run that several tests look at."""

import shutil
from pathlib import Path

import pytest

from terminal import Said, detente

SMALL = Path(__file__).parents[1] / "cases" / "small"


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the small case in it, as a user would have it."""
    folder = tmp_path_factory.mktemp("desk")
    shutil.copytree(SMALL, folder / "cases" / "small")
    return folder


@pytest.fixture(scope="session")
def run(desk: Path) -> Said:
    """A run with its default folder, told as JSON."""
    said = detente("run", "cases/small", "--worlds", 300, "--json", at=desk)
    assert said.code == 0, said.err
    return said
