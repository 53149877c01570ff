"""From a case to a report through the command line."""

import csv
import json
import re
from hashlib import sha256

import pytest

from terminal import detente

SHIFT = {"arena", "words", "deeds", "stage", "from", "to", "probability", "persistence", "for", "against"}
QUESTION = {"id", "text", "se", "low", "high", "words", "by_model", "base_rate"}
DRIVER = {"game", "target", "from", "to", "id", "share", "low", "high", "se"}


def files(folder):
    return {
        each.relative_to(folder).as_posix(): each.read_bytes() for each in folder.rglob("*") if each.is_file()
    }


@pytest.fixture(scope="session")
def folder(desk, run):
    return desk / "runs" / run.json["manifest"]["run"]


def test_the_run_is_where_its_name_says(folder, run):
    assert {"report.html", "results.json", "manifest.json", "tables/answers.csv", "case/case.yaml"} <= set(
        files(folder)
    )
    beside = [each.name for each in folder.parent.iterdir()]  # other tests keep sweeps there
    assert [name for name in beside if re.fullmatch(r"small-[0-9a-f]{8}", name)] == [folder.name]


def test_json_on_stdout_is_the_stored_one_and_nothing_else(folder, run):
    assert run.out.encode() == (folder / "results.json").read_bytes()
    assert "compiling" in run.err or run.err == ""


def test_json_has_the_documented_form(run):
    told = run.json
    assert {"shift", "questions", "drivers", "signposts", "issues", "manifest"} <= set(told)
    assert all(set(one) >= SHIFT for one in told["shift"])
    assert all(
        set(one) >= QUESTION and {"probability", "quantiles", "options"} & set(one)
        for one in told["questions"]
    )
    assert all(set(one) >= DRIVER for one in told["drivers"])
    assert {one["game"] for one in told["drivers"]} == {"event", "channel"}
    assert {one["id"] for one in told["questions"]} == {"more_water", "truce", "raids", "deal_or_raid"}
    assert all(0 <= one["probability"] <= 1 for one in told["questions"] if "probability" in one)


def test_the_sum_of_shares_closes(run):
    for one in run.json["attributions"]:
        shares = [
            each["share"]
            for each in run.json["drivers"]
            if (each["game"], each["target"]) == (one["game"], one["target"])
        ]
        assert sum(shares) == pytest.approx(one["change"], abs=0.001 * (1 + len(shares)))


def test_the_manifest_tells_how_to_do_it_again(folder, desk):
    told = json.loads((folder / "manifest.json").read_text())
    assert told["command"] == "detente run small --worlds 300 --seed 7"
    case = desk / "cases" / "small"
    assert told["inputs"] == {
        file.name: sha256(file.read_bytes()).hexdigest() for file in sorted(case.glob("*.yaml"))
    }
    assert {"detente", "numpy", "numba", "scipy", "python"} <= set(told["versions"])
    assert any("Philox" in work or "as easy as 1, 2, 3" in work for work in told["methods"])
    assert set(told["files"]) == set(files(folder)) - {"manifest.json"}


def test_no_output_names_this_machine_or_the_day(folder, desk):
    from datetime import UTC, datetime

    today = datetime.now(UTC).date().isoformat()
    for name, content in files(folder).items():
        assert str(desk).encode() not in content, name
        assert today.encode() not in content, name


def test_tables_are_rectangular(folder):
    for table in sorted((folder / "tables").iterdir()):
        head, *rows = csv.reader(table.read_text("utf-8").splitlines())
        assert len(set(head)) == len(head), table.name
        assert all(len(row) == len(head) for row in rows), table.name


@pytest.mark.parametrize("workers", [1, 2, 4])
def test_the_same_inputs_give_the_same_bytes_on_any_number_of_workers(desk, folder, tmp_path, workers):
    out = tmp_path / "elsewhere" / "again"
    said = detente(
        "run", desk / "cases" / "small", "--worlds", 300, "--workers", workers, "--out", out, at=tmp_path
    )
    assert said.code == 0, said.err
    assert files(out) == files(folder)


def test_another_seed_gives_another_run(desk, run, tmp_path):
    said = detente(
        "run",
        "small",
        "--worlds",
        300,
        "--seed",
        8,
        "--no-report",
        "--out",
        tmp_path / "o",
        "--json",
        at=desk,
    )
    assert said.json["manifest"]["run"] != run.json["manifest"]["run"]
    assert said.json["questions"] != run.json["questions"]
    assert not (tmp_path / "o" / "report.html").exists()


def test_people_get_a_first_screen(desk, tmp_path):
    said = detente("run", "small", "--worlds", 300, "--out", tmp_path / "o", at=desk)
    for part in (
        "Arvenia and Belmark",
        "Confidence in the basis",
        "Shift, arena by arena",
        "Answers",
        "What moved it",
    ):
        assert part in said.out
    assert f"The report lies in {tmp_path / 'o' / 'report.html'}" in said.out


def test_a_report_of_a_finished_run_adds_to_it(desk, folder):
    before = files(folder)
    said = detente("report", folder, "--brief", at=desk)
    assert said.code == 0, said.err
    after = files(folder)
    assert set(after) - set(before) == {"brief.html", "brief.docx"}
    assert {name: after[name] for name in before if name != "manifest.json"} == {
        name: before[name] for name in before if name != "manifest.json"
    }
    for name in ("brief.html", "brief.docx"):
        (folder / name).unlink()
    (folder / "manifest.json").write_bytes(before["manifest.json"])


def test_a_run_whose_results_come_out_otherwise_is_not_reported_on(desk, tmp_path):
    out = tmp_path / "o"
    assert detente("run", "small", "--worlds", 100, "--no-report", "--out", out, at=desk).code == 0
    told = json.loads((out / "results.json").read_text())
    told["questions"][0]["probability"] = 0.999
    (out / "results.json").write_text(json.dumps(told))
    changed = detente("report", out, at=desk)
    assert changed.code == 2
    assert "gone or was changed" in changed.err
    manifest = json.loads((out / "manifest.json").read_text())
    manifest["files"]["results.json"] = sha256((out / "results.json").read_bytes()).hexdigest()
    (out / "manifest.json").write_text(json.dumps(manifest))
    other = detente("report", out, at=desk)
    assert other.code == 2
    assert "results that come out otherwise" in other.err
    assert not (out / "report.html").exists()


def test_a_brief_of_a_case(desk, tmp_path):
    said = detente("report", "cases/small", "--worlds", 100, "--brief", "--out", tmp_path / "brief", at=desk)
    assert said.code == 0, said.err
    assert {"brief.html", "brief.docx", "manifest.json"} <= set(files(tmp_path / "brief"))


def test_as_of_and_hindcast_are_kept_in_the_command(desk, tmp_path):
    said = detente(
        "run", "small", "--worlds", 100, "--as-of", "2023-06-01", "--hindcast", "--no-report", "--json",
        "--out", tmp_path / "o", at=desk,
    )  # fmt: skip
    assert said.code == 0, said.err
    manifest = said.json["manifest"]
    assert manifest["command"].endswith("--worlds 100 --seed 7 --as-of 2023-06-01 --hindcast")
    assert (manifest["as_of"], manifest["mode"]) == ("2023-06-01", "hindcast")
