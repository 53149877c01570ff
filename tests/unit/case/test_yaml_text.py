"""What we write as YAML is read back as the same values, whatever the text holds."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.case.yaml_text import WIDTH, entry, flow, scalar, section
from detente.case.yaml_tree import read_tree

PRINTABLE = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=30)
SCALARS = st.one_of(
    PRINTABLE,
    st.sampled_from(["NO", "0:0", "a:b", "null", "~", "true", "1e3", "0x1f", ".5", "-", "- a", "a: b", "a #b", "#", "'", '"', "{", "[a]", "a,b", "?", "a?", "---", "...", "=", "<<", "*a", "&a", "!x", "%", "@", "`", "a\u2028b", "\ufeff", " a", "a ", ""]),
    st.integers(-(10**9), 10**9),
    st.booleans(),
    st.none(),
)  # fmt: skip
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.from_regex(r"[a-z_]{1,12}", fullmatch=True), inner, max_size=4)
    ),
    max_leaves=12,
)


def read(text):
    tree = read_tree("a.yaml", text)
    assert tree.faults == [], text
    return tree.content


@given(SCALARS)
def test_scalars_come_back(value):
    assert read(f"key: {scalar(value)}\n") == {"key": value}
    assert read(f"key: [{scalar(value)}, {{a: {scalar(value)}}}]\n") == {"key": [value, {"a": value}]}


@given(VALUES)
def test_flow_comes_back(value):
    assert read(f"key: {flow(value)}\n") == {"key": value}


@given(st.dictionaries(st.from_regex(r"[a-z][a-z_]{0,8}", fullmatch=True), VALUES, min_size=1, max_size=4))
def test_entries_come_back(entries):
    assert read(section("claims", entries)) == {"claims": entries}


@given(
    st.lists(
        st.dictionaries(st.from_regex(r"[a-z][a-z_]{0,8}", fullmatch=True), VALUES, min_size=1, max_size=4),
        min_size=1,
        max_size=4,
    )
)
def test_items_come_back(items):
    assert read(section("events", items)) == {"events": items}


def test_long_entries_are_wrapped_between_keys():
    told = {f"key_{number}": "word " * 6 + "end" for number in range(9)}
    lines = entry("name", told).splitlines()
    assert len(lines) > 3
    assert max(map(len, lines)) <= WIDTH


def test_dates_and_numbers():
    assert flow({"on": date(2030, 3, 18), "n": 2.0, "p": 0.35}) == "{on: 2030-03-18, n: 2, p: 0.35}"


@pytest.mark.parametrize("empty", [{}, []])
def test_an_empty_section_is_left_out(empty):
    assert section("claims", empty) == ""
