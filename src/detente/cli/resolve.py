"""`detente resolve`: how questions were settled, into the ledger."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from detente.cli._options import CaseFolder, Json
from detente.cli.base import Command


def resolve(
    case: CaseFolder,
    resolutions: Annotated[
        str,
        typer.Argument(
            metavar="RESOLUTIONS.csv",
            help="Columns question, outcome (yes, no, a number, an option, annulled), resolved_on; source, note.",
        ),
    ],
    ledger: Annotated[
        str | None,
        typer.Option(
            "--ledger", metavar="FILE", help="The ledger; ledger.sqlite in the case's folder unless given."
        ),
    ] = None,
    correct: Annotated[
        str | None,
        typer.Option(
            "--correct",
            metavar="WHY",
            help="Correct what the ledger has otherwise; the outcome `open` takes it back.",
        ),
    ] = None,
    on: Annotated[
        str | None,
        typer.Option("--on", metavar="DATE", help="Day of entry; today by the clock unless given."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Enter how questions were settled.

    All rows are entered or none: every fault of the file is told with its line. What contradicts the ledger is refused,
    unless --correct says why; then the correction is entered, and the first ruling stays.
    """
    from detente.cli._keeping import case_ledger, day_of_entry
    from detente.cli._show_ledger import resolved_json, show_resolved
    from detente.core.errors import ParameterError
    from detente.workbench import load
    from detente.workbench.resolving import resolve as enter
    from detente.workspace import json_text

    if correct is not None and not correct.strip():
        raise ParameterError("--correct", "nothing", "the reason", 'write --correct "the source was wrong"')
    day, dated = day_of_entry(on)
    bench = load(case)
    file = case_ledger(case, ledger)
    done = enter(bench.case, Path(resolutions), file, on=day, dated=dated, correct=correct)
    if as_json:
        sys.stdout.write(json_text(resolved_json(done, file)))
    else:
        show_resolved(done, file)


COMMAND = Command(
    name="resolve",
    run=resolve,
    order=13,
    examples=(
        "detente resolve cases/iran-2024 resolutions.csv",
        'detente resolve cases/iran-2024 corrected.csv --correct "the first report was wrong" --json',
    ),
)
