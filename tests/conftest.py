"""What every test stands on: no network, UTC, loud numbers, the same examples each time."""

import ipaddress
import os
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parents[1]

os.environ["TZ"] = "UTC"
if hasattr(time, "tzset"):
    time.tzset()

settings.register_profile(
    "house",
    derandomize=True,
    database=None,
    deadline=None,
    max_examples=40,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("house")


class NetworkRefusedError(RuntimeError):
    """A test reached for the network."""


def _is_local(address: Any) -> bool:
    """Unix sockets and loopback addresses are this machine's own."""
    if not isinstance(address, tuple):
        return True
    host = address[0]
    if host in ("", "localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _refusing(connect: Any) -> Any:
    def guarded(self: socket.socket, address: Any) -> Any:
        if not _is_local(address):
            raise NetworkRefusedError(f"tests may not use the network: refused to connect to {address}")
        return connect(self, address)

    return guarded


def _looking_up_only_here(look_up: Any) -> Any:
    def guarded(host: Any, *args: Any, **options: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else host
        if name is not None and not _is_local((name,)):
            raise NetworkRefusedError(f"tests may not use the network: refused to look up {name}")
        return look_up(host, *args, **options)

    return guarded


@pytest.fixture(autouse=True)
def _no_network(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.node.get_closest_marker("network") is None:
        monkeypatch.setattr(socket.socket, "connect", _refusing(socket.socket.connect))
        monkeypatch.setattr(socket.socket, "connect_ex", _refusing(socket.socket.connect_ex))
        monkeypatch.setattr(socket, "getaddrinfo", _looking_up_only_here(socket.getaddrinfo))


@pytest.fixture(autouse=True)
def _loud_numbers(request: pytest.FixtureRequest) -> Iterator[None]:
    """Division by zero, overflow and nan raise; underflow to zero is what exp(-1000) should give."""
    if request.node.get_closest_marker("unchecked_numbers") is not None:
        yield
        return
    with np.errstate(divide="raise", over="raise", invalid="raise", under="ignore"):
        yield


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's root."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """Folder of data that is used in development and is not part of the project; skips where it is absent."""
    folder = Path(os.environ.get("DETENTE_SHARED") or ROOT.parent / "shared")
    if not folder.is_dir():
        pytest.skip(f"development data absent: no folder {folder} (set DETENTE_SHARED to point at it)")
    return folder
