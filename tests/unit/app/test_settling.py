"""The page of bargaining tables: settle, see and take along; a faulty form comes back whole with every fault."""

import csv
import io
import json
import re

import pytest

from detente.app.settling import Said, answered, begin, in_words, understood
from detente.sources.stance_table import parse_stances
from detente.workbench.settling import asked_for, settle, settled_json
from waiting import wait

TABLE = 'actor,capability,position,salience\nNetherlands,8,40,80\nFrance,16,100,60\n"Greece, and <b>friends</b>",8,70,70\n'
FAULTY = "actor,capability,position\nA,x,40\nA,-1,140\n"


@pytest.fixture(scope="module")
def kept(desk):
    said = Said(table=TABLE, models=("challenge", "pool"), reversion="20", rounds="4", preset="mckibben")
    meant, faults = understood(said)
    assert faults == ()
    job = wait(begin(desk, "small", said, meant), 60)
    assert job.state == "done", job.message
    return said, job.result


def test_an_answer_is_what_the_command_prints(desk, client, kept):
    said, address = kept
    asked = asked_for(
        said.models, preset="mckibben", rounds=4, options=(), draws=None, seed=None, scale=(0.0, 100.0)
    )
    own = settled_json(settle(parse_stances(TABLE.encode(), "table"), asked, "20"))
    assert answered(desk, address.rpartition("/")[2]).told == json.loads(json.dumps(own))
    assert client.get(f"{address}/bargaining.json").json() == json.loads(json.dumps(own))


def test_outcomes_are_taken_along_as_csv(client, kept):
    rows = list(csv.DictReader(io.StringIO(client.get(f"{kept[1]}/bargaining.csv").text)))
    assert [row["model"] for row in rows] == ["weighted_mean", "challenge", "pool"]
    assert float(rows[0]["outcome"]) == pytest.approx(
        (8 * 80 * 40 + 16 * 60 * 100 + 8 * 70 * 70) / (640 + 960 + 560)
    )
    assert float(rows[2]["window_high"]) - float(rows[2]["window_low"]) == pytest.approx(20)
    assert client.get(f"{kept[1]}/bargaining.xls").status_code == 404


def test_the_page_sets_the_mean_first_and_escapes_names(client, kept):
    page = client.get(kept[1]).text
    heads = re.findall(r'<th scope="row">(.*?)</th>', page.partition("outcomes")[2])
    assert heads[0] == "Compromise (weighted mean)"
    assert "Most likely window" in page
    assert "Beware" in page
    assert "pushed by" in page
    assert "<b>friends" not in page
    assert "&lt;b&gt;friends" in page
    assert TABLE.splitlines()[1] in page


def test_a_faulty_form_comes_back_whole_with_every_fault(desk, client):
    form = {
        "token": desk.token,
        "table": FAULTY,
        "draws": "many",
        "seed": "-4",
        "scale": "9:1",
        "reversion": "5",
        "model": "nash",
    }
    answer = client.post("/cases/small/bargain", data=form)
    assert answer.status_code == 422
    told = re.findall(r"<li>(.*?)</li>", answer.text.partition('id="faults"')[2].partition("</ul>")[0])
    for part in (
        "“Draws”",
        "“Seed”",
        "“Scale”",
        "salience: found no such column",
        "table:2:2",
        "table:3:2",
        "again",
    ):
        assert any(part in one for one in told), (part, told)
    for held in (FAULTY, 'value="many"', 'value="-4"', 'value="9:1"', 'value="5"', 'value="nash" checked'):
        assert held in answer.text
    assert "--" not in " ".join(told)


@pytest.mark.parametrize(
    ("table", "part"),
    [
        ("", "no table"),
        ("actor,capability,position,salience", "no row"),
        ("a\0b", "found"),
        ("1;2\n3", "1 cells"),
    ],
)
def test_what_is_no_table_is_said(desk, client, table, part):
    answer = client.post("/cases/small/bargain", data={"token": desk.token, "table": table})
    assert answer.status_code == 422
    assert part in answer.text


def test_an_upload_takes_the_place_of_what_was_pasted(desk, client):
    upload = {"upload": ("mine.csv", FAULTY.encode(), "text/csv")}
    answer = client.post("/cases/small/bargain", data={"token": desk.token, "table": TABLE}, files=upload)
    assert answer.status_code == 422
    assert FAULTY in answer.text
    assert "Netherlands" not in answer.text
    broken = {"upload": ("mine.csv", b"actor\n\xff\xfe", "text/csv")}
    answer = client.post("/cases/small/bargain", data={"token": desk.token, "table": TABLE}, files=broken)
    assert "mine.csv:2" in answer.text
    assert "Netherlands" in answer.text


def test_a_crowd_and_too_many_draws_are_refused_before_the_work_begins():
    rows = "".join(f"a{n},1,{n % 100},50\n" for n in range(900))
    _, faults = understood(Said(table=f"actor,capability,position,salience\n{rows}", models=("challenge",)))
    assert any("at most" in fault and "challenge" in fault for fault in faults)
    _, faults = understood(Said(table=TABLE, rounds="100000000"))
    assert any("rounds" in fault for fault in faults)
    _, faults = understood(Said(table=f"actor,capability,position,salience\n{rows}", draws="10000000"))
    assert faults
    assert "“Draws”" in faults[0]


def test_a_form_of_another_site_and_an_answer_that_is_none_are_refused(desk, client, kept):
    assert client.post("/cases/small/bargain", data={"table": TABLE}).status_code == 403
    assert client.get("/cases/small/bargain/0123456789ab").status_code == 404
    assert client.get("/cases/small/bargain/..%2f..%2ftoken").status_code == 404


def test_check_tells_while_one_types(desk, client):
    good = client.post("/cases/small/bargain/check", data={"token": desk.token, "table": TABLE})
    assert "3 stances" in good.text
    bad = client.post("/cases/small/bargain/check", data={"token": desk.token, "table": FAULTY})
    assert "no such column" in bad.text


def test_an_issue_of_the_case_is_loaded(client):
    page = client.get("/cases/small/bargain", params={"issue": "water"}).text
    assert "president,90,35,20,55,75" in page
    assert "as the case states them" in page
    assert "as the case states them" not in client.get("/cases/small/bargain", params={"issue": "nope"}).text


def test_options_are_named_as_the_form_names_them():
    assert (
        in_words("Add --draws 2000; see --json and --seeds.") == "Add “Draws” 2000; see --json and --seeds."
    )
