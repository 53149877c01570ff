"""`detente conflict`: which end states hold, for whom and why, and how one gets there."""

import sys
from typing import Annotated

import typer

from detente.cli._options import Json
from detente.cli.base import Command


def conflict(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="File of the conflict, or a case folder with conflict.yaml.")
    ],
    stability: Annotated[
        str | None,
        typer.Option(
            "--stability",
            metavar="NAMES",
            help="`all`, or names joined by commas; the basic five unless given.",
        ),
    ] = None,
    coalitions: Annotated[
        bool, typer.Option("--coalitions", help="Also what no coalition can leave.")
    ] = False,
    start: Annotated[
        str | None,
        typer.Option("--from", metavar="STATE", help="Shortest paths from this pattern to each equilibrium."),
    ] = None,
    inverse: Annotated[
        str | None,
        typer.Option(
            "--inverse", metavar="STATE", help="Least change of rankings that makes it an equilibrium."
        ),
    ] = None,
    firm: Annotated[
        str | None,
        typer.Option(
            "--firm", metavar="NAMES", help="Makers whose rankings --inverse leaves, joined by commas."
        ),
    ] = None,
    why: Annotated[
        str | None,
        typer.Option("--why", metavar="STATE", help="Why this pattern holds or does not, in words."),
    ] = None,
    horizon: Annotated[
        str | None,
        typer.Option("--horizon", metavar="N", help="Moves looked ahead by limited_move; 3 unless given."),
    ] = None,
    drawing: Annotated[
        str | None, typer.Option("--svg", metavar="FILE", help="Write a drawing of the graph.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Judge which end states of a conflict would hold.

    States are patterns of Y and N in the order of the options. Rankings run from worst to best. Basic stabilities:
    Nash, general metarational, symmetric metarational, sequential, simultaneous; a state is an equilibrium where it
    holds for every decision maker.
    """
    from detente.cli._conflict import asked, write_drawing
    from detente.workspace import json_text

    told, show = asked(
        file,
        stability=stability,
        with_coalitions=coalitions,
        start=start,
        inverse=inverse,
        firm=firm,
        why=why,
        horizon=horizon,
    )
    if drawing is not None:
        write_drawing(file, drawing)
    if as_json:
        sys.stdout.write(json_text(told))
        return
    show()


COMMAND = Command(
    name="conflict",
    run=conflict,
    order=10,
    examples=(
        "detente conflict cases/iran-2024/conflict.yaml",
        "detente conflict cases/iran-2024 --stability all --json",
    ),
)
