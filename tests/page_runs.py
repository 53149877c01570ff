"""A page's blocks carried out as a reader would, in a folder that holds what the project comes with."""

import doctest
import io
import os
import re
import shlex
import shutil
import subprocess
import sys
from contextlib import chdir, redirect_stdout
from functools import cache
from pathlib import Path
from typing import Any

import typer.main

from detente.cli._app import application
from page_files import lay
from pages import NOT_RUN, ROOT, SHELL, Block, Page
from terminal import Said, detente

FEW = "60"
"""Worlds of a run on a page that does not say how many: what it prints is looked at elsewhere."""


def run_page(page: Page, desk: Path) -> int:
    """Run every block in order, and say how many commands were run."""
    for folder in ("cases", "tests/cases", "tests/articles"):
        shutil.copytree(ROOT / folder, desk / folder)
    run, names = 0, {}
    for block in page.blocks:
        if block.file is not None and (block.replaces or not (desk / block.file).exists()):
            (desk / block.file).parent.mkdir(parents=True, exist_ok=True)
            (desk / block.file).write_text(block.text, encoding="utf-8")
        if block.why_not is not None:
            continue
        lay(desk, block.text)
        place = f"{page.name}:{block.line}"
        if block.language in SHELL:
            run += _shell(block, desk, place)
        elif block.language == "python":
            run += 1
            _python(block, desk, place, names)
        elif block.language == "pycon":
            run += 1
            _session(block, desk, place, names)
    return run


def commands(block: Block) -> list[tuple[str, str]]:
    """Command lines of a block, each with the output shown for it; lines that say so are left out."""
    text = re.sub(r"\\\n\s*", " ", block.text)
    found: list[tuple[str, str]] = []
    has_prompt = block.language == "console" or re.search(r"^\$ ", text, re.MULTILINE) is not None
    for line in text.splitlines():
        if has_prompt and not line.startswith("$ "):
            if found:
                found[-1] = (found[-1][0], f"{found[-1][1]}{line}\n")
            continue
        line = line.removeprefix("$ ").strip()
        if line and not line.startswith("#"):
            found.append((line, ""))
    return [(line, shown) for line, shown in found if not NOT_RUN.search(line)]


def _shell(block: Block, desk: Path, place: str) -> int:
    lines = commands(block)
    for line, shown in lines:
        words = shlex.split(line, comments=True)
        if words[0] == "make":
            assert all(_is_task(word) for word in words[1:] if "=" not in word), (
                f"{place}: no such task: {line}"
            )
            continue
        said = _said(words, line, desk, few=not shown)
        wanted = 2 if "allowed:" in shown else 0
        assert said.code == wanted, f"{place}: {line}: {said.out}{said.err}"
        missing = [part for part in _parts(shown) if part not in _loose(said.out + said.err)]
        assert not missing, f"{place}: {line}: the page shows {missing}, it said:\n{said.out}{said.err}"
    return len(lines)


def _said(words: list[str], line: str, desk: Path, *, few: bool) -> Said:
    bare = re.sub(r"'[^']*'|\"[^\"]*\"", "", line.partition(" #")[0])
    to_file = re.fullmatch(r"(?P<command>[^|;&<>$`]+) > (?P<file>[\w./-]+)\s*", bare)
    if words[0] == "detente" and (to_file or not re.search(r"[|;&<>$`]", bare)):
        given = words[1:-2] if to_file else words[1:]
        said = detente(*given, *(_few(given) if few else ()), at=desk)
        if to_file and said.code == 0:
            (desk / to_file["file"]).write_text(said.out, encoding="utf-8")
        return said
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", line], cwd=desk, env={**os.environ, "PATH": path},
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    return Said(done.returncode, done.stdout, done.stderr)


def _few(words: list[str]) -> list[str]:
    """A small number of worlds, where the command takes one and is given none."""
    if "--worlds" in words or (words[0] == "check" and "--what-matters" not in words):
        return []
    return ["--worlds", FEW] if "--worlds" in _options(words[0]) else []


@cache
def _options(command: str) -> set[str]:
    made: Any = typer.main.get_command(application())
    own = made.commands.get(command)
    return {name for one in own.params for name in one.opts} if own is not None else set()


def _python(block: Block, desk: Path, place: str, names: dict[str, Any]) -> None:
    text = re.sub(r"\bworlds=[\d_]+", f"worlds={FEW}", block.text)
    printed = io.StringIO()
    with chdir(desk), redirect_stdout(printed):
        exec(compile(text, place, "exec"), names)
    assert printed.getvalue() or "print(" not in text, f"{place}: prints nothing"


def _session(block: Block, desk: Path, place: str, names: dict[str, Any]) -> None:
    """What is shown after the prompts must come."""
    test = doctest.DocTestParser().get_doctest(block.text, names, place, None, block.line)
    wrong: list[str] = []
    with chdir(desk):
        doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(test, out=wrong.append, clear_globs=False)
    assert not wrong, "".join(wrong)
    names |= test.globs


def _is_task(word: str) -> bool:
    return (
        re.search(rf"^{re.escape(word)}:", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE) is not None
    )


def _loose(text: str) -> str:
    """Text without what may differ from machine to machine: numbers, blanks, the drawing of tables."""
    return " ".join(
        re.sub(
            r"[\u2500-\u257f|+=_-]{2,}|[\u2500-\u257f]", " ", re.sub(r"\d+(?:[.,:]\d+)*", "#", text)
        ).split()
    )


def _parts(shown: str) -> list[str]:
    """What an output shown must hold: each line, and each side of an omission."""
    return [part for line in shown.splitlines() for part in map(str.strip, _loose(line).split("...")) if part]
