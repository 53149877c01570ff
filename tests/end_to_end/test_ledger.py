"""Keeping score from the command line: register, resolve, what is due, verify, export, restore."""

import json
import re
import shutil
import sqlite3
from datetime import date
from pathlib import Path

import pytest

from terminal import detente

SMALL = Path(__file__).parents[1] / "cases" / "small"
AS_OF = date(2023, 6, 30)


@pytest.fixture
def clock(monkeypatch):
    """The day by the clock, as a test sets it."""
    now = {"today": date(2023, 7, 3)}
    monkeypatch.setattr("detente.cli._keeping.today", lambda: now["today"])
    return now


@pytest.fixture
def desk(tmp_path):
    shutil.copytree(SMALL, tmp_path / "small")
    return tmp_path


def said(desk, *arguments, code=0):
    found = detente(*arguments, at=desk)
    assert found.code == code, found.err or found.out
    return found


def registered(desk, *arguments):
    return said(desk, "register", "small", "--worlds", 300, "--json", *arguments).json


def ruled(desk, text, *arguments, code=0):
    (desk / "resolutions.csv").write_text(text, encoding="utf-8")
    return said(desk, "resolve", "small", "resolutions.csv", *arguments, code=code)


def test_every_question_is_entered_as_the_run_answers_it(desk, clock):
    told = registered(desk)
    run = said(desk, "run", "small", "--worlds", 300, "--no-report", "--json").json
    answers = {one["id"]: one for one in run["questions"]}
    assert [one["question"] for one in told["entries"]] == list(answers)
    for one in told["entries"]:
        making, forecast = one["payload"]["making"], one["payload"]["forecast"]
        answer = answers[one["question"]]
        if answer.get("probability") is not None:
            assert forecast["probability"] == pytest.approx(answer["probability"], abs=1e-4)
        if "quantiles" in answer:
            assert forecast["quantiles"] == pytest.approx(answer["quantiles"], rel=1e-3)
        assert making["run"] == run["manifest"]["run"]
        assert making["inputs"] == run["manifest"]["inputs"]
        assert (making["seed"], making["worlds"]) == (run["manifest"]["seed"], 300)
        assert {"detente", "code", "numpy"} <= set(making["versions"])
        assert (one["standing"], one["made_on"], one["as_of"]) == ("registered", "2023-07-03", "2023-06-30")
        assert (one["dated"], one["new"]) == ("clock", True)
    assert told["head"] == told["entries"][-1]["hash"]
    assert (desk / "small" / "ledger.sqlite").is_file(), "in the case's folder unless another is named"
    assert detente("check", "small", at=desk).code == 0
    again = said(desk, "run", "small", "--worlds", 300, "--no-report", "--json").json
    assert again["manifest"]["inputs"] == run["manifest"]["inputs"], "the ledger is no input of the case"


def test_the_same_forecast_again_says_so_and_another_is_a_new_entry(desk, clock):
    first = registered(desk, "--question", "truce")
    clock["today"] = date(2023, 7, 5)
    again = registered(desk, "--question", "truce")
    assert [(one["number"], one["new"]) for one in again["entries"]] == [(1, False)]
    assert again["head"] == first["head"]
    assert "Registered already" in said(desk, "register", "small", "--worlds", 300, "--question", "truce").out
    other = registered(desk, "--question", "truce", "--seed", 8)
    assert [(one["number"], one["new"]) for one in other["entries"]] == [(2, True)]
    shown = said(desk, "ledger", "show", "small", "--json").json
    assert [one["number"] for one in shown["entries"]] == [1, 2]


