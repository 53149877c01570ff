import re

import pytest

from detente.app import open_desk
from detente.app.asking import answered, ask, ask_beside, edits_of
from detente.core.errors import ParameterError
from detente.workspace import CaseBranch, branches, write_branch
from waiting import wait


@pytest.fixture
def bench(own):
    from detente.workbench import load

    return load(own[0].cases["small"])


def test_changes_of_a_form_become_edits_and_an_answer(own):
    desk, client = own
    fields = {
        "token": desk.token, "worlds": "60", "drop": ["dry_spring"], "branch": ["local_vote=hardliners", ""],
        "path1": "pressure.drought", "value1": "40", "day1": "2023-08-01", "moves": "water.level", "moves_to": "50",
        "moves_on": "2023-09-01", "collective": "arvenia", "role": "final_say", "who": "",
    }  # fmt: skip
    seen = client.post("/cases/small/what-if/check", data=fields).text
    assert re.findall(r"<code>(.*?)</code>", seen) == [
        "drop:dry_spring",
        "branch:local_vote=hardliners",
        "set:pressure.drought=40@2023-08-01",
        "set:water.level=50@2023-09-01",
        "set:institution.arvenia.final_say=nobody",
    ]
    assert "alert" not in seen
    answer = client.post("/cases/small/what-if", data=fields)
    job = desk.jobs.job(answer.headers["location"].rpartition("/")[2])
    assert wait(job, 60).state == "done", job.message
    page = client.get(job.result)
    assert "same-noise counterfactual of the past" in page.text
    assert "Water released downstream" in page.text
    assert "--drop dry_spring" in page.text
    again = open_desk(desk.cases["small"].parent, runs=desk.runs)
    assert client.get(job.result).status_code == 200
    assert answered(again, job.id).texts[0] == "drop:dry_spring"


def test_a_what_if_is_the_same_as_on_the_command_line(own, bench):
    desk, _ = own
    job = wait(ask(desk, "small", ("drop:dry_spring",), worlds=60, seed=3), 60)
    direct = bench.compare(drop="dry_spring", worlds=60, seed=3)
    kept = answered(desk, job.id).answer
    assert [row.difference for row in kept.differences] == [row.difference for row in direct.differences]
    assert kept.edits == direct.edits


def test_what_cannot_be_changed_is_told(own):
    desk, client = own
    fields = {"token": desk.token, "drop": "dry_sprnig"}
    assert "dry_spring" in client.post("/cases/small/what-if/check", data=fields).text
    assert client.post("/cases/small/what-if", data=fields).status_code == 422
    assert client.post("/cases/small/what-if", data={"token": desk.token}).status_code == 422
    assert desk.jobs.all() == ()


def test_branches_are_saved_listed_run_and_compared(own):
    desk, client = own
    fields = {"token": desk.token, "drop": "dry_spring", "name": "wet", "why": 'had it "rained"'}
    assert client.post("/cases/small/branches", data=fields).status_code == 303
    write_branch(desk.cases["small"], CaseBranch("hard", "", ("branch:local_vote=hardliners",)))
    assert [(one.name, one.why, one.edits) for one in branches(desk.cases["small"])] == [
        ("hard", "", ("branch:local_vote=hardliners",)),
        ("wet", 'had it "rained"', ("drop:dry_spring",)),
    ]
    assert desk.standing("small").faults is None
    answer = client.post(
        "/cases/small/branches/compare",
        data={"token": desk.token, "first": "wet", "second": "hard", "worlds": "60"},
    )
    job = wait(desk.jobs.job(answer.headers["location"].rpartition("/")[2]), 60)
    assert job.state == "done", job.message
    page = client.get(job.result).text
    assert "wet beside hard" in page
    for row in answered(desk, job.id).answer.rows:
        assert row.difference.difference == pytest.approx(row.second - row.first, abs=1e-4)


@pytest.mark.parametrize("name", ["", "../x", "A b", "x" * 41, ".hidden", "a/b"])
def test_names_of_branches_stay_in_their_folder(own, name):
    desk, client = own
    answer = client.post(
        "/cases/small/branches", data={"token": desk.token, "drop": "dry_spring", "name": name}
    )
    assert answer.status_code == 422
    assert not (desk.cases["small"] / "branches").exists()


def test_a_branch_that_lost_its_object_says_so(own):
    desk, _ = own
    write_branch(desk.cases["small"], CaseBranch("gone", "", ("drop:no_such_event",)))
    with pytest.raises(ParameterError, match="no_such_event"):
        ask_beside(desk, "small", "gone", "gone")


def test_edits_are_bounded(bench):
    with pytest.raises(ParameterError, match="at most 60"):
        edits_of(bench.case, ("drop:dry_spring",) * 61)


def test_beside_a_run_an_answer_is_drawn_as_the_report_draws_it(desk, client):
    job = wait(ask(desk, "small", ("drop:dry_spring",), worlds=120), 60)
    assert job.state == "done", job.message
    page = client.get(job.result).text
    assert 'role="img"' in page
    assert "difference to the base" in page
    assert "style=" not in page
