"""A writer killed at any moment: what it had committed is there, the chain holds, and the next writer goes on."""

import os
import random
import signal
import time
from pathlib import Path

import pytest

from detente.workspace.ledger import read_ledger
from ledgers import forecast, write

KILLS = 40


def killed_writer(file: Path, after: float) -> int:
    """Write entry after entry in a process of its own, kill it, and return the last number that it knew committed."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            os.write(writing, b"ready\n")
            while True:
                new = write(file, forecast(why="so" * 2000), forecast("Q2"))
                os.write(writing, f"{new[-1].number}\n".encode())
        finally:
            os._exit(1)
    os.close(writing)
    with os.fdopen(reading) as told:
        assert told.readline() == "ready\n"
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        lines = told.read().splitlines()
    assert os.WIFSIGNALED(status), "it was killed, it did not end by itself"
    return int(lines[-1]) if lines else 0


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_no_kill_loses_a_committed_entry_or_leaves_half_a_write(tmp_path):
    file, moments = tmp_path / "ledger.sqlite", random.Random(20241130)
    committed, in_the_middle = 0, 0
    for _ in range(KILLS):
        told = killed_writer(file, moments.uniform(0.0, 0.03))
        committed = max(committed, told)
        in_the_middle += file.with_name("ledger.sqlite-journal").exists()
        if not file.exists():
            continue
        held = read_ledger(file)
        assert held.faults == ()
        assert len(held.entries) >= committed
        assert len(held.entries) % 2 == 0, "the two entries of a write are there both, or neither"
        committed = len(held.entries)
    assert committed > KILLS, "the writers did write"
    assert in_the_middle > 0, "some kills came in the middle of a write"
    assert write(file, forecast("after"))[0].number == committed + 1


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_a_kill_beside_another_writer_takes_nothing_of_it(tmp_path):
    file = tmp_path / "ledger.sqlite"
    steady = os.fork()
    if steady == 0:
        try:
            for number in range(60):
                write(file, forecast(f"steady{number}"))
            os._exit(0)
        except OSError:
            os._exit(1)
    moments = random.Random(7)
    for _ in range(5):
        killed_writer(file, moments.uniform(0.0, 0.05))
    _, status = os.waitpid(steady, 0)
    assert os.waitstatus_to_exitcode(status) == 0
    held = read_ledger(file)
    assert held.faults == ()
    assert sum('"steady' in entry.payload for entry in held.entries) == 60
