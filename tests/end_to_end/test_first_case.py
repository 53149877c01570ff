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
        if kind == "text":
            (desk / "replies.txt").write_text(body)
        elif kind == "yaml":
            answers += body + "\n"
            (desk / "answers.yaml").write_text(answers)
        elif kind == "csv":
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
