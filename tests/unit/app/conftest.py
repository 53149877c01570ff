"""One desk with a run, served on loopback, and a client that speaks to it."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from desks import laid_out, served
from detente.app import Desk


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A desk with the small case and a finished run; tests leave its files as they are."""
    return laid_out(tmp_path_factory.mktemp("desk"))


@pytest.fixture(scope="session")
def client(desk: Desk) -> Iterator[httpx.Client]:
    """A client of the desk's server."""
    with served(desk) as address, httpx.Client(base_url=address, timeout=30) as client:
        yield client


@pytest.fixture
def own(tmp_path: Path) -> Iterator[tuple[Desk, httpx.Client]]:
    """A desk of the test's own, without a run, and a client."""
    desk = laid_out(tmp_path, is_run=False)
    with served(desk) as address, httpx.Client(base_url=address, timeout=30) as client:
        yield desk, client
