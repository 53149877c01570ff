"""From a file of events to an answer, a chart and a case: the commands as a user meets them."""

import json
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import gdelt
from terminal import detente

SMALL = Path(__file__).parents[1] / "cases" / "small"
TURNED = "2023-05-22"


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """A file of events in which one actor turns on another, a store of it, and a case."""
    folder = tmp_path_factory.mktemp("events")
    rng = np.random.default_rng(4)
    rows = ["date,source,target,code,id"]
    for day in np.arange(np.datetime64("2022-01-03"), np.datetime64("2023-07-01")):
        hostile = 0.75 if day >= np.datetime64(TURNED) else 0.2
        for number in range(rng.integers(1, 5)):
            code = "112" if rng.random() < hostile else "042"
            rows.append(f"{day},IRN,USA,{code},{day}-{number}")
        rows.append(f"{day},FRA,DEU,042,{day}-x")
    (folder / "events.csv").write_text("\n".join([*rows, "2023-06-31,IRN,USA,112,bad"]))
    shutil.copytree(SMALL, folder / "small")
    said = detente("import", "csv", "events.csv", "--store", "e.duckdb", "--json", at=folder)
    assert said.code == 0, said.err
    assert said.json["malformed"] == 1
    return folder


def test_an_import_tells_people(desk):
    said = detente("import", "csv", "events.csv", "--store", "again.duckdb", at=desk)
    assert "Malformed: events.csv:" in said.out
    assert "is no date" in said.out
    assert "again.duckdb holds" in said.out


SHIFT = {
    "source", "target", "series", "detector", "as_of", "date", "interval", "direction", "size", "unit", "before",
    "after", "probability", "types", "days", "days_by", "sentence",
}  # fmt: skip


def test_a_dyad_is_answered(desk):
    said = detente("detect", "e.duckdb", "--source", "IRN", "--target", "USA", "--json", at=desk)
    assert said.code == 0, said.err
    told = said.json
    assert (told["by"], told["series"]) == ("week", "posture")
    assert all(set(one) == SHIFT for one in told["shifts"])
    first = next(one for one in told["shifts"] if one["direction"] == "hostile")
    assert abs((np.datetime64(first["date"]) - np.datetime64(TURNED)).astype(int)) <= 14
    assert first["interval"][0] <= first["date"] <= first["interval"][1]
    assert {kind["code"] for kind in first["types"]} <= {"04", "11"}
    assert first["days"]
    assert "turned more hostile" in first["sentence"]
    kinds = told["counts"]
    assert set(kinds["plover"]) == {"ACCUSE", "CONSULT"}
    assert sum(map(sum, kinds["quads"].values())) == sum(map(sum, kinds["plover"].values())) == told["events"]
    assert {len(row) for row in (*kinds["quads"].values(), *kinds["plover"].values())} == {
        len(kinds["dates"])
    }
    assert 0 < told["posture"]["low"] < told["posture"]["share"] < told["posture"]["high"] < 1
    assert "not detected" in told["worth"]["says"]


def test_people_are_told_the_same_and_what_it_is_worth(desk):
    said = detente("detect", "e.duckdb", "--source", "Iran", "--target", "United States", at=desk)
    for part in (
        "Iran toward United States",
        "turned more hostile",
        "Posture now",
        "What such alarms are worth",
    ):
        assert part in said.out


def test_nothing_later_than_the_date_is_read(desk):
    line = ("detect", "e.duckdb", "--source", "IRN", "--target", "USA", "--json")
    early = detente(*line, "--as-of", "2023-05-21", at=desk).json
    assert [one for one in early["shifts"] if one["date"] >= "2023-05-01"] == []
    assert early["as_of"] == "2023-05-21"


def test_a_file_is_read_in_place_like_its_store(desk):
    line = ("--source", "IRN", "--target", "USA", "--json")
    store, file = (detente("detect", place, *line, at=desk).json for place in ("e.duckdb", "events.csv"))
    assert (store.pop("store"), file.pop("store")) == ("e.duckdb", "events.csv")
    assert (store.pop("malformed"), file.pop("malformed")) == (0, 1)
    assert store == file