def test_the_analyst_s_own_forecast_stands_beside_the_model_s(desk, clock):
    registered(desk, "--question", "truce")
    own = (
        "--question",
        "truce",
        "--forecast",
        "0.25",
        "--by",
        "A. Analyst",
        "--why",
        "the army was passed over",
    )
    told = registered(desk, *own)["entries"][0]
    assert (told["forecaster"], told["probability"], told["standing"]) == ("A. Analyst", 0.25, "registered")
    assert told["payload"]["why"] == "the army was passed over"
    assert (told["as_of"], told["made_on"]) == ("2023-07-03", "2023-07-03"), (
        "a person knows what is known that day"
    )
    assert registered(desk, *own)["entries"][0]["new"] is False
    changed = registered(desk, *own[:3], "0.4", *own[4:])["entries"][0]
    assert (changed["number"], changed["new"]) == (3, True)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--question", "truse"), "nearest: truce"),
        (("--forecast", "0.3", "--by", "A"), "one question"),
        (("--question", "truce", "--forecast", "0.3"), "whose forecast"),
        (("--question", "truce", "--forecast", "30", "--by", "A"), "write 0.3 if 30 % is meant"),
        (("--question", "truce", "--forecast", "maybe", "--by", "A"), "a probability in [0, 1]"),
        (("--question", "truce", "--forecast", "0.3", "--by", "Detente"), "other than the model's"),
        (("--question", "deal_or_raid", "--forecast", "0.3", "--by", "A"), "a category question"),
        (("--by", "A"), "add --forecast"),
        (("--on", "2030-01-01"), "a day up to today"),
        (("--on", "soon"), "a date such as"),
        (("--as-of", "2022-01-01"), "a date from"),
    ],
)
def test_what_cannot_be_entered_is_told_and_nothing_is_written(desk, clock, arguments, says):
    found = detente("register", "small", "--worlds", 50, *arguments, at=desk)
    assert (found.code, says in found.err) == (2, True), found.err
    assert "Traceback" not in found.err
    assert not (desk / "small" / "ledger.sqlite").exists()


def test_a_case_that_knows_more_than_the_day_of_entry_is_refused(desk, clock):
    clock["today"] = date(2023, 6, 1)
    found = detente("register", "small", "--worlds", 50, at=desk)
    assert found.code == 2
    assert "2023-06-30, to which the case knows things" in found.err
    assert not (desk / "small" / "ledger.sqlite").exists()


def test_what_is_entered_late_is_retrospective_and_says_why(desk, clock):
    clock["today"] = date(2026, 1, 1)
    late = registered(desk, "--blind", "outcomes were not seen")["entries"]
    assert {one["standing"] for one in late} == {"retrospective"}
    assert {one["made_on"] for one in late} == {"2023-06-30"}
    assert {one["payload"]["blind"] for one in late} == {"outcomes were not seen"}
    hand = registered(desk, "--ledger", "other.sqlite", "--on", "2023-07-01", "--question", "truce")[
        "entries"
    ][0]
    assert (hand["standing"], hand["dated"]) == ("retrospective", "hand")
    assert "by hand" in hand["because"]


def test_the_strip_says_registered_once_the_run_s_answers_are_in_the_ledger(desk, clock):
    run = ("run", "small", "--worlds", 300, "--out", "run")
    said(desk, *run)
    assert "retrospective, not registered" in (desk / "run" / "report.html").read_text("utf-8")
    head = registered(desk)["head"]
    assert said(desk, *run, "--json").json["manifest"]["registered"] == head
    assert f"registered {head[:12]}" in (desk / "run" / "report.html").read_text("utf-8")
    said(desk, "report", "run", "--brief", "--out", "again")
    assert "registered" in (desk / "again" / "brief.html").read_text("utf-8")
    assert "not registered" not in (desk / "again" / "brief.html").read_text("utf-8")
    other = said(desk, "run", "small", "--worlds", 301, "--no-report", "--json").json
    assert other["manifest"]["registered"] is None, "another run's answers are not those that were entered"


def test_a_run_entered_in_retrospect_is_not_called_registered(desk, clock):
    clock["today"] = date(2026, 1, 1)
    registered(desk)
    run = said(desk, "run", "small", "--worlds", 300, "--no-report", "--json").json
    assert run["manifest"]["registered"] is None


def test_a_closed_question_is_left_out_or_refused(desk, clock):
    clock["today"] = date(2024, 2, 1)
    own = ("--question", "truce", "--forecast", "0.3", "--by", "A")
    found = detente("register", "small", *own, at=desk)
    assert (found.code, "closed on" in found.err) == (2, True)
    told = registered(desk, *own, "--as-of", "2023-07-10")["entries"][0]
    assert (told["standing"], told["as_of"]) == ("retrospective", "2023-07-10")


def test_a_case_s_unanswerable_questions_take_a_person_s_forecast_alone(desk, clock):
    with (desk / "small" / "case.yaml").open("a") as file:
        file.write("\nnot_expressed:\n  dam: {asks: 'Will the upstream dam be raised?', asked: 2023-06-30, by: 2023-12-31,"
                   " why: the upstream neighbour is not modelled}\n")  # fmt: skip
    refused = detente("register", "small", "--question", "dam", at=desk)
    assert (refused.code, "not modelled" in refused.err) == (2, True)
    told = registered(desk, "--question", "dam", "--forecast", "0.1", "--by", "A")["entries"][0]
    assert (told["question"], told["standing"]) == ("dam", "registered")
    assert len(registered(desk, "--ledger", "all.sqlite")["entries"]) > 1
    clock["today"] = date(2024, 1, 2)
    ruled(desk, "question,outcome,resolved_on\ndam,no,2023-12-31\n")


