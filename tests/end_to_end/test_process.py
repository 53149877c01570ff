"""What only a process of its own can show: exit codes, signals, pipes, and the cold start of `python -m detente`."""

import os
import signal
import subprocess
import sys
import time

import pytest

DETENTE = [sys.executable, "-m", "detente"]


def test_a_process_speaks_json_alone(desk, tmp_path):
    done = subprocess.run(
        [*DETENTE, "run", "small", "--worlds", "50", "--no-report", "--json", "--out", tmp_path / "o"],
        cwd=desk, capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout == (tmp_path / "o" / "results.json").read_bytes()
    assert b"Warning" not in done.stderr


def test_a_fault_ends_with_two(desk):
    done = subprocess.run([*DETENTE, "run", "nowhere"], cwd=desk, capture_output=True, check=False, text=True)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Mend:" in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_a_run_that_is_stopped_leaves_nothing(desk, tmp_path, sent):
    running = subprocess.Popen(
        [*DETENTE, "run", "small", "--worlds", "150000", "--out", tmp_path / "deep" / "o"],
        cwd=desk, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    time.sleep(6)
    running.send_signal(sent)
    out, err = running.communicate(timeout=120)
    assert running.returncode == 130, err
    assert err.splitlines()[-1] == "stopped; nothing written"
    assert "Traceback" not in err
    assert out == ""
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="pipes of POSIX")
def test_a_reader_who_leaves_early_does_no_harm(desk):
    line = f"'{sys.executable}' -m detente schema | head -n 1"
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {line}"], cwd=desk, capture_output=True, text=True, check=False
    )
    assert done.stdout == "{\n"
    assert "Error" not in done.stderr
    assert "Exception" not in done.stderr
