"""`detente import`: files of event data into a store."""

import sys
from typing import Annotated

import typer

from detente.cli._options import Json
from detente.cli.base import Command


def import_(
    format_: Annotated[
        str, typer.Argument(metavar="FORMAT", help="gdelt, icews, polecat, acled or csv (any plain table).")
    ],
    files: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="FILE",
            help="Plain, .zip, .gz or .parquet files; a folder stands for its Parquet files.",
        ),
    ] = None,
    store: Annotated[
        str, typer.Option("--store", metavar="STORE", help="The store to fill; made where there is none.")
    ] = "events.duckdb",
    max_malformed: Annotated[
        str,
        typer.Option(
            "--max-malformed", metavar="SHARE", help="Share of a file's rows that may be malformed."
        ),
    ] = "0.05",
    one_a_day: Annotated[
        bool, typer.Option("--one-a-day", help="Keep one event a day of one source, target and code.")
    ] = False,
    collapse_stories: Annotated[
        bool,
        typer.Option(
            "--collapse-stories", help="Keep one event a story of one source, target, code and day."
        ),
    ] = False,
    from_: Annotated[
        str | None,
        typer.Option("--from", metavar="DATE", help="GDELT only: fetch its files from this day on."),
    ] = None,
    to: Annotated[
        str | None, typer.Option("--to", metavar="DATE", help="GDELT only: the last day to fetch.")
    ] = None,
    base_url: Annotated[
        str | None, typer.Option("--base-url", metavar="URL", help="Where GDELT's list and files lie.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Take event data into a store.

    Every row is counted: as new, as a duplicate, or as malformed and told by file and line. Importing a file
    again adds nothing. Nothing is written if a file cannot be read or too much of it is malformed. With --from
    and --to GDELT's own files are fetched; each is kept as it arrives, and the same command goes on after a break.
    """
    from pathlib import Path

    from detente.cli._importing import fetched_and_imported, imported_json, options_of, show_imported
    from detente.cli._progress import stage
    from detente.core.errors import ParameterError
    from detente.sources.events import changing, import_files, importer
    from detente.workspace import json_text

    chosen = importer(format_)
    options = options_of(max_malformed, one_a_day=one_a_day, collapse_stories=collapse_stories)
    place = Path(store)
    if from_ is not None or to is not None:
        done, missing = fetched_and_imported(chosen, files or [], place, options, from_, to, base_url)
    elif not files:
        raise ParameterError("detente import", "no FILE", "at least one file", "name the files to import")
    else:
        with stage("Importing"), changing(place) as held:
            done, missing = import_files(held, chosen.name, [Path(file) for file in files], options), ()
    if as_json:
        sys.stdout.write(json_text(imported_json(done, place, missing)))
    else:
        show_imported(done, place, missing)


COMMAND = Command(
    name="import",
    run=import_,
    order=21,
    examples=(
        "detente import gdelt 20241105.export.CSV.zip --store events.duckdb",
        "detente import icews events.2018.tab --one-a-day --store events.duckdb --json",
        "detente import csv incidents.csv --max-malformed 0 --store events.duckdb",
        "detente import gdelt --from 2024-11-01 --to 2024-11-30 --store events.duckdb",
    ),
)