RULED = "question,outcome,resolved_on,source\ntruce,yes,2023-09-01,the gazette\n"


def test_resolutions_are_entered_repeated_corrected_and_never_replaced(desk, clock):
    registered(desk)
    clock["today"] = date(2023, 11, 20)
    told = ruled(desk, RULED, "--json").json
    assert [(one["kind"], one["question"], one["outcome"]) for one in told["entries"]] == [
        ("resolution", "truce", "yes")
    ]
    assert ruled(desk, RULED, "--json").json["repeated"] == ["truce"]
    no = RULED.replace("yes", "no")
    refused = ruled(desk, no, code=2)
    assert (
        "resolutions.csv:2, outcome: found no on 2023-09-01 for truce; allowed: yes on 2023-09-01"
        in refused.err
    )
    told = ruled(desk, no, "--correct", "the gazette took it back", "--json").json
    assert [(one["kind"], one["why"]) for one in told["entries"]] == [
        ("correction", "the gazette took it back")
    ]
    opened = ruled(desk, RULED.replace("yes", "open"), "--correct", "not settled yet", "--json").json
    assert opened["entries"][0]["outcome"] is None
    kinds = [one["kind"] for one in said(desk, "ledger", "show", "small", "--json").json["entries"]]
    assert kinds[-3:] == ["resolution", "correction", "correction"]
    assert said(desk, "ledger", "verify", "small").code == 0


def test_every_fault_of_a_file_is_told_at_once_and_nothing_is_entered(desk, clock):
    registered(desk)
    before = said(desk, "ledger", "show", "small", "--json").json["head"]
    text = (
        "question,outcome,resolved_on\ntruce,perhaps,2023-06-30\ntruse,yes,2023-07-01\n"
        "deal_or_raid,war,2023-07-01\nmore_water,annulled,2024-01-01\ntruce,yes,2023-07-02\nmore_water,,soon\n"
    )
    found = ruled(desk, text, code=2)
    for line, what in (
        (2, "'perhaps'"),
        (3, "nearest: truce"),
        (4, "'war'"),
        (5, "2024-01-01"),
        (6, "again"),
        (7, "'soon'"),
    ):
        assert any(f"resolutions.csv:{line}" in told and what in told for told in found.err.splitlines()), (
            line,
            found.err,
        )
    assert said(desk, "ledger", "show", "small", "--json").json["head"] == before


def test_due_are_questions_past_their_close(desk, clock):
    registered(desk)
    assert said(desk, "ledger", "due", "small", "--json").json["due"] == []
    told = said(desk, "ledger", "due", "small", "--on", "2024-01-10", "--json").json
    assert "truce" in {one["question"] for one in told["due"]}
    assert told["next_close"] is None
    clock["today"] = date(2024, 1, 5)
    ruled(desk, RULED)
    left = said(desk, "ledger", "due", "small", "--on", "2024-01-10", "--json").json["due"]
    assert "truce" not in {one["question"] for one in left}
    assert len(left) == len(told["due"]) - 1
    assert "Settled by" in said(desk, "ledger", "due", "small", "--on", "2024-01-10").out


def test_tampering_is_named_with_its_entry_and_code_2(desk, clock):
    head = registered(desk)["head"]
    file = desk / "small" / "ledger.sqlite"
    assert said(desk, "ledger", "verify", "small", "--head", head, "--json").json["holds"] is True
    with sqlite3.connect(file) as database:
        database.execute("DROP TRIGGER entries_are_not_changed")
        database.execute(
            "UPDATE entries SET payload = replace(payload, '2023-06-30', '2023-05-30') WHERE number = 2"
        )
    found = said(desk, "ledger", "verify", "--ledger", file, code=2)
    assert "entry 2: was changed" in found.out
    told = said(desk, "ledger", "verify", "--ledger", file, "--json", code=2).json
    assert (told["holds"], [one["entry"] for one in told["tampering"]]) == (False, [None, 2])
    for command in (
        ("register", "small", "--worlds", 50),
        ("ledger", "due", "small"),
        ("ledger", "export", "small"),
    ):
        refused = detente(*command, at=desk)
        assert (refused.code, "tampering" in refused.err) == (2, True)


