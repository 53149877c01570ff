"""Events and claims of a reading become statements with our own wording, each told once."""

import pytest

from detente.reading.several.statements import actor_id, statements, wordings
from readings import Maker, courier


def says(reading):
    return [one.claim.says for one in statements(reading)]


def test_statements_in_the_order_of_the_text():
    told = statements(courier())
    assert [one.sentence for one in told] == [1, 2, 3, 4, 5]
    assert [one.claim.kind for one in told] == ["event", "stance", "event", "pressure", "event"]
    assert told[0].claim.says == "Norway and Iceland hold talks"
    assert told[2].claim.says == "Norway threatens Iceland"
    assert told[2].claim.actors == ("norway", "iceland")
    assert told[2].dyad == (frozenset({"NOR"}), frozenset({"ISL"}))
    assert told[2].claim.direction == "confrontation"


def test_a_denial_is_kept_apart_from_the_act():
    told = statements(courier())[-1]
    assert told.claim.hedge == "denied"
    assert not told.affirmed
    assert told.claim.direction == "neutral"
    assert told.claim.says.startswith("Denied: ")


@pytest.mark.parametrize(
    ("standing", "head", "happened"),
    [
        ({"negated": True}, "Not so: Iceland", True),
        ({"future": True}, "Still to come: Iceland", False),
        ({"conditional": True}, "On a condition: Iceland", False),
        ({"possible": True}, "Possibly: Iceland", False),
        ({"negated": True, "future": True}, "Not so, still to come: Iceland", False),
    ],
)
def test_standing_is_worded(standing, head, happened):
    reading = (
        Maker("a", "News", "Iceland met Norway.")
        .event(1, "CONSULT", "met", ["Iceland"], ["Norway"], **standing)
        .done()
    )
    (told,) = statements(reading)
    assert told.claim.says.startswith(head)
    assert told.happened is happened
    assert told.affirmed is not standing.get("negated", False)


def test_an_act_that_is_coded_and_claimed_is_one_statement():
    reading = (
        Maker("a", "News", "Norway held talks with Iceland, officials said.")
        .event(1, "CONSULT", "held talks", ["Norway"], ["Iceland"], when="2030-03-18")
        .claim(
            1,
            "event",
            "talks",
            "Norway deals with others",
            ["Norway"],
            about="talks",
            direction="accommodation",
            hedge="reported",
        )
        .done()
    )
    (told,) = statements(reading)
    assert told.claim.says == "Norway talks with Iceland"
    assert (told.type, told.claim.about, told.claim.hedge, told.claim.when) == (
        "CONSULT",
        "talks",
        "reported",
        "2030-03-18",
    )


def test_a_subject_that_the_coder_missed_comes_from_the_claim():
    reading = (
        Maker("a", "News", "Norway said that Iceland was attacked.")
        .event(1, "ASSAULT", "attacked", [], ["Iceland"])
        .claim(1, "event", "attacked", "somebody acts", ["Norway"])
        .done()
    )
    assert says(reading) == ["Norway attacks Iceland"]


def test_code_and_claim_that_disagree_on_whether_it_is_so_are_both_told():
    reading = (
        Maker("a", "News", "Iceland held no talks with Russia.")
        .event(1, "CONSULT", "held no talks", ["Iceland"], ["Russia"])
        .claim(
            1,
            "event",
            "no talks",
            "Iceland deals with others",
            ["Iceland", "Russia"],
            about="talks",
            negated=True,
        )
        .done()
    )
    assert sorted(one.affirmed for one in statements(reading)) == [False, True]


def test_a_denial_is_no_refusal():
    reading = (
        Maker("a", "News", "Iceland denied talks with Russia.")
        .event(1, "REJECT", "denied talks", ["Iceland"], ["Russia"])
        .claim(
            1, "event", "denied", "Iceland does something", ["Iceland", "Russia"], about="talks", denied=True
        )
        .done()
    )
    (told,) = statements(reading)
    assert told.claim.hedge == "denied"
    assert not told.affirmed
    assert told.type is None


def test_an_event_without_anybody_is_no_statement():
    assert statements(Maker("a", "News", "Talks were held.").event(1, "CONSULT", "held").done()) == ()


def test_a_long_speaker_is_cut():
    from dataclasses import replace

    from detente.core.reading import Attribution, Span

    reading = (
        Maker("a", "News", "Iceland met Norway " + "x" * 300)
        .event(1, "CONSULT", "met", ["Iceland"], ["Norway"])
        .done()
    )
    event = replace(
        reading.events[0], attribution=Attribution(speaker=Span(5, 305, reading.document.text[5:305]))
    )
    (told,) = statements(replace(reading, events=(event,)))
    assert len(told.claim.speaker) == 80


def test_every_wording_reads_as_a_sentence():
    for type, told in wordings().items():
        assert set(told) == {"says", "words", "alone", "was", "form", "way"}, type
        assert told["says"].startswith("{source} "), type
        assert "{target}" in told["says"], type
        assert "{target}" in told["was"], type
        assert told["form"] in ("words", "deeds"), type


@pytest.mark.parametrize("name", ["", "…", "5", "اسرائیل", "a" * 200, "Côte d'Ivoire"])
def test_any_name_makes_an_id(name):
    import re

    assert re.fullmatch(r"[A-Za-z][A-Za-z0-9_\-]*", actor_id(name))
    assert len(actor_id(name)) <= 41


@pytest.mark.parametrize(
    ("kind", "flag", "affirmed"),
    [
        ("event", "negated", False),
        ("event", "denied", False),
        ("red_line", "negated", True),
        ("red_line", "denied", False),
    ],
)
def test_a_negation_within_a_red_line_does_not_undo_it(kind, flag, affirmed):
    made = Maker("a", "News", "Iceland will not allow trawlers.").claim(
        1, kind, "will not allow", "It draws a line", ["Iceland"], **{flag: True}
    )
    (told,) = statements(made.done())
    assert told.affirmed is affirmed
