"""`detente serve`: the workbench in the browser."""

from contextlib import suppress
from typing import Annotated

import typer

from detente.cli._options import Json
from detente.cli.base import Command
from detente.core.errors import ParameterError, WorkspaceError


def serve(
    case: Annotated[
        str,
        typer.Argument(metavar="[CASE|FOLDER]", help="A case, or a folder of cases; `cases` unless given."),
    ] = "cases",
    port: Annotated[
        str, typer.Option("--port", metavar="N", help="Port to listen at; 0 takes a free one.")
    ] = "8437",
    host: Annotated[
        str,
        typer.Option(
            "--host", metavar="ADDRESS", help="Address to listen at; other machines see none but this."
        ),
    ] = "127.0.0.1",
    runs: Annotated[str, typer.Option("--runs", metavar="DIR", help="Folder of the runs.")] = "runs",
    as_json: Json = False,
) -> None:
    """Open the workbench in the browser: look, ask what if, see why.

    Serves pages on this machine only, until Ctrl-C. Runs are kept in `runs` as `detente run` keeps them, and edits
    are written to the case's own files.
    """
    import json
    import socket

    from detente.app import Server, open_desk

    number = _port(port)
    if host in ("0.0.0.0", "::", ""):
        allowed = "one address of this machine, by which others will call it"
        raise ParameterError("--host", repr(host), allowed, "write that address, or leave --host out")
    desk = open_desk(case, runs=runs, hosts=(host, f"[{host}]"))
    try:
        plug = socket.create_server((host, number), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        found = (error.strerror or type(error).__name__).lower()
        mend = "another server may listen there: choose another with --port, or 0 for a free one"
        raise WorkspaceError(
            f"{host}:{number}", found, "an address and a port that are free", mend
        ) from error
    with plug:
        shown = f"[{host}]" if ":" in host else host
        address = f"http://{shown}:{plug.getsockname()[1]}/"
        told = json.dumps({"address": address, "cases": list(desk.cases)})
        typer.echo(told if as_json else f"The workbench is at {address} (Ctrl-C ends it)")
        if host not in ("127.0.0.1", "localhost", "::1"):
            typer.echo("Anyone who reaches this address can read and change the cases.", err=True)
        # Ctrl-C is how a server ends, and nothing is amiss.
        with suppress(KeyboardInterrupt):
            Server(desk).run(sockets=[plug])


def _port(text: str) -> int:
    if text.isdigit() and int(text) <= 65535:
        return int(text)
    raise ParameterError(
        "--port", repr(text), "a whole number from 0 to 65535", "write it in digits, as in --port 8437"
    )


COMMAND = Command(
    name="serve",
    run=serve,
    order=9,
    examples=("detente serve cases/iran-2024", "detente serve cases --port 9000"),
)
