"""The public Python API: what the README's ten lines lean on."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest

import detente
from detente.case import DropEvent
from detente.core.errors import ParameterError
from detente.workbench import changes

SMALL = Path(__file__).parents[2] / "cases" / "small"


@pytest.fixture(scope="module")
def bench():
    made = detente.load(SMALL)
    made.project(worlds=120, seed=3)
    return made


def test_settings_are_the_cases_own_unless_given(bench):
    own = bench.settings()
    assert (own.worlds, own.seed, own.as_of, own.mode) == (400, 7, date(2023, 6, 30), "forecast")
    given = bench.settings(worlds=5, seed=0, as_of="2023-06-01", hindcast=True, workers=3)
    assert (given.worlds, given.seed, given.as_of, given.mode, given.workers) == (
        5,
        0,
        date(2023, 6, 1),
        "hindcast",
        3,
    )
    assert bench.settings(worlds=np.int64(5)).worlds == 5


@pytest.mark.parametrize(
    "given",
    [
        {"worlds": 0},
        {"worlds": 2.5},
        {"worlds": True},
        {"seed": -1},
        {"as_of": "June"},
        {"as_of": "2023-04-30"},
        {"workers": 0},
    ],
)
def test_settings_out_of_range_are_refused(bench, given):
    with pytest.raises(ParameterError) as caught:
        bench.settings(**given)
    assert caught.value.where == next(iter(given))
    assert caught.value.mend


def test_everything_speaks_of_the_latest_projection(bench):
    other = detente.load(SMALL)
    projection = other.project(worlds=60, seed=9)
    assert other.projection() is projection
    assert {answer.worlds for answer in other.answer()} == {60}
    assert other.study().manifest.seed == 9
    assert other.study() is other.study()
    other.project(worlds=50, seed=9)
    assert {answer.worlds for answer in other.answer()} == {50}


def test_without_a_projection_the_cases_own_settings_are_used():
    lazy = detente.load(SMALL)
    assert lazy.projection().worlds == 400


def test_the_audit_carries_what_moves_by_itself(bench):
    audit = bench.check()
    assert audit.with_evidence > 0
    assert audit.drifts == detente.load(SMALL).check().drifts


def test_explaining_tells_how_far_it_is():
    told = []
    other = detente.load(SMALL)
    other.project(worlds=50, seed=3)
    other.explain(progress=lambda part, done, total: told.append((part, done, total)))
    assert told[0][1] == 0
    assert all(done < total for _, done, total in told)


@pytest.mark.parametrize(
    "edits",
    [
        {"drop": "dry_spring"},
        {"drop": ["dry_spring", "border_raid"]},
        {"set": {"pressure.drought": 40}},
        {"set": "pressure.drought=40"},
        {"branch": {"local_vote": "hardliners"}},
        {"without": "R1"},
    ],
)
def test_edits_may_be_given_in_any_form(bench, edits):
    found = bench.compare(**edits, worlds=50)
    assert found.worlds == 50
    assert found.differences


def test_edits_may_be_made_beforehand(bench):
    assert bench.compare(DropEvent("dry_spring"), worlds=50) == bench.compare(drop="dry_spring", worlds=50)


def test_comparing_with_nothing_is_refused(bench):
    with pytest.raises(ParameterError, match="no edit"):
        bench.compare()


def test_a_report_is_a_page_and_may_be_written(bench, tmp_path):
    html = bench.report(tmp_path / "report.html")
    assert html.lower().startswith("<!doctype html>")
    assert (tmp_path / "report.html").read_text("utf-8") == html


def test_a_run_may_be_written(bench, tmp_path):
    folder = bench.write(tmp_path / "o", report=False)
    assert (folder / "manifest.json").exists()
    assert not (folder / "report.html").exists()


def test_notebooks_show_title_and_answers(bench):
    html = bench._repr_html_()
    assert "Arvenia and Belmark" in html
    assert "<table>" in html
    assert "<table>" not in detente.load(SMALL)._repr_html_()
    assert repr(bench) == "<Workbench small: Arvenia and Belmark: who releases how much water>"


def test_a_bench_may_not_be_changed(bench):
    with pytest.raises(AttributeError):
        bench.folder = None


def test_names_that_do_not_exist_are_refused():
    with pytest.raises(AttributeError, match="no attribute 'nope'"):
        detente.nope  # noqa: B018
    assert set(detente.__all__) <= set(dir(detente))
    assert detente.__version__


def test_changes_between_versions_are_told_apart(bench):
    case = bench.case
    water = case.issues["water"]
    other = case.model_copy(
        update={
            "until": date(2024, 1, 31),
            "issues": {
                **case.issues,
                "water": water.model_copy(update={"now": water.now.model_copy(update={"value": 35.0})}),
            },
            "events": case.events[1:],
            "claims": {**case.claims, "C09": case.claims["C08"]},
            "institutions": {
                "arvenia": case.institutions["arvenia"].model_copy(update={"final_say": "army"})
            },
        }
    )
    assert [(one.path, one.what, one.before, one.after) for one in changes(case, other)] == [
        ("issues.water.now", "value", "30", "35"),
        ("until", "changed", "2023-12-31", "2024-01-31"),
        ("institutions.arvenia", "changed", None, None),
        ("events.dry_spring", "removed", None, None),
        ("claims.C09", "added", None, None),
    ]
