"""A case whose ledger holds settled forecasts: on the command line, in its report, and in the browser."""

import re
import shutil

import httpx
import pytest

from desks import SMALL, served
from detente.app import open_desk
from detente.workbench import load
from keeping_score import a_record, ledger_of
from terminal import detente


@pytest.fixture(scope="module")
def scored(tmp_path_factory):
    """A folder with the small case and a ledger of forty settled questions."""
    folder = tmp_path_factory.mktemp("scored")
    shutil.copytree(SMALL, folder / "cases" / "small")
    ledger_of(folder / "cases" / "small" / "ledger.sqlite", load(SMALL).case.case, *a_record())
    return folder


def test_the_ledger_is_scored_by_case_or_by_itself(scored):
    by_case = detente("score", "small", "--on", "2024-01-01", "--json", at=scored)
    assert by_case.code == 0, by_case.err
    (table,) = by_case.json["tables"]
    assert (table["standing"], table["questions"], table["settled"]) == ("registered", 40, 40)
    assert [row["forecaster"] for row in table["rows"]] == ["A. Analyst", "detente"]
    itself = detente(
        "score", "--ledger", "cases/small/ledger.sqlite", "--on", "2024-01-01", "--json", at=scored
    )
    assert itself.json == by_case.json
    export = detente("ledger", "export", "small", "--out", "out.jsonl", at=scored)
    assert export.code == 0, export.err
    assert (
        detente("score", "--ledger", "out.jsonl", "--on", "2024-01-01", "--json", at=scored).json
        == by_case.json
    )


def test_a_ledger_without_forecasts_of_the_case_is_told(scored, tmp_path):
    ledger_of(tmp_path / "other.sqlite", "another", *a_record(3))
    said = detente("score", "small", "--ledger", tmp_path / "other.sqlite", at=scored)
    assert said.code == 2
    assert "found no forecast of the case" in said.err


def test_the_strip_and_the_answers_tell_the_record_and_it_is_made_again_the_same(scored):
    assert detente("run", "small", "--worlds", 60, "--out", "run", at=scored).code == 0
    text = (scored / "run" / "report.html").read_text("utf-8")
    strip = re.search(r"Backtest skill</dt><dd>([^<]*)", text).group(1)
    assert re.fullmatch(
        r"\+0\.\d\d against the base rate \(Brier, 40 registered questions settled by 30 June 2023\)", strip
    )
    assert "What such answers have been worth" in text
    assert "Reliability: A. Analyst (registered)" in text
    # A later word in the ledger changes the next run, not what was made: the run is made again from itself.
    shutil.move(scored / "cases" / "small" / "ledger.sqlite", scored / "ledger.kept")
    try:
        assert detente("report", "run", "--out", "again", at=scored).code == 0
        assert (scored / "again" / "report.html").read_text("utf-8") == text
        assert detente("run", "small", "--worlds", 60, "--out", "bare", at=scored).code == 0
        assert "Backtest skill</dt><dd>none yet</dd>" in (scored / "bare" / "report.html").read_text("utf-8")
    finally:
        shutil.move(scored / "ledger.kept", scored / "cases" / "small" / "ledger.sqlite")


def test_few_settled_questions_are_no_record_yet(scored, tmp_path):
    shutil.copytree(SMALL, tmp_path / "cases" / "small")
    ledger_of(tmp_path / "cases" / "small" / "ledger.sqlite", load(SMALL).case.case, *a_record(12))
    assert detente("run", "small", "--worlds", 60, "--out", "run", at=tmp_path).code == 0
    text = (tmp_path / "run" / "report.html").read_text("utf-8")
    assert "Backtest skill</dt><dd>none yet (12 questions settled, 30 needed)</dd>" in text


def test_the_page_of_the_browser(scored, tmp_path):
    shutil.copytree(scored / "cases", tmp_path / "cases")
    desk = open_desk(tmp_path / "cases", runs=tmp_path / "runs")
    ledger = tmp_path / "cases" / "small" / "ledger.sqlite"
    with served(desk) as address, httpx.Client(base_url=address, timeout=30) as browser:
        told = browser.get("/cases/small/scores")
        assert told.status_code == 200
        assert "Registered forecasts, as of" in told.text
        assert told.text.count("<svg") >= 2
        assert "Worst: lost most against it" in told.text
        ledger.write_bytes(b"no ledger at all")
        assert "ledger.sqlite" in browser.get("/cases/small/scores").text
        ledger.unlink()
        assert "holds no ledger yet" in browser.get("/cases/small/scores").text
