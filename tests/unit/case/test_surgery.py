"""Changes to a file's text change what they should and nothing else: comments, order and style stay."""

from pathlib import Path

import pytest

from detente.case import read_case
from detente.case.surgery import (
    add_entries,
    add_items,
    extend_list,
    file_with,
    remove_key,
    replace_value,
    set_key,
    value_at,
)
from detente.case.yaml_tree import read_tree
from detente.core.errors import ParameterError

TEXT = """# A head.
actors:
  # who acts
  iran:
    name: Iran   # a state
    stances:
      posture: {position: 23, how_sure: sure,
                evidence: [A, B]}   # wrapped by hand

      strike:
        position: {low: 1, mode: 2, high: 3}
        evidence:
        - A
        - B
  usa: {}

# A tail.
"""
STANCES = ("actors", "iran", "stances")


def content(text):
    tree = read_tree("a.yaml", text)
    assert tree.faults == []
    return tree.content


def changed_lines(before, after):
    return [line for line in before.splitlines() if line not in after.splitlines()]


@pytest.mark.parametrize(
    ("change", "path", "value", "lost"),
    [
        (lambda text: replace_value(text, (*STANCES, "posture", "position"), 30), (*STANCES, "posture", "position"), 30, 1),
        (lambda text: replace_value(text, (*STANCES, "strike", "position"), {"mean": 2, "sd": 1}), (*STANCES, "strike", "position"), {"mean": 2, "sd": 1}, 1),
        (lambda text: set_key(text, (*STANCES, "posture"), "how_sure", "guess"), (*STANCES, "posture", "how_sure"), "guess", 1),
        (lambda text: set_key(text, (*STANCES, "posture"), "face", "some"), (*STANCES, "posture", "face"), "some", 1),
        (lambda text: set_key(text, (*STANCES, "strike"), "face", "some"), (*STANCES, "strike", "face"), "some", 0),
        (lambda text: set_key(text, ("actors", "usa"), "name", "United States"), ("actors", "usa", "name"), "United States", 1),
        (lambda text: extend_list(text, (*STANCES, "posture", "evidence"), ["B", "C"]), (*STANCES, "posture", "evidence"), ["A", "B", "C"], 1),
        (lambda text: extend_list(text, (*STANCES, "strike", "evidence"), ["C"]), (*STANCES, "strike", "evidence"), ["A", "B", "C"], 0),
        (lambda text: extend_list(text, ("actors", "usa", "evidence"), ["C"]), ("actors", "usa", "evidence"), ["C"], 1),
        (lambda text: remove_key(text, (*STANCES, "posture", "how_sure")), (*STANCES, "posture", "how_sure"), None, 1),
        (lambda text: remove_key(text, (*STANCES, "posture", "evidence")), (*STANCES, "posture", "evidence"), None, 2),
        (lambda text: remove_key(text, (*STANCES, "strike", "position")), (*STANCES, "strike", "position"), None, 1),
    ],
)  # fmt: skip
def test_one_place_changes_and_all_else_stays(change, path, value, lost):
    after = change(TEXT)
    expected = content(TEXT)
    around = expected
    for key in path[:-1]:
        around = around[key]
    if value is None:
        del around[path[-1]]
    else:
        around[path[-1]] = value
    assert content(after) == expected
    assert len(changed_lines(TEXT, after)) == lost
    for comment in ("# A head.", "# who acts", "# a state", "# wrapped by hand", "# A tail."):
        if not (comment == "# wrapped by hand" and lost == 2):
            assert comment in after


@pytest.mark.parametrize("keys", [("nobody",), ("actors", "iran", "stances", "trade", "position")])
def test_keys_that_lead_nowhere_are_refused(keys):
    for change in (
        lambda: replace_value(TEXT, keys, 1),
        lambda: remove_key(TEXT, keys),
        lambda: set_key(TEXT, keys, "a", 1),
    ):
        with pytest.raises(ParameterError):
            change()
    assert value_at(TEXT, keys) is None


