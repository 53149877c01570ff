"""The page of the conflict graph: a form that becomes a file and back, judged in place, and stored only when asked."""

import re
from html import unescape

import pytest

from conflicts import made_up
from detente.app.conflicting import Said, answered, said_of, text_of, understood
from detente.core.conflict import Conflict
from detente.core.errors import CaseError
from detente.models.conflict import graph_of, read_conflict

WATER = {
    "token": "",
    "title": "Water & <b>power</b>",
    "makers": "Upstream\nDownstream",
    "option-0-name": "Dam", "option-0-owner": "Upstream", "option-0-moves": "forward", "option-0-issue": "water",
    "option-1-name": "Share", "option-1-owner": "Upstream", "option-1-moves": "both",
    "option-2-name": "Sue", "option-2-owner": "Downstream", "option-2-moves": "both",
    "infeasible": "both: Share, Sue\nwhere: Dam and Share and not Sue",
    "status_quo": "NNN",
    "pref-0-maker": "Upstream", "pref-0-form": "prioritise", "pref-0-text": "not Sue\nDam\nnot Share",
    "pref-1-maker": "Downstream", "pref-1-form": "weights", "pref-1-text": "Share = 3\nSue if Dam = 2",
    "why": "YNN", "inverse": "YNN", "by": "seq",
}  # fmt: skip


@pytest.fixture
def form(desk):
    return {**WATER, "token": desk.token}


@pytest.mark.parametrize("seed", range(12))
def test_a_form_becomes_the_file_it_was_filled_in_from(seed):
    conflict = made_up(seed, unknown=seed % 2 == 0)
    text, faults = text_of(said_of(conflict))
    assert faults == ()
    again = read_conflict("conflict.yaml", text)
    assert (again.graph.levels == graph_of(conflict).levels).all()
    assert (again.graph.codes == graph_of(conflict).codes).all()
    assert again.conflict.options == conflict.options


def test_all_three_ways_views_and_end_states_come_through():
    conflict = Conflict.model_validate(
        {
            "title": "NO: a title that YAML would take for something else",
            "decision_makers": ["One", "No"],
            "options": [{"name": "Hold: out", "owner": "One", "evidence": ["C1", "C2"]}, {"name": "12", "owner": "No"}],
            "infeasible": [{"neither": ["12"]}, {"both": ["Hold: out", "12"]}, "NN"],
            "preferences": {
                "One": {"weights": {"12": 2.5, "Hold: out": -1}, "assumed": "yes: so"},
                "No": {"ranking": [["NY"]], "unknown": [["NY", "NY"]]},
            },
            "views": {"One": {"No": {"prioritise": ["12"]}}},
            "end_states": {"rest": {"says": "At rest", "where": "12", "questions": ["Q1"]}},
        }
    )  # fmt: skip
    text, faults = text_of(said_of(conflict))
    assert faults == ()
    assert read_conflict("conflict.yaml", text).conflict == conflict


def test_faults_are_the_commands_own_without_a_line():
    said = said_of(made_up(3))
    broken = Said(**{**{name: getattr(said, name) for name in Said.__slots__}, "status_quo": "YY"})
    graph, faults = understood(broken)
    assert graph is None
    with pytest.raises(CaseError) as caught:
        read_conflict("conflict.yaml", text_of(broken)[0])
    (own,) = caught.value.faults
    assert faults == (re.sub(r":\d+:\d+", "", str(own)),)


def test_a_large_conflict_is_left_to_the_command():
    options = tuple(range(13))
    said = said_of(
        Conflict.model_validate(
            {
                "title": "Large", "decision_makers": ["One"],
                "options": [{"name": f"o{index}", "owner": "One"} for index in options],
                "preferences": {"One": {"prioritise": ["o1"]}},
            }
        )
    )  # fmt: skip
    graph, (fault,) = understood(said)
    assert graph is None
    assert "8,192" in fault
    assert "detente conflict" in fault


def test_what_holds_why_and_what_it_would_take_is_shown_and_nothing_stored(desk, client, form):
    before = sorted(desk.cases["small"].iterdir()), sorted(desk.runs.rglob("*"))
    page = client.post("/cases/small/conflict", data=form)
    assert page.status_code == 200
    assert "<b>power" not in page.text
    text = unescape(page.text)
    assert "What would make" in text
    assert "Upstream has no move of its own to a state it prefers" in text
    assert "<svg" in text
    assert 'value="Dam"' in text
    assert "<strong>everybody</strong>" in text
    assert (sorted(desk.cases["small"].iterdir()), sorted(desk.runs.rglob("*"))) == before


