"""`detente new`: a new case, by questions, from answers, from tables, or as files to fill in."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from detente.cli._options import Json
from detente.cli.base import Command


def new(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Id of the case and name of its folder.")],
    into: Annotated[str, typer.Option("--into", metavar="DIR", help="Where the folder is made.")] = "cases",
    title: Annotated[str | None, typer.Option("--title", metavar="TEXT", help="Title for readers.")] = None,
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", metavar="DATE", help="Up to when things are known; today unless given."),
    ] = None,
    ask: Annotated[
        bool | None,
        typer.Option("--ask/--no-ask", help="Ask step by step; done on a terminal unless told not to."),
    ] = None,
    answers: Annotated[
        str | None,
        typer.Option("--answers", metavar="FILE", help="Answers in YAML; what is missing counts as skipped."),
    ] = None,
    from_tables: Annotated[
        str | None,
        typer.Option(
            "--from-tables",
            metavar="DIR",
            help="Folder (or beginning of the names) of claims.csv, positions.csv, positions_scales.csv, "
            "chronology.csv, questions.csv, mechanisms.csv.",
        ),
    ] = None,
    anew: Annotated[
        bool,
        typer.Option(
            "--anew", help="Make the files of a case again from its answers; files of other names stay."
        ),
    ] = False,
    as_json: Json = False,
) -> None:
    """Begin a case: by questions, or as a folder of commented files.

    On a terminal it asks in plain language and infers the numbers; each keeps its question and answer. Answers
    are stored as they are given, so that the same command goes on after an interruption. Elsewhere, with nothing
    given, it writes files to fill in. Either way `check` and `run` accept the case as it is.
    """
    from datetime import UTC, datetime

    from detente.case import scaffold
    from detente.cli._beginning import Beginning, a_day, gathered, refuse_to_begin_over, write_case
    from detente.core.errors import ParameterError
    from detente.workspace import json_text, write_file, write_new

    day = a_day(as_of, datetime.now(UTC).date())
    begun = Beginning(name, Path(into) / name, day, title)
    asks = (
        ask
        if ask is not None
        else sys.stdin.isatty() and sys.stdout.isatty() and not (answers or from_tables)
    )
    try:
        template = scaffold(name, as_of=day, title=title)
    except OverflowError:
        raise ParameterError(
            "--as-of", repr(as_of), "a date with room around it", "write a date of our time"
        ) from None
    if asks or answers or from_tables or anew or (begun.draft.is_file() and ask is not False):
        refuse_to_begin_over(begun, anew=anew)
        told, left_out = gathered(begun, answers, from_tables)
        if asks:
            from detente.cli._asking import ask as put

            if as_of is None and not begun.draft.is_file() and answers is None:
                told.told.pop("as_of")
            put(told, lambda: write_file(begun.draft, told.text()), str(begun.draft))
            if told.knows("as_of") is None:
                told.put(("as_of",), day.isoformat())
        written = write_case(begun, told, answers if from_tables is None else None)
    else:
        left_out = []
        write_new(template, begun.folder)
        written = sorted(template)
    if as_json:
        sys.stdout.write(
            json_text({"folder": begun.folder.as_posix(), "files": written, "left_out": left_out})
        )
        return
    for reason in left_out:
        typer.echo(f"Left out: {reason}")
    typer.echo(f"The case lies in {begun.folder}: {', '.join(written)}")
    typer.echo(f"Next: detente check {begun.folder}")


COMMAND = Command(
    name="new",
    run=new,
    order=1,
    examples=(
        "detente new baltic-cables",
        'detente new baltic-cables --into work --title "Cables in the Baltic"',
        "detente new fishery-talks --answers answers.yaml",
        "detente new fishery-talks --anew",
        "detente new accord --from-tables tables --answers answers.yaml --as-of 2023-03-31",
    ),
)
