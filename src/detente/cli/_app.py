"""The application: every command of this folder, and what becomes of an error."""

import os
import signal
import sys
import threading
import warnings
from collections.abc import Callable
from functools import wraps
from types import FrameType
from typing import Annotated, Any

import typer

from detente.cli._errors import BROKEN_PIPE, Stopped, told
from detente.cli.base import Command
from detente.core.family import members

HELP = """Tell from sourced reporting whether an actor has shifted, what moved it, and what comes next.

A case is a folder of YAML files: begin one with `detente new`, see what is wrong with it with
`detente check`, and turn it into a projection, an explanation and a report with `detente run`."""
EXAMPLES = ("detente check cases/iran-2024", "detente run cases/iran-2024")


def main(arguments: list[str] | None = None) -> None:
    """Run one command and exit.

    With 0 if all is well, 1 for a fault of ours, 2 for a fault in what was given, 3 if done but for parts that
    failed, and 130 if stopped.
    """
    given = sys.argv[1:] if arguments is None else arguments
    debug = "--debug" in given
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, _stop)
    if not debug:
        # What libraries have to say to programmers is not for users.
        warnings.simplefilter("ignore")
    try:
        status = application()(
            [one for one in given if one != "--debug"], prog_name="detente", standalone_mode=False
        )
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read our output (`| head`) has had enough; what is held back must not fail in its turn.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(BROKEN_PIPE)
    except BaseException as error:
        if debug:
            raise
        sys.exit(told(error))
    sys.exit(status if isinstance(status, int) else 0)


def application() -> typer.Typer:
    """The Typer application with every command of the family, in their order."""
    app = typer.Typer(
        name="detente",
        help=HELP,
        epilog=_examples(EXAMPLES),
        # Plain help: rich would cost half of the time that `--help` may take.
        rich_markup_mode=None,
        add_completion=False,
        pretty_exceptions_enable=False,
        no_args_is_help=True,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    )
    app.callback()(_top)
    family = members("detente.cli", "COMMAND", Command).values()
    for command in sorted(family, key=lambda one: one.order):
        app.command(command.name, epilog=_examples(command.examples))(_guarded(command.run))
    return app


def _tell_version(asked: bool) -> None:
    if asked:
        import detente

        typer.echo(f"detente {detente.__version__}")
        raise typer.Exit


def _top(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_tell_version, is_eager=True, help="Show the version and stop."),
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")] = False,
) -> None:
    # `--debug` may stand anywhere on the line, so `main` takes it out before; it is declared for the help.
    pass


def _guarded(run: Callable[..., Any]) -> Callable[..., Any]:
    """A command whose Ctrl-C reaches `main` under a name that Typer leaves alone."""

    @wraps(run)
    def guarded(*args: Any, **options: Any) -> Any:
        try:
            return run(*args, **options)
        except KeyboardInterrupt as error:
            raise Stopped from error

    return guarded


def _stop(signum: int, frame: FrameType | None) -> None:
    """Being told to end is answered like Ctrl-C: nothing half-written stays."""
    raise KeyboardInterrupt


def _examples(lines: tuple[str, ...]) -> str:
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)
