"""A draft is written whole, over nothing but a draft that nobody has touched."""

import json

import pytest

from detente.core.errors import WorkspaceError
from detente.workspace import refuse_to_overwrite_draft, write_draft
from detente.workspace.drafts import RECORD

FILES = {"case.yaml": "case: a\n", "reading/annotations.jsonld": "{}\n"}


def held(folder):
    return {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()}


def test_a_draft_with_its_record(tmp_path):
    out = write_draft(FILES, {"articles": ["a"]}, tmp_path / "drafts" / "a")
    assert held(out) == {*FILES, RECORD}
    told = json.loads((out / RECORD).read_text())
    assert set(told["files"]) == set(FILES)
    assert told["articles"] == ["a"]


def test_an_untouched_draft_is_written_anew_and_what_it_no_longer_has_goes(tmp_path):
    out = write_draft({**FILES, "claims.yaml": "claims: {}\n"}, {}, tmp_path / "a")
    write_draft(FILES, {}, out)
    assert held(out) == {*FILES, RECORD}


def test_a_draft_somebody_has_worked_on_is_kept(tmp_path):
    out = write_draft(FILES, {}, tmp_path / "a")
    (out / "case.yaml").write_text("case: mine\n")
    with pytest.raises(WorkspaceError, match="worked on"):
        write_draft(FILES, {}, out)
    assert (out / "case.yaml").read_text() == "case: mine\n"


@pytest.mark.parametrize("name", ["mine.yaml", "deep/notes.txt"])
def test_files_of_others_are_kept(tmp_path, name):
    (tmp_path / "a" / name).parent.mkdir(parents=True)
    (tmp_path / "a" / name).write_text("mine")
    with pytest.raises(WorkspaceError, match="no reading wrote"):
        write_draft(FILES, {}, tmp_path / "a")
    assert held(tmp_path / "a") == {name}


def test_a_file_is_no_folder(tmp_path):
    (tmp_path / "a").write_text("mine")
    with pytest.raises(WorkspaceError, match="a file"):
        refuse_to_overwrite_draft(tmp_path / "a")


def test_an_empty_folder_may_be_used(tmp_path):
    (tmp_path / "a").mkdir()
    assert held(write_draft(FILES, {}, tmp_path / "a"))
