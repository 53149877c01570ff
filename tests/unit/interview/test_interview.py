"""The interview: whatever is skipped, the case is in order; what cannot be kept is told at its line."""

import copy
import re
from datetime import date
from pathlib import Path

import pytest

from detente.case import audit, read_case
from detente.core.errors import CaseError
from detente.interview import SKIP, Agreement, Answers, case_of, check_answers, interview, read_answers
from detente.interview.step import Step

PAGE = Path(__file__).parents[3] / "docs" / "how-to" / "first-case.md"
TEXT = "\n".join(re.findall(r"^```yaml\n(.*?)^```", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL))


def whole() -> Answers:
    return read_answers("answers.yaml", TEXT)


def made(told: Answers):
    check_answers(told)
    return read_case(case_of("transit", told)).case


def leaves(told, path=()):
    for key, value in told.items():
        yield (*path, key)
        if isinstance(value, dict):
            yield from leaves(value, (*path, key))


NEEDED_BY_OTHERS = ("issues", "actors", "pressures", "talks", "hazards", "events")
"""Sections whose answers others name, or that are forms: what is then missing is told at its place."""
PATHS = [path for path in leaves(whole().told) if path != ("as_of",)]


@pytest.mark.parametrize("path", PATHS, ids=lambda path: ".".join(map(str, path)))
@pytest.mark.parametrize("way", ["skipped", "missing"])
def test_any_answer_may_be_skipped_or_missing(path, way):
    told = Answers(copy.deepcopy(whole().told), "answers.yaml")
    told.drop(path)
    if way == "skipped":
        told.put(path, SKIP)
    faults = ()
    try:
        case = made(told)
    except CaseError as error:
        faults = error.faults
    if path[0] in NEEDED_BY_OTHERS:
        assert all(fault.found and fault.allowed for fault in faults)
    else:
        assert not faults
        assert case.issues


def test_nothing_answered_is_a_case_all_the_same():
    case = made(Answers({"as_of": "2030-06-01"}))
    assert case.as_of == date(2030, 6, 1)
    assert len(case.actors) == 2
    assert case.questions


def test_every_inferred_number_keeps_its_question_and_answer():
    case = made(whole())
    terms = case.actors["ostria"].terms["table"]
    asked = [
        terms.trust, terms.if_betrayed, terms.deadlock_hurts, case.pressures["winter"].now, case.pressures["winter"].fades,
        case.effects[0].by, case.actors["president"].stances["transit"].position, case.issues["transit"].now,
        case.hazards["shut_off"].rate,
    ]  # fmt: skip
    assert all(number.asked and number.answered for number in asked)
    assert case.hazards["shut_off"].rate.why
    assert [one.path for one in audit(case).leaves if one.footing == "bare"] == []


def whole_checked() -> Answers:
    told = whole()
    check_answers(told)
    return told


def test_a_public_line_becomes_a_claim_with_its_source():
    case = made(whole())
    (cited,) = case.actors["president"].stances["transit"].declared.evidence
    claim = case.claims[cited]
    assert case.sources[claim.source].publisher == "The Courier"
    assert case.sources[claim.source].date == date(2030, 5, 11)


def test_what_is_told_of_today_is_moved_back_by_what_has_happened_since():
    case = made(whole())
    by = case.effects[0].by.mode
    since = (date(2030, 6, 1) - date(2030, 4, 20)).days / 7
    kept = 10 * 2 ** (-since / case.pressures["winter"].fades.mode)
    assert case.actors["larmont"].stances["transit"].position.mode == pytest.approx(
        75 - by * kept / 10, abs=0.06
    )
    told = whole()
    told.put(("positions_of",), "start")
    assert made(told).actors["larmont"].stances["transit"].position.mode == 75


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("now: 15 20 30 ", "now: 15 120 30 ", 9, "numbers from 0 to 100 that rise"),
        ("kind: leader", "kind: ruler", 15, "state, leader"),
        ("as_of: 2030-06-01", "as_of: soon", 2, "a date such as"),
        ("prevailed: 4 of 5", "prevailed: nearly always", 17, "3 of 5"),
        ("stances: {transit: {position: 60 80", "stances: {transitt: {position: 60 80", 27, "issue"),
        ("publicly: no}", "publicly: perhaps}", 63, "yes, no, cannot say"),
        ("publicly: no}", "publicly: no, renege: yes, secretly: no}", 63, "a key twice"),
        ("winter up moderate", "winter sideways", 44, "PRESSURE up SIZE"),
        ("The ministers' table settles", "It settles", 70, "table"),
        ("rate: {n: 2, months: 36", "rate: {n: 2", 50, "a number"),
        ("position: 60 75 90", "position: {low: 60, likely: 75}", 31, "no `high`"),
        ("question: Will", "questoin: Will", 1, "nearest: question"),
    ],
)  # fmt: skip
def test_a_bad_answer_is_told_at_its_line(old, new, line, says):
    assert old in TEXT
    text = TEXT.replace(old, new, 1)
    with pytest.raises(CaseError) as refused:
        made(read_answers("answers.yaml", text))
    lines = {number for number, each in enumerate(text.splitlines(), 1) if new.split(",")[0] in each}
    told = str(refused.value)
    assert any(fault.line in lines for fault in refused.value.faults), told
    if says != "a key twice":
        assert says in told


def test_answers_that_no_terms_give_together_name_the_one_to_think_about():
    text = TEXT.replace("secretly: yes, publicly: no}", "secretly: no, publicly: yes}")
    with pytest.raises(CaseError, match="`secretly` or `publicly`"):
        made(read_answers("answers.yaml", text))


def test_what_is_stored_reads_back_the_same():
    told = whole_checked()
    again = read_answers("answers.yaml", told.text())
    check_answers(again)
    assert again.told == told.told
    assert case_of("transit", again) == case_of("transit", told)


def replying(replies: list[str]) -> tuple[Answers, list[str]]:
    """An interview with somebody who gives these replies, and skips the rest."""
    told, asked = Answers({"as_of": "2030-06-01"}, is_open=True), []
    for _, step in interview(told):
        assert isinstance(step, Step | Agreement)
        if isinstance(step, Agreement):
            step.judge()
            continue
        asked.append(step.asks)
        reply = replies.pop(0) if replies else ""
        told.put(step.path, step.read(reply) if reply else SKIP)
    return told, asked


def test_an_interview_asks_what_follows_from_what_was_said():
    told, asked = replying(
        ["Will it end?", "2031-01-01", "Union, Company", "organisation", "", "organisation", "Board, Owner"]
    )
    assert any("Who in Company has the last word" in each for each in asked)
    assert not any("Who in Union" in each for each in asked)
    assert told.at("actors", "board", "member_of") == "company"
    assert read_case(case_of("strike", told)).case.actors["owner"].member_of == "company"


def test_nothing_is_asked_twice():
    told, asked = replying(["Will it end?"])
    assert len(asked) == len(set(asked))
    assert [step for _, step in interview(told) if isinstance(step, Step)] == []


def test_a_strength_that_pushes_the_other_way_is_refused():
    text = TEXT.replace(
        "by: {moved: 30, likely: 55, low: 45, high: 70}", "by: {moved: 30, likely: 95, low: 90, high: 99}"
    )
    with pytest.raises(CaseError, match="a push toward ten_years"):
        made(read_answers("answers.yaml", text))
