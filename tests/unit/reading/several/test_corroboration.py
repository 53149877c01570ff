"""Copies count once, relays are no second source, and statements on one thing support or dispute each other."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.reading.several.corroboration import COPY, containment, copies, corroborate, shingles
from detente.reading.several.resemblance import same_outlet
from detente.reading.several.statements import statements
from readings import Maker, courier, daily

WORDS = [
    "Norway",
    "and",
    "Iceland",
    "held",
    "talks",
    "in",
    "Bergen",
    "on",
    "Monday",
    "over",
    "the",
    "mackerel",
    "quota",
    "and",
    "neither",
    "side",
    "gave",
    "any",
    "ground",
]


def found(*readings):
    told = [one for reading in readings for one in statements(reading)]
    return corroborate(readings, told), told


def links(*readings):
    result, told = found(*readings)
    return {
        (
            told[link.one].document,
            told[link.one].sentence,
            link.kind,
            told[link.other].document,
            told[link.other].sentence,
        )
        for link in result.links
    }


def test_one_report_tells_of_a_meeting_that_another_says_was_denied():
    assert ("daily", 2, "disputes", "courier", 5) in links(courier(), daily())


def test_two_origins_on_one_act_support_each_other():
    assert ("daily", 3, "supports", "courier", 1) in links(courier(), daily())


def test_a_relay_is_no_second_source():
    mine = Maker("mine", "News", "Norway and Iceland held talks.", publisher="Reuters").event(
        1, "CONSULT", "held talks", ["Norway", "Iceland"]
    )
    theirs = Maker(
        "theirs", "Word", "Norway and Iceland held talks, Reuters said.", publisher="Fjord Daily"
    ).event(1, "CONSULT", "held talks", ["Norway", "Iceland"], origin="Reuters")
    result, _ = found(mine.done(), theirs.done())
    assert result.independent == ("Reuters",)
    assert result.relays["theirs"] == ("Reuters",)
    assert result.relays["mine"] == ()
    assert result.links == ()


def test_an_outlet_that_names_itself_relays_nobody():
    reading = Maker("a", "News", "Norway and Iceland held talks.", publisher="The Fjord Daily").event(
        1, "CONSULT", "held talks", ["Norway", "Iceland"], origin="Fjord Daily"
    )
    assert found(reading.done())[0].relays["a"] == ()


@pytest.mark.parametrize(
    ("type", "source", "target", "day"),
    [
        ("ASSAULT", ["Norway"], ["Iceland"], "2030-03-18"),
        ("THREATEN", ["Iceland"], ["Norway"], "2030-03-18"),
        ("THREATEN", ["Norway"], ["Iceland"], "2030-06-18"),
    ],
    ids=["another act", "the other way round", "another time"],
)
def test_what_is_not_one_thing_is_not_linked(type, source, target, day):
    one = Maker("a", "News", "Norway threatened Iceland.").event(
        1, "THREATEN", "threatened", ["Norway"], ["Iceland"], when="2030-03-18"
    )
    other = Maker("b", "Word", "Norway and Iceland: threatened.").event(
        1, type, "threatened", source, target, when=day
    )
    assert links(one.done(), other.done()) == set()


def test_claims_that_point_opposite_ways_dispute_each_other():
    one = Maker("a", "News", "Iceland may yield.").claim(
        1, "stance", "yield", "Iceland is open", ["Iceland"], about="catch", direction="accommodation"
    )
    other = Maker("b", "Word", "Iceland will not.").claim(
        1, "stance", "not", "Iceland is shut", ["Iceland"], about="catch", direction="confrontation"
    )
    assert links(one.done(), other.done()) == {("b", 1, "disputes", "a", 1)}


def test_a_story_with_another_headline_is_a_copy_and_the_earliest_leads():
    text = " ".join(WORDS * 3)
    later = (
        Maker("later", "One headline", text, publisher="B", day="2030-03-19")
        .event(1, "CONSULT", "held talks", ["Norway", "Iceland"])
        .done()
    )
    first = (
        Maker("first", "Quite another one", f"{text} A last line that was cut elsewhere.", publisher="A")
        .event(1, "CONSULT", "held talks", ["Norway", "Iceland"])
        .done()
    )
    result, _ = found(later, first)
    (group,) = result.copies
    assert group.documents == ("first", "later")
    assert COPY <= group.containment <= 1
    assert result.original("later") == "first"
    assert result.independent == ("A",)
    assert result.links == ()


def test_texts_on_one_matter_are_no_copies():
    assert found(courier(), daily())[0].copies == ()


def test_short_texts_are_no_copies():
    documents = [replace(courier().document, id=name, text="Norway met Iceland.") for name in "ab"]
    assert copies(documents) == ()


@given(st.lists(st.sampled_from(WORDS), max_size=60), st.lists(st.sampled_from(WORDS), max_size=60))
def test_containment_is_a_share_and_of_oneself_whole(one, other):
    first, second = shingles(" ".join(one)), shingles(" ".join(other))
    share = containment(first, second)
    assert 0 <= share <= 1
    assert share == containment(second, first)
    if len(first) >= 12:
        assert containment(first, first) == 1


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("The New York Times", "nyt", True),
        ("New York Times", "the new york times", True),
        ("BBC", "bbc", True),
        ("Reuters", "Associated Press", False),
        ("Fjord Daily", "Harbour Tidings", False),
    ],
)
def test_names_of_outlets(one, other, same):
    assert same_outlet(one, other) is same
