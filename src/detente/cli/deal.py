"""`detente deal`: what could be agreed at a track, who binds, and what would open a zone."""

import sys
from typing import Annotated

import typer

from detente.cli._options import AsOf, CaseFolder, Hindcast, Json, Seed, Workers, Worlds
from detente.cli.base import Command


def deal(
    case: CaseFolder,
    track: Annotated[
        str | None,
        typer.Option("--track", metavar="TRACK", help="A track of the case; every one unless given."),
    ] = None,
    on: Annotated[
        str | None,
        typer.Option("--on", metavar="DATE", help="The date it is looked at; the as-of date unless given."),
    ] = None,
    worlds: Worlds = None,
    seed: Seed = None,
    as_of: AsOf = None,
    hindcast: Hindcast = False,
    workers: Workers = None,
    as_json: Json = False,
) -> None:
    """Look for a deal: zones, who binds, the price of face.

    For each track at a date, over the drawn inputs and at their centre: what each veto player accepts, the
    package with the largest Nash product that all accept, whose interests bind, and the smallest cut in audience
    cost, rise in credibility or drop in visibility that opens a zone where there is none. A thousand worlds
    unless told otherwise.
    """
    from dataclasses import asdict

    from detente.cli._inquiring import given, named, rounded
    from detente.cli._progress import announce_compiling, stage
    from detente.workbench import load
    from detente.workspace import json_text

    bench = load(case)
    settings = given(worlds=worlds, seed=seed, as_of=as_of, hindcast=hindcast, workers=workers)
    announce_compiling()
    with stage("Looking"), named(track="--track", on="--on"):
        rooms = bench.deal(track, on=on, **settings)
    if as_json:
        sys.stdout.write(json_text({"rooms": [rounded(asdict(room)) for room in rooms]}))
        return
    from detente.cli._show_deal import show_room
    from detente.cli._tables import say

    for room in rooms:
        show_room(bench.case, room)
    if not rooms:
        say(f"{bench.case.title}: the case has no tracks.")


COMMAND = Command(
    name="deal",
    run=deal,
    order=6,
    examples=(
        "detente deal cases/iran-2024",
        "detente deal cases/iran-2024 --track nuclear_file --on 2025-03-01",
        "detente deal cases/iran-2024 --track geneva --worlds 2000 --json",
    ),
)
