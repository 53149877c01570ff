import io
import sys

import pytest

from detente.core.errors import WorkspaceError
from detente.sources import lines
from detente.sources.lines import lines_of


def test_lines_are_numbered_from_one(tmp_path):
    file = tmp_path / "a.txt"
    file.write_bytes(b"one\r\n\ntwo")
    assert list(lines_of(str(file))) == [(1, b"one"), (2, b""), (3, b"two")]


def test_a_line_that_is_too_long_is_skipped_whole(tmp_path, monkeypatch):
    monkeypatch.setattr(lines, "MOST", 10)
    file = tmp_path / "a.txt"
    file.write_bytes(b"x" * 35 + b"\nshort\n" + b"y" * 10 + b"\n")
    assert list(lines_of(str(file))) == [(1, None), (2, b"short"), (3, b"y" * 10)]


def test_standard_input_is_a_dash(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"one\n")))
    assert list(lines_of("-")) == [(1, b"one")]


@pytest.mark.parametrize("name", ["absent.txt", "."])
def test_what_cannot_be_read_is_told(tmp_path, name):
    with pytest.raises(WorkspaceError, match="allowed: a file of lines"):
        list(lines_of(str(tmp_path / name)))
