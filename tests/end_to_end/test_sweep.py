"""`detente sweep` as a user meets it: on the command line, broken off, killed, gone on with, refused."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sweeping import POISONED, VARY, bytes_of
from terminal import detente

DETENTE = [sys.executable, "-m", "detente"]


@pytest.fixture
def vary(tmp_path) -> Path:
    file = tmp_path / "vary.yaml"
    file.write_text(VARY)
    return file


def asked(vary: Path, out: Path, *more: object) -> list[object]:
    return ["sweep", "small", "--vary", vary, "--worlds", 40, "--shard-size", 4, "--out", out, *more]


def test_a_sweep_on_the_command_line(desk, vary, tmp_path):
    said = detente(*asked(vary, tmp_path / "s", "--n", 10, "--json"), at=desk)
    assert said.code == 0, said.err
    assert "10 rounded up to 16" in said.err
    told = said.json
    assert (told["points"], told["shards"], told["resumed"], told["failed"]) == (16, 4, 0, 0)
    assert [one["of"] for one in told["outcomes"]][-1] == "lake_talks.settled@2023-12-31"
    stored = json.loads((tmp_path / "s" / "summary.json").read_text())
    assert stored == {key: value for key, value in told.items() if key not in ("folder", "shards", "resumed")}
    again = detente(*asked(vary, tmp_path / "s", "--n", 10), at=desk)
    assert again.code == 0
    assert "4 of 4 shards were there already" in " ".join(again.out.split())
    assert "What it goes with" in again.out


def test_the_folder_is_named_after_what_it_is_made_from(desk, vary):
    said = detente("sweep", "small", "--vary", vary, "--worlds", 20, "--n", 2, "--json", at=desk)
    assert said.json["folder"].startswith("runs/small-sweep-")
    assert (desk / said.json["folder"] / "manifest.json").is_file()


def test_points_that_fail_end_with_three(desk, vary, tmp_path):
    vary.write_text(POISONED)
    said = detente(*asked(vary, tmp_path / "s", "--design", "grid", "--json"), at=desk)
    assert said.code == 3
    assert said.json["failed"] == 4
    assert "4 of 8 points failed" in said.err
    assert (tmp_path / "s" / "manifest.json").is_file()


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--design", "sobl", "--n", 4], "nearest: sobol"),
        (["--noise", "sam", "--n", 4], "nearest: same"),
        (["--engine", "thread", "--n", 4], "nearest: threads"),
        (["--n", "many"], "--n: found 'many'"),
        ([], "--n: found nothing"),
        (["--n", 4, "--shard-size", 0], "--shard-size"),
        (["--n", 4, "--address", "tcp://127.0.0.1:1"], "--engine dask"),
        (["--design", "grid", "--n", 5], "18 points"),
    ],
)
def test_options_out_of_range_are_told_and_nothing_is_written(desk, vary, tmp_path, options, says):
    said = detente(
        "sweep", "small", "--vary", vary, "--worlds", 20, "--out", tmp_path / "s", *options, at=desk
    )
    assert (said.code, said.out) == (2, "")
    assert says in said.err
    assert not (tmp_path / "s").exists()


def test_a_faulty_file_is_told_with_line_and_nearest_name(desk, vary, tmp_path):
    vary.write_text("vary:\n  - {drop: dry_sprong}\nkeep: [more_watr]\n")
    said = detente(*asked(vary, tmp_path / "s", "--n", 4), at=desk)
    assert said.code == 2
    assert "vary.yaml:2:" in said.err
    assert "nearest: dry_spring" in said.err
    vary.write_text("vary:\n  - {drop: dry_spring}\nkeep: [more_watr]\n")
    assert "nearest: more_water" in detente(*asked(vary, tmp_path / "s", "--n", 4), at=desk).err
    missing = detente(*asked(tmp_path / "nowhere.yaml", tmp_path / "s", "--n", 4), at=desk)
    assert (missing.code, missing.out) == (2, "")
    assert not (tmp_path / "s").exists()


def test_the_schema_of_the_file_can_be_had(desk):
    assert set(detente("schema", "--sweep", at=desk).json["properties"]) == {"vary", "keep"}
    assert detente("schema", "--sweep", "--conflict", at=desk).code == 2


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
@pytest.mark.parametrize(
    ("sent", "engine"),
    [(signal.SIGINT, "threads"), (signal.SIGTERM, "processes"), (signal.SIGKILL, "processes")],
)
def test_a_sweep_broken_off_keeps_finished_shards_and_is_gone_on_with(desk, vary, tmp_path, sent, engine):
    line = asked(vary, tmp_path / "s", "--n", 64, "--workers", 1)
    line[line.index("--worlds") + 1] = 3000
    running = subprocess.Popen(
        [*DETENTE, *map(str, line), "--engine", engine],
        cwd=desk, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    shards = tmp_path / "s" / "shards"
    for _ in range(1200):
        if shards.is_dir() and len(list(shards.glob("shard-*.parquet"))) >= 2:
            break
        time.sleep(0.05)
    running.send_signal(sent)
    began = time.monotonic()
    _, err = running.communicate(timeout=60)
    assert "Traceback" not in err, err
    if sent != signal.SIGKILL:
        assert running.returncode == 130, err
        assert "the same command goes on from there" in err.splitlines()[-1]
        assert time.monotonic() - began < 20
    assert not (tmp_path / "s" / "manifest.json").exists()
    kept = {name: content for name, content in bytes_of(shards).items() if not name.startswith(".")}
    assert 2 <= len(kept) < 16
    said = detente(*line, "--json", at=desk)
    assert said.code == 0, said.err
    assert len(kept) <= said.json["resumed"] <= len(kept)
    whole = bytes_of(tmp_path / "s")
    assert all(whole[f"shards/{name}"] == content for name, content in kept.items())
    assert not any(".partial" in name for name in whole)
