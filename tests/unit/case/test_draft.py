"""A draft is in order whatever was read, judges nothing, and says what is open."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.case import audit, read_case
from detente.case.draft import OPEN, draft
from detente.case.intake import take_in
from readings import NAMES, Maker, courier, daily

READ_ON = date(2030, 4, 1)


def drafted(*readings, as_of=date(2030, 3, 19)):
    intake = take_in(readings, read_on=READ_ON)
    texts = draft("trial", intake, as_of=as_of)
    return read_case(texts), texts, intake


def test_a_draft_holds_what_was_read():
    file, _, intake = drafted(courier(), daily())
    case = file.case
    assert file.warnings == ()
    assert set(case.sources) == {"courier", "daily"}
    assert len(case.claims) == len(intake.claims) == 8
    assert {"norway", "iceland", "russia"} <= set(case.actors)
    assert "catch_share" in case.issues
    assert "iceland.economic_strain" in case.pressures
    assert {(event.code, event.on.isoformat()) for event in case.events} == {
        ("COERCE", "2030-03-17"),
        ("CONSULT", "2030-03-18"),
    }
    talks = next(event for event in case.events if event.code == "CONSULT")
    assert talks.evidence == ("S1-01", "S2-03"), "told twice, entered once"
    assert case.questions
    assert case.focus.actor in ("norway", "iceland")


def test_sources_are_honest_about_what_is_not_known():
    reading = (
        Maker("a", "News", "Norway met Iceland.", day=None)
        .event(1, "CONSULT", "met", ["Norway"], ["Iceland"])
        .done()
    )
    file, _, _ = drafted(reading, as_of=READ_ON)
    source = file.case.sources["a"]
    assert (source.reliability, source.publisher, source.date) == ("F", "unnamed outlet (a)", READ_ON)
    assert "to be set" in source.note
    assert all(claim.credibility == 6 for claim in file.case.claims.values())


def test_nothing_is_judged():
    file, texts, _ = drafted(courier(), daily())
    found = audit(file.case)
    numbers = [leaf for leaf in found.leaves if leaf.assumed is not None]
    assert {leaf.assumed for leaf in numbers} == {OPEN}
    assert found.with_evidence == 0
    assert found.count("bare") == 0
    assert "point" in "".join(
        stance.words or "" for actor in file.case.actors.values() for stance in actor.stances.values()
    )
    assert f"assumed: {OPEN}" in texts["actors.yaml"]


def test_the_text_of_an_article_is_not_in_the_draft():
    _, texts, _ = drafted(courier(), daily())
    whole = "\n".join(texts.values())
    for reading in (courier(), daily()):
        for sentence in reading.sentences[1:]:
            assert sentence.span.quote not in whole


def test_claims_on_an_issue_name_it_by_its_id():
    reading = (
        Maker("a", "News", "Iceland is against any cut to its quota.")
        .claim(1, "stance", "against", "It is against", ["Iceland"], about="Fishing quota")
        .claim(1, "stance", "cut", "It wants none", ["Iceland"], about="Iceland")
        .done()
    )
    case = drafted(reading)[0].case
    assert set(case.issues) == {"fishing_quota", "iceland_issue"}
    assert {claim.about for claim in case.claims.values()} == set(case.issues)


def test_links_between_claims_are_ids():
    file, _, _ = drafted(courier(), daily())
    disputing = [claim for claim in file.case.claims.values() if claim.disputes]
    assert [claim.disputes for claim in disputing] == [("S1-05",)]


def test_a_later_act_is_open_and_a_done_one_with_a_later_date_is_left_out():
    reading = (
        Maker("a", "News", "Norway will meet Iceland on 25 March.", "Norway threatened Iceland by 25 March.")
        .event(1, "CONSULT", "meet", ["Norway"], ["Iceland"], when="2030-03-25", future=True)
        .event(2, "THREATEN", "threatened", ["Norway"], ["Iceland"], when="2030-03-25")
        .done()
    )
    (event,) = drafted(reading)[0].case.events
    assert (event.code, event.chance.word, event.assumed) == ("CONSULT", "even", OPEN)


def test_copies_are_sources_without_claims():
    text = (
        "Norway and Iceland held talks in Bergen on Monday over the mackerel quota and neither side gave any ground. "
        * 2
    )
    readings = [
        Maker(name, headline, text, publisher=name)
        .event(1, "CONSULT", "held talks", ["Norway", "Iceland"])
        .done()
        for name, headline in (("first", "One"), ("second", "Two"))
    ]
    file, _, _ = drafted(*readings)
    assert set(file.case.sources) == {"first", "second"}
    assert "same text as first" in file.case.sources["second"].note
    assert {claim.source for claim in file.case.claims.values()} == {"first"}


def test_an_article_in_which_nothing_was_read_makes_a_draft():
    file, texts, _ = drafted(Maker("a", "It rained.").done())
    assert "claims.yaml" not in texts
    assert len(file.case.actors) == 1


@pytest.mark.parametrize("title", ['A "quoted": title, #1 {x}', "- list", "null", "\u2028break", "ends?"])
def test_what_an_article_calls_itself_cannot_break_the_files(title):
    from dataclasses import replace

    reading = courier()
    odd = replace(reading, document=replace(reading.document, title=title, publisher=title))
    source = drafted(odd)[0].case.sources["courier"]
    assert source.title == title
    assert source.publisher == title


@st.composite
def makers(draw):
    """An article with any acts and claims of any standing."""
    name = draw(st.sampled_from(["a", "b-1", "c_long_name_of_an_article"]))
    people = st.lists(st.sampled_from(sorted(NAMES)), max_size=3, unique=True)
    sentence = " and ".join(sorted(NAMES)) + " did something about it."
    made = Maker(
        name,
        "Head",
        *[sentence] * 4,
        publisher=draw(st.none() | st.text(min_size=1, max_size=20)),
        day=draw(st.sampled_from([None, "2030-03-18"])),
    )
    days = st.sampled_from(["2029-01-01", "2030-03-01", "2030-03-18", "2030-06-01", "2033-01-01"])
    for number in range(1, 5):
        flags = dict.fromkeys(
            draw(
                st.sets(
                    st.sampled_from(["negated", "denied", "future", "possible", "conditional"]), max_size=2
                )
            ),
            True,
        )
        if draw(st.booleans()):
            type = draw(st.sampled_from(["CONSULT", "ASSAULT", "ODD"]))
            more = {"when": draw(days)} if draw(st.booleans()) else {}
            made.event(number, type, "did", draw(people), draw(people), **flags, **more)
        else:
            kind = draw(
                st.sampled_from(["stance", "pressure", "cause", "signal", "history", "event", "red_line"])
            )
            about = draw(
                st.none()
                | st.sampled_from(["sanctions", "Iceland", "the catch", "économie", "5+1", "x" * 60])
            )
            way = draw(st.sampled_from(["accommodation", "confrontation", "neutral"]))
            made.claim(
                number,
                kind,
                "did",
                draw(st.text(min_size=3, max_size=40).filter(lambda text: len(text.strip()) > 2)),
                draw(people),
                about=about,
                direction=way,
                **flags,
            )
    return made.done()


@settings(max_examples=60)
@given(st.lists(makers(), min_size=1, max_size=2, unique_by=lambda one: one.document.id))
def test_any_reading_makes_a_draft_in_order(readings):
    intake = take_in(readings, read_on=READ_ON)
    as_of = max(source.date for source in intake.sources.values())
    file = read_case(draft("trial", intake, as_of=as_of))
    assert len(file.case.claims) == len(intake.claims)
    assert {source.reliability for source in file.case.sources.values()} == {"F"}
    assert draft("trial", intake, as_of=as_of) == draft(
        "trial", take_in(readings, read_on=READ_ON), as_of=as_of
    )
