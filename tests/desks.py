"""A desk with the small case on it, a finished run, and a server on loopback: for tests of the workbench in the browser."""

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from detente.app import Desk, Server, open_desk
from detente.workbench import load

SMALL = Path(__file__).parent / "cases" / "small"
WORLDS = 120


def laid_out(folder: Path, *, is_run: bool = True) -> Desk:
    """A desk in a folder: `cases/small`, and one run of it."""
    case = folder / "cases" / "small"
    shutil.copytree(SMALL, case)
    if is_run:
        bench = load(case)
        bench.project(worlds=WORLDS, seed=7, workers=2)
        bench.write(folder / "runs" / bench.study().manifest.run)
    return open_desk(folder / "cases", runs=folder / "runs")


@contextmanager
def served(desk: Desk) -> Iterator[str]:
    """The address of a server over a desk, for as long as it is needed."""
    server = Server(desk, log_level="debug")
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started and thread.is_alive():
        thread.join(0.02)
    assert server.started
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(10)
