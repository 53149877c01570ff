"""Both engines, and the small case."""

from functools import partial

import pytest

from detente.case import read_case
from detente.projection import kernel, reference
from unit.projection import cases

ENGINES = {"kernel": kernel.run, "reference": reference.run}


@pytest.fixture(scope="module", params=ENGINES)
def engine(request):
    return ENGINES[request.param]


@pytest.fixture(scope="module")
def play(engine):
    return partial(cases.play, engine=engine)


@pytest.fixture(scope="session")
def small(root):
    folder = root / "tests" / "cases" / "small"
    return read_case({path.name: path.read_text("utf-8") for path in sorted(folder.glob("*.yaml"))}).case
