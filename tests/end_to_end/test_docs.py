"""What the documentation says is so: its examples run, its commands exist, and every key of the JSON is told."""

import re
import shlex
import shutil
from itertools import pairwise
from pathlib import Path

import pytest

from detente.case.vary import read_vary
from detente.cli._comparing import edits_of
from detente.cli.base import Command
from detente.core.family import members
from detente.core.projection import Settings
from detente.models.bargaining import model_names
from detente.sweeps.task import kept_of
from detente.workspace import load_case
from terminal import detente

ROOT = Path(__file__).parents[2]
FREE = {
    "by_model",
    "separates",
    "inputs",
    "versions",
    "files",
    "issues",
    "quantiles",
    "options",
    "values",
    "not_compared",
}
"""Objects whose keys are ids or names of the case."""


def blocks(path, language):
    return re.findall(
        rf"^```{language}\n(.*?)^```", (ROOT / path).read_text("utf-8"), re.MULTILINE | re.DOTALL
    )


def commands(path):
    lines = [line.partition("#")[0].strip() for block in blocks(path, "sh") for line in block.splitlines()]
    return [line for line in lines if line.startswith("detente ")]


def keys_of(told):
    if isinstance(told, dict):
        for key, value in told.items():
            yield key
            if key not in FREE:
                yield from keys_of(value)
            elif key == "issues":
                yield from (name for one in value.values() for name in one)
    elif isinstance(told, list):
        for value in told:
            yield from keys_of(value)


def test_every_key_of_the_json_is_documented(desk, run):
    page = (ROOT / "docs" / "reference" / "json.md").read_text("utf-8")
    told = set(re.findall(r"`([a-z_]+)`", page))
    printed = set(keys_of(run.json))
    printed |= set(
        keys_of(detente("check", "small", "--what-matters", "--worlds", 50, "--json", at=desk).json)
    )
    printed |= set(
        keys_of(detente("compare", "small", "--drop", "dry_spring", "--worlds", 50, "--json", at=desk).json)
    )
    printed |= set(keys_of(detente("compare", "small", "small", "--worlds", 50, "--json", at=desk).json))
    vary = desk / "vary_of_docs.yaml"
    vary.write_text(
        "vary: [{drop: local_vote}, {branch: local_vote}, {set: pressure.drought, from: 20, to: 60}]\n"
    )
    swept = detente("sweep", "small", "--vary", vary, "--design", "grid", "--worlds", 20, "--json", at=desk)
    printed |= set(keys_of(swept.json))
    assert printed - told == set()


def test_every_command_is_in_the_readme():
    assert {line.split()[1] for line in commands("README.md")} >= set(
        members("detente.cli", "COMMAND", Command)
    ) - {"schema"}


def test_the_ten_lines_of_the_readme_run(tmp_path, monkeypatch, capsys):
    (block,) = blocks("README.md", "python")
    assert len([line for line in block.splitlines() if line.strip()]) <= 10
    shutil.copytree(ROOT / "cases", tmp_path / "cases")
    monkeypatch.chdir(tmp_path)
    exec(compile(block.replace("2_000", "60"), "README.md", "exec"), {})
    assert "inputs have evidence" in capsys.readouterr().out
    assert (tmp_path / "report.html").stat().st_size < 2_000_000


def test_the_tutorial_runs(tmp_path):
    shutil.copytree(ROOT / "tests" / "cases", tmp_path / "tests" / "cases")
    for line in commands("docs/tutorials/first-run.md"):
        words = shlex.split(line)[1:]
        few = (
            ["--worlds", "60"]
            if words[0] in ("run", "explain", "compare") or "--what-matters" in words
            else []
        )
        said = detente(*words, *few, at=tmp_path)
        assert said.code == 0, f"{line}: {said.err}"


def test_the_fault_of_the_tutorial_is_told_as_shown(tmp_path):
    shutil.copytree(ROOT / "tests" / "cases" / "small", tmp_path / "small")
    file = tmp_path / "small" / "actors.yaml"
    file.write_text(file.read_text().replace("salience: vital", "salience: vitle", 1))
    (shown,) = blocks("docs/tutorials/first-run.md", "text")
    head, _, tail = shown.strip().partition("...")
    said = detente("check", "small", at=tmp_path)
    assert head in said.err
    assert said.err.rstrip().endswith(tail)


def examples():
    texts = [
        line for command in members("detente.cli", "COMMAND", Command).values() for line in command.examples
    ]
    return [
        line
        for line in (*texts, *commands("README.md"))
        if line.startswith("detente compare cases/iran-2024 --")
    ]


@pytest.mark.parametrize("line", examples())
def test_edits_of_examples_fit_the_flagship(line):
    given = {"--drop": [], "--set": [], "--branch": [], "--without": []}
    words = shlex.split(line)
    for option, value in pairwise(words):
        if option in given:
            given[option].append(value)
    assert edits_of(load_case(ROOT / "cases" / "iran-2024").case, *given.values())


def test_the_file_of_the_guide_to_sweeps_fits_the_flagship():
    (block,) = blocks("docs/how-to/sweep.md", "yaml")
    case = load_case(ROOT / "cases" / "iran-2024").case
    vary, axes = read_vary("vary.yaml", block, case, frozenset(model_names()))
    kept = kept_of(case, vary, Settings(10, 1, case.as_of))
    assert len(axes) == 6
    assert {one.of for one in kept} >= {"posture_us.level", "oman_channel.settled"}
