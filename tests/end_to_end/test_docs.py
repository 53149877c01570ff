"""What the documentation says is so: every block of every page runs, and every key of the JSON is told."""

import re
import shlex
import shutil
from dataclasses import replace
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
from page_runs import run_page
from pages import SHELL, written
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


def test_the_python_of_the_readme_is_ten_lines():
    (block,) = blocks("README.md", "python")
    assert len([line for line in block.splitlines() if line.strip()]) <= 10


RUN = {*SHELL, "python", "pycon"}


OWN_TEST = {"docs/how-to/first-case.md": "test_first_case.py"}
"""Pages whose blocks grow one file step by step, or end where they are meant to: the test that follows each to the letter."""


def to_run():
    pages = (page for page in written() if page.name not in OWN_TEST)
    return [page for page in pages if any(block.language in RUN for block in page.blocks)]


def test_pages_run_elsewhere_are_run_there():
    for page, test in OWN_TEST.items():
        assert Path(page).name in (ROOT / "tests" / "end_to_end" / test).read_text("utf-8")


@pytest.mark.parametrize("page", to_run(), ids=lambda page: page.name)
def test_every_block_of_every_page_runs(page, tmp_path):
    all_marked = all(block.why_not is not None for block in page.blocks if block.language in RUN)
    assert run_page(page, tmp_path) or all_marked


@pytest.mark.parametrize("page", written(), ids=lambda page: page.name)
def test_what_is_not_run_says_why(page):
    for block in page.blocks:
        assert block.why_not is None or len(block.why_not) > 10, f"{page.name}:{block.line}"
        hidden = block.language not in RUN and re.search(r"^(\$ )?detente \w", block.text, re.MULTILINE)
        assert not hidden, f"{page.name}:{block.line}: commands stand in sh blocks, so that they are run"


def test_a_page_that_says_what_is_not_so_is_found_out(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("```console\n$ detente --version\ndetente 9 nine\n```\n")
    with pytest.raises(AssertionError, match="nine"):
        run_page(replace(written()[0], path=page), tmp_path)
    page.write_text("```sh\ndetente check nowhere\n```\n")
    with pytest.raises(AssertionError, match="nowhere"):
        run_page(replace(written()[0], path=page), tmp_path / "second")
    page.write_text("```sh\ndetente serve cases  # not run by the tests: serves until Ctrl-C\n```\n")
    assert run_page(replace(written()[0], path=page), tmp_path / "third") == 0


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
