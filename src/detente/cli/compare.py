"""`detente compare`: a case beside its edited self, or beside another version of it."""

import sys
from dataclasses import asdict
from typing import Annotated

import typer

from detente.cli._options import AsOf, CaseFolder, Hindcast, Json, Seed, Workers, Worlds, settings_of
from detente.cli.base import Command


def compare(
    case: CaseFolder,
    other: Annotated[
        str | None,
        typer.Argument(
            metavar="[CASE_B]", help="Another version of the case, or a run of it, instead of edits."
        ),
    ] = None,
    drop: Annotated[
        list[str] | None, typer.Option("--drop", metavar="ID", help="An event or hazard that never happens.")
    ] = None,
    set_: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="K=V",
            help="An input and its value, from a date on with @DATE; `institution.X.final_say=Y` installs Y.",
        ),
    ] = None,
    branch: Annotated[
        list[str] | None,
        typer.Option("--branch", metavar="EVENT=BRANCH", help="The branch that comes to pass."),
    ] = None,
    without: Annotated[
        list[str] | None, typer.Option("--without", metavar="MECHANISM", help="A mechanism switched off.")
    ] = None,
    worlds: Worlds = None,
    seed: Seed = None,
    as_of: AsOf = None,
    hindcast: Hindcast = False,
    workers: Workers = None,
    as_json: Json = False,
) -> None:
    """Ask what if: edit a case and compare it with itself.

    Both run under the same noise, so that differences are paired, world by world. Each edit option may be
    given several times. With two cases, or finished runs, it tells which inputs changed between them, which
    answers moved, and which change moved them.
    """
    from detente.cli._comparing import compared_versions, edits_of
    from detente.cli._progress import announce_compiling, stage
    from detente.cli._show import show_counterfactual
    from detente.cli._show_versions import show_versions
    from detente.core.errors import ParameterError
    from detente.workbench import load
    from detente.workspace import json_text

    edited = any((drop, set_, branch, without))
    if (other is not None) == edited:
        found = "both edits and a second case" if edited else "nothing to compare with"
        allowed = "either edits (--drop, --set, --branch, --without) or a second case"
        raise ParameterError("detente compare", found, allowed, "give one of the two")
    if other is not None:
        given = {"worlds": worlds, "seed": seed, "as_of": as_of, "workers": workers}
        announce_compiling()
        compared = compared_versions(case, other, given, hindcast=hindcast)
        told = asdict(compared.versions)
        if not as_json:
            show_versions(compared.case, compared.versions)
    else:
        bench = load(case)
        settings = settings_of(
            bench, worlds=worlds, seed=seed, as_of=as_of, hindcast=hindcast, workers=workers
        )
        edits = edits_of(bench.case, drop or [], set_ or [], branch or [], without or [])
        announce_compiling()
        with stage("Comparing"):
            difference = bench.compare(
                *edits,
                worlds=settings.worlds,
                seed=settings.seed,
                as_of=settings.as_of,
                hindcast=hindcast,
                workers=settings.workers,
            )
        told = asdict(difference)
        if not as_json:
            show_counterfactual(bench.case, difference)
    if as_json:
        sys.stdout.write(json_text(told))


COMMAND = Command(
    name="compare",
    run=compare,
    order=5,
    examples=(
        "detente compare cases/iran-2024 --drop election",
        "detente compare cases/iran-2024 --set pressure.economic_pain=40 --branch election=harris --json",
        "detente compare cases/iran-2024 --set iran.oman_channel.trust=likely@2025-01-20",
        "detente compare cases/iran-2024 --without M01 --worlds 2000",
        "detente compare cases/iran-2024 work/iran-2024-revised",
        "detente compare runs/iran-2024-1a2b3c4d work/iran-2024-revised --json",
    ),
)
