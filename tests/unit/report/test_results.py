"""JSON and tables: the keys other programs rely on, plain values, no NaN."""

import json

import pytest

from detente.report import results_json, tables
from studies import study as made_up

KEYS = {
    "alternatives",
    "shift",
    "questions",
    "drivers",
    "attributions",
    "rivals",
    "counterfactuals",
    "signposts",
    "trade_offs",
    "joint_success",
    "end_states",
    "event_data",
    "issues",
    "audit",
    "confidence",
    "manifest",
}
SHIFT = {"arena", "words", "deeds", "stage", "from", "to", "probability", "persistence", "for", "against"}
QUESTION = {"id", "text", "se", "low", "high", "words", "by_model", "base_rate"}
DRIVER = {"game", "target", "from", "to", "id", "share", "low", "high", "se"}


@pytest.fixture(scope="module")
def results():
    return json.loads(json.dumps(results_json(made_up(worlds=60)), allow_nan=False))


def test_keys_are_those_documented(results):
    assert set(results) == KEYS
    assert all(set(one) >= SHIFT for one in results["shift"])
    assert all(set(one) >= QUESTION for one in results["questions"])
    assert all(set(one) >= DRIVER for one in results["drivers"])


def test_a_question_has_the_answer_of_its_kind(results):
    for one in results["questions"]:
        given = {"probability", "quantiles", "options"} & set(one)
        assert given == {{"yes/no": "probability", "number": "quantiles", "first of": "options"}[one["kind"]]}


def test_issues_hold_quantiles_by_date(results):
    for issue in results["issues"].values():
        assert len(issue["dates"]) == 67
        assert list(issue["quantiles"]) == ["0.05", "0.25", "0.5", "0.75", "0.95"]
        assert {len(band) for band in issue["quantiles"].values()} == {67}
        assert issue["quantiles"]["0.05"][-1] <= issue["quantiles"]["0.95"][-1]


def test_counts_add_up(results):
    audit = results["audit"]
    assert audit["inputs_with_evidence"] == audit["inputs_value_sourced"] + audit["inputs_direction_sourced"]
    assert (
        audit["inputs_total"]
        == audit["inputs_with_evidence"] + audit["inputs_assumed"] + audit["inputs_bare"]
    )


def test_same_study_same_json(results):
    assert json.loads(json.dumps(results_json(made_up(worlds=60)))) == results


def test_tables_are_rectangular_and_plain():
    found = tables(made_up(worlds=60))
    assert set(found) == {
        "answers",
        "claims",
        "drivers",
        "inputs",
        "levels",
        "pressures",
        "shifts",
        "signposts",
    }
    for name, table in found.items():
        assert table.rows, name
        for row in table.rows:
            assert len(row) == len(table.columns), name
            assert all(isinstance(cell, str | int | float) for cell in row), name
