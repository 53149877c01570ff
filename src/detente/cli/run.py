"""`detente run`: check, project, answer, explain, and write the run."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from detente.cli._options import (
    AsOf,
    CaseFolder,
    Hindcast,
    Json,
    Out,
    Seed,
    Wording,
    Workers,
    Worlds,
    settings_of,
)
from detente.cli.base import Command


def run(
    case: CaseFolder,
    worlds: Worlds = None,
    seed: Seed = None,
    as_of: AsOf = None,
    hindcast: Hindcast = False,
    workers: Workers = None,
    wording: Wording = None,
    out: Out = None,
    no_report: Annotated[
        bool, typer.Option("--no-report", help="Leave report.html out, which is quicker.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Run a case: project, answer, explain, report.

    Writes report.html, results.json, tables/*.csv, a copy of the case and, last, manifest.json. The same
    case, worlds and seed give the same bytes.
    """
    from detente.cli._asked import with_wording
    from detente.cli._making import made
    from detente.cli._progress import note_line
    from detente.workbench import load

    bench = with_wording(load(case), wording)
    if bench.file.warnings:
        note_line(f"warnings: {len(bench.file.warnings)}; `detente check {case}` tells them")
    settings = settings_of(bench, worlds=worlds, seed=seed, as_of=as_of, hindcast=hindcast, workers=workers)
    folder = made(bench, settings, Path(out) if out is not None else None, report=not no_report)
    if as_json:
        sys.stdout.write((folder / "results.json").read_text("utf-8"))
        return
    from detente.cli._show import show_study

    show_study(bench.study())
    lies = folder / "manifest.json" if no_report else folder / "report.html"
    typer.echo(f"\nThe {'run' if no_report else 'report'} lies in {lies}")


COMMAND = Command(
    name="run",
    run=run,
    order=3,
    examples=(
        "detente run cases/iran-2024",
        "detente run cases/iran-2024 --worlds 2000 --seed 7 --out runs/trial",
        "detente run cases/iran-2024 --as-of 2024-11-04 --wording phia",
        "detente run cases/iran-2024 --hindcast --json > results.json",
    ),
)
