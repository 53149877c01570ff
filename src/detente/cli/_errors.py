"""Errors as users see them: one paragraph on stderr and an exit code, never a traceback."""

import sys

import typer

from detente.core.errors import DetenteError, FamilyError, ParameterError, nearest

FAULT_OF_OURS, FAULT_IN_WHAT_WAS_GIVEN, STOPPED, BROKEN_PIPE = 1, 2, 130, 141
UNFINISHED = 3
"""Done, but some of what was asked could not be carried out."""
_USAGE_ERROR = typer.BadParameter.__mro__[1]
"""Root of the errors about a command line, wherever this release of Typer keeps it."""


class Stopped(Exception):  # noqa: N818 - nothing went wrong
    """Ctrl-C during a command."""


def told(error: BaseException) -> int:
    """Say what went wrong, and return the exit code."""
    match error:
        case SystemExit():
            return error.code if isinstance(error.code, int) else 0
        case typer.Exit():
            return int(error.exit_code)
        case KeyboardInterrupt() | typer.Abort() | Stopped():
            _say("stopped; nothing written")
            return STOPPED
        case FamilyError():
            return _ours(error)
        case DetenteError():
            for note in getattr(error, "__notes__", ()):
                _say(note)
            _say(str(error))
            return FAULT_IN_WHAT_WAS_GIVEN
        case MemoryError():
            mend = "lower it, or shorten the case"
            _say(str(ParameterError("--worlds", "too many for the memory", "a run that fits", mend)))
            return FAULT_IN_WHAT_WAS_GIVEN
        case _ if isinstance(error, _USAGE_ERROR):
            _say(str(_in_our_form(error)))
            return FAULT_IN_WHAT_WAS_GIVEN
        case _:
            return _ours(error)


def _ours(error: BaseException) -> int:
    what = " ".join(str(error).split())[:200]
    _say(
        f"detente failed, and the fault is ours ({type(error).__name__}: {what}). "
        "Please report it with the command you ran and what `--debug` shows."
    )
    return FAULT_OF_OURS


def _in_our_form(error: BaseException) -> ParameterError:
    """An error about the command line, as place, finding, what is allowed, and mend."""
    context = getattr(error, "ctx", None)
    path = getattr(context, "command_path", "detente")
    help_line = f"see `{path} --help`"
    message = str(getattr(error, "message", error) or "")
    option = getattr(error, "option_name", None)
    parameter = getattr(error, "param", None)
    if type(error).__name__ == "NoSuchOption":
        known = [name for one in context.command.params for name in one.opts] if context is not None else []
        near = nearest(str(option), known)
        return ParameterError(
            path, f"the unknown option {option}", _list(known), "" if near else help_line, near
        )
    if type(error).__name__ == "BadOptionUsage":
        return ParameterError(
            path, f"{option} without what belongs to it", "an option with its value", help_line
        )
    if type(error).__name__ == "MissingParameter" and parameter is not None:
        name = (parameter.metavar or parameter.name or "").upper()
        return ParameterError(path, f"no {name}", f"`{path} {name}`", help_line)
    if message.startswith("No such command"):
        given = message.split("'")[1] if "'" in message else message
        known = list(getattr(getattr(context, "command", None), "commands", {}))
        near = nearest(given, known)
        return ParameterError(
            path, f"the unknown command {given!r}", _list(known), "" if near else help_line, near
        )
    if "extra argument" in message:
        extra = message[message.rfind("(") + 1 : message.rfind(")")]
        return ParameterError(path, f"{extra!r}, one name too many", "what the help lists", help_line)
    if message.startswith("Missing command"):
        known = list(getattr(getattr(context, "command", None), "commands", {}))
        return ParameterError(path, "no command", _list(known), help_line)
    return ParameterError(path, message or "nothing", "what the help lists", help_line)


def _list(names: list[str]) -> str:
    return ", ".join(names) or "none"


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")
