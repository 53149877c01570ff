"""A sweep in its folder: whole, resumed, refused, with points that fail."""

import json

import duckdb
import pytest

from detente.case import apply_edits
from detente.case.vary import edits_at
from detente.core.errors import ParameterError, WorkspaceError
from detente.projection import project
from detente.sweeps.engines import Crew
from detente.sweeps.run import swept
from detente.sweeps.task import opened
from sweeping import POISONED, VARY, bytes_of, small_sweep


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    out = tmp_path_factory.mktemp("sweep") / "s"
    sweep = small_sweep()
    return sweep, swept(sweep, out, crew=Crew(1))


def test_a_sweep_holds_design_shards_and_a_manifest_of_all(done):
    _, made = done
    told = json.loads((made.folder / "manifest.json").read_text())
    held = set(bytes_of(made.folder)) - {"manifest.json"}
    assert set(told["files"]) == held
    assert [one["file"] for one in told["shards"]] == [f"shards/shard-0000{n}.parquet" for n in range(4)]
    rows = duckdb.read_parquet(str(made.folder / "shards" / "*.parquet")).fetchall()
    assert [row[0] for row in rows] == list(range(8))


def test_a_point_is_the_edited_case_under_the_sweeps_noise(done):
    sweep, made = done
    read = opened(sweep.asked)
    edits = [
        edit
        for axis, value in zip(sweep.design.axes, sweep.design.values(3), strict=True)
        for edit in edits_at(axis.factor, value)
    ]
    worlds = project(apply_edits(read.case, tuple(edits)), read.settings)
    wanted = read.kept[0].read(read.case, worlds).mean()
    found = duckdb.sql(
        f"select more_water from '{made.folder}/shards/shard-00001.parquet' where _point = 3"
    ).fetchall()
    assert found == [(wanted,)]


def test_own_noise_gives_every_point_draws_of_its_own(tmp_path):
    text = "vary: [{set: pressure.drought, choices: [40, 40.0001]}]\nkeep: [water.level]\n"
    means = {}
    for noise in ("same", "own"):
        made = swept(small_sweep(text, "lhs", 6, noise=noise), tmp_path / noise, crew=Crew(1))
        means[noise] = made.summary.outcomes[0].sd
        assert made.summary.outcomes[0].noise == pytest.approx(1.0, abs=0.9) if noise == "own" else True
    assert means["own"] > 100 * means["same"]


def test_a_finished_sweep_is_looked_at_and_not_run_again(done, monkeypatch):
    sweep, made = done
    before = bytes_of(made.folder)
    monkeypatch.setattr("detente.sweeps.task._point", None)
    again = swept(sweep, made.folder, crew=Crew(1))
    assert again.resumed == 4
    assert bytes_of(made.folder) == before


def test_lost_and_damaged_shards_are_run_again(done, tmp_path):
    sweep, made = done
    whole = bytes_of(made.folder)
    out = tmp_path / "s"
    for name, content in whole.items():
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_bytes(content)
    (out / "manifest.json").unlink()
    (out / "shards" / "shard-00000.parquet").unlink()
    damaged = out / "shards" / "shard-00001.parquet"
    damaged.write_bytes(damaged.read_bytes()[:-40])
    duckdb.execute(
        f"copy (select * replace (0.5 as more_water) from '{out}/shards/shard-00002.parquet') "
        f"to '{out}/changed.parquet' (format parquet)"
    )
    (out / "changed.parquet").replace(out / "shards" / "shard-00002.parquet")
    (out / "shards" / ".shard-00003.parquet.x.partial").write_bytes(b"half")
    again = swept(sweep, out, crew=Crew(1))
    assert again.resumed == 1
    assert bytes_of(out) == whole


def test_one_killed_before_its_first_shard_is_gone_on_with(done, tmp_path):
    sweep, made = done
    (tmp_path / "plan.json").write_bytes((made.folder / "plan.json").read_bytes())
    (tmp_path / ".design.parquet.x.partial").write_bytes(b"half")
    assert swept(sweep, tmp_path, crew=Crew(1)).resumed == 0
    assert bytes_of(tmp_path) == bytes_of(made.folder)


def test_a_note_laid_beside_is_left_alone_and_not_listed(done):
    sweep, made = done
    note = made.folder / "note.txt"
    note.write_text("mine")
    swept(sweep, made.folder, crew=Crew(1))
    assert "note.txt" not in json.loads((made.folder / "manifest.json").read_text())["files"]
    note.unlink()


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"text": VARY.replace("70", "71")}, "the file that says what varies"),
        ({"worlds": 41}, "worlds, seed"),
        ({"seed": 8}, "worlds, seed"),
        ({"n": 16}, "the design"),
        ({"shard_size": 3}, "--shard-size"),
        ({"noise": "own"}, "noise"),
    ],
)
def test_another_sweep_is_refused_in_the_same_folder(done, changed, says):
    _, made = done
    before = bytes_of(made.folder)
    with pytest.raises(WorkspaceError, match="differs in") as refused:
        swept(small_sweep(**changed), made.folder, crew=Crew(1))
    assert says in str(refused.value)
    assert bytes_of(made.folder) == before


def test_a_folder_of_something_else_is_refused(tmp_path):
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(WorkspaceError, match="no sweep wrote"):
        swept(small_sweep(), tmp_path, crew=Crew(1))
    assert [file.name for file in tmp_path.iterdir()] == ["letter.txt"]


def test_points_that_fail_are_told_and_do_no_harm(tmp_path):
    made = swept(small_sweep(POISONED, "grid", None), tmp_path / "s", crew=Crew(1))
    assert (made.summary.points, made.summary.failed) == (8, 4)
    assert made.summary.outcomes[0].points == 4
    told = made.summary.failures[0]
    assert told.values["drop:local_vote"] == "dropped"
    assert "local_vote" in told.said
    assert "Mend" in told.said
    assert json.loads((tmp_path / "s" / "manifest.json").read_text())["failed"] == 4
    again = swept(small_sweep(POISONED, "grid", None), tmp_path / "s", crew=Crew(1))
    assert (again.resumed, again.summary.failed) == (4, 4)


def test_an_address_goes_with_dask_only(tmp_path):
    with pytest.raises(ParameterError, match="--address"):
        swept(small_sweep(), tmp_path / "s", crew=Crew(1, "tcp://127.0.0.1:1"))
    assert not (tmp_path / "s").exists()
