"""`detente score` as a user meets it: good files, empty ones, broken ones; every key documented; the same bytes."""

import json
import re
from pathlib import Path

import numpy as np
import pytest

from terminal import detente

ROOT = Path(__file__).parents[2]
HEAD = "forecaster,question,made_on,probability,close_date,base_rate,crowd,cluster,standing\n"


def tables(number=40, seed=860):
    """A bold and a fair forecaster of the same questions, half of them registered."""
    rng = np.random.default_rng(seed)
    forecasts, resolutions = [HEAD], ["question,outcome,resolved_on,source\n"]
    for place in range(number):
        chance = rng.uniform(0.05, 0.95)
        close = f"2024-{1 + place % 12:02d}-28"
        standing = "registered" if place % 2 else "retrospective"
        for name, said in (("fair", chance), ("bold", 0.02 if chance < 0.5 else 0.98)):
            forecasts.append(
                f"{name},Q{place},2023-12-01,{said:.2f},{close},0.4,{chance:.2f},case{place % 25},{standing}\n"
            )
        resolutions.append(
            f"Q{place},{'yes' if rng.random() < chance else 'no'},2025-01-01,https://example.org/{place}\n"
        )
    return "".join(forecasts), "".join(resolutions)


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("scores")
    forecasts, resolutions = tables(80)
    (folder / "f.csv").write_text(forecasts)
    (folder / "r.csv").write_text(resolutions)
    return folder


def score(files, *options):
    return detente("score", "f.csv", "r.csv", "--on", "2025-06-01", *options, at=files)


def test_registered_and_retrospective_stand_apart_with_their_own_numbers(files):
    said = score(files)
    assert said.code == 0, said.err
    registered, _, retrospective = said.out.partition("RETROSPECTIVE")
    assert registered.startswith("REGISTERED forecasts, as of 1 June 2025")
    for part in (registered, retrospective):
        assert "80 forecasts of 40 questions: 40 settled, 0 annulled" in part
        assert "Skill: 1 - score / baseline's score" in part
        assert "Calibration of yes/no questions past their scheduled close" in part
        assert "Worst: lost most against it" in part
    told = score(files, "--json").json
    assert [table["standing"] for table in told["tables"]] == ["registered", "retrospective"]
    for table in told["tables"]:
        (one,) = table["comparisons"]
        assert (one["first"], one["second"], one["questions"]) == ("bold", "fair", 40)
        assert one["difference"] > 0
        assert one["ranked"] == (one["low"] > 0)
        bold, fair = table["calibrations"]
        assert bold["reliability"] > bold["reliability_high"]
        assert fair["reliability"] < bold["reliability"]


def test_json_is_the_same_bytes_and_hangs_on_the_seed(files):
    told = score(files, "--json").out
    assert told == score(files, "--json").out
    assert told != score(files, "--json", "--seed", 2).out
    means = [
        [score_["mean"] for row in table["rows"] for score_ in row["scores"]]
        for text in (told, score(files, "--json", "--seed", 2).out)
        for table in json.loads(text)["tables"]
    ]
    assert means[:2] == means[2:]


def keys_of(told):
    if isinstance(told, dict):
        for key, value in told.items():
            yield key
            yield from keys_of(value)
    elif isinstance(told, list):
        for value in told:
            yield from keys_of(value)


def test_every_key_of_the_json_is_documented(files, tmp_path):
    page = (ROOT / "docs" / "reference" / "json.md").read_text("utf-8")
    section = page.partition("\n## `score`")[2].partition("\n## ")[0]
    documented = set(re.findall(r"`([a-z_0-9]+)`", section))
    (tmp_path / "f.csv").write_text(
        "question,made_on,close_date,q05,q50,q95\nA,2024-01-01,2024-02-01,1,2,9\nB,2024-03-01,2024-04-01,1,2,3\n"
    )
    (tmp_path / "r.csv").write_text("question,outcome,resolved_on\nA,4,2024-02-02\nB,1,2024-02-02\n")
    numbers = score(tmp_path, "--json")
    assert numbers.json["tables"][0]["spreads"]
    assert numbers.json["tables"][0]["excluded"]
    printed = {*keys_of(score(files, "--json").json), *keys_of(numbers.json)}
    assert printed - documented == set()


def test_options_narrow_and_regroup(files):
    rows = score(files, "--by", "horizon", "--baseline", "crowd", "--json").json["tables"][0]["rows"]
    assert {row["group"] for row in rows} >= {"31 to 90 days", "over 180 days"}
    assert {skill["baseline"] for row in rows for skill in row["skills"]} == {"crowd"}
    beside = score(files, "--baseline", "fair", "--json").json["tables"][0]["rows"]
    assert [len(row["skills"]) for row in beside] == [2, 0]
    assert score(files, "--since", "2024-01-01").out.startswith("No forecast was made in that time")
    assert score(files, "--rule", "horizon:200", "--json").json["tables"][0]["rows"][0]["questions"] < 40


def test_a_day_in_the_middle_sees_only_what_was_known_then(files):
    told = detente("score", "f.csv", "r.csv", "--on", "2024-06-30", "--json", at=files).json["tables"][0]
    assert (told["settled"], told["rows"], told["overdue"]) == (0, [], 21)
    assert told["open"] == 19


