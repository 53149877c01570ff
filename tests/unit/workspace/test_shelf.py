import os
import shutil
from datetime import UTC, datetime, timedelta

import pytest

from detente.core.errors import ParameterError, WorkspaceError
from detente.core.projection import Settings
from detente.workspace import (
    CaseBranch,
    CaseFolder,
    failed_runs,
    finished_runs,
    folders_of_cases,
    keep_failure,
    parquet_of,
    read_branch,
    write_branch,
    write_file,
    write_run,
)
from detente.workspace.shelf import MOST_FAILED

CASE = CaseFolder("small", {"case.yaml": b"case: small\n"})
NOW = datetime(2024, 11, 30, 12, tzinfo=UTC)


def test_finished_runs_are_found_newest_first_and_strangers_left_alone(tmp_path):
    for place, name in enumerate(("b", "a")):
        write_run({"results.json": "{}"}, {"run": name, "case": "small"}, CASE, tmp_path / name)
        os.utime(tmp_path / name / "manifest.json", (place, place))
    (tmp_path / "notes").mkdir()
    (tmp_path / "file.txt").write_text("x")
    assert [run.folder.name for run in finished_runs(tmp_path)] == ["a", "b"]
    assert finished_runs(tmp_path / "nowhere") == ()


def test_failures_are_kept_with_input_and_the_oldest_go(tmp_path):
    settings = Settings(9, 1, NOW.date())
    for number in range(MOST_FAILED + 3):
        keep_failure(tmp_path, CASE, settings, f"it failed {number}", NOW + timedelta(seconds=number))
    held = failed_runs(tmp_path)
    assert len(held) == MOST_FAILED
    assert held[0].message == f"it failed {MOST_FAILED + 2}"
    assert held[0].asked == {"worlds": 9, "seed": 1, "as_of": "2024-11-30", "mode": "forecast"}
    assert (held[0].folder / "case" / "case.yaml").read_bytes() == b"case: small\n"
    (tmp_path / "failed" / "broken").mkdir()
    (tmp_path / "failed" / "broken" / "failure.json").write_text("[]")
    assert len(failed_runs(tmp_path)) == MOST_FAILED
    assert finished_runs(tmp_path) == ()


def test_a_folder_of_cases_holds_all_of_them(tmp_path, root):
    for name in ("one", "two"):
        shutil.copytree(root / "tests" / "cases" / "small", tmp_path / name)
    assert [folder.name for folder in folders_of_cases(tmp_path)] == ["one", "two"]
    assert [folder.name for folder in folders_of_cases(tmp_path / "one")] == ["one"]
    with pytest.raises(WorkspaceError):
        folders_of_cases(tmp_path / "three")
    (tmp_path / "empty").mkdir()
    with pytest.raises(WorkspaceError):
        folders_of_cases(tmp_path / "empty")


def test_a_file_is_written_whole_or_not_at_all(tmp_path):
    file = tmp_path / "a.yaml"
    file.write_text("before")
    file.chmod(0o640)
    write_file(file, "after")
    assert file.read_text() == "after"
    assert file.stat().st_mode & 0o777 == 0o640
    assert [one.name for one in tmp_path.iterdir()] == ["a.yaml"]
    (tmp_path / "folder").mkdir()
    with pytest.raises(WorkspaceError):
        write_file(tmp_path / "folder", "x")
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a.yaml", "folder"]


def test_a_branch_is_read_as_it_was_written_and_another_form_refused(tmp_path):
    branch = CaseBranch("hard-line", 'he said: "no" # not a comment', ("drop:a", "set:x.y=3@2025-01-20"))
    write_branch(tmp_path, branch)
    assert read_branch(tmp_path, "hard-line") == branch
    with pytest.raises(WorkspaceError, match="no such branch"):
        read_branch(tmp_path, "other")
    (tmp_path / "branches" / "odd.yaml").write_text("edits: {a: 1}\n")
    with pytest.raises(WorkspaceError, match="another form"):
        read_branch(tmp_path, "odd")
    with pytest.raises(ParameterError):
        read_branch(tmp_path, "../odd")
    with pytest.raises(ParameterError):
        write_branch(tmp_path, CaseBranch("none", "", ()))


def test_a_table_is_the_same_as_parquet(tmp_path):
    import duckdb

    file = tmp_path / "t.parquet"
    file.write_bytes(parquet_of(b'id,value,says\na,1.5,"x, y"\nb,,z\n'))
    with duckdb.connect() as made:
        rows = made.execute(f"select * from read_parquet('{file}')").fetchall()
    assert rows == [("a", 1.5, "x, y"), ("b", None, "z")]
