"""Every kind of article keeps the family's contract: bytes in, content out, or a refusal with a mend; nothing else."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import documents
from detente.core.family import members
from detente.sources.articles.base import Content, Kind, UnreadableError

KINDS = members("detente.sources.articles", "SOURCE", Kind)
SAMPLES = {
    "text": b"Catch falls\nNorway met Iceland. It rained.\n",
    "html": documents.PAGE.encode(),
    "pdf": documents.pdf(documents.lines("Catch falls", "Norway met Iceland. It rained.")),
}


def test_every_kind_has_a_sample():
    assert set(SAMPLES) == set(KINDS)


def test_kinds_share_no_suffix_and_no_order():
    suffixes = [suffix for kind in KINDS.values() for suffix in kind.suffixes]
    assert len(set(suffixes)) == len(suffixes)
    assert all(suffix == suffix.lower() and suffix.startswith(".") for suffix in suffixes)
    assert len({kind.order for kind in KINDS.values()}) == len(KINDS)


@pytest.mark.parametrize("name", sorted(KINDS))
def test_a_sample_is_known_by_its_look_and_read(name):
    kind, sample = KINDS[name], SAMPLES[name]
    asked = sorted(KINDS.values(), key=lambda one: one.order)
    assert next(one for one in asked if one.looks_like(sample)) is kind
    read = kind.read(sample, None)
    assert isinstance(read, Content)
    assert "Iceland" in read.text
    assert kind.read(sample, None) == read
    assert read.title == "Catch falls"
    assert read.text.startswith("Catch falls")


@pytest.mark.parametrize("name", sorted(KINDS))
@settings(max_examples=60)
@given(damage=st.data())
def test_damaged_bytes_are_read_or_refused(name, damage):
    sample = bytearray(SAMPLES[name])
    for _ in range(damage.draw(st.integers(1, 4))):
        at = damage.draw(st.integers(0, len(sample) - 1))
        end = damage.draw(st.integers(at, min(len(sample), at + 40)))
        sample[at:end] = damage.draw(st.binary(max_size=12))
    refused = None
    try:
        read = KINDS[name].read(bytes(sample), None)
    except UnreadableError as error:
        refused = error
    if refused is not None:
        assert all((refused.found, refused.allowed, refused.mend))
    else:
        read.text.encode("utf-8")
        assert any(letter.isalpha() for letter in read.text)
