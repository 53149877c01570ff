"""The store of events: one DuckDB file, changed in whole transactions or not at all."""

import glob
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import duckdb

from detente.core.errors import WorkspaceError

FORMAT = "detente events, 1"
MEMORY = "640MB"
"""What DuckDB may use for its tables; the rest of the gigabyte is for what reads and writes around it."""

_SCHEMA = """
CREATE TABLE about (format VARCHAR);
CREATE TABLE files (
    file INTEGER, name VARCHAR, sha256 VARCHAR, format VARCHAR, options VARCHAR, kind VARCHAR, roots INTEGER[],
    records BIGINT, rows BIGINT, malformed BIGINT, duplicates BIGINT, collapsed BIGINT, undirected BIGINT
);
CREATE TABLE events (
    day DATE, source VARCHAR, source_sector VARCHAR, target VARCHAR, target_sector VARCHAR, code VARCHAR,
    root UTINYINT, plover VARCHAR, goldstein FLOAT, weight DOUBLE, source_name VARCHAR, target_name VARCHAR,
    story UBIGINT, row_hash UHUGEINT, file INTEGER
);
CREATE TABLE months (
    month DATE, source VARCHAR, target VARCHAR, root UTINYINT, count DOUBLE, file INTEGER
);
CREATE TABLE malformed (file INTEGER, line BIGINT, reason VARCHAR, excerpt VARCHAR);
"""


@contextmanager
def in_memory() -> Iterator[duckdb.DuckDBPyConnection]:
    """A store that lives as long as the work with it: for files looked at in place."""
    with duckdb.connect(":memory:") as store:
        _settle(store)
        store.execute(_SCHEMA)
        store.execute("INSERT INTO about VALUES (?)", [FORMAT])
        yield store


@contextmanager
def reading(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A store that is only read.

    Raises
    ------
    WorkspaceError : there is none, or another program has it.
    """
    if not path.is_file():
        found = "a folder" if path.is_dir() else "no such file"
        raise WorkspaceError(
            str(path), found, "a store of events", f"`detente import FORMAT FILE --store {path}`"
        )
    with _connected(path, read_only=True) as store:
        yield store


@contextmanager
def changing(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A store that is changed: all of it when the work ends well, nothing when it does not.

    A new store is made beside its place and takes it when it is whole, so that a killed import leaves no file
    that looks like one.

    Raises
    ------
    WorkspaceError : it cannot be written, is no store, or another program has it.
    """
    if path.exists():
        with _connected(path, read_only=False) as store, _transaction(store):
            yield store
        return
    if not path.absolute().parent.is_dir():
        raise WorkspaceError(
            str(path), "no such folder to write it in", "a folder that is there", "make it first"
        )
    _sweep(path)
    draft = path.with_name(f".{path.name}.{os.getpid()}.partial")
    try:
        with _duckdb_errors(path), duckdb.connect(str(draft)) as store:
            _settle(store)
            store.execute(_SCHEMA)
            store.execute("INSERT INTO about VALUES (?)", [FORMAT])
            with _transaction(store):
                yield store
        draft.replace(path)
    finally:
        for leftover in (draft, draft.with_name(f"{draft.name}.wal")):
            with suppress(OSError):
                leftover.unlink(missing_ok=True)


def _sweep(path: Path) -> None:
    """Remove drafts of this store whose makers were killed."""
    for draft in path.absolute().parent.glob(f".{glob.escape(path.name)}.*.partial*"):
        pid = draft.name.removeprefix(f".{path.name}.").partition(".")[0]
        if pid.isdigit() and not _is_running(int(pid)):
            with suppress(OSError):
                draft.unlink()


def _is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


@contextmanager
def _connected(path: Path, *, read_only: bool) -> Iterator[duckdb.DuckDBPyConnection]:
    with _duckdb_errors(path), duckdb.connect(str(path), read_only=read_only) as store:
        _settle(store)
        try:
            (found,) = store.execute("SELECT format FROM about").fetchone() or ("",)
        except duckdb.CatalogException:
            found = "a database of something else"
        if found != FORMAT:
            mend = "name another file with --store"
            raise WorkspaceError(str(path), str(found), f"a store of events ({FORMAT})", mend)
        yield store


def _settle(store: duckdb.DuckDBPyConnection) -> None:
    store.execute(f"SET memory_limit = '{MEMORY}'")
    store.execute("SET enable_progress_bar = false")
    store.execute("SET TimeZone = 'UTC'")
    # Nothing is fetched: no extension is loaded that the package does not bring.
    store.execute("SET autoinstall_known_extensions = false")


@contextmanager
def _transaction(store: duckdb.DuckDBPyConnection) -> Iterator[None]:
    store.execute("BEGIN")
    try:
        yield
    except BaseException:
        with suppress(duckdb.Error):
            store.execute("ROLLBACK")
        raise
    store.execute("COMMIT")


@contextmanager
def _duckdb_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except duckdb.IOException as error:
        message = str(error).splitlines()[0]
        if "lock" in message.casefold():
            found, mend = "a store that another program has open", "wait until it is done"
        else:
            found, mend = (
                f"no store that can be opened ({message[:160]})",
                "check the name, or choose another file",
            )
        raise WorkspaceError(str(path), found, "a store of events", mend) from error
    except duckdb.OutOfMemoryException as error:
        found = "more than fits into memory and the disk beside it"
        raise WorkspaceError(
            str(path), found, "fewer files at once", "import the files one by one"
        ) from error
