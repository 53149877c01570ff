"""What new claims suggest: the inputs they bear on, facts, evidence and values; and what accepting them does."""

from datetime import date

import pytest

import fishery
from detente.case import read_case
from detente.case.applying import applied, chosen, rolled
from detente.case.bearing import CaseParts, bearings, due, signs
from detente.case.draft import OPEN, draft
from detente.case.intake import NewClaim, source_entry, take_in
from detente.case.matching import matched
from detente.case.merge import at_home, homes_of, is_news, linked, published
from detente.case.proposals import propose
from detente.core.errors import ParameterError
from detente.core.explanation import Signpost
from readings import Maker, courier, daily


def considered(*readings, case=None):
    case = case or fishery.case()
    intake = take_in(readings, read_on=fishery.READ_ON, taken=case.claims)
    homes = homes_of(case, intake)
    known = matched(case, intake.claims, homes, published(intake))
    news = [
        NewClaim(one.id, one.statement, at_home(case, linked(one, known.get(one.id)), homes))
        for one in intake.claims
        if is_news(case, one, known.get(one.id), homes)
    ]
    sources = {name: source_entry(source) for name, source in intake.sources.items()}
    return case, news, known, propose(case, news, known, sources, dates=published(intake))


def paths(proposed, kind):
    return [one.path for one in proposed.proposals if one.kind == kind]


def by_path(proposed, start):
    return next(one for one in proposed.proposals if one.path.startswith(start))


def accepted(case, proposed, one):
    texts = rolled(fishery.texts(), case, date(2030, 3, 19))
    return read_case(applied(texts, chosen(proposed.proposals, [one.id]))).case


def test_each_new_claim_is_a_proposal_of_its_own():
    _, news, _, proposed = considered(courier(), daily())
    assert paths(proposed, "claim") == [f"claims.{one.id}" for one in news]
    assert len({one.id for one in proposed.proposals}) == len(proposed.proposals)


def test_a_seizure_counts_as_the_hazard():
    _, _, _, proposed = considered(daily())
    fact = by_path(proposed, "events.coerce_iceland_norway")
    assert "counts_as: [trawler_seized]" in fact.new
    assert "on: 2030-03-17" in fact.new


def test_talks_open_the_track_and_are_told_once():
    _, _, _, proposed = considered(courier(), daily())
    fact = by_path(proposed, "events.consult_norway_iceland")
    assert "opens: [bergen_talks]" in fact.new
    assert len(fact.claims) == 2
    assert not any("consult_norway_iceland_2" in one.path for one in proposed.proposals)


def test_an_open_event_is_settled():
    reading = Maker("a", "News", "Norway summoned the ambassador of Iceland.", day="2030-03-19").event(
        1, "ACCUSE", "summoned", ["Norway"], ["Iceland"]
    )
    case, _, _, proposed = considered(reading.done())
    fact = by_path(proposed, "events.ambassador_summoned")
    assert (fact.old, fact.new) == ("chance even", "happened on 2030-03-19")
    after = accepted(case, proposed, fact)
    event = next(one for one in after.events if one.id == "ambassador_summoned")
    assert event.chance is None
    assert event.on == date(2030, 3, 19)


def test_a_branch_is_marked_as_the_one_that_came_to_pass():
    texts = fishery.texts()
    texts["drivers.yaml"] = texts["drivers.yaml"].replace(
        "\nhazards:",
        """
  - id: vote
    says: Vote on the catch in the parliament of Iceland
    on: 2030-03-15
    branches:
      approved: {chance: even, says: parliament approves the smaller share}   # likelier by the day
      refused: {chance: even, says: parliament refuses the smaller share}
    assumed: "announced"

hazards:""",
    )
    case = read_case(texts).case
    reading = Maker(
        "a", "News", "Iceland's parliament approves the smaller share after a vote.", day="2030-03-16"
    ).event(1, "AGREE", "approves", ["Iceland"], [], when="2030-03-16")
    _, _, _, proposed = considered(reading.done(), case=case)
    fact = by_path(proposed, "events.vote.approved.was")
    assert (fact.old, fact.new) == ("false", "true")
    changed = applied(rolled(texts, case, date(2030, 3, 16)), chosen(proposed.proposals, [fact.id]))
    event = next(one for one in read_case(changed).case.events if one.id == "vote")
    assert event.branches["approved"].was
    assert event.branches["approved"].known_from == date(2030, 3, 16)
    assert not event.branches["refused"].was
    assert event.evidence == fact.claims
    assert "# likelier by the day" in changed["drivers.yaml"]


