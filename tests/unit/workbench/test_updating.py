"""A case brought up to date in stages, and the movement shared out over them."""

from datetime import date

import pytest

import fishery
from detente.core.errors import CaseError
from detente.workbench import load
from detente.workbench.moving import CAUSES, Earlier, earlier_run, moved
from detente.workbench.reading import read_articles
from detente.workbench.updating import as_of_after, considered, staged

DAILY = str(fishery.ARTICLES / "daily.txt")


@pytest.fixture(scope="module")
def bench():
    return load(fishery.FOLDER)


@pytest.fixture(scope="module")
def update(bench):
    return considered(bench.case, read_articles([DAILY], read_on=fishery.READ_ON, into=bench.case))


def ids(update, kind):
    return [one.id for one in update.proposals if one.kind == kind]


def test_stages_differ_by_what_they_are(bench, update):
    wanted = [*ids(update, "fact"), *ids(update, "value")]
    stages = staged(bench, update, wanted)
    assert stages.as_of == date(2030, 3, 19)
    first, time, evidence, judgement = (
        each.read().case for each in (stages.before, stages.time, stages.evidence, stages.judgement)
    )
    assert (first.as_of, time.as_of) == (date(2030, 3, 10), date(2030, 3, 19))
    assert time.claims == first.claims
    assert len(evidence.claims) > len(time.claims)
    assert len(judgement.events) == len(evidence.events) + len(ids(update, "value"))
    assert "+++ b/drivers.yaml" in stages.diff


def test_nothing_accepted_leaves_the_date(bench, update):
    assert as_of_after(bench.case, update, (), None) == bench.case.as_of
    stages = staged(bench, update, [])
    assert stages.before.files == stages.judgement.files
    assert stages.diff == ""


def test_evidence_beyond_the_date_is_refused(bench, update):
    with pytest.raises(CaseError, match="later than the as-of date"):
        staged(bench, update, ids(update, "fact"), date(2030, 3, 11))


def test_parts_add_up_to_the_whole(bench, update):
    stages = staged(bench, update, [*ids(update, "fact"), *ids(update, "value")])
    settings = bench.settings(worlds=80, workers=1)
    parts = moved(stages, settings, earlier=Earlier({"deal": 0.25}, False, "another code"))
    assert {"deal", "seizures", "access", "catch_share.level", "port_access.level"} == {
        one.of for one in parts
    }
    for one in parts:
        assert set(one.parts) == set(CAUSES)
        told = [one.parts[name] for name in CAUSES[1:]]
        assert sum(told) == pytest.approx(one.after - one.before, abs=1e-6)
    by_id = {one.of: one for one in parts}
    assert by_id["deal"].parts["code"] == pytest.approx(by_id["deal"].before - 0.25)
    assert by_id["access"].parts["code"] is None


def test_the_same_files_move_nothing(bench, update):
    stages = staged(bench, update, [])
    parts = moved(stages, bench.settings(worlds=60, workers=1), earlier=Earlier({}, True, "the same code"))
    assert all(value == 0 for one in parts for value in one.parts.values())


def test_without_runs_the_code_is_not_known(bench, tmp_path):
    found = earlier_run(bench, bench.settings(), tmp_path / "runs")
    assert (found.answers, found.is_same_code) == ({}, False)
    assert "not known" in found.says


def test_a_home_article_is_recognised(bench):
    read = read_articles([DAILY], read_on=fishery.READ_ON, into=bench.case)
    source = read.intake.sources["daily"]
    case = bench.case.model_copy(update={"sources": {**bench.case.sources, "held": source}})
    verdict = considered(case, read).verdicts[0]
    assert "it is the case's source held" in verdict.says
