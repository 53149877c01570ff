"""The other commands, from the command line to what they print."""

import json
import shutil

import pytest

from terminal import detente

DIFFERENCE = {"of", "label", "at", "base", "edited", "difference", "low", "high", "se"}


def test_check_audits_a_case(desk):
    told = detente("check", "small", "--json", at=desk).json
    assert told["errors"] == []
    assert told["inputs_total"] >= 50
    assert told["inputs_total"] == told["inputs_with_evidence"] + told["inputs_assumed"] + told["inputs_bare"]
    assert told["inputs_with_evidence"] == told["inputs_value_sourced"] + told["inputs_direction_sourced"]
    assert {one["id"] for one in told["mechanisms"]} == {"R1", "R2"}
    assert all(set(one) >= {"id", "title", "inputs", "claims"} for one in told["mechanisms"])


def test_check_tells_people_the_same(desk):
    said = detente("check", "small", at=desk)
    assert said.code == 0
    for part in (
        "no faults, 0 warnings",
        "inputs in all",
        "Claims: 7 used, 1 unused, 1 disputed.",
        "2 of 2 wired",
    ):
        assert part in said.out


def test_check_tells_what_matters(desk):
    said = detente("check", "small", "--what-matters", "--worlds", 100, "--json", at=desk)
    found = said.json["what_matters"]
    assert 1 <= len(found) <= 20
    assert [one["size"] for one in found] == sorted((one["size"] for one in found), reverse=True)
    assert all({"path", "name", "of", "base", "down", "up", "footing", "claims"} <= set(one) for one in found)


@pytest.fixture
def broken(desk, tmp_path):
    shutil.copytree(desk / "cases" / "small", tmp_path / "broken")
    file = tmp_path / "broken" / "actors.yaml"
    text = file.read_text()
    file.write_text(
        text.replace("salience: high, influence: moderate", "salience: hihg, influence: moderate").replace(
            "kind: leader", "knid: leader", 1
        )
    )
    return tmp_path


@pytest.mark.parametrize("command", ["check", "run", "explain", "report"])
def test_a_broken_case_is_refused_and_nothing_is_written(broken, command):
    before = sorted(broken.rglob("*"))
    said = detente(command, "broken", at=broken)
    assert said.code == 2
    assert said.out == ""
    for part in (
        "In the case broken:",
        "2 faults:",
        "actors.yaml:",
        "nearest: high",
        "nearest: kind",
        "Mend:",
    ):
        assert part in said.err
    assert "Traceback" not in said.err
    assert sorted(broken.rglob("*")) == before


def test_a_broken_case_as_json(broken):
    said = detente("check", "broken", "--json", at=broken)
    assert said.code == 2
    assert said.err == ""
    assert {one["found"] for one in said.json["errors"]} >= {"'hihg'"}
    assert all(one["file"] and one["line"] and one["message"] for one in said.json["errors"])


def test_compare_pairs_an_edit_with_its_base(desk):
    said = detente("compare", "small", "--set", "pressure.drought=90", "--worlds", 300, "--json", at=desk)
    told = said.json
    assert list(told) == ["edits", "kind", "worlds", "differences"]
    assert (told["kind"], told["worlds"]) == ("intervention on the future", 300)
    assert all(set(one) == DIFFERENCE for one in told["differences"])
    for one in told["differences"]:
        assert one["difference"] == pytest.approx(one["edited"] - one["base"], abs=1e-6)


def test_compare_of_the_past_is_labelled(desk):
    told = detente(
        "compare", "small", "--drop", "dry_spring", "--without", "R2", "--worlds", 200, "--json", at=desk
    ).json
    assert told["kind"] == "same-noise counterfactual of the past"
    assert len(told["edits"]) == 2


def test_an_edit_that_changes_nothing_moves_nothing(desk):
    told = detente(
        "compare", "small", "--branch", "local_vote=moderates", "--worlds", 200, "--json", at=desk
    ).json
    assert all(one["difference"] == one["se"] == 0 for one in told["differences"])


def test_compare_of_two_versions(desk, tmp_path):
    shutil.copytree(desk / "cases" / "small", tmp_path / "revised")
    file = tmp_path / "revised" / "actors.yaml"
    text = file.read_text()
    file.write_text(
        text.replace(
            "lake_talks: {trust: unlikely, if_betrayed: painful",
            "lake_talks: {trust: likely, if_betrayed: painful",
        )
    )
    said = detente("compare", "cases/small", tmp_path / "revised", "--worlds", 300, "--json", at=desk)
    told = said.json
    assert told["changes"] == [
        {
            "path": "actors.arvenia.terms.lake_talks.trust",
            "what": "value",
            "before": "unlikely",
            "after": "likely",
        }
    ]
    moved = {one["of"]: one for one in told["differences"]}
    assert {"truce", "more_water", "water.level"} <= set(moved)
    assert moved["truce"]["difference"] > 0
    people = detente("compare", "cases/small", tmp_path / "revised", "--worlds", 300, at=desk)
    assert "What was changed" in people.out


def test_a_version_is_like_itself(desk):
    told = detente("compare", "small", "cases/small", "--worlds", 100, "--json", at=desk).json
    assert told["changes"] == []
    assert all(one["difference"] == 0 for one in told["differences"])


def test_explain_looks_where_it_is_told(desk):
    said = detente(
        "explain", "small", "--target", "border.level", "--from", "2023-05-08", "--to", "2023-06-26", "--game", "event",
        "--worlds", 200, "--json", at=desk,
    )  # fmt: skip
    assert said.code == 0, said.err
    told = said.json
    assert {"drivers", "attributions", "rivals", "shift", "signposts", "trade_offs"} <= set(told)
    assert {(one["game"], one["target"], one["from"], one["to"]) for one in told["drivers"]} == {
        ("event", "border.level", "2023-05-08", "2023-06-26")
    }


def test_explain_tells_people(desk):
    said = detente("explain", "small", "--worlds", 200, at=desk)
    assert "contributions in this model" in said.out
    assert "Rival accounts" in said.out


def test_the_schema_is_one(desk, tmp_path):
    told = detente("schema", at=desk).json
    assert told["$schema"].startswith("https://json-schema.org/")
    said = detente("schema", "--out", "s.json", at=tmp_path)
    assert said.code == 0
    assert json.loads((tmp_path / "s.json").read_text()) == told


def test_a_new_case_checks_and_runs(tmp_path):
    said = detente("new", "baltic-cables", "--as-of", "2026-03-01", at=tmp_path)
    assert said.code == 0, said.err
    told = detente("check", "baltic-cables", "--json", at=tmp_path).json
    assert told["errors"] == []
    ran = detente("run", "baltic-cables", "--worlds", 50, "--no-report", "--json", at=tmp_path)
    assert ran.code == 0, ran.err
    assert ran.json["questions"]


def test_a_level_may_be_named_with_its_owner(desk):
    arguments = ("explain", "small", "--game", "channel", "--worlds", 60, "--json", "--target")
    plain, owned = (detente(*arguments, of, at=desk) for of in ("water.level", "arvenia.water.level"))
    assert plain.out == owned.out
