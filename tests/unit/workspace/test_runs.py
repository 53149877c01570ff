"""Runs are written whole or not at all, overwrite nothing of others, and can be read back."""

import json
from hashlib import sha256
from pathlib import Path

import pytest

from detente.core.errors import WorkspaceError
from detente.workspace import MANIFEST, CaseFolder, refuse_to_overwrite, runs, stored_run, whole, write_run

CASE = CaseFolder("toy", {"case.yaml": b"case: toy\n"})
MANIFEST_OF_TOY = {
    "case": "toy",
    "run": "toy-00000000",
    "worlds": 10,
    "seed": 3,
    "as_of": "2024-01-05",
    "mode": "hindcast",
    "inputs": {"case.yaml": sha256(b"case: toy\n").hexdigest()},
}


def write(out, files=None, **changed):
    return write_run(
        files or {"results.json": "{}\n", "tables/a.csv": "x\n"}, {**MANIFEST_OF_TOY, **changed}, CASE, out
    )


def names(folder: Path) -> set[str]:
    return {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()}


def test_a_run_holds_its_files_its_case_and_a_manifest_of_all(tmp_path):
    out = write(tmp_path / "runs" / "toy")
    assert names(out) == {"results.json", "tables/a.csv", "case/case.yaml", MANIFEST}
    told = json.loads((out / MANIFEST).read_text())
    assert told["files"] == {
        name: sha256((out / name).read_bytes()).hexdigest() for name in sorted(names(out) - {MANIFEST})
    }


def test_nothing_else_is_left_beside_it(tmp_path):
    write(tmp_path / "toy")
    write(tmp_path / "toy")
    assert [each.name for each in tmp_path.iterdir()] == ["toy"]


def test_the_same_run_gives_the_same_bytes(tmp_path):
    first, second = write(tmp_path / "a"), write(tmp_path / "b")
    assert names(first) == names(second)
    assert all((first / name).read_bytes() == (second / name).read_bytes() for name in names(first))


def test_a_run_is_read_back(tmp_path):
    run = stored_run(write(tmp_path / "toy"))
    assert run is not None
    assert (run.settings.worlds, run.settings.seed, run.settings.mode) == (10, 3, "hindcast")
    assert run.case() == CASE
    assert run.read("results.json") == b"{}\n"


def test_the_same_run_keeps_what_is_not_written_anew(tmp_path):
    out = write(tmp_path / "toy")
    write(out, {"brief.html": "<p>"})
    assert {"results.json", "brief.html"} <= names(out)
    assert set(stored_run(out).files) == names(out) - {MANIFEST}


def test_another_run_takes_the_whole_place(tmp_path):
    out = write(tmp_path / "toy")
    write(out, {"brief.html": "<p>"}, run="toy-11111111")
    assert "results.json" not in names(out)


def test_a_changed_copy_of_the_case_is_refused(tmp_path):
    out = write(tmp_path / "toy")
    (out / "case" / "case.yaml").write_text("case: other\n")
    with pytest.raises(WorkspaceError, match=r"changed after the run: case\.yaml"):
        stored_run(out).case()


def test_a_changed_result_is_refused(tmp_path):
    out = write(tmp_path / "toy")
    (out / "results.json").unlink()
    with pytest.raises(WorkspaceError, match="gone or was changed"):
        stored_run(out).read("results.json")


@pytest.mark.parametrize("manifest", ["", "[]", '{"format": "other"}', '{"files": {}}'])
def test_a_folder_without_our_manifest_is_no_run(tmp_path, manifest):
    (tmp_path / MANIFEST).write_text(manifest)
    assert stored_run(tmp_path) is None


def test_a_manifest_that_names_files_outside_is_no_run(tmp_path):
    told = {"format": runs.FORMAT, **MANIFEST_OF_TOY, "files": {"../secret": "0"}}
    (tmp_path / MANIFEST).write_text(json.dumps(told))
    assert stored_run(tmp_path) is None


def test_files_of_others_are_never_overwritten(tmp_path):
    (tmp_path / "thesis.docx").write_text("years of work")
    with pytest.raises(WorkspaceError, match=r"files that no run wrote \(thesis\.docx\)"):
        write(tmp_path)
    assert names(tmp_path) == {"thesis.docx"}


def test_notes_beside_a_run_stop_it_from_being_overwritten(tmp_path):
    out = write(tmp_path / "toy")
    (out / "notes.md").write_text("mine")
    with pytest.raises(WorkspaceError, match=r"notes\.md"):
        write(out)


def test_a_file_in_the_way_is_refused(tmp_path):
    (tmp_path / "f").write_text("")
    with pytest.raises(WorkspaceError, match="found a file; allowed: a folder"):
        refuse_to_overwrite(tmp_path / "f")
    with pytest.raises(WorkspaceError):
        refuse_to_overwrite(tmp_path / "f" / "toy")


def test_an_empty_folder_may_be_used(tmp_path):
    (tmp_path / "toy").mkdir()
    assert MANIFEST in names(write(tmp_path / "toy"))


@pytest.mark.parametrize("failure", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_nothing_stays_of_a_run_that_fails_while_it_is_written(tmp_path, monkeypatch, failure):
    write_bytes = Path.write_bytes

    def full(file, content):
        if file.name == MANIFEST:  # it comes last
            raise failure
        return write_bytes(file, content)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises((WorkspaceError, KeyboardInterrupt)) as caught:
        write(tmp_path / "runs" / "toy")
    assert list(tmp_path.iterdir()) == []
    if isinstance(failure, OSError):
        assert "no space left" in str(caught.value)


def test_an_earlier_run_survives_one_that_fails(tmp_path, monkeypatch):
    out = write(tmp_path / "toy")
    before = (out / MANIFEST).read_bytes()
    with monkeypatch.context() as broken:
        broken.setattr(whole, "_take_the_place_of", lambda *_: (_ for _ in ()).throw(OSError(5, "I/O error")))
        with pytest.raises(WorkspaceError):
            write(out, run="toy-11111111")
    assert (out / MANIFEST).read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["toy"]
