"""`detente schema`: the JSON Schema of case files, for editors."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from detente.cli.base import Command


def schema(
    of_conflict: Annotated[
        bool, typer.Option("--conflict", help="The schema of conflict files instead.")
    ] = False,
    of_sweep: Annotated[
        bool, typer.Option("--sweep", help="The schema of files that say what a sweep varies instead.")
    ] = False,
    out: Annotated[
        str | None, typer.Option("--out", metavar="FILE", help="File to write; stdout unless given.")
    ] = None,
) -> None:
    """Print the JSON Schema of case, conflict or sweep files.

    Editors complete and check from it: put `# yaml-language-server: $schema=<FILE>` on the first line of a
    case file, or name the file in the editor's settings.
    """
    from detente.case import schema as schema_of
    from detente.core.errors import ParameterError, WorkspaceError
    from detente.workspace import json_text

    if of_conflict and of_sweep:
        raise ParameterError("detente schema", "--conflict and --sweep", "one of the two", "leave one out")
    if of_sweep:
        from detente.case.vary import vary_schema

        text = json_text(vary_schema())
    elif of_conflict:
        from detente.models.conflict import conflict_schema

        text = json_text(conflict_schema())
    else:
        text = json_text(schema_of())
    if out is None:
        sys.stdout.write(text)
        return
    try:
        Path(out).write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise WorkspaceError(out, reason, "a file that can be written", "choose another --out") from error
    typer.echo(f"The schema lies in {out}")


COMMAND = Command(
    name="schema",
    run=schema,
    order=8,
    examples=(
        "detente schema > case.schema.json",
        "detente schema --conflict > conflict.schema.json",
        "detente schema --sweep > vary.schema.json",
        "detente schema --out case.schema.json",
    ),
)