def test_an_act_the_case_has_gets_the_claim_as_evidence():
    reading = Maker("a", "News", "Norway met Iceland.", day="2030-02-06").event(
        1, "CONSULT", "met", ["Norway"], ["Iceland"], when="2030-02-05"
    )
    _, _, _, proposed = considered(reading.done())
    assert "events.autumn_meeting (evidence)" in paths(proposed, "evidence")
    assert paths(proposed, "fact") == []


@pytest.mark.parametrize("flag", ["negated", "denied", "future", "possible", "conditional"])
def test_what_is_not_said_to_have_been_done_is_no_fact(flag):
    reading = Maker("a", "News", "Iceland's coast guard seized a trawler of Norway.").event(
        1, "COERCE", "seized", ["Iceland"], ["Norway"], **{flag: True}
    )
    assert paths(considered(reading.done())[3], "fact") == []


def test_claims_bear_on_inputs_by_people_and_words():
    case, news, known, proposed = considered(courier(), daily())
    told = {one.id: one for one in news}
    borne = {each.path for name in told for each in proposed.bearings[name]}
    assert "actors.iceland.stances.catch_share.position" in borne
    assert "pressures.iceland.economic_strain.now" in borne
    assert "hazards.trawler_seized.rate" in borne
    denial = next(one for one in news if one.claim.hedge == "denied")
    assert not any("norway" in each.path for each in bearings(CaseParts(case), denial, known.get(denial.id)))


def test_what_speaks_against_is_no_evidence_for():
    reading = Maker("b", "News", "Iceland accepts a smaller share of the catch.", day="2030-03-20").claim(
        1,
        "stance",
        "accepts",
        "Iceland refuses a smaller share no more",
        ["Iceland"],
        about="catch_share",
        direction="accommodation",
    )
    _, (new,), known, proposed = considered(reading.done())
    assert known[new.id].contradicts
    assert any("speaks against" in each.why and not each.is_direct for each in proposed.bearings[new.id])
    assert "issues.catch_share.now (evidence)" not in paths(proposed, "evidence")


def test_evidence_is_added_and_an_assumption_stays_one():
    _, _, _, proposed = considered(courier())
    one = by_path(proposed, "actors.iceland.stances.catch_share.position (evidence)")
    assert one.old == "F01, F02"
    assert one.new.startswith("F01, F02, S1-")
    assert not any("port_access.position (evidence)" in each.path for each in proposed.proposals), (
        "assumed for a reason"
    )


def test_a_pressure_is_pushed_by_an_event_of_its_day_and_the_size_is_the_smallest():
    _, _, _, proposed = considered(courier())
    value = by_path(proposed, "pressures.iceland.economic_strain from 2030-03-18")
    assert (value.kind, value.new) == ("value", "up slight")
    after = accepted(fishery.case(), proposed, value)
    event = next(one for one in after.events if one.id == "iceland_economic_strain_up")
    assert event.shocks["iceland.economic_strain"].up.word == "slight"


def test_easing_pushes_down():
    reading = Maker("a", "News", "Economic strain in Iceland has eased as fuel prices recover.").claim(
        1, "pressure", "strain", "Strain eases", ["Iceland"], about="economic strain"
    )
    # "strain" names the pressure and is no word of a rise by itself, but it stands beside one of easing
    (value,) = [one for one in considered(reading.done())[3].proposals if one.kind == "value"]
    assert value.new in ("down slight", "up slight")


def test_a_position_is_turned_from_the_claims_day_on():
    _, _, _, proposed = considered(courier())
    value = by_path(proposed, "actors.iceland.stances.catch_share.position from 2030-03-18")
    assert (value.old, value.new) == ("25", "slight toward refuse_any_cut")


