"""The conflict of a case belongs to its runs: to their name, to the copy kept with them, and to what is refused."""

import shutil
from pathlib import Path

import pytest

from detente.core.errors import CaseError, WorkspaceError
from detente.workbench import load
from detente.workspace import open_folder, stored_run

SMALL = Path(__file__).parents[2] / "cases" / "small"
CONFLICT = """
title: Water
decision_makers: [Upstream, Downstream]
options: [{name: Dam, owner: Upstream, issue: water}, {name: Sue, owner: Downstream}]
status_quo: NN
preferences:
  Upstream: {prioritise: [not Sue, Dam]}
  Downstream: {prioritise: [not Dam, Sue if Dam]}
"""


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "small"
    shutil.copytree(SMALL, place)
    (place / "conflict.yaml").write_text(CONFLICT, "utf-8")
    return place


def run_of(place, out):
    bench = load(place)
    bench.project(worlds=20, seed=1, workers=1)
    return stored_run(bench.write(out, report=False))


def test_a_run_keeps_the_conflict_and_is_named_after_it(folder, tmp_path):
    first = run_of(folder, tmp_path / "first")
    assert (first.folder / "case" / "conflict.yaml").read_text("utf-8") == CONFLICT
    assert first.case() == open_folder(folder)
    assert first.case().conflict().graph.patterns == ("NN", "YN", "NY", "YY")
    (folder / "conflict.yaml").write_text(CONFLICT.replace("[not Sue, Dam]", "[Dam, not Sue]"), "utf-8")
    second = run_of(folder, tmp_path / "second")
    (folder / "conflict.yaml").unlink()
    third = run_of(folder, tmp_path / "third")
    assert len({one.manifest["run"] for one in (first, second, third)}) == 3
    assert "conflict.yaml" not in third.manifest["inputs"]


def test_a_kept_conflict_that_was_changed_is_no_longer_what_the_run_was_made_from(folder, tmp_path):
    run = run_of(folder, tmp_path / "run")
    (run.folder / "case" / "conflict.yaml").write_text("title: other\n", "utf-8")
    with pytest.raises(WorkspaceError, match=r"changed after the run: conflict\.yaml"):
        run.case()


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("not Sue, Dam", "not Suee, Dam", "nearest: sue"),
        ("issue: water", "issue: wine", "conflict.yaml:4:40, options.0.issue: found 'wine'"),
        ("title: Water", "title: [", "conflict.yaml"),
    ],
)
def test_a_broken_conflict_is_told_with_the_faults_of_the_case(folder, old, new, says):
    (folder / "conflict.yaml").write_text(CONFLICT.replace(old, new), "utf-8")
    with pytest.raises(CaseError) as caught:
        load(folder)
    assert says in str(caught.value)
