"""Articles are added to a case: what is new, what is known, what is denied; nothing of the analyst's is changed."""

import pytest

import fishery
from detente.case import read_case
from detente.case.matching import actors_called, actors_meant
from detente.case.merge import difference, merge
from readings import Maker, courier, daily


def merged(*readings, texts=None):
    texts = texts or fishery.texts()
    case = read_case(texts).case
    return merge(texts, case, fishery.intake(*readings))


def test_new_claims_are_added_and_nothing_is_taken_away():
    before = fishery.texts()
    found = merged(courier(), daily())
    after = read_case(found.texts).case
    assert found.sources == ("courier", "daily")
    assert len(after.claims) == 4 + len(found.claims)
    assert {name: after.claims[name] for name in fishery.case().claims} == dict(fishery.case().claims)
    for name, text in before.items():
        assert [line for line in text.splitlines() if line not in found.texts[name].splitlines()] == []
    assert found.texts["actors.yaml"] == before["actors.yaml"]


def test_a_known_claim_from_another_origin_is_added_with_a_link():
    found = merged(courier())
    known = {one.known: one for one in found.known.values()}
    assert set(known) == {"F01", "F03"}
    added = {one.id: one.claim for one in found.claims}
    assert added[known["F01"].new].supports == ("F01",)


def test_a_known_claim_from_the_same_origin_is_not_added():
    reading = Maker(
        "relay",
        "Word",
        "Iceland refuses a smaller share of the catch, Harbour Tidings said.",
        publisher="Fjord Daily",
    ).claim(
        1,
        "stance",
        "refuses",
        "Iceland refuses a smaller share",
        ["Iceland"],
        about="catch_share",
        direction="confrontation",
        origin="Harbour Tidings",
    )
    found = merged(reading.done())
    assert found.claims == ()
    assert [one.known for one in found.known.values()] == ["F01"]


def test_the_opposite_is_added_as_a_dispute():
    reading = Maker("b", "Word", "Iceland does not refuse a smaller share of the catch.").claim(
        1,
        "stance",
        "refuse",
        "Iceland refuses a smaller share",
        ["Iceland"],
        about="catch_share",
        denied=True,
    )
    found = merged(reading.done())
    (added,) = found.claims
    assert added.claim.disputes == ("F01",)
    assert next(iter(found.known.values())).contradicts


def test_an_act_at_another_time_is_not_the_same():
    reading = Maker(
        "b", "Word", "Norway and Iceland talked about the mackerel quota.", day="2030-03-18"
    ).event(1, "CONSULT", "talked", ["Norway", "Iceland"])
    assert merged(reading.done()).known == {}


def test_merging_twice_adds_nothing_the_second_time():
    once = merged(courier(), daily()).texts
    case = read_case(once).case
    from detente.case.intake import take_in

    again = merge(once, case, take_in([courier(), daily()], read_on=fishery.READ_ON, taken=case.claims))
    assert again.homes == {"courier": "courier", "daily": "daily"}
    assert again.claims == ()
    assert again.texts == once
    assert difference(once, again.texts) == ""


def test_ids_do_not_clash():
    texts = fishery.texts()
    texts["evidence.yaml"] += "  S1-01: {source: tidings, sentence: 2, says: Taken before, kind: event}\n"
    case = read_case(texts).case
    from detente.case.intake import take_in

    found = merge(texts, case, take_in([courier()], read_on=fishery.READ_ON, taken=case.claims))
    assert {one.id.partition("-")[0] for one in found.claims} == {"S2"}
    assert read_case(found.texts).case.claims["S1-01"].says == "Taken before"


def test_the_difference_is_a_diff():
    before = fishery.texts()
    told = difference(before, merged(daily()).texts)
    assert told.startswith("--- a/evidence.yaml\n+++ b/evidence.yaml\n")
    assert all(line[:1] in "+-@ " for line in told.splitlines())
    assert [line for line in told.splitlines() if line.startswith("-") and not line.startswith("---")] == []


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("Iceland", ("iceland",)),
        ("iceland", ("iceland",)),
        ("Kingdom of Norway", ("norway",)),
        ("Sweden", ("sweden",)),
    ],
)
def test_who_of_the_case_is_meant(name, called):
    assert actors_called(fishery.case(), name) == called


def test_leaders_and_codes_find_their_actor(root):
    texts = {
        file.name: file.read_text("utf-8") for file in sorted((root / "cases" / "iran-2024").glob("*.yaml"))
    }
    case = read_case(texts).case
    assert actors_called(case, "Donald Trump") == ("trump",)
    assert actors_called(case, "Ali Khamenei") == ("khamenei",)
    from detente.core.reading import Mention, Span

    states = Mention(Span(0, 4, "U.S."), "USA", "United States of America", "state")
    assert actors_meant(case, states) == ("usa",)