def test_the_chart_is_a_picture(files):
    said = score(files, "--chart", "c.svg")
    assert said.code == 0, said.err
    text = (files / "c.svg").read_text()
    for part in (
        "Reliability: bold (registered)",
        "Reliability: fair (retrospective)",
        "said (chance of yes)",
        "forecasts",
    ):
        assert part in text
    assert score(files, "--chart", "c.png").code == 0
    assert (files / "c.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--by", "hour"), "--by: found 'hour'; allowed: forecaster, case, horizon"),
        (("--rule", "last"), "--rule: found 'last'"),
        (("--rule", "horizon"), "say how many days"),
        (("--baseline", "crwd"), "--baseline: found 'crwd'"),
        (("--since", "May"), "--since: found 'May'; allowed: a date"),
        (("--seed", "-1"), "--seed: found -1"),
        (("--chart", "c.gif"), "--chart: found 'c.gif'"),
        (("--chart", "nowhere/c.svg"), "no such folder"),
    ],
)
def test_bad_options_are_told_and_nothing_is_written(options, told, files):
    before = sorted(files.iterdir())
    said = score(files, *options)
    assert said.code == 2
    assert told in said.err
    assert "Traceback" not in said.err
    assert said.out == ""
    assert sorted(files.iterdir()) == before


def test_a_fault_in_the_files_writes_no_chart(files, tmp_path):
    (tmp_path / "f.csv").write_text(
        HEAD + "me,Q1,2024-01-01,70,2024-02-01,,,,\nme,Q2,2024-01-01,0.7,soon,,,,\n"
    )
    (tmp_path / "r.csv").write_text("question,outcome,resolved_on\nQ1,maybe,2024-02-02\n")
    said = score(tmp_path, "--chart", "c.png")
    assert said.code == 2
    assert said.err.startswith("2 faults:")
    assert not (tmp_path / "c.png").exists()


def test_nothing_to_draw_is_told(tmp_path):
    (tmp_path / "f.csv").write_text(HEAD + "me,Q1,2024-01-01,0.7,2024-02-01,,,,\n")
    (tmp_path / "r.csv").write_text("question,outcome,resolved_on\nQ2,yes,2024-02-02\n")
    said = score(tmp_path, "--chart", "c.png")
    assert said.code == 2
    assert "no settled yes/no question past its close" in said.err
    told = score(tmp_path)
    assert "1 past their close and not settled" in told.out
    assert "call their questions alike?" in told.out
    assert "1 resolution of questions that nobody forecast." in told.out


def test_real_questions_with_their_crowd(tmp_path):
    """The resolved questions of ForecastBench, as they come: the crowd's price as the forecast."""
    shared = ROOT.parent / "shared" / "questions" / "forecastbench_geopolitics_dev.csv"
    if not shared.exists():
        pytest.skip("development data are not here")
    import csv

    with shared.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    with (tmp_path / "f.csv").open("w", newline="") as out:
        made = csv.writer(out)
        made.writerow(["id", "question", "date", "value", "close", "user", "topic"])
        made.writerows(
            [
                f"{row['source']}/{row['id']}",
                row["question"],
                row["freeze"],
                row["freeze_value"],
                row["close"],
                "crowd",
                row["source"],
            ]
            for row in rows
        )
    with (tmp_path / "r.csv").open("w", newline="") as out:
        settled = csv.writer(out)
        settled.writerow(["id", "resolved_to", "resolution_date"])
        settled.writerows(
            [f"{row['source']}/{row['id']}", row["resolved_to"], row["resolution_date"]] for row in rows
        )
    said = detente("score", "f.csv", "r.csv", "--on", "2026-06-30", "--json", at=tmp_path)
    assert said.code == 0, said.err
    (table,) = said.json["tables"]
    (row,) = table["rows"]
    assert table["standing"] == "retrospective"
    assert row["questions"] > 40
    assert row["scores"][0]["mean"] < 0.25


def test_the_tables_of_the_how_to_are_scored_by_its_commands(tmp_path):
    page = (ROOT / "docs" / "how-to" / "keep-score.md").read_text("utf-8")
    forecasts, resolutions = re.findall(r"^```csv\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    (tmp_path / "forecasts.csv").write_text(forecasts)
    (tmp_path / "resolutions.csv").write_text(resolutions)
    (line,) = re.findall(r"^detente score forecasts.csv.*", page, re.MULTILINE)
    said = detente(*line.partition("#")[0].split()[1:], at=tmp_path)
    assert said.code == 0, said.err
    assert "5 forecasts of 2 questions: 2 settled" in said.out
    options = {word for table in re.findall(r"^\| `(--[a-z]+)", page, re.MULTILINE) for word in [table]}
    helped = detente("score", "--help", at=tmp_path).out
    assert options
    assert all(option in helped for option in options)


def test_every_spelling_of_the_how_to_is_understood():
    from detente.sources.score_columns import SPELLINGS

    page = (ROOT / "docs" / "how-to" / "keep-score.md").read_text("utf-8")
    named = re.findall(r"`(\w+)`", page.partition("Other spellings are understood")[2].partition(";")[0])
    assert len(named) >= 5
    assert set(named) <= {name for names in SPELLINGS.values() for name in names}
