"""Event data wherever it lies: a store, a file or a folder of Parquet files that is looked at in place."""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from detente.core.errors import ParameterError, WorkspaceError
from detente.sources.events._clean import first_line, without_pattern
from detente.sources.events._importing import import_files, importer
from detente.sources.events._months import is_dyad_months
from detente.sources.events._outcome import Imported, Options
from detente.sources.events._store import in_memory, reading
from detente.sources.events.base import Header, fold

STORE_MARK = b"DUCK"
"""What stands at byte 8 of every DuckDB file."""
TABLES = (".csv", ".tsv", ".txt", ".gz", ".zip", ".parquet", ".pq", ".jsonl", ".json", ".tab")


@contextmanager
def opened(
    place: Path,
    options: Options = Options(),  # noqa: B008 - frozen
) -> Iterator[tuple[duckdb.DuckDBPyConnection, Imported | None]]:
    """Event data for reading: a store as it is, anything else taken into memory first.

    Parameters
    ----------
    place : a store, a file of a format that is recognised, or a folder of Parquet files.

    Returns
    -------
    the store, and what became of the rows where they were imported on the way.

    Raises
    ------
    WorkspaceError : there is nothing, or the format is not recognised.
    """
    if place.is_file() and _is_store(place):
        with reading(place) as store:
            yield store, None
        return
    if not place.exists():
        mend = "make a store with `detente import FORMAT FILE --store STORE`"
        raise WorkspaceError(
            str(place), "no such file", "a store of events, a file of them, or a folder of Parquet", mend
        )
    files = sorted(place.glob("*.parquet")) if place.is_dir() else [place]
    if not files:
        raise WorkspaceError(
            str(place), "a folder without .parquet files", "a store, a file, or Parquet files"
        )
    with in_memory() as store:
        yield store, import_files(store, _format_of(files[0]), files, options)


def _is_store(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(12)[8:] == STORE_MARK
    except OSError:
        return False


def _format_of(path: Path) -> str:
    """The format of a file, from its columns; plain tables and dyad-months are one importer's."""
    header = _header(path)
    if is_dyad_months(header):
        return "csv"
    folded = {fold(name) for name in header}
    for name, mark in (
        ("icews", "cameo_code"),
        ("icews", "source_state"),
        ("acled", "actor1"),
        ("csv", "source"),
    ):
        if mark in folded and _fits(name, header):
            return name
    if path.suffix.casefold() in (".jsonl", ".json", ".ndjson"):
        return "polecat"
    if len(header) == 61:
        return "gdelt"
    raise WorkspaceError(
        str(path),
        f"columns that no format has ({', '.join(header[:8]) or 'none'})",
        "a store of events, or a file of GDELT, ICEWS, POLECAT, ACLED, a plain table or dyad-months",
        "import it with its format named: `detente import FORMAT FILE --store STORE`",
    )


def _fits(name: str, header: Header) -> bool:
    try:
        importer(name).fields(header)
    except ParameterError:
        return False
    return True


def _header(path: Path) -> Header:
    if path.suffix.casefold() in (".parquet", ".pq"):
        with without_pattern(path) as named, duckdb.connect(":memory:") as glance:
            try:
                rows = glance.execute("DESCRIBE SELECT * FROM read_parquet(?)", [str(named)]).fetchall()
            except duckdb.Error as error:
                message = str(error).splitlines()[0][:120]
                raise WorkspaceError(
                    str(path), f"no Parquet that can be read ({message})", "a whole file"
                ) from error
        return tuple(row[0] for row in rows)
    line = first_line(path)
    separator = max("\t,;|", key=line.count)
    return tuple(next(csv.reader([line], delimiter=separator), []))
