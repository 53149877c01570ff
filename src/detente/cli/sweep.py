"""`detente sweep`: one case at many places of what varies, resumable, on threads, processes or a cluster."""

import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from detente.cli._options import AsOf, CaseFolder, Hindcast, Json, Seed, settings_of, whole
from detente.cli.base import Command


def sweep(
    case: CaseFolder,
    vary: Annotated[
        str, typer.Option("--vary", metavar="FILE", help="YAML: what varies, and which outcomes are kept.")
    ],
    design: Annotated[
        str, typer.Option("--design", metavar="KIND", help="sobol, lhs, grid or saltelli.")
    ] = "sobol",
    n: Annotated[
        str | None,
        typer.Option("--n", metavar="N", help="Points; rows of saltelli; the most that a grid may have."),
    ] = None,
    noise: Annotated[
        str, typer.Option("--noise", metavar="same|own", help="Whether all points share their draws.")
    ] = "same",
    engine: Annotated[
        str, typer.Option("--engine", metavar="NAME", help="threads, processes or dask.")
    ] = "threads",
    address: Annotated[
        str | None, typer.Option("--address", metavar="tcp://...", help="Scheduler of a Dask cluster.")
    ] = None,
    workers: Annotated[
        str | None,
        typer.Option("--workers", metavar="N", help="Threads or processes; all cores unless given."),
    ] = None,
    worlds: Annotated[
        str | None, typer.Option("--worlds", metavar="N", help="Worlds of every point; 1000 unless given.")
    ] = None,
    seed: Seed = None,
    as_of: AsOf = None,
    hindcast: Hindcast = False,
    out: Annotated[
        str | None,
        typer.Option("--out", metavar="DIR", help="Folder to write; runs/<case>-sweep-<hash> unless given."),
    ] = None,
    shard_size: Annotated[
        str | None, typer.Option("--shard-size", metavar="K", help="Points of a shard; 32 unless given.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Run a case many times over what varies.

    Shards of the design are written as they are done and the manifest last, so that a sweep that was stopped
    goes on where it was. Results are the same bytes on any engine and any number of workers. Exit code 3
    says that it is done, and some points failed.
    """
    from detente.cli._errors import STOPPED, UNFINISHED
    from detente.cli._progress import announce_compiling, counted, note_line
    from detente.cli._show_sweep import show_sweep
    from detente.workbench import load
    from detente.workbench.sweeping import plan_of, swept_again
    from detente.workspace import json_text

    bench = load(case)
    few = str(min(1000, bench.case.worlds)) if worlds is None else worlds
    settings = settings_of(bench, worlds=few, seed=seed, as_of=as_of, hindcast=hindcast, workers=workers)
    planned = plan_of(
        bench, vary, design=design, n=whole("--n", n), noise=noise, shard_size=whole("--shard-size", shard_size),
        worlds=settings.worlds, seed=settings.seed, as_of=settings.as_of, hindcast=hindcast,
    )  # fmt: skip
    folder = Path(out) if out is not None else planned.folder
    if planned.sweep.design.says:
        note_line(planned.sweep.design.says)
    announce_compiling()
    try:
        with counted("Sweeping", rate="points") as progress:
            done = swept_again(
                planned.sweep, folder, engine=engine, address=address, workers=settings.workers,
                told=note_line, progress=progress,
            )  # fmt: skip
    except KeyboardInterrupt:
        kept, total = planned.finished(folder)
        note_line(
            f"stopped; {kept} of {total} shards are kept in {folder}, and the same command goes on from there"
        )
        raise typer.Exit(STOPPED) from None
    if as_json:
        told = {"folder": folder.as_posix(), "shards": done.shards, "resumed": done.resumed}
        sys.stdout.write(json_text({**told, **asdict(done.summary)}))
    else:
        show_sweep(bench.case, done)
    if done.summary.failed:
        note_line(f"{done.summary.failed} of {done.summary.points} points failed; they stand in {folder}")
        raise typer.Exit(UNFINISHED)


COMMAND = Command(
    name="sweep",
    run=sweep,
    order=11,
    examples=(
        "detente sweep cases/iran-2024 --vary vary.yaml --n 256",
        "detente sweep cases/iran-2024 --vary vary.yaml --design grid --engine processes --workers 8",
        "detente sweep cases/iran-2024 --vary vary.yaml --design saltelli --n 128 --out runs/what-matters",
        "detente sweep cases/iran-2024 --vary vary.yaml --n 4096 --engine dask --address tcp://10.0.0.5:8786",
    ),
)
