"""`detente new`: the files of a new case."""

from pathlib import Path
from typing import Annotated

import typer

from detente.cli.base import Command


def new(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Id of the case and name of its folder.")],
    into: Annotated[str, typer.Option("--into", metavar="DIR", help="Where the folder is made.")] = "cases",
    title: Annotated[str | None, typer.Option("--title", metavar="TEXT", help="Title for readers.")] = None,
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", metavar="DATE", help="Up to when things are known; today unless given."),
    ] = None,
) -> None:
    """Begin a case: a folder of commented files.

    `check` and `run` accept them as they are; fill them in from there.
    """
    from datetime import UTC, date, datetime

    from detente.case import scaffold
    from detente.core.errors import ParameterError
    from detente.workspace import write_new

    try:
        day = date.fromisoformat(as_of) if as_of is not None else datetime.now(UTC).date()
        files = scaffold(name, as_of=day, title=title)
    except ValueError:
        raise ParameterError(
            "--as-of", repr(as_of), "a date such as 2024-11-30", "write year-month-day"
        ) from None
    except OverflowError:
        raise ParameterError(
            "--as-of", repr(as_of), "a date with room around it", "write a date of our time"
        ) from None
    folder = write_new(files, Path(into) / name)
    typer.echo(f"The case lies in {folder}: {', '.join(sorted(files))}")
    typer.echo(f"Next: detente check {folder}")


COMMAND = Command(
    name="new",
    run=new,
    order=1,
    examples=(
        "detente new baltic-cables",
        'detente new baltic-cables --into work --title "Cables in the Baltic"',
    ),
)
