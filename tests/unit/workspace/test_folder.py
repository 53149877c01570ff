"""Cases are found, read whole, and refused with where was looked and what is there."""

import shutil
from pathlib import Path

import pytest

from detente.core.errors import CaseError, WorkspaceError
from detente.workspace import load_case, open_folder, write_new

SMALL = Path(__file__).parents[2] / "cases" / "small"


@pytest.fixture
def here(tmp_path, monkeypatch):
    shutil.copytree(SMALL, tmp_path / "cases" / "small")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_case_is_read_from_its_folder():
    assert load_case(SMALL).case.case == "small"


def test_a_case_is_found_under_cases_by_its_name(here):
    assert open_folder("small").files == open_folder(here / "cases" / "small").files


def test_the_name_of_a_folder_is_its_own_on_every_machine(here, monkeypatch):
    monkeypatch.chdir(here / "cases" / "small")
    assert open_folder(".").name == "small"


def test_other_files_are_left_alone(here):
    folder = here / "cases" / "small"
    (folder / "notes.md").write_text("to do")
    assert "notes.md" not in open_folder(folder).files


def test_a_conflict_is_one_of_the_files_of_its_case_and_alone_makes_none(here):
    folder = here / "cases" / "small"
    (folder / "conflict.yaml").write_text("players: 2")
    assert open_folder(folder).files["conflict.yaml"] == b"players: 2"
    alone = here / "alone"
    alone.mkdir()
    (alone / "conflict.yaml").write_text("players: 2")
    with pytest.raises(WorkspaceError, match=r"found no \.yaml file"):
        open_folder(alone)


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("smal", "looked for as smal and as cases/smal; there are: cases/small; nearest: cases/small"),
        ("cases/smal", "nearest: cases/small"),
        ("elsewhere/small", "nearest: cases/small"),
        (
            "cases/small/case.yaml",
            "found a file; allowed: the folder of a case. Mend: name its folder, cases/small",
        ),
        (
            "cases",
            "found no .yaml file (it holds small); allowed: at least one .yaml file. Mend: name one of cases/small",
        ),
        ("empty", "it holds nothing"),
    ],
)
def test_a_wrong_path_is_refused_with_what_is_there(here, path, says):
    (here / "empty").mkdir()
    with pytest.raises(WorkspaceError) as caught:
        open_folder(path)
    assert says in str(caught.value)
    assert caught.value.mend or caught.value.nearest


def test_a_misnamed_ending_is_told(here):
    (here / "old").mkdir()
    (here / "old" / "case.yml").write_text("case: old")
    with pytest.raises(WorkspaceError, match=r"rename the \.yml files"):
        open_folder("old")


def test_a_finished_run_is_told_from_a_case(here):
    (here / "r").mkdir()
    (here / "r" / "manifest.json").write_text("{}")
    with pytest.raises(WorkspaceError, match=r"found a finished run.*r/case"):
        open_folder("r")


def test_faults_say_which_case_they_are_in(here):
    file = here / "cases" / "small" / "case.yaml"
    file.write_text(file.read_text().replace("as_of:", "as_off:"))
    with pytest.raises(CaseError) as caught:
        load_case("small")
    assert caught.value.__notes__ == ["In the case small:"]


def test_bytes_that_are_no_text_are_a_fault_of_the_case(here):
    (here / "cases" / "small" / "case.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(CaseError, match=r"case\.yaml"):
        load_case("small")


def test_a_new_folder_is_written_once(tmp_path):
    folder = write_new({"case.yaml": "case: x\n"}, tmp_path / "deep" / "x")
    assert (folder / "case.yaml").read_bytes() == b"case: x\n"
    with pytest.raises(WorkspaceError, match="a folder that exists"):
        write_new({"case.yaml": "case: y\n"}, folder)
    assert (folder / "case.yaml").read_bytes() == b"case: x\n"


def test_a_new_folder_inside_a_file_is_refused(tmp_path):
    (tmp_path / "f").write_text("")
    with pytest.raises(WorkspaceError, match="not a directory"):
        write_new({"case.yaml": ""}, tmp_path / "f" / "x")
