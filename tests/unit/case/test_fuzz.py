"""Whatever is done to the text of a case, it is read or refused with a CaseError; nothing else is ever raised."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.case import audit, read_case
from detente.core.errors import CaseError

SMALL = {
    file.name: file.read_text("utf-8")
    for file in sorted((Path(__file__).parents[2] / "cases" / "small").glob("*.yaml"))
}
WORDS = sorted({word for text in SMALL.values() for word in text.replace(",", " ").replace("}", " ").split()})
PIECES = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from(
        ["", "null", "[]", "{}", "[1]", "{a: 1}", "-1", "1e9", ".5", "true", "2023-06-31", "2023-06-15", "&a x", "*a", "'", '"',
         ":", ": ", "- ", "\n", "\n  ", "\t", "#", "|", ">", "!!str", "%", "@", "---\n", "é", "\x00", "0", "100", "a.b.c"]
    ),
    st.text(max_size=4),
)  # fmt: skip


def faults_of(texts):
    try:
        read = read_case(texts)
    except CaseError as refused:
        return refused.faults
    audit(read.case, read.places)
    return ()


def read_or_refuse(texts):
    for fault in faults_of(texts):
        assert fault.file, fault
        assert fault.found, fault
        assert fault.allowed, fault
        assert fault.mend or fault.nearest, fault


@st.composite
def replaced(draw):
    """One token of one file replaced, dropped or doubled."""
    name = draw(st.sampled_from(sorted(SMALL)))
    text = SMALL[name]
    changes = draw(st.integers(1, 3))
    for _ in range(changes):
        start = draw(st.integers(0, max(0, len(text) - 1)))
        token = next((at for at in range(start, len(text)) if text[at] in " :,[]{}\n"), len(text))
        text = text[:start] + draw(PIECES) + text[token:]
    return {**SMALL, name: text}


@st.composite
def relined(draw):
    """Lines of one file dropped, doubled, moved or indented."""
    name = draw(st.sampled_from(sorted(SMALL)))
    lines = SMALL[name].splitlines()
    at, to = draw(st.integers(0, len(lines) - 1)), draw(st.integers(0, len(lines) - 1))
    match draw(st.sampled_from(["drop", "double", "move", "indent", "cut"])):
        case "drop":
            del lines[at]
        case "double":
            lines.insert(to, lines[at])
        case "move":
            lines.insert(to, lines.pop(at))
        case "indent":
            lines[at] = "  " + lines[at]
        case "cut":
            lines = lines[:at]
    return {**SMALL, name: "\n".join(lines) + "\n"}


@st.composite
def revalued(draw):
    """The value of one line replaced by something else."""
    name = draw(st.sampled_from(sorted(SMALL)))
    lines = SMALL[name].splitlines()
    at = draw(st.sampled_from([number for number, line in enumerate(lines) if ": " in line]))
    key, _, _ = lines[at].partition(": ")
    lines[at] = f"{key}: {draw(PIECES)}"
    return {**SMALL, name: "\n".join(lines) + "\n"}


@settings(max_examples=120)
@given(replaced())
def test_replaced_tokens_are_read_or_refused(texts):
    read_or_refuse(texts)


@settings(max_examples=120)
@given(relined())
def test_moved_lines_are_read_or_refused(texts):
    read_or_refuse(texts)


@settings(max_examples=120)
@given(revalued())
def test_replaced_values_are_read_or_refused(texts):
    read_or_refuse(texts)


@given(st.one_of(st.text(), st.binary()))
def test_any_text_at_all_is_refused(text):
    with pytest.raises(CaseError):
        read_case({"case.yaml": text})
