"""`detente lint`: a likelihood and a confidence in one sentence, and weasel words without a number."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli._options import Json
from detente.cli.base import Command

if TYPE_CHECKING:
    from detente.core.errors import Fault


def lint(
    of: Annotated[
        list[str],
        typer.Argument(metavar="CASE|FILE...", help="Folders of cases, or text files; `-` for stdin."),
    ],
    as_json: Json = False,
) -> None:
    """Look through prose for what a judgement must not say.

    Of a case its own prose is looked through (reasons, titles, notes), of a file all of it: a likelihood and a
    confidence in one sentence, and words such as `could` or `cannot be ruled out` without a number. Exit code 1
    where there is a remark.
    """
    from dataclasses import asdict

    from detente.workspace import json_text

    found = [fault for one in of for fault in _remarks(one)]
    if as_json:
        told = {"remarks": [{**asdict(fault), "message": str(fault)} for fault in found]}
        sys.stdout.write(json_text(told))
    else:
        for fault in found:
            typer.echo(str(fault))
        typer.echo(f"{len(found)} remark{'s' if len(found) != 1 else ''}.")
    if found:
        raise typer.Exit(1)


def _remarks(of: str) -> "list[Fault]":
    from detente.core.errors import Fault, WorkspaceError
    from detente.forecast.own_prose import ALLOWED, lint_case
    from detente.forecast.prose import lint as linted
    from detente.workbench import load

    path = Path(of)
    if of != "-" and not path.is_file():
        return list(lint_case(load(of).file))
    try:
        text = sys.stdin.read() if of == "-" else path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise WorkspaceError(
            of, "a file that cannot be read as text", "text in UTF-8", "save it so"
        ) from error
    found = []
    for remark in linted(text):
        before = text[: remark.at]
        column = remark.at - (before.rfind("\n") + 1) + 1
        said = f"“{remark.found}” in sentence {remark.place}"
        found.append(
            Fault(of, before.count("\n") + 1, column, "", said, ALLOWED[remark.rule], mend=remark.mend)
        )
    return found


COMMAND = Command(
    name="lint",
    run=lint,
    order=24,
    examples=("detente lint cases/iran-2024", "detente lint memo.md --json"),
)