def test_a_list_cannot_be_begun_in_a_number():
    with pytest.raises(ParameterError):
        extend_list(TEXT, (*STANCES, "posture", "position"), ["C"])
    with pytest.raises(ParameterError):
        set_key(TEXT, (*STANCES, "posture", "position"), "evidence", ["C"])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("claims:\n  A: {source: x}\n", "claims:\n  A: {source: x}\n  B: {source: y}\n"),
        ("claims:\n  A: {source: x}", "claims:\n  A: {source: x}\n  B: {source: y}\n"),
        ("claims:\n    A:\n        source: x # why\n\n# tail\n", "claims:\n    A:\n        source: x # why\n    B: {source: y}\n\n# tail\n"),
        ("claims: {A: {source: x}}\n", "claims: {A: {source: x}, B: {source: y}}\n"),
        ("claims: {}\nactors: {}\n", "claims:\n  B: {source: y}\nactors: {}\n"),
        ("claims:\nactors: {}\n", "claims:\n  B: {source: y}\nactors: {}\n"),
        ("claims:\n  A: {says: >-\n    long\n    text}\n", None),
        ("claims:\n  A:\n    says: >-\n      long\n      text\n", "claims:\n  A:\n    says: >-\n      long\n      text\n  B: {source: y}\n"),
    ],
)  # fmt: skip
def test_entries_go_to_the_end_of_their_section(before, after):
    if after is None:  # not YAML: nothing to add to, so a section is begun; reading it again tells
        assert read_tree("a.yaml", before).faults
        return
    assert add_entries({"a.yaml": before}, "claims", {"B": {"source": "y"}}) == {"a.yaml": after}


def test_a_section_that_is_not_there_is_begun():
    texts = add_entries({"case.yaml": "case: a\n"}, "claims", {"B": {"source": "y"}})
    assert texts == {"case.yaml": "case: a\n", "claims.yaml": "claims:\n  B: {source: y}\n"}
    texts = add_entries({"claims.yaml": "sources: {}"}, "claims", {"B": {"source": "y"}})
    assert texts["claims.yaml"] == "sources: {}\nclaims:\n  B: {source: y}\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("events:\n  - {id: a}\n", "events:\n  - {id: a}\n  - {id: b}\n"),
        ("events:\n- id: a\n  on: 1\n", "events:\n- id: a\n  on: 1\n- {id: b}\n"),
        ("events: []\n", "events:\n  - {id: b}\n"),
        ("events: [{id: a}]\n", "events: [{id: a}, {id: b}]\n"),
    ],
)
def test_items_go_to_the_end_of_their_list(before, after):
    assert add_items({"a.yaml": before}, "events", [{"id": "b"}]) == {"a.yaml": after}


def test_entries_of_lists_go_by_their_id():
    text = "events:\n  - {id: a, on: 1}\n  - id: b\n    on: 2\n"
    assert content(replace_value(text, ("events", "b", "on"), 3))["events"][1] == {"id": "b", "on": 3}
    assert file_with({"x.yaml": "case: a\n", "y.yaml": text}, ("events", "b")) == "y.yaml"
    with pytest.raises(ParameterError):
        file_with({"x.yaml": "case: a\n"}, ("events", "b"))


@pytest.mark.parametrize("case", ["cases/iran-2024", "tests/cases/small", "tests/cases/fishery"])
def test_additions_to_whole_cases_add_lines_and_take_none(root: Path, case):
    texts = {file.name: file.read_text("utf-8") for file in sorted((root / case).glob("*.yaml"))}
    held = read_case(texts).case
    source = next(iter(held.sources))
    entry = {"source": source, "sentence": 1, "says": 'He said: "no", #1', "kind": "event"}
    after = add_entries(texts, "claims", {"N-1": entry})
    after = add_items(
        after, "events", [{"id": "noted", "on": held.as_of, "role": "context", "evidence": ["N-1"]}]
    )
    again = read_case(after).case
    assert again.claims["N-1"].says == entry["says"]
    assert again.events[-1].id == "noted"
    assert dict(list(again.claims.items())[:-1]) == dict(held.claims)
    for name, text in texts.items():
        assert [line for line in text.splitlines() if line not in after[name].splitlines()] == []
