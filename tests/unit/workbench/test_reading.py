"""Articles read on the workbench: which readers there are, what is told, and what is written."""

import json
from datetime import date
from pathlib import Path

import pytest

from detente.case import read_case
from detente.core.errors import ParameterError
from detente.sources import Stated
from detente.workbench.reading import (
    event_table,
    files_of,
    folder_with,
    latest,
    read_articles,
    read_json,
    readers,
    unread,
)
from detente.workspace import WORKING, CaseFolder

ARTICLES = Path(__file__).parents[2] / "articles"
GIVEN = [str(ARTICLES / "courier.txt"), str(ARTICLES / "daily.txt")]
READ_ON = date(2030, 4, 1)


@pytest.fixture(scope="module")
def read():
    return read_articles(GIVEN, [Stated(publisher="Courier"), Stated(publisher="Daily")], read_on=READ_ON)


def test_readers_are_found_by_listing():
    assert {"rules", "llm", "both"} <= set(readers())


def test_an_unknown_reader_is_refused():
    with pytest.raises(ParameterError, match="rules"):
        read_articles(GIVEN, reader="rule", read_on=READ_ON)


def test_progress_counts_documents():
    seen = []
    read_articles(GIVEN, read_on=READ_ON, progress=lambda done, total: seen.append((done, total)))
    assert seen == [(1, 2), (2, 2)]


def test_the_latest_article_dates_the_draft(read):
    assert latest(read) == date(2030, 3, 19)
    files = files_of(read, "fish", as_of=latest(read), title=None, version="1")
    case = read_case({name: text for name, text in files.items() if name.endswith(".yaml")}).case
    assert case.as_of == date(2030, 3, 19)
    assert json.loads(files[f"{WORKING}/annotations.jsonld"])["@graph"]


def test_every_event_is_in_the_table(read):
    table = event_table(read)
    told = {row[table.columns.index("claim")] for row in table.rows}
    ids = {one.id for one in read.intake.claims if one.statement.type}
    assert ids <= told
    assert all(len(row) == len(table.columns) for row in table.rows)


def test_what_is_told_is_json_and_counts_what_is_there(read):
    told = json.loads(json.dumps(read_json(read), default=str))
    assert [one["id"] for one in told["documents"]] == ["courier", "daily"]
    assert sum(one["claims"] for one in told["documents"]) == len(told["claims"])
    assert told["agreement"] == []
    assert {(one, number) for one, number, _ in unread(read)} == {
        (one["id"], each["sentence"]) for one in told["documents"] for each in one["uncoded"]
    }


def test_a_folder_keeps_the_bytes_of_what_is_the_same():
    before = CaseFolder("a", {"a.yaml": b"\xef\xbb\xbfa: 1\r\n", "b.yaml": b"b: 1\n"})
    after = folder_with(before, {"a.yaml": "a: 1\r\n", "b.yaml": "b: 2\n", "c.yaml": "c: 1\n"})
    assert dict(after.files) == {"a.yaml": before.files["a.yaml"], "b.yaml": b"b: 2\n", "c.yaml": b"c: 1\n"}