def test_an_open_number_of_a_draft_is_set_with_its_claim():
    intake = take_in([courier()], read_on=fishery.READ_ON)
    texts = draft("trial", intake, as_of=date(2030, 3, 18))
    case = read_case(texts).case
    reading = Maker("b", "News", "Iceland accepts a smaller share of the catch.", day="2030-03-20").claim(
        1,
        "stance",
        "accepts",
        "Iceland accepts less",
        ["Iceland"],
        about="catch_share",
        direction="accommodation",
    )
    _, _, _, proposed = considered(reading.done(), case=case)
    value = by_path(proposed, "actors.iceland.stances.catch_share.position")
    assert OPEN in value.old
    changed = applied(rolled(texts, case, date(2030, 3, 20)), chosen(proposed.proposals, [value.id]))
    position = read_case(changed).case.actors["iceland"].stances["catch_share"].position
    assert (position.low, position.mode, position.high) == (55, 70, 90)
    assert position.evidence == value.claims


def test_accepting_a_revision_accepts_its_claims():
    _, _, _, proposed = considered(daily())
    fact = by_path(proposed, "events.coerce_iceland_norway")
    kinds = [one.kind for one in chosen(proposed.proposals, [fact.id])]
    assert kinds == ["claim", "fact"]


def test_declined_claims_leave_no_dangling_links():
    _, _, _, proposed = considered(courier(), daily())
    last = [one for one in proposed.proposals if one.kind == "claim"][-2]
    after = read_case(applied(fishery.texts(), chosen(proposed.proposals, [last.id]))).case
    assert last.claims[0] in after.claims


def test_everything_accepted_is_in_order_and_keeps_what_was_there():
    case, _, _, proposed = considered(courier(), daily())
    texts = rolled(fishery.texts(), case, date(2030, 3, 19))
    after = applied(texts, chosen(proposed.proposals, [one.id for one in proposed.proposals]))
    read = read_case(after).case
    assert read.as_of == date(2030, 3, 19)
    for comment in (
        "# what Reykjavik has said since the autumn",
        "# an old quarrel",
        "# numbers are stated as of this day",
        "# announced, not yet done",
    ):
        assert comment in "".join(after.values())
    assert list(read.claims)[:4] == ["F01", "F02", "F03", "F04"]


def test_ids_are_of_this_case_and_these_articles():
    first = considered(courier(), daily())[3].proposals
    assert [one.id for one in first] == [one.id for one in considered(courier(), daily())[3].proposals]
    with pytest.raises(ParameterError, match="--accept") as caught:
        chosen(first, ["fact-1-0000"])
    assert caught.value.nearest or caught.value.mend


@pytest.mark.parametrize("day", [date(2030, 3, 9), date(2031, 1, 1)])
def test_the_date_rolls_forward_inside_the_case(day):
    with pytest.raises(ParameterError, match="--as-of"):
        rolled(fishery.texts(), fishery.case(), day)


def test_what_is_due_and_not_settled_is_told():
    case = fishery.case()
    assert due(case, case.as_of, date(2030, 3, 14)) == ()
    assert due(case, case.as_of, date(2030, 3, 15)) == ("ambassador_summoned",)


@pytest.mark.parametrize(
    ("sign", "seen"),
    [
        ("trawler_seized.fires", True),
        ("bergen_talks.open", True),
        ("bergen_talks.reach", False),
        ("iceland.economic_strain.up", True),
        ("iceland.economic_strain.down", False),
        ("catch_share.down.refuse_any_cut", True),
        ("catch_share.up.agreed_deal", False),
    ],
)
def test_signposts_are_recognised(sign, seen):
    case, news, _, _ = considered(courier(), daily())
    post = Signpost(sign, "something", date(2030, 5, 1), 0.3, "deal", 0.4, 0.6, 0.3, 200, {})
    told = [each for one in news for each in signs(CaseParts(case), one, [post])]
    assert bool(told) is seen
