import json

import pytest

from detente.core.errors import ParameterError
from detente.reading.acts.records import code_record

TEXT = "Norway rejected a Swedish plan on 3 May 2023, a spokesman said."


def test_a_record_keeps_its_id_and_shape():
    made = code_record({"id": 12, "text": TEXT, "note": "ignored"})
    assert list(made) == ["id", "events", "uncoded"]
    assert made["id"] == 12
    assert made["uncoded"] is None
    (event,) = made["events"]
    assert set(event) >= {
        "source",
        "target",
        "type",
        "cameo_root",
        "date",
        "speaker",
        "factuality",
        "confidence",
    }
    assert event["source"] == [{"code": "NOR", "text": "Norway", "start": 0, "end": 6}]
    assert (event["type"], event["cameo_root"], event["date"]) == ("REJECT", "12", "2023-05-03")
    assert event["speaker"]["text"] == "a spokesman"
    json.dumps(made)


def test_the_dateline_dates_what_has_no_date():
    assert (
        code_record({"text": "Norway thanked Sweden.", "date": "2020-01-02"})["events"][0]["date"]
        == "2020-01-02"
    )
    assert (
        code_record({"text": "Norway thanked Sweden.", "date": "20200102"})["events"][0]["date"]
        == "2020-01-02"
    )


def test_factuality_is_a_field_of_its_own():
    made = code_record({"text": "Norway may attack Sweden."})["events"][0]
    assert made["factuality"] in ("possible", "future")
    assert code_record({"text": "Norway attacked Sweden."})["events"][0]["factuality"] == "asserted"


def test_several_sentences_are_coded_each():
    made = code_record({"text": "Norway thanked Sweden. Chad attacked Sudan."})
    assert [event["type"] for event in made["events"]] == ["SUPPORT", "ASSAULT"]
    assert made["events"][1]["source"][0]["start"] == 23


def test_marked_actors_are_given():
    made = code_record(
        {"text": "The crew thanked the pilot.", "marked": "<s>The crew</s> thanked <t>the pilot</t>."}
    )
    (event,) = made["events"]
    assert (event["source"][0]["text"], event["type"], event["target"][0]["text"]) == (
        "The crew",
        "SUPPORT",
        "the pilot",
    )


def test_marks_that_do_not_fit_the_text_are_looked_up_in_it():
    made = code_record(
        {"text": "So the crew thanked the pilot.", "marked": "<s>the crew</s> thanked <t>the pilot</t>"}
    )
    assert made["events"][0]["source"][0]["start"] == 3


def test_actors_of_the_record_are_taken_only_if_asked():
    record = {
        "text": "The crew thanked the pilot.",
        "events": [{"source": [{"text": "The crew"}], "target": [{"text": "the pilot"}], "type": "ACCUSE"}],
    }
    assert code_record(record)["events"] == []
    assert code_record(record, actors_given=True)["events"][0]["type"] == "SUPPORT"


@pytest.mark.parametrize(
    ("record", "found"),
    [
        ([1], "found list"),
        ({"id": 1}, "found no text"),
        ({"text": "  "}, "found text"),
        ({"text": 5}, "found text"),
        ({"text": TEXT, "date": "May"}, "found 'May'"),
        ({"text": TEXT, "date": 5}, "found 5"),
    ],
)
def test_a_bad_record_is_refused(record, found):
    with pytest.raises(ParameterError, match=found):
        code_record(record)


@pytest.mark.parametrize(
    "given", [{"events": [3]}, {"events": [{"source": 3}]}, {"marked": 3}, {"marked": "<s><t></s>"}]
)
def test_odd_givens_do_no_harm(given):
    assert code_record({"text": TEXT, **given}, actors_given=True)["events"]
