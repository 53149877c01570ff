"""`detente register`: forecasts into a ledger that nobody can change unseen."""

import sys
from typing import Annotated

import typer

from detente.cli._options import CaseFolder, Json, Seed, Workers, Worlds, date_of, settings_of
from detente.cli.base import Command


def register(
    case: CaseFolder,
    question: Annotated[
        list[str] | None,
        typer.Option("--question", metavar="ID", help="Only this one; may be given several times."),
    ] = None,
    ledger: Annotated[
        str | None,
        typer.Option(
            "--ledger", metavar="FILE", help="The ledger; ledger.sqlite in the case's folder unless given."
        ),
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of",
            metavar="DATE",
            help="Forecast from what was known then; each question as of the day it was asked unless given.",
        ),
    ] = None,
    on: Annotated[
        str | None,
        typer.Option("--on", metavar="DATE", help="Day of entry; today by the clock unless given."),
    ] = None,
    forecast: Annotated[
        str | None,
        typer.Option("--forecast", metavar="P", help="Your own probability of yes, in place of the model's."),
    ] = None,
    by: Annotated[str | None, typer.Option("--by", metavar="NAME", help="Whose forecast it is.")] = None,
    why: Annotated[str | None, typer.Option("--why", metavar="TEXT", help="Your reason.")] = None,
    blind: Annotated[
        str | None,
        typer.Option(
            "--blind", metavar="TEXT", help="State which outcomes were not seen; kept as your word."
        ),
    ] = None,
    worlds: Worlds = None,
    seed: Seed = None,
    workers: Workers = None,
    as_json: Json = False,
) -> None:
    """Enter forecasts into a ledger: the model's, or your own.

    Every entry carries the hash of the one before it; a later forecast is a new entry, and none is ever replaced. What
    is entered too late to be a prediction is marked retrospective, with the reason.
    """
    from detente.cli._keeping import case_ledger, day_of_entry, own_forecast
    from detente.cli._progress import announce_compiling, counted
    from detente.cli._show_ledger import registered_json, show_registered
    from detente.workbench import load
    from detente.workbench.registering import register as enter
    from detente.workspace import json_text

    own = own_forecast(forecast, by, why)
    day, dated = day_of_entry(on)
    bench = load(case)
    known = date_of("--as-of", as_of)
    stated = str(known) if known is not None and own is None else None
    settings = settings_of(bench, worlds=worlds, seed=seed, as_of=stated, workers=workers)
    if own is None:
        announce_compiling()
    file = case_ledger(case, ledger)
    with counted("Worlds") as progress:
        done = enter(
            bench,
            file,
            settings,
            on=day,
            dated=dated,
            questions=question or (),
            known=known,
            own=own,
            blind=blind,
            progress=progress,
        )
    if as_json:
        sys.stdout.write(json_text(registered_json(done, file)))
    else:
        show_registered(done, file)


COMMAND = Command(
    name="register",
    run=register,
    order=12,
    examples=(
        "detente register cases/iran-2024",
        "detente register cases/iran-2024 --question Q10 --question Q15 --ledger desk.sqlite --json",
        'detente register cases/iran-2024 --question Q10 --forecast 0.25 --by "A. Analyst" --why "deterred"',
    ),
)