def test_every_dyad_and_every_month(desk):
    told = detente("detect", "e.duckdb", "--all-dyads", "--as-of", "2023-06-11", "--json", at=desk).json
    assert told["dyads"] == 2
    said = detente(
        "detect", "e.duckdb", "--all-dyads", "--as-of-each", "week", "--from", "2023-05-01", "--to", "2023-06-30",
        "--jsonl", at=desk,
    )  # fmt: skip
    lines = [json.loads(line) for line in said.out.splitlines()]
    assert lines
    assert {"source", "target", "as_of", "date", "direction"} <= set(lines[0])
    assert all(one["date"] <= one["as_of"] for one in lines)
    assert (
        "Nothing moved" in detente("detect", "e.duckdb", "--all-dyads", "--as-of", "2023-01-31", at=desk).out
    )


def test_alarms_of_each_month_are_those_told_at_its_end(shared, desk):
    """The protocol's command on real months; an alarm told in a month is told as of that month alone as well."""
    place = shared / "events" / "icews_hostile_dyad_month_1990_2007.parquet"
    said = detente(
        "detect",
        place,
        "--all-dyads",
        "--as-of-each",
        "month",
        "--from",
        "2002-11",
        "--to",
        "2003-03",
        "--jsonl",
        at=desk,
    )
    lines = [json.loads(line) for line in said.out.splitlines()]
    assert {one["as_of"] for one in lines} == {"2002-11", "2002-12", "2003-01", "2003-02", "2003-03"}
    assert ("USA", "IRQ", "2003-03", "hostile") in {
        (one["source"], one["target"], one["as_of"], one["direction"]) for one in lines
    }
    alone = detente("detect", place, "--all-dyads", "--as-of", "2002-12-31", "--json", at=desk).json
    assert {(one["source"], one["target"], one["direction"]) for one in alone["shifts"]} == {
        (one["source"], one["target"], one["direction"]) for one in lines if one["as_of"] == "2002-12"
    }


@pytest.mark.parametrize(("name", "start"), [("chart.svg", b"<svg"), ("chart.png", b"\x89PNG")])
def test_charts(desk, name, start):
    said = detente(
        "detect", "e.duckdb", "--source", "IRN", "--target", "USA", "--chart", name, "--json", at=desk
    )
    assert said.code == 0, said.err
    assert (desk / name).read_bytes().startswith(start)


def test_a_case_is_proposed_to_and_written_to_only_where_asked(desk):
    before = {path.name: path.read_bytes() for path in (desk / "small").iterdir()}
    line = ("detect", "e.duckdb", "--source", "IRN", "--target", "USA", "--into", "small", "--json")
    proposal = detente(*line, at=desk).json["proposal"]
    assert proposal["diff"].startswith("--- /dev/null\n+++ event-data-irn-usa.yaml")
    assert not proposal["applied"]
    assert {path.name: path.read_bytes() for path in (desk / "small").iterdir()} == before
    assert detente(*line, "--apply", at=desk).json["proposal"]["applied"]
    after = {path.name: path.read_bytes() for path in (desk / "small").iterdir()}
    assert {name: after[name] for name in before} == before
    assert set(after) - set(before) == {"event-data-irn-usa.yaml"}
    checked = detente("check", "small", "--json", at=desk).json
    assert (checked["errors"], checked["inputs_bare"]) == ([], 0)
    assert detente(*line, at=desk).json["proposal"]["diff"] == ""
    run = detente("run", "small", "--worlds", 60, "--json", at=desk)
    assert run.code == 0, run.err
    (seen,) = run.json["event_data"]
    assert any(one["direction"] == "hostile" for one in seen["shifts"])
    report = next((desk / "runs").glob("*/report.html")).read_text("utf-8")
    assert "In event data" in report
    assert 'id="figure-posture-irn_usa"' in report
    assert "What such alarms are worth" in report


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("e.duckdb", "no whole dyad"),
        ("e.duckdb --source IRN", "no whole dyad"),
        ("e.duckdb --source IRN --target USA --all-dyads", "both a dyad and --all-dyads"),
        ("e.duckdb --source Irann --target USA", "nearest: Iran"),
        ("e.duckdb --source IRN --target Iran", "name another actor"),
        ("e.duckdb --source IRN --target USA --as-of 5.11.2024", "--as-of: found '5.11.2024'"),
        ("e.duckdb --source IRN --target USA --as-of 2020-01-01", "where the events begin"),
        ("e.duckdb --source IRN --target USA --detector plet", "nearest: pelt"),
        ("e.duckdb --source IRN --target USA --series postre", "nearest: posture"),
        ("e.duckdb --source IRN --target USA --by year", "--by: found 'year'"),
        ("e.duckdb --source IRN --target USA --chart x.gif", "ends in .svg or .png"),
        ("e.duckdb --source IRN --target USA --chart no/x.svg", "no such folder"),
        ("e.duckdb --source IRN --target USA --apply", "--apply: found it without --into"),
        ("e.duckdb --source IRN --target USA --jsonl", "--jsonl: found it without --all-dyads"),
        ("e.duckdb --source IRN --target USA --into nowhere", "no such folder"),
        ("e.duckdb --source IRN --target USA --into small --as-of 2023-07-05", "a date by 2023-06-30"),
        ("e.duckdb --all-dyads --as-of-each month --to 2007-12", "no --from"),
        ("e.duckdb --all-dyads --as-of-each month --from 2007-12 --to 2007-01", "later than --to"),
        ("e.duckdb --all-dyads --as-of 2023-01-31 --chart x.svg", "no alarm to draw"),
        ("none.duckdb --source IRN --target USA", "no such file"),
        ("small --source IRN --target USA", "without .parquet files"),
    ],
)
def test_a_wrong_command_line_is_told(desk, line, says):
    before = sorted(desk.rglob("*"))
    said = detente("detect", *line.split(), at=desk)
    assert said.code == 2, said.err
    assert says in said.err
    assert "Traceback" not in said.err
    assert said.out == ""
    assert sorted(desk.rglob("*")) == before