BROKEN = {
    "unknown option": ({"pref-0-text": "not Suee"}, ("preferences.Upstream.prioritise.0", "nearest: sue")),
    "unknown owner": ({"option-2-owner": "Downstreem"}, ("options.2.owner", "Downstream")),
    "no preference": ({"pref-1-text": ""}, ("preferences.Downstream", "one of ranking, prioritise and weights")),
    "no number": ({"pref-1-text": "Share: much"}, ("an option or statement, = and a number",)),
    "twice": ({"pref-1-text": "Share = 1\nShare = 2"}, ("a second time",)),
    "a state left out": ({"pref-0-form": "ranking", "pref-0-text": "NNN\nYNN"}, ("no level for", "worst first")),
    "further keys": ({"more": "end_statess: {}"}, ("end_states",)),
    "no YAML": ({"more": "views: ["}, ("conflict.yaml",)),
    "a second title": ({"more": "title: other"}, ("title",)),
    "why": ({"why": "YY"}, ("“Why does it hold?”", "3 letters")),
    "inverse": ({"inverse": "YYYYY"}, ("“Make it hold”",)),
    "firm": ({"firm": "Nobody"}, ("“Leave the rankings of”", "Nobody")),
    "nothing": (dict.fromkeys(WATER, ""), ("decision_makers",)),
}  # fmt: skip


@pytest.mark.parametrize("kind", BROKEN)
def test_bad_input_is_answered_in_place_and_the_form_comes_back(client, form, kind):
    changed, parts = BROKEN[kind]
    page = client.post("/cases/small/conflict", data={**form, **changed, "token": form["token"]})
    assert page.status_code == 422
    told = unescape(page.text.partition('id="faults"')[2].partition("</ul>")[0])
    for part in parts:
        assert part in told
    if kind != "nothing":
        assert 'value="Dam"' in page.text


def test_rows_are_added_without_judging(client, form):
    page = client.post(
        "/cases/small/conflict", data={**form, "makers": "Upstream\nDownstream\nCourt", "rows": "1"}
    )
    assert page.status_code == 200
    assert 'name="option-5-name"' in page.text
    assert 'value="Court"' in page.text
    assert 'id="faults"' not in page.text


def test_the_form_is_taken_along_as_a_file_that_the_command_reads(client, form):
    taken = client.post("/cases/small/conflict/conflict.yaml", data=form)
    assert taken.headers["content-disposition"] == 'attachment; filename="conflict.yaml"'
    read = read_conflict("conflict.yaml", taken.content)
    assert read.conflict.title == WATER["title"]
    assert read.conflict.options[0].moves == "forward"
    assert read.graph.states == 5
    assert client.post("/cases/small/conflict/conflict.yaml", data={**form, "makers": ""}).status_code == 422


def test_it_is_checked_while_it_is_filled_in(client, form):
    assert "5 states" in client.post("/cases/small/conflict/check", data=form).text
    assert (
        "nearest: sue"
        in client.post("/cases/small/conflict/check", data={**form, "pref-0-text": "Suee"}).text
    )


@pytest.mark.parametrize("route", ["conflict", "conflict/check", "conflict/conflict.yaml", "conflict/store"])
def test_a_form_of_another_page_is_refused(client, form, route):
    assert client.post(f"/cases/small/{route}", data={**form, "token": "x"}).status_code == 403


def test_it_is_stored_when_asked_and_never_over_somebody_elses(own):
    desk, client = own
    file = desk.cases["small"] / "conflict.yaml"
    form = {**WATER, "token": desk.token}
    bad = client.post("/cases/small/conflict/store", data={**form, "option-0-issue": "wine"})
    assert bad.status_code == 422
    assert "the id of an issue of the case" in bad.text
    assert not file.exists()
    assert client.post("/cases/small/conflict/store", data=form).status_code == 303
    assert read_conflict("conflict.yaml", file.read_bytes()).graph.states == 5
    page = client.get("/cases/small/conflict").text
    mark = re.search(r'name="mark" value="([0-9a-f]+)"', page)[1]
    assert client.post("/cases/small/conflict/store", data=form).status_code == 409
    again = {**form, "mark": mark, "status_quo": "YNN"}
    assert client.post("/cases/small/conflict/store", data=again).status_code == 303
    assert "status_quo: YNN" in file.read_text("utf-8")
    file.write_text("title: [", "utf-8")
    assert "begun anew" in client.get("/cases/small/conflict").text


def test_what_is_asked_of_a_graph_is_answered():
    graph, _ = understood(said_of(made_up(5)))
    pattern = graph.patterns[0]
    told, faults = answered(graph, Said(why=pattern, inverse=pattern, by="nash"))
    assert faults == ()
    assert told.found.asked[0].standing.pattern == pattern
    assert told.inverse.state == pattern
    assert len(told.rows) == graph.states
