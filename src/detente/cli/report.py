"""`detente report`: the report or the one-page brief, of a case or of a finished run."""

from pathlib import Path
from typing import Annotated

import typer

from detente.cli._options import Out, Seed, Wording, Workers, Worlds, settings_of
from detente.cli.base import Command


def report(
    of: Annotated[str, typer.Argument(metavar="CASE|RUN", help="Folder of a case, or of a finished run.")],
    brief: Annotated[
        bool,
        typer.Option(
            "--brief", help="One page instead: brief.html, which prints to one page, and brief.docx."
        ),
    ] = False,
    out: Out = None,
    worlds: Worlds = None,
    seed: Seed = None,
    workers: Workers = None,
    wording: Wording = None,
    final: Annotated[
        bool,
        typer.Option(
            "--final", help="Refuse a report that is not ready to be signed, and say what it lacks."
        ),
    ] = False,
) -> None:
    """Write the report, or a one-page brief.

    Of a finished run it is made again from the run's own copy of the case, and refused where the results come
    out otherwise than they are stored: then the code has changed since, and the run is to be made anew.
    """
    from detente.cli._asked import with_wording
    from detente.cli._making import made, made_again
    from detente.core.errors import ParameterError
    from detente.workbench import load
    from detente.workspace import stored_run

    stored = stored_run(Path(of))
    if stored is not None:
        if (worlds, seed, wording) != (None, None, None):
            option = "--worlds" if worlds is not None else "--seed" if seed is not None else "--wording"
            mend = f"leave it out, or run its case: detente run {Path(of) / 'case'}"
            raise ParameterError(option, "a setting for a finished run", "the run's own", mend)
        folder = made_again(
            stored, Path(out) if out is not None else Path(of), brief=brief, workers=workers, final=final
        )
    else:
        bench = with_wording(load(of), wording)
        settings = settings_of(bench, worlds=worlds, seed=seed, workers=workers)
        place = Path(out) if out is not None else None
        folder = made(bench, settings, place, report=not brief, brief=brief, results=False, final=final)
    names = ("brief.html", "brief.docx") if brief else ("report.html",)
    typer.echo(
        f"The {'brief' if brief else 'report'} lies in {' and '.join(str(folder / name) for name in names)}"
    )


COMMAND = Command(
    name="report",
    run=report,
    order=7,
    examples=(
        "detente report cases/iran-2024 --brief --out brief",
        "detente report cases/iran-2024 --final",
        "detente report runs/iran-2024-0a1b2c3d --brief",
    ),
)
