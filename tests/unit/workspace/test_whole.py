"""Files of a folder are changed together or not at all."""

from pathlib import Path

import pytest

from detente.core.errors import WorkspaceError
from detente.workspace import rewrite

BEFORE = {"a.yaml": b"a: 1\n", "b.yaml": b"b: 1\n"}
AFTER = {"a.yaml": b"a: 2\n", "b.yaml": b"b: 1\n", "c.yaml": b"c: 1\n"}


@pytest.fixture
def folder(tmp_path):
    for name, content in BEFORE.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "notes.txt").write_text("mine")
    return tmp_path


def held(folder):
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def test_changed_files_are_written_and_others_left_alone(folder):
    (folder / "a.yaml").chmod(0o640)
    stamp = (folder / "b.yaml").stat().st_mtime_ns
    assert rewrite(folder, BEFORE, AFTER) == ("a.yaml", "c.yaml")
    assert held(folder) == {**AFTER, "notes.txt": b"mine"}
    assert (folder / "a.yaml").stat().st_mode & 0o777 == 0o640
    assert (folder / "b.yaml").stat().st_mtime_ns == stamp


def test_nothing_to_change_writes_nothing(folder):
    assert rewrite(folder, BEFORE, BEFORE) == ()


@pytest.mark.parametrize("failure", [OSError(28, "No space left on device"), KeyboardInterrupt()])
@pytest.mark.parametrize("at", [0, 1])
def test_a_failure_changes_nothing(folder, monkeypatch, failure, at):
    before, replace, calls = held(folder), Path.replace, []

    def failing(self, target):
        calls.append(target)
        if len(calls) > at:
            raise failure
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises((WorkspaceError, KeyboardInterrupt)):
        rewrite(folder, BEFORE, AFTER)
    monkeypatch.undo()
    assert held(folder) == before


@pytest.mark.parametrize("name", ["a.yaml", "c.yaml"])
def test_what_somebody_else_has_changed_is_not_overwritten(folder, name):
    (folder / name).write_bytes(b"theirs: 1\n")
    before = held(folder)
    with pytest.raises(WorkspaceError, match="changed while we worked"):
        rewrite(folder, BEFORE, AFTER)
    assert held(folder) == before
