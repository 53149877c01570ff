"""`detente ledger`: whether a ledger holds, what is due, what it says, and copies of it."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from detente.cli._options import Json
from detente.cli.base import Command

ACTIONS = ("verify", "due", "show", "export", "import")


def ledger(
    action: Annotated[str, typer.Argument(metavar="ACTION", help="verify, due, show, export or import.")],
    of: Annotated[
        str | None,
        typer.Argument(
            metavar="CASE|FILE", help="The case whose ledger is meant; of import, the export to restore from."
        ),
    ] = None,
    file: Annotated[
        str | None,
        typer.Option("--ledger", metavar="FILE", help="The ledger, or an export of one (.jsonl)."),
    ] = None,
    head: Annotated[
        str | None,
        typer.Option("--head", metavar="HASH", help="Head kept elsewhere: finds entries cut off the end."),
    ] = None,
    on: Annotated[
        str | None,
        typer.Option("--on", metavar="DATE", help="Due on this day; today by the clock unless given."),
    ] = None,
    out: Annotated[
        str | None, typer.Option("--out", metavar="FILE", help="Where the export goes; stdout unless given.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Verify, list what is due, show, export, or restore a ledger.

    verify recomputes the chain and names every entry that is not as it was written; it ends with code 2 if there is one.
    due lists questions past their close that nobody has settled. show lists the entries. export writes them as lines of
    JSON; import takes such a file into a new ledger, or goes on from what both share.
    """
    from detente.cli._keeping import ledger_action, ledger_meant, today
    from detente.cli._options import date_of

    chosen = ledger_action(action, ACTIONS)
    day = date_of("--on", on) or today()
    if chosen == "import":
        _import(of, file, as_json=as_json)
        return
    place = ledger_meant(of, file)
    if chosen == "verify":
        _verify(place, head, as_json=as_json)
        return
    from detente.cli._show_ledger import due_json, entry_json, show_due, show_entries
    from detente.forecast.ledger import due, next_close
    from detente.workspace import json_text, write_file
    from detente.workspace.ledger import sound_ledger
    from detente.workspace.ledger_lines import lines_of

    entries = sound_ledger(place)
    if chosen == "export" and out is not None:
        write_file(Path(out), lines_of(entries))
        typer.echo(
            f"{len(entries)} entries lie in {out}; its head is {entries[-1].hash if entries else 'none'}"
        )
    elif chosen == "export":
        sys.stdout.write(lines_of(entries))
    elif chosen == "due":
        waiting, following = due(entries, day), next_close(entries, day)
        if as_json:
            sys.stdout.write(json_text(due_json(waiting, day, following)))
        else:
            show_due(waiting, day, following)
    elif as_json:
        told = {"ledger": str(place), "entries": [entry_json(entry) for entry in entries]}
        sys.stdout.write(json_text({**told, "head": entries[-1].hash if entries else None}))
    else:
        show_entries(entries)


def _verify(place: Path, head: str | None, *, as_json: bool) -> None:
    from detente.cli._errors import FAULT_IN_WHAT_WAS_GIVEN
    from detente.cli._keeping import full_head
    from detente.cli._show_ledger import show_verified, verified_json
    from detente.workspace import json_text
    from detente.workspace.ledger import read_ledger

    against = full_head(head)
    held = read_ledger(place, head=against)
    if as_json:
        sys.stdout.write(json_text(verified_json(held, place)))
    else:
        show_verified(held, place, against=against)
    if held.faults:
        raise typer.Exit(FAULT_IN_WHAT_WAS_GIVEN)


def _import(source: str | None, into: str | None, *, as_json: bool) -> None:
    from detente.core.errors import ParameterError
    from detente.workspace import json_text
    from detente.workspace.ledger import restore, sound_ledger

    if source is None or into is None:
        missing = "--ledger" if source is not None else "detente ledger import"
        raise ParameterError(
            missing,
            "nothing",
            "an export and a ledger",
            "detente ledger import FILE.jsonl --ledger NEW.sqlite",
        )
    entries = sound_ledger(Path(source))
    new = restore(Path(into), entries)
    if as_json:
        head = entries[-1].hash if entries else None
        sys.stdout.write(json_text({"ledger": into, "new": new, "count": len(entries), "head": head}))
    else:
        typer.echo(f"{new} of {len(entries)} entries are new in {into}")


COMMAND = Command(
    name="ledger",
    run=ledger,
    order=15,
    examples=(
        "detente ledger verify --ledger desk.sqlite",
        "detente ledger verify cases/iran-2024 --head 5a0c... --json",
        "detente ledger due cases/iran-2024 --on 2025-04-01",
        "detente ledger export cases/iran-2024 --out registered.jsonl",
        "detente ledger import registered.jsonl --ledger copy.sqlite",
    ),
)
