"""Arguments and options that several commands share, and how their text is read."""

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from detente.core.errors import ParameterError

if TYPE_CHECKING:
    from detente.core.projection import Settings
    from detente.workbench import Workbench

CaseFolder = Annotated[
    str,
    typer.Argument(metavar="CASE", help="Folder of the case; `iran-2024` finds `cases/iran-2024` as well."),
]
Worlds = Annotated[
    str | None,
    typer.Option("--worlds", metavar="N", help="Worlds to simulate; the case's own number unless given."),
]
Seed = Annotated[
    str | None, typer.Option("--seed", metavar="S", help="Seed of the draws; the case's own unless given.")
]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DATE", help="Leave out what became known later, such as 2024-11-04."),
]
Hindcast = Annotated[
    bool,
    typer.Option("--hindcast", help="Release the outcomes: draw settlements and hazards from the start on."),
]
Workers = Annotated[
    str | None,
    typer.Option("--workers", metavar="N", help="Threads; all cores unless given. They change no result."),
]
Wording = Annotated[
    str | None,
    typer.Option(
        "--wording",
        metavar="SCALE",
        help="Words of likelihood: icd203, icd203_second, phia, ipcc, or own; the case's unless given.",
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON, and nothing else, on stdout.")]
Out = Annotated[
    str | None, typer.Option("--out", metavar="DIR", help="Folder to write; runs/<case>-<hash> unless given.")
]


def whole(option: str, text: str | None) -> int | None:
    """The whole number an option was given, or None where it was not given.

    Raises
    ------
    ParameterError : it is no whole number.
    """
    if text is None:
        return None
    try:
        return int(text)
    except ValueError:
        raise ParameterError(
            option, repr(text), "a whole number", f"write it in digits, as in {option} 2000"
        ) from None


def date_of(option: str, text: str | None) -> date | None:
    """The date an option was given, or None where it was not given.

    Raises
    ------
    ParameterError : it is no date.
    """
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ParameterError(
            option, repr(text), "a date such as 2024-11-30", "write year-month-day"
        ) from None


def settings_of(
    bench: "Workbench",
    *,
    worlds: str | None = None,
    seed: str | None = None,
    as_of: str | None = None,
    hindcast: bool = False,
    workers: str | None = None,
) -> "Settings":
    """Settings of a run as they were given on the command line.

    Raises
    ------
    ParameterError : one of them lies outside what is allowed; named as its option.
    """
    given: dict[str, Any] = {name: whole(f"--{name}", text) for name, text in
                             (("worlds", worlds), ("seed", seed), ("workers", workers))}  # fmt: skip
    try:
        return bench.settings(**given, as_of=as_of, hindcast=hindcast)
    except ParameterError as error:
        option = f"--{error.where.replace('_', '-')}"
        raise ParameterError(option, error.found, error.allowed, error.mend, error.nearest) from error
