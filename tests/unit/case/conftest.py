"""The small case, read once."""

from pathlib import Path

import pytest

from detente.case import read_case

SMALL = Path(__file__).parents[2] / "cases" / "small"


@pytest.fixture(scope="session")
def texts():
    """File name -> text of the small case."""
    return {file.name: file.read_text("utf-8") for file in sorted(SMALL.glob("*.yaml"))}


@pytest.fixture(scope="session")
def read(texts):
    """The small case with places and warnings."""
    return read_case(texts)


@pytest.fixture(scope="session")
def case(read):
    """The small case."""
    return read.case
