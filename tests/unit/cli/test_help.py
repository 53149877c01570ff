"""Help is there for every command, shows examples that name real options, and costs no heavy import."""

import re
import shlex
import subprocess
import sys

import pytest

from detente.cli import main
from detente.cli.base import Command
from detente.core.family import members

COMMANDS = members("detente.cli", "COMMAND", Command)
HEAVY = {
    "altair",
    "docx",
    "duckdb",
    "jinja2",
    "numba",
    "numpy",
    "pydantic",
    "rich",
    "ruamel",
    "scipy",
    "typer.rich_utils",
    "vl_convert",
}


def said(capsys, *arguments):
    with pytest.raises(SystemExit) as ended:
        main(list(arguments))
    return ended.value.code, capsys.readouterr()


def test_help_imports_nothing_heavy():
    script = (
        "import sys\nfrom detente.cli import main\ntry:\n    main(['--help'])\nexcept SystemExit as end:\n"
        "    assert not end.code\nprint('MODULES', *sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.rpartition("MODULES")[2].split())
    assert loaded & HEAVY == set()


def test_importing_the_package_imports_nothing_heavy():
    script = "import sys, detente; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert {"numpy", "pydantic", "typer", "importlib.metadata"} & set(done.stdout.split()) == set()


def test_help_lists_every_command_in_order(capsys):
    code, out = said(capsys, "--help")
    assert code == 0
    listed = re.findall(r"^  ([a-z]+)  +\S", out.out.partition("Commands:")[2], re.MULTILINE)
    assert listed == [one.name for one in sorted(COMMANDS.values(), key=lambda one: one.order)]
    assert "..." not in out.out.partition("Commands:")[2], "a command's first line is cut: shorten it"


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_has_help_with_examples(name, capsys):
    code, out = said(capsys, name, "--help")
    assert code == 0
    for example in COMMANDS[name].examples:
        assert example in out.out


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_options_of_examples_exist(name, capsys):
    command = COMMANDS[name]
    assert command.name == name
    assert command.examples
    _, out = said(capsys, name, "--help")
    known = set(re.findall(r"--[a-z-]+", out.out.partition("Options:")[2].partition("Examples:")[0]))
    for example in command.examples:
        words = shlex.split(example.partition(">")[0])
        assert words[:2] == ["detente", name]
        assert {word for word in words if word.startswith("--")} <= known


def test_orders_differ():
    assert len({one.order for one in COMMANDS.values()}) == len(COMMANDS)


def test_version(capsys):
    code, out = said(capsys, "--version")
    assert code == 0
    assert re.fullmatch(r"detente \d+\.\d+\.\d+\S*\n", out.out)