def test_an_export_verifies_shows_what_was_cut_off_and_restores(desk, clock):
    head = registered(desk)["head"]
    said(desk, "ledger", "export", "small", "--out", "kept.jsonl")
    lines = (desk / "kept.jsonl").read_text("utf-8")
    assert said(desk, "ledger", "export", "small").out == lines
    assert [json.loads(line)["number"] for line in lines.splitlines()] == list(
        range(1, len(lines.splitlines()) + 1)
    )
    assert "holds" in said(desk, "ledger", "verify", "--ledger", "kept.jsonl", "--head", head).out
    (desk / "cut.jsonl").write_text("".join(lines.splitlines(True)[:-1]), encoding="utf-8")
    assert "would not show" in said(desk, "ledger", "verify", "--ledger", "cut.jsonl").out
    assert "cut off" in said(desk, "ledger", "verify", "--ledger", "cut.jsonl", "--head", head, code=2).out
    restored = said(desk, "ledger", "import", "kept.jsonl", "--ledger", "copy.sqlite", "--json").json
    assert restored["head"] == head
    assert said(desk, "ledger", "export", "--ledger", "copy.sqlite").out == lines


def test_every_key_is_documented(desk, clock):
    page = (Path(__file__).parents[2] / "docs" / "reference" / "json.md").read_text("utf-8")
    told = set(re.findall(r"`([a-z_]+)`", page))
    named = {"inputs", "versions", "quantiles", "categories", "by_model", "models", "rule"}

    def keys(one):
        if isinstance(one, dict):
            for key, value in one.items():
                yield key
                yield from keys(value) if key not in named else ()
        elif isinstance(one, list):
            for value in one:
                yield from keys(value)

    printed = set(keys(registered(desk)))
    printed |= set(
        keys(registered(desk, "--question", "truce", "--forecast", "0.3", "--by", "A", "--why", "so"))
    )
    clock["today"] = date(2024, 2, 1)
    printed |= set(keys(ruled(desk, RULED, "--json").json))
    printed |= set(keys(ruled(desk, RULED.replace("yes", "no"), "--correct", "so", "--json").json))
    for action in ("verify", "due", "show"):
        printed |= set(keys(said(desk, "ledger", action, "small", "--json").json))
    said(desk, "ledger", "export", "small", "--out", "kept.jsonl")
    printed |= set(
        keys(said(desk, "ledger", "import", "kept.jsonl", "--ledger", "new.sqlite", "--json").json)
    )
    assert printed - told == set()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("ledger", "verifi", "small"), "nearest: verify"),
        (("ledger", "verify"), "name one with --ledger"),
        (("ledger", "verify", "small"), "no such file"),
        (("ledger", "verify", "--ledger", "small/case.yaml"), "no ledger"),
        (("ledger", "verify", "small", "--head", "abc"), "64 hexadecimal digits"),
        (("ledger", "import", "kept.jsonl"), "detente ledger import FILE.jsonl"),
        (("ledger", "import", "kept.jsonl", "--ledger", "new.sqlite"), "no such file"),
        (("resolve", "small", "nowhere.csv"), "nowhere.csv"),
    ],
)
def test_a_command_that_cannot_be_done_says_why(desk, clock, arguments, says):
    found = detente(*arguments, at=desk)
    assert (found.code, says in found.err) == (2, True), found.err


def test_the_how_to_s_options_of_register_are_its_own(tmp_path):
    page = (Path(__file__).parents[2] / "docs" / "how-to" / "keep-score.md").read_text("utf-8")
    page = page.partition("## Score")[0]
    options = set(re.findall(r"^\| `(--[a-z-]+)", page, re.MULTILINE))
    helped = detente("register", "--help", at=tmp_path).out
    assert options
    assert all(option in helped for option in options)


def test_the_flagship_s_registered_answers_hold_and_cover_its_questions():
    root = Path(__file__).parents[2]
    case = root / "cases" / "iran-2024"
    told = said(root, "ledger", "show", "--ledger", case / "registered.jsonl", "--json").json
    audit = said(root, "ledger", "verify", "--ledger", case / "registered.jsonl", "--json").json
    assert audit["holds"] is True
    from detente.workspace import load_case

    asked = load_case(case).case
    for one in told["entries"]:
        assert one["standing"] == "retrospective"
        assert one["payload"]["blind"]
        assert one["as_of"] == str(asked.questions[one["question"]].asked)
    numbers = {f"Q{number:02d}" for number in range(1, 41)}
    assert numbers - {one["question"] for one in told["entries"]} == set(asked.not_expressed)
