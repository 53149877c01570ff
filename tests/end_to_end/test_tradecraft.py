"""Wording, lint, rival accounts and final reports at the command line."""

import json

from terminal import detente


def test_a_run_is_worded_as_asked_and_keeps_it(desk, tmp_path):
    out = tmp_path / "run"
    done = detente("run", "small", "--worlds", 60, "--wording", "phia", "--no-report", "--out", out, at=desk)
    assert done.code == 0
    manifest = json.loads((out / "manifest.json").read_text("utf-8"))
    assert manifest["wording"] == "phia"
    assert manifest["command"].endswith("--wording phia")
    again = detente("report", out, "--brief", "--wording", "ipcc", at=desk)
    assert again.code == 2
    assert "--wording" in again.err
    assert detente("report", out, "--brief", at=desk).code == 0


def test_an_unknown_wording_is_refused_with_the_nearest(desk):
    done = detente("run", "small", "--wording", "phi", at=desk)
    assert done.code == 2
    assert "phia" in done.err
    assert "lexicon" in detente("run", "small", "--wording", "own", at=desk).err


def test_prose_is_looked_through_with_places(desk, tmp_path):
    memo = tmp_path / "memo.md"
    memo.write_text(
        "A first line.\nA strike is unlikely, with high confidence. It cannot be ruled out.\n", "utf-8"
    )
    done = detente("lint", memo, "--json", at=desk)
    assert done.code == 1
    assert [(one["line"], one["column"]) for one in done.json["remarks"]] == [(2, 28), (2, 48)]
    assert detente("lint", "small", at=desk).code == 0
    assert detente("lint", tmp_path / "none.md", at=desk).code == 2


def test_accounts_are_weighed_without_a_run(desk):
    told = detente("explain", "small", "--ach", "--json", at=desk).json
    assert abs(sum(one["chance"] for one in told["update"]) - 1) < 1e-3
    assert set(told["matrix"]["accounts"]) == {one["account"] for one in told["update"]}


def test_a_final_report_tells_all_it_lacks_and_writes_nothing(desk, tmp_path):
    out = tmp_path / "final"
    done = detente("report", "small", "--final", "--worlds", 60, "--out", out, at=desk)
    assert done.code == 2
    assert "owner" in done.err
    assert not out.exists()
