"""The accord of March 2023: made by the interview, nothing later than its date, and every mechanism moves what it says."""

from datetime import date
from pathlib import Path

import pytest

from detente.case import WithoutMechanism, apply_edits
from detente.core.projection import Settings
from detente.forecast import answer
from detente.interview import case_of, check_answers, read_answers
from detente.projection import project
from detente.workspace import open_folder
from mechanisms import STANDARD_ERRORS, paired

SHARED = Path(__file__).parents[2].parent / "shared" / "case"
MECHANISMS = [f"SM{number:02d}" for number in range(1, 11)]
QUESTIONS = [f"SQ{number:02d}" for number in range(4, 13)]


def test_its_files_are_what_its_answers_make(folder):
    told = read_answers("answers.yaml", (folder / "answers.yaml").read_bytes())
    check_answers(told)
    made = case_of("saudi-iran-2023", told)
    held = {
        file.name: file.read_text("utf-8") for file in folder.glob("*.yaml") if file.name != "answers.yaml"
    }
    assert made == held


def test_it_is_in_order_and_every_number_has_grounds(folder):
    read = open_folder(folder).read()
    assert read.warnings == ()


def test_nothing_later_than_its_date_supports_anything(case):
    late = {name for name, claim in case.claims.items() if case.sources[claim.source].date > case.as_of}
    assert late == {"S-11", "SE12"}  # a page of April, kept to show that it was seen
    dumped = case.model_dump(
        mode="json", include={"actors", "issues", "pressures", "effects", "events", "hazards"}
    )
    assert not any(
        f"'{name}'" in str(dumped.get(part)) and "evidence" in str(part) for part in dumped for name in late
    )
    facts = [event for event in case.events if event.chance is None]
    assert max(event.on for event in facts) <= case.as_of


def test_every_claim_says_where_it_stands(case):
    assert all(claim.locator and case.sources[claim.source].url for claim in case.claims.values())


def test_every_mechanism_of_the_tables_is_wired_with_evidence(case):
    assert sorted(case.mechanisms) == MECHANISMS
    assert all(one.evidence and one.inputs and one.expects for one in case.mechanisms.values())


@pytest.mark.parametrize("name", MECHANISMS)
def test_switching_it_off_undoes_what_it_moves(run, case, name):
    expects = case.mechanisms[name].expects
    mean, error = paired(run, case, apply_edits(case, (WithoutMechanism(name),)), name)
    way = 1.0 if expects.way == "up" else -1.0
    assert way * mean > STANDARD_ERRORS * error > 0.0


def test_every_question_of_the_tables_is_answered(case):
    assert sorted(case.questions) == QUESTIONS
    worlds = project(case, Settings(400, case.seed, case.as_of, "forecast", 2))
    answers = {one.id: one for one in answer(case, worlds)}
    assert sorted(answers) == QUESTIONS
    assert all(0.0 < one.probability < 1.0 for one in answers.values() if one.probability is not None)
    assert answers["SQ04"].probability <= min(answers["SQ06"].probability, answers["SQ07"].probability)
    days = answers["SQ11"].quantiles
    assert (
        (case.as_of - date(2023, 3, 10)).days
        <= days["0.05"]
        <= days["0.95"]
        <= (case.until - date(2023, 3, 10)).days
    )


@pytest.mark.skipif(not SHARED.is_dir(), reason="development data lie in ../shared")
def test_the_tables_say_what_the_case_says(case):
    from detente.sources.case_tables import read_tables

    tables = read_tables(f"{SHARED}/saudi2023_")
    assert {row["id"] for row in (*tables.claims, *tables.positions, *tables.acts)} == set(case.claims)
    assert {row["url"] for row in tables.claims} <= {source.url for source in case.sources.values()}
    assert {row["id"] for row in tables.questions} == set(case.questions)
    assert {row["id"] for row in tables.mechanisms} == set(case.mechanisms)
