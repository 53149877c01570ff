"""Every reader keeps the contract of the family."""

import inspect

import pytest

from detente.core.family import members
from detente.core.reading import Document
from detente.reading.readers.base import FAMILY, Reader

READERS = members(FAMILY, "READER", Reader)
OFFLINE = {name: reader for name, reader in READERS.items() if name != "llm"}
NEWS = "Oslo: talks fail\nNorway rejected a Swedish plan. “We will not sign,” an envoy said. It rained."


def test_there_are_readers():
    assert "rules" in READERS


@pytest.mark.parametrize("name", sorted(READERS))
def test_a_reader_is_named_as_its_file(name):
    reader = READERS[name]
    assert reader.name == name
    assert reader.summary
    assert not reader.summary.endswith(".")
    first, *_ = inspect.signature(reader.read).parameters.values()
    assert first.name == "document"


@pytest.mark.parametrize("name", sorted(OFFLINE))
@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n ",
        "Hm",
        NEWS,
        "\x00\ufeff�",
        "." * 50_000,
        "((((((“" * 5_000,
        "Norway rejected Sweden and " * 5_000,
    ],
)
def test_any_text_is_read(name, text):
    reading = OFFLINE[name].read(Document("a", text))
    assert reading.reader == name
    numbers = {sentence.number for sentence in reading.sentences}
    assert {event.sentence for event in reading.events} <= numbers
    assert {claim.sentence for claim in reading.claims} <= numbers
    silent = numbers - {event.sentence for event in reading.events}
    assert {one.sentence for one in reading.uncoded} == silent
    assert all(one.why for one in reading.uncoded)


@pytest.mark.parametrize("name", sorted(OFFLINE))
def test_the_same_document_gives_the_same_reading(name):
    one, two = (OFFLINE[name].read(Document("a", NEWS)) for _ in range(2))
    assert one == two
    assert one.provenance
