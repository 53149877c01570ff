"""Every span that a reader gives is a stretch of the text it read."""

import json
from dataclasses import fields, is_dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.core.reading import Document, Span
from detente.reading.acts.records import code_record
from detente.reading.readers.rules import read

WORDS = st.sampled_from(
    [
        "Iran",
        "Israel's",
        "U.N.",
        "envoys",
        "said",
        "“we",
        "will",
        "not”",
        "attack,",
        "agreed",
        "talks",
        "with",
        "President",
        "Putin",
        "on",
        "Tuesday",
        "in",
        "mid-November.",
        "The",
        "group",
        "rejected",
        "İstanbul’s",
        "plan;",
        "he",
        "may",
        "withdraw",
        "troops",
        "from",
        "Beirut",
        "\n",
        "😀",
        "ﬁghting",
    ]
)


def spans_in(noun):
    """Every span below a noun, however deep."""
    if isinstance(noun, Span):
        yield noun
    elif isinstance(noun, tuple):
        for one in noun:
            yield from spans_in(one)
    elif is_dataclass(noun):
        for field in fields(noun):
            yield from spans_in(getattr(noun, field.name))


def assert_spans_fit(text):
    reading = read(Document("a", text))
    spans = list(spans_in(reading))
    assert all(text[span.start : span.end] == span.quote for span in spans)
    return len(spans)


def assert_record_fits(record):
    for event in code_record(record)["events"]:
        places = [
            *event["source"],
            *event["target"],
            event["trigger"],
            *([event["speaker"]] if event["speaker"] else []),
        ]
        assert all(record["text"][one["start"] : one["end"]] == one["text"] for one in places)


@given(st.lists(WORDS, max_size=40).map(" ".join))
def test_spans_fit_in_made_up_news(text):
    assert_spans_fit(text)


@given(st.text(max_size=200))
def test_spans_fit_in_any_text(text):
    assert_spans_fit(text)


@pytest.mark.parametrize("name", sorted(["cameo_manual_examples_icews", "commitmentbank", "conflibert_cameo_class",
    "conflibert_cameo_ner_srctgt", "factuality_uw_test", "petr_validate_2_02_ud", "plover_gsr_cameo",
    "polnear_attribution_docs", "zsp_plv_train"]))  # fmt: skip
def test_spans_fit_in_every_gold_file(shared, name):
    lines = (shared / "gold" / "reading" / f"{name}.dev.jsonl").read_text("utf-8").splitlines()
    found = 0
    for line in lines:
        record = json.loads(line)
        found += assert_spans_fit(record["text"])
        assert_record_fits({key: record[key] for key in ("id", "text", "marked") if key in record})
    assert found > len(lines)


def test_no_gold_file_is_forgotten(shared):
    files = {
        file.name.removesuffix(".dev.jsonl") for file in (shared / "gold" / "reading").glob("*.dev.jsonl")
    }
    assert len(files) == 9


def test_spans_fit_in_both_reports(shared):
    found = [assert_spans_fit(file.read_text("utf-8")) for file in sorted((shared / "sources").glob("*.txt"))]
    assert len(found) == 2
    assert min(found) >= 100
