"""One page a command of `detente`: what it does, arguments, options, examples."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from generated.markdown import block, code, listing, page, sentence, table

JSON_PAGE = Path(__file__).parents[2] / "reference" / "json.md"


def application() -> Any:
    """The command line as a Click group."""
    import typer.main

    from detente.cli._app import application as made

    return typer.main.get_command(made())


def told() -> Iterator[tuple[str, Any, tuple[str, ...]]]:
    """Words, Click command and examples of each command, groups opened."""
    from detente.cli.base import Command
    from detente.core.family import members

    examples = {one.name: one.examples for one in members("detente.cli", "COMMAND", Command).values()}
    for name, command in application().commands.items():
        for words, own in _opened((name,), command):
            lines = examples.get(name, ())
            if len(words) > 1:
                lines = tuple(line for line in lines if line.startswith(f"detente {' '.join(words)} "))
            yield " ".join(words), own, lines


def pages() -> dict[str, str]:
    """The list of commands, and a page for each."""
    made = {f"commands/{words.replace(' ', '-')}": _page(*one) for one in told() for words in [one[0]]}
    rows = [
        [f"[{code(words)}](commands/{words.replace(' ', '-')}.md)", sentence(_first(own.help))]
        for words, own, _ in told()
    ]
    says = page(
        "Written from the code. Every command has `--help`; faults in what was given end it with exit code 2 "
        "and one message that says how to mend them ([errors](errors.md)).",
        table(["command", "what it does"], rows),
    )
    made["commands"] = listing("Commands", says, "commands")
    return made


def _opened(words: tuple[str, ...], command: Any) -> Iterator[tuple[tuple[str, ...], Any]]:
    yield words, command
    for name, below in getattr(command, "commands", {}).items():
        yield from _opened((*words, name), below)


def _page(words: str, command: Any, examples: tuple[str, ...]) -> str:
    arguments = [one for one in command.params if one.param_type_name == "argument"]
    options = [one for one in command.params if one.param_type_name == "option"]
    usage = " ".join(["detente", words, *(_shown(one) for one in arguments), "[OPTIONS]" if options else ""])
    return page(
        f"# detente {words}",
        *_help(command.help),
        block(usage.strip()),
        "## Arguments" if arguments else "",
        table(["argument", "meaning"], [[code(_shown(one)), _meaning(one)] for one in arguments]),
        "## Options" if options else "",
        table(["option", "meaning"], [[_option(one), _meaning(one)] for one in options]),
        "## Examples" if examples else "",
        block("\n".join(examples), "text") if examples else "",
        _json(words, options),
    )


def _help(text: str | None) -> list[str]:
    return [sentence(part) for part in (text or "").replace("\b", "").split("\n\n") if part.strip()]


def _first(text: str | None) -> str:
    return (text or "").strip().split("\n\n")[0]


def _shown(one: Any) -> str:
    name = (one.metavar or one.name).strip("[]").removesuffix("...")
    many = "..." if one.nargs == -1 or one.multiple else ""
    return f"{name}{many}" if one.required else f"[{name}{many}]"


def _option(one: Any) -> str:
    names = ", ".join([*one.opts, *one.secondary_opts])
    value = "" if one.is_flag or one.count else f" {one.metavar or one.name.upper()}"
    return code(f"{names}{value}")


def _meaning(one: Any) -> str:
    told = sentence(one.help or "")
    default = one.default
    stated = default is not None and not callable(default) and default not in (False, "", (), [])
    extra = [f"Default: {code(str(default))}."] if stated and "nless given" not in told else []
    if one.multiple:
        extra.append("May be repeated.")
    return " ".join([told, *extra]).strip()


def _json(words: str, options: list[Any]) -> str:
    """Where the JSON is told, if there is any and it is."""
    if not any("--json" in one.opts for one in options) or not JSON_PAGE.exists():
        return ""
    name = words.split()[0]
    found = re.search(rf"^## `{re.escape(name)}`", JSON_PAGE.read_text("utf-8"), re.MULTILINE)
    address = f"../../json.md#{name}" if found else "../../json.md"
    return f"With `--json` it prints one JSON object: [its keys]({address})."
