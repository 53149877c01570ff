"""The page on a first case: each block is run, in its order, in a fresh folder."""

import io
import re
import shlex
from pathlib import Path

import pytest

from detente.workspace import load_case
from terminal import detente

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "how-to" / "first-case.md").read_text("utf-8")
BLOCK = re.compile(r"^```(\w+)(?: (\w+))?\n(.*?)^```", re.MULTILINE | re.DOTALL)
FEW = {"run": ["--worlds", "60"], "check": ["--worlds", "60"]}


def run_page(desk: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    """Follow the page to the letter: what it says to write is written, what it says to run is run."""
    said = {}
    answers = ""
    for kind, name, body in BLOCK.findall(PAGE):
        if kind == "text" and not name:
            (desk / "replies.txt").write_text(body)
        elif kind == "yaml":
            answers += body + "\n"
            (desk / "answers.yaml").write_text(answers)
        elif kind == "text":
            (desk / "tables").mkdir(exist_ok=True)
            (desk / "tables" / f"{name}.csv").write_text(body)
        else:
            assert kind == "sh"
            for line in body.splitlines():
                command, _, given = line.partition(" < ")
                words = shlex.split(command)[1:]
                if "--worlds" in words:
                    words[words.index("--worlds") + 1] = "60"
                replies = (desk / given).read_text() if given else ""
                monkeypatch.setattr("sys.stdin", io.StringIO(replies))
                said[line] = detente(*words, at=desk)
    return said


def test_the_page_runs_to_the_letter(tmp_path, monkeypatch):
    said = run_page(tmp_path, monkeypatch)
    assert len(said) >= 8
    assert not any(" found " in one.out for line, one in said.items() if "--ask" in line)
    stopped = {line: one.code for line, one in said.items() if one.code != 0}
    assert stopped == {"detente new quick --ask --as-of 2030-06-01 < replies.txt": 130}
    assert all(
        "no faults, 0 warnings" in one.out for line, one in said.items() if line == "detente check transit"
    )
    assert (tmp_path / "runs" / "transit" / "report.html").is_file()
    made = load_case(tmp_path / "cases" / "transit").case
    assert {"Q1", "Q2"} == set(made.questions)
    assert made.actors["larmont"].terms["table"].trust.asked
    assert "moved back" in made.actors["larmont"].stances["transit"].position.answered
    cited = load_case(tmp_path / "cases" / "contract").case
    assert cited.actors["ostria"].stances["transit"].position.evidence == ("P1",)
    assert cited.sources[cited.claims["P1"].source].date.isoformat() == "2030-05-11"


def test_what_was_answered_before_the_end_is_kept_and_goes_on(tmp_path, monkeypatch):
    run_page(tmp_path, monkeypatch)
    draft = tmp_path / "cases" / "quick" / "answers.yaml"
    assert "15" in draft.read_text()
    assert not (tmp_path / "cases" / "quick" / "case.yaml").exists()
    monkeypatch.setattr("sys.stdin", io.StringIO("\n" * 400))
    went_on = detente("new", "quick", "--ask", at=tmp_path)
    assert went_on.code == 0, went_on.err
    assert "What is in dispute? Names" not in went_on.out
    assert detente("check", "quick", at=tmp_path).code == 0
    assert detente("run", "quick", "--worlds", 60, "--out", "runs/quick", at=tmp_path).code == 0


def typed(monkeypatch, *lines):
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))


def test_a_bad_reply_is_asked_again_with_the_reason_and_the_last_can_be_taken_back(tmp_path, monkeypatch):
    typed(
        monkeypatch, "Will it run?", "soon", "2031-01-01", "Town", "village", "state", "back", "leader", "Ferry", "0 = none",
        "0 = none, 100 = daily", "90 10 20", "10 20 30",
    )  # fmt: skip
    said = detente("new", "ferry", "--ask", "--as-of", "2030-06-01", at=tmp_path)
    assert said.code == 130
    for reason in (
        "found 'soon'",
        "found 'village'",
        "found '1 landmarks'",
        "numbers from 0 to 100 that rise",
    ):
        assert reason.replace("'1 landmarks'", "1 landmarks") in said.out
    held = (tmp_path / "cases" / "ferry" / "answers.yaml").read_text()
    assert "kind: leader" in held
    assert "low: 10, likely: 20, high: 30" in held


def test_going_back_over_a_list_that_was_ended_opens_it_again(tmp_path, monkeypatch):
    typed(
        monkeypatch, "Will it run?", "", "", "", "", "", "back", "2030-07-01 The ferry is repaired", "likely"
    )
    said = detente("new", "ferry", "--ask", "--as-of", "2030-06-01", at=tmp_path)
    held = (tmp_path / "cases" / "ferry" / "answers.yaml").read_text()
    assert said.code == 130
    assert "The ferry is repaired" in held
    assert "chance: likely" in held


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--answers", "missing.yaml"), "missing.yaml: found no such file"),
        (("--answers", "list.yaml"), "list.yaml:1:1: found no names"),
        (("--from-tables", "nowhere"), "nowhere: found none of the tables"),
        (("--anew",), "found no answers.yaml"),
        (("--answers", "odd.yaml"), "odd.yaml:3:13, actors.x: found 3"),
        (("--answers", "late.yaml"), "late.yaml:6:"),
    ],
)
def test_what_cannot_be_made_is_told_and_nothing_is_written(tmp_path, arguments, says):
    (tmp_path / "list.yaml").write_text("- x\n")
    (tmp_path / "odd.yaml").write_text("question: Does it hold?\nas_of: 2030-01-01\nactors: {x: 3}\n")
    (tmp_path / "late.yaml").write_text(
        "question: Does it hold?\nas_of: 2030-01-01\nactors: {a: {}, b: {}}\nissues: {i: {}}\nquestions:\n"
        "  Q1: {asks: Will it?, by: 2039-01-01, yes_if: i at least halfway}\n"
    )
    said = detente("new", "none", *arguments, at=tmp_path)
    assert said.code == 2
    assert says in said.err
    assert not (tmp_path / "cases").exists()


def test_a_case_that_exists_is_left_alone(tmp_path):
    detente("new", "mine", "--no-ask", at=tmp_path)
    before = {file.name: file.read_text() for file in (tmp_path / "cases" / "mine").iterdir()}
    (tmp_path / "a.yaml").write_text("question: Does it hold?\n")
    said = detente("new", "mine", "--answers", "a.yaml", at=tmp_path)
    assert said.code == 2
    assert before == {file.name: file.read_text() for file in (tmp_path / "cases" / "mine").iterdir()}


def test_its_json_is_documented(tmp_path):
    (tmp_path / "a.yaml").write_text('question: Does it hold?\nquestions: {Q1: {asks: "Will it rain?"}}\n')
    said = detente("new", "mine", "--answers", "a.yaml", "--json", at=tmp_path).json
    page = (ROOT / "docs" / "reference" / "json.md").read_text("utf-8")
    assert set(said) <= set(re.findall(r"`([a-z_]+)`", page.partition("## `new`")[2].partition("\n## ")[0]))
    assert said["left_out"] == ["Q1: it has no rule by which the model could answer it"]
    assert "answers.yaml" in said["files"]
