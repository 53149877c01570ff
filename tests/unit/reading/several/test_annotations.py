"""Every span is found again by both selectors, quotations are short, and PROV names the dictionary."""

import json

from detente.reading.several.annotations import LONGEST_QUOTE, annotations, spans_of
from readings import Maker, courier, daily


def graph(*readings):
    return annotations(readings, "1.0")["@graph"]


def of(kind, told):
    return [one for one in told if one["type"] == kind]


def test_selectors_find_the_words():
    reading = courier()
    text = reading.document.text
    made = of("Annotation", graph(reading))
    assert len(made) >= 10
    for one in made:
        position, quote = one["target"]["selector"]
        assert position["type"] == "TextPositionSelector"
        assert text[position["start"] : position["end"]] == quote["exact"]
        assert text.startswith(quote["suffix"], position["end"])
        assert text[: position["start"]].endswith(quote["prefix"])
    assert {one["body"]["detente:role"] for one in made} >= {"trigger", "cue", "source", "target", "actor"}


def test_long_stretches_are_quoted_only_in_part():
    reading = (
        Maker("a", "News", "Iceland " + "said " * 100)
        .claim(1, "stance", "Iceland " + "said " * 99, "it speaks")
        .done()
    )
    (made,) = of("Annotation", graph(reading))
    position, quote = made["target"]["selector"]
    assert len(quote["exact"]) == LONGEST_QUOTE < position["end"] - position["start"]
    assert reading.document.text not in json.dumps(made)


def test_provenance_names_software_document_and_dictionary():
    told = graph(courier(), daily())
    activities = of("prov:Activity", told)
    assert len(activities) == 2
    used = {one["id"] for activity in activities for one in activity["prov:used"]}
    assert f"urn:sha256:{courier().document.sha256}" in used
    assert f"urn:detente:dictionary:{'0' * 64}" in used
    assert activities[0]["prov:wasAssociatedWith"]["name"] == "detente 1.0, reader by hand"
    ids = [one["id"] for one in told if one["type"] != "prov:Activity"]
    assert len(set(ids)) == len(ids)


def test_all_spans_of_a_reading_are_true():
    for reading in (courier(), daily()):
        spans = list(spans_of(reading))
        assert len(spans) > 10
        assert all(reading.document.text[one.start : one.end] == one.quote for one in spans)
