"""Every engine gives the bytes that one thread gives; a worker that dies loses nothing."""

import os
import signal
import threading
import time

import pytest

from detente.core.errors import ParameterError, RunError
from detente.sweeps.engines import Crew, engine_names
from detente.sweeps.run import swept
from sweeping import bytes_of, small_sweep

pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture(scope="module")
def alone(tmp_path_factory):
    """A sweep on one thread: what all others must come to."""
    out = tmp_path_factory.mktemp("alone") / "s"
    swept(small_sweep(), out, crew=Crew(1))
    return bytes_of(out)


@pytest.mark.parametrize("name", engine_names())
def test_every_engine_gives_the_same_bytes(name, alone, tmp_path):
    swept(small_sweep(), tmp_path / "s", by=name, crew=Crew(2))
    assert bytes_of(tmp_path / "s") == alone


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_a_process_that_dies_loses_nothing(alone, tmp_path, monkeypatch):
    import multiprocessing

    told = []
    killed = []

    def kill_one(done: int, total: int) -> None:
        if 0 < done < total and not killed:
            worker = multiprocessing.active_children()[0]
            killed.append(worker.pid)
            os.kill(worker.pid, signal.SIGKILL)

    swept(small_sweep(), tmp_path / "s", by="processes", crew=Crew(2, told=told.append), progress=kill_one)
    assert killed
    assert bytes_of(tmp_path / "s") == alone


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_processes_that_always_die_are_given_up(tmp_path, monkeypatch):
    from detente.sweeps.engines import processes

    monkeypatch.setattr(processes, "_settled", _die)
    told = []
    with pytest.raises(RunError, match="died one after the other"):
        swept(small_sweep(), tmp_path / "s", by="processes", crew=Crew(1, told=told.append))
    assert len(told) == processes.MOST_DEATHS


def _die(shard):
    os._exit(9)


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_a_dask_worker_killed_in_the_middle_loses_nothing(alone, tmp_path):
    distributed = pytest.importorskip("distributed")
    told = []
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50
    ) as cluster:
        killed = []

        def kill_one(done: int, total: int) -> None:
            if done and not killed:
                killed.append(cluster.workers[0].pid)
                os.kill(killed[0], signal.SIGKILL)

        swept(
            small_sweep(), tmp_path / "s", by="dask",
            crew=Crew(2, cluster.scheduler_address, told.append), progress=kill_one,
        )  # fmt: skip
    assert killed
    assert len(told) == 1
    assert "its shards go to others" in told[0]
    assert bytes_of(tmp_path / "s") == alone


def test_a_scheduler_that_is_not_there_is_told(tmp_path, monkeypatch):
    pytest.importorskip("distributed")
    from detente.sweeps.engines import dask

    monkeypatch.setattr(dask, "PATIENCE", 0.5)
    with pytest.raises(ParameterError, match="no scheduler answers"):
        swept(small_sweep(), tmp_path / "s", by="dask", crew=Crew(2, "tcp://127.0.0.1:9"))


def test_without_dask_it_is_said_how_to_install_it(tmp_path, monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ParameterError, match=r"detente\[cluster\]"):
        swept(small_sweep(), tmp_path / "s", by="dask", crew=Crew(2))


@pytest.mark.parametrize("name", ["threads", "processes"])
def test_a_sweep_that_is_stopped_keeps_finished_shards(name, alone, tmp_path):
    seen = []

    def stop_early(done: int, total: int) -> None:
        seen.append(done)
        if done >= 4:
            raise KeyboardInterrupt

    began = threading.active_count()
    with pytest.raises(KeyboardInterrupt):
        swept(small_sweep(), tmp_path / "s", by=name, crew=Crew(1), progress=stop_early)
    held = bytes_of(tmp_path / "s")
    assert "manifest.json" not in held
    assert sum(part.startswith("shards/") for part in held) == 2
    assert all(content == alone[part] for part, content in held.items())
    again = swept(small_sweep(), tmp_path / "s", crew=Crew(1))
    assert again.resumed == 2
    assert bytes_of(tmp_path / "s") == alone
    for _ in range(50):
        if threading.active_count() <= began:
            break
        time.sleep(0.1)
