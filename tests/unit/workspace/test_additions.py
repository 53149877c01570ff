"""A file is added to a case whole or not at all, and only where the case stays sound with it."""

import shutil
from pathlib import Path

import pytest

from detente.core.errors import CaseError, WorkspaceError
from detente.workspace import add_file, difference

SMALL = Path(__file__).parents[2] / "cases" / "small"
TEXT = "sources:\n  more: {title: More, publisher: P, date: 2023-05-01}\n"


@pytest.fixture
def case(tmp_path):
    return Path(shutil.copytree(SMALL, tmp_path / "small"))


def test_a_new_file_is_shown_and_written(case):
    told = difference(case, "more.yaml", TEXT)
    assert told.startswith("--- /dev/null\n+++ more.yaml\n")
    assert not (case / "more.yaml").exists()
    assert add_file(case, "more.yaml", TEXT).read_text() == TEXT
    assert difference(case, "more.yaml", TEXT) == ""
    assert difference(case, "more.yaml", TEXT.replace("More", "Less")).startswith(
        "--- more.yaml\n+++ more.yaml\n"
    )
    assert [path.name for path in case.iterdir() if path.name.startswith(".")] == []


def test_a_file_that_breaks_the_case_is_refused(case):
    with pytest.raises(CaseError, match="gazette"):
        difference(case, "more.yaml", TEXT.replace("more:", "gazette:"))


def test_no_case_no_file(tmp_path):
    with pytest.raises(WorkspaceError, match="no such folder"):
        difference(tmp_path / "none", "more.yaml", TEXT)
    with pytest.raises(WorkspaceError, match="no such folder"):
        add_file(tmp_path / "none", "more.yaml", TEXT)
