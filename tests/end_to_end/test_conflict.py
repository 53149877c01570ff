"""`detente conflict`, from the command line to what it prints, broken files included."""

import re
import time
from pathlib import Path

import pytest

from terminal import detente

ROOT = Path(__file__).parents[2]
GOOD = """
title: Prisoners
decision_makers: [One, Two]
options: [{name: Hold out, owner: One}, {name: Keep quiet, owner: Two}]
status_quo: NN
preferences:
  One: {prioritise: [Keep quiet, not Hold out]}
  Two: {ranking: [[NY], NN, YY, [YN]]}
"""


@pytest.fixture
def desk_with(tmp_path):
    def write(text):
        (tmp_path / "it.yaml").write_text(text, "utf-8")
        return tmp_path

    return write


def test_the_json_holds_states_by_pattern(desk_with):
    told = detente("conflict", "it.yaml", "--json", at=desk_with(GOOD)).json
    assert told["states"] == ["NN", "YN", "NY", "YY"]
    assert told["equilibria"]["nash"] == ["NN"]
    assert told["equilibria"]["seq"] == told["equilibria"]["gmr"] == ["NN", "YY"]
    assert told["stable"]["nash"] == {"One": ["NN", "NY"], "Two": ["NN", "YN"]}
    assert told["order"] == "worst to best"
    assert told["paths"]["improving"] == {"NN": [], "YY": None}
    assert [step["to"] for step in told["paths"]["any_move"]["YY"]] == ["YN", "YY"]


def test_every_key_is_documented(desk_with):
    page = (ROOT / "docs" / "reference" / "json.md").read_text("utf-8")
    asked = ("--stability", "all", "--coalitions", "--inverse", "YY", "--why", "YY", "--json")
    told = detente("conflict", "it.yaml", *asked, at=desk_with(GOOD)).json
    keys = set(told) | set(told["inverse"][0]) | set(told["why"][0]) | set(told["inverse"][0]["changes"][0])
    assert keys <= set(re.findall(r"`([a-z_]+)`", page))


def test_reasons_name_the_options(desk_with):
    said = detente("conflict", "it.yaml", "--why", "YY", "--inverse", "YY", at=desk_with(GOOD))
    assert "One drops “Hold out” (NY), which he prefers, and nothing deters him" in said.out
    assert "Two drops “Keep quiet” (NN), which leaves him no better off" in " ".join(said.out.split())


def test_a_firm_ranking_leaves_no_way(desk_with):
    asked = ("--inverse", "YY", "--firm", "One", "--json")
    told = detente("conflict", "it.yaml", *asked, at=desk_with(GOOD)).json["inverse"]
    nash = next(one for one in told if one["stability"] == "nash")
    assert not nash["exists"]
    assert "One" in nash["why_not"]


BROKEN = {
    "unknown option": (("[Keep quiet, not Hold out]", "[Keep quite, not Hold out]"), ("Keep quite", "keep quiet")),
    "contradiction": (("[[NY], NN, YY, [YN]]", "[[NY], NN, [YY, NN], [YN]]"), ("contradicts itself", "NN in level 3")),
    "state left out": (("[[NY], NN, YY, [YN]]", "[[NY], NN, [YN]]"), ("no level for YY", "others")),
    "no state": (("status_quo: NN", 'infeasible: ["Y-", "N-"]'), ("no feasible state",)),
    "circle": (("[Keep quiet, not Hold out]", "[Keep quiet, not Keep quiet]"), ("contrary of", "circle")),
    "stranger": (("owner: Two", "owner: Twoo"), ("'Twoo'", "Two")),
    "short pattern": (("[NY]", "[NYY]"), ("2 letters",)),
}  # fmt: skip


@pytest.mark.parametrize("kind", BROKEN)
def test_a_broken_file_is_told_with_its_mend(desk_with, kind):
    (old, new), parts = BROKEN[kind]
    assert old in GOOD
    said = detente("conflict", "it.yaml", at=desk_with(GOOD.replace(old, new)))
    assert said.code == 2
    assert said.out == ""
    for part in (*parts, "it.yaml:", "Mend"):
        assert part in said.err


def test_all_faults_are_told_at_once(desk_with):
    text = GOOD.replace("[Keep quiet, not", "[Keep quite, not").replace("[[NY], NN, YY", "[[NY], NN, NN, YY")
    said = detente("conflict", "it.yaml", at=desk_with(text))
    assert said.err.startswith("2 faults:")


def test_forty_options_are_refused_soon(desk_with):
    options = ", ".join(f"{{name: o{index}, owner: One}}" for index in range(40))
    text = f"title: t\ndecision_makers: [One]\noptions: [{options}]\npreferences: {{One: {{prioritise: [o1]}}}}\n"
    began = time.monotonic()
    said = detente("conflict", "it.yaml", at=desk_with(text))
    assert said.code == 2
    assert "more than 1,048,576 feasible states" in said.err
    assert time.monotonic() - began < 20


@pytest.mark.parametrize("state", ["Y", "YYN", "nonsense"])
def test_a_state_that_is_none_is_refused(desk_with, state):
    said = detente("conflict", "it.yaml", "--from", state, at=desk_with(GOOD))
    assert said.code == 2
    assert "--from" in said.err


def test_a_drawing_is_written(desk_with):
    desk = desk_with(GOOD)
    assert detente("conflict", "it.yaml", "--svg", "it.svg", at=desk).code == 0
    drawn = (desk / "it.svg").read_text("utf-8")
    assert drawn.count("<text") >= 4
    assert "A better state for One" in drawn


def test_the_flagship_has_a_conflict():
    told = detente("conflict", "cases/iran-2024", "--json", at=ROOT).json
    assert told["decision_makers"] == ["Iran", "United States", "Israel", "Hezbollah"]
    assert 8 <= len(told["options"]) <= 12
    assert told["equilibria"]["seq"]
