"""`detente check`: what is wrong with a case, what moves by itself, and what its numbers rest on."""

import sys
from typing import Annotated

import typer

from detente.cli._options import CaseFolder, Json, Seed, Worlds
from detente.cli.base import Command


def check(
    case: CaseFolder,
    what_matters: Annotated[
        bool,
        typer.Option(
            "--what-matters", help="Run the case, and list the twenty inputs that deserve a source most."
        ),
    ] = False,
    worlds: Worlds = None,
    seed: Seed = None,
    as_json: Json = False,
) -> None:
    """Find faults in a case and audit what it rests on.

    Tells every fault at once with file, line and mend; then what moves by itself, and how many inputs are
    sourced by value or by direction, assumed, or bare. Exit code 2 if there is a fault.
    """
    from detente.case import audit_json
    from detente.case.audit import fault_json
    from detente.cli._progress import announce_compiling
    from detente.core.audit import Audit
    from detente.core.errors import CaseError
    from detente.forecast.own_prose import lint_case
    from detente.workbench import load
    from detente.workspace import json_text

    try:
        bench = load(case)
    except CaseError as error:
        if not as_json:
            raise
        empty = Audit((), (), (), (), (), (), ())
        sys.stdout.write(json_text(audit_json(empty, faults=error.faults)))
        raise typer.Exit(2) from error
    announce_compiling()
    found = bench.check()
    advice = lint_case(bench.file)
    told = audit_json(found, warnings=bench.file.warnings)
    told["advice"] = [fault_json(one) for one in advice]
    carrying = None
    if what_matters:
        from detente.cli._making import most_telling_inputs
        from detente.cli._options import settings_of

        carrying = most_telling_inputs(bench, settings_of(bench, worlds=worlds, seed=seed), found)
        told["what_matters"] = carrying
    if as_json:
        sys.stdout.write(json_text(told))
        return
    from detente.cli._show import show_advice, show_audit, show_what_matters

    show_audit(bench.case, found, bench.file.warnings)
    show_advice(bench.case, advice)
    if carrying is not None:
        show_what_matters(carrying)


COMMAND = Command(
    name="check",
    run=check,
    order=2,
    examples=(
        "detente check cases/iran-2024",
        "detente check cases/iran-2024 --json",
        "detente check cases/iran-2024 --what-matters --worlds 2000",
    ),
)
