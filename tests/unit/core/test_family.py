import sys
from pathlib import Path

import pytest

from detente.core.errors import FamilyError, ParameterError
from detente.core.family import member, members, names

FILES = {
    "__init__.py": "",
    "base.py": "BREED = 'contract'\n",
    "_shared.py": "BREED = 'helper'\n",
    "weighted_mean.py": "BREED = 'mean'\n",
    "nash.py": "BREED = 'nash'\n",
    "notes.txt": "no member",
}


@pytest.fixture
def breeds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A family of two members in a package of its own, forgotten afterwards."""
    folder = tmp_path / "breeds"
    folder.mkdir()
    for name, text in FILES.items():
        (folder / name).write_text(text)
    monkeypatch.syspath_prepend(str(tmp_path))
    yield folder
    for module in [name for name in sys.modules if name.split(".")[0] == "breeds"]:
        del sys.modules[module]


def test_members_are_the_files_of_the_folder(breeds):
    found = members("breeds", "BREED")
    assert list(found.items()) == [("nash", "nash"), ("weighted_mean", "mean")]


def test_a_new_file_is_a_member_the_moment_it_appears(breeds):
    assert names("breeds") == ("nash", "weighted_mean")
    (breeds / "median.py").write_text("BREED = 'median'\n")
    assert names("breeds") == ("median", "nash", "weighted_mean")


def test_listing_names_and_asking_for_one_imports_no_other(breeds):
    (breeds / "heavy.py").write_text("raise RuntimeError('imported')\n")
    assert "heavy" in names("breeds")
    assert member("breeds", "BREED", "nash") == "nash"


def test_a_file_without_the_name_is_refused(breeds):
    (breeds / "empty.py").write_text("")
    with pytest.raises(FamilyError, match=r"breeds\.empty: found no `BREED`"):
        members("breeds", "BREED")


def test_an_unknown_member_is_told_the_nearest(breeds):
    with pytest.raises(ParameterError) as caught:
        member("breeds", "BREED", "weigthed_mean")
    assert caught.value.nearest == "weighted_mean"
    assert caught.value.allowed == "nash, weighted_mean"


def test_members_of_the_wrong_kind_are_refused(breeds):
    assert members("breeds", "BREED", str)["nash"] == "nash"
    with pytest.raises(FamilyError, match="an instance of int"):
        members("breeds", "BREED", int)


@pytest.mark.parametrize("package", ["no_such_family", "no_such_family.below", "json.decoder"])
def test_a_package_that_is_none_is_refused(package):
    with pytest.raises(FamilyError, match="no such package"):
        names(package)