KILLED = """
import sys, time
from pathlib import Path
from detente.sources.events import _rows, changing, import_files
add = _rows._add
def slowly(*args):
    done = add(*args)
    print("added", flush=True)
    time.sleep(60)
    return done
if sys.argv[2] == "kill":
    _rows._add = slowly
with changing(Path("e.duckdb")) as store:
    import_files(store, "gdelt", [Path(sys.argv[1])])
"""


@pytest.mark.parametrize("is_new", [True, False], ids=["a new store", "a store that is there"])
def test_an_import_killed_in_its_middle_leaves_the_store_as_it_was(tmp_path, is_new):
    gdelt.write(tmp_path / "a.CSV", 300, seed=1)
    gdelt.write(tmp_path / "b.CSV", 200, seed=2)
    lines = (tmp_path / "b.CSV").read_text().splitlines()
    (tmp_path / "b.CSV").write_text("\n".join(f"9{line}" for line in lines))
    if not is_new:
        detente("import", "gdelt", "a.CSV", "--store", "e.duckdb", at=tmp_path)
    with subprocess.Popen(
        [sys.executable, "-c", KILLED, "b.CSV", "kill"], cwd=tmp_path, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout.readline() == "added\n"
        process.send_signal(signal.SIGKILL)
    assert (tmp_path / "e.duckdb").exists() is not is_new
    said = detente("import", "gdelt", "b.CSV", "--store", "e.duckdb", "--json", at=tmp_path)
    assert said.code == 0, said.err
    assert (said.json["rows"], said.json["held"]) == (200, 200 if is_new else 500)


def keys_of(told):
    if isinstance(told, dict):
        yield from told
        for key, value in told.items():
            if key not in ("quads", "plover"):
                yield from keys_of(value)
    for value in told if isinstance(told, list) else ():
        yield from keys_of(value)


def test_every_key_is_documented(desk):
    page = (Path(__file__).parents[2] / "docs" / "reference" / "json.md").read_text("utf-8")
    known = set(re.findall(r"`([a-z_0-9]+)`", page))
    dyad = ("detect", "e.duckdb", "--source", "IRN", "--target", "USA", "--into", "small")
    every = ("detect", "e.duckdb", "--all-dyads")
    for line in (dyad, every, ("import", "csv", "events.csv", "--store", "e.duckdb")):
        assert set(keys_of(detente(*line, "--json", at=desk).json)) - known == set()
    said = detente(
        "detect", "e.duckdb", "--all-dyads", "--as-of-each", "week", "--from", "2023-01-01", "--to", "2023-06-30",
        "--jsonl", at=desk,
    )  # fmt: skip
    assert set(json.loads(said.out.splitlines()[0])) - known == set()
