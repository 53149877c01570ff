from dataclasses import replace

import pytest

from detente.report import shown_of
from detente.workbench import since
from studies import study


@pytest.fixture(scope="module")
def before():
    return study()


def of(made, **manifest):
    return shown_of(replace(made, manifest=replace(made.manifest, **manifest)))


def test_nothing_changed_is_said(before):
    found = since(shown_of(before), shown_of(before))
    assert found.told == {}
    assert all(row.is_noise for row in found.answers if row.moved is not None)


def test_code_time_and_draws_are_told_apart(before):
    later = before.manifest.as_of.replace(day=28)
    found = since(
        shown_of(before), of(before, seed=99, as_of=later, versions={**before.manifest.versions, "code": "x"})
    )
    assert set(found.told) == {"time", "code", "draws"}
    assert "seed 99" in found.told["draws"]
    assert found.told["code"] == "another version of code"


def test_evidence_and_judgement_are_told_apart(before):
    name, claim = next(iter(before.case.claims.items()))
    claims = {**before.case.claims, name: claim.model_copy(update={"says": "something else entirely"})}
    found = since(
        shown_of(before), shown_of(replace(before, case=before.case.model_copy(update={"claims": claims})))
    )
    assert set(found.told) == {"evidence"}
    issue, held = next(iter(before.case.issues.items()))
    moved = held.model_copy(
        update={"now": held.now.model_copy(update={"value": 77.0, "word": None, "mode": None})}
    )
    issues = {**before.case.issues, issue: moved}
    found = since(
        shown_of(before), shown_of(replace(before, case=before.case.model_copy(update={"issues": issues})))
    )
    assert "judgement" in found.told


def test_an_answer_that_moved_stands_first_with_its_size(before):
    first = next(answer for answer in before.answers if answer.probability is not None)
    moved = replace(first, probability=min(1.0, first.probability + 0.3))
    answers = tuple(moved if answer is first else answer for answer in before.answers)
    found = since(shown_of(before), shown_of(replace(before, answers=answers)))
    assert found.answers[0].id == first.id
    assert found.answers[0].moved == pytest.approx(moved.probability - first.probability)
    assert not found.answers[0].is_noise
