"""The ledger on disk: one SQLite file that entries are only ever added to, all of a write or none of it."""

import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from detente.core.errors import WorkspaceError
from detente.core.ledger import Dated, Draft, Entry, Tampering
from detente.forecast.ledger import seal, tampering
from detente.workspace.ledger_lines import as_entry, is_lines, read_lines

LEDGER = "ledger.sqlite"
"""Name of a case's ledger in its folder, unless another is named."""
PATIENCE = 30.0
"""Seconds that a writer waits for another."""
MARK, FORM = 0x44744C67, 1
"""Application id of our files (`DtLg`) and the form of their table."""
COLUMNS = ("number", "kind", "recorded_on", "dated", "payload", "previous", "hash")
_SCHEMA = {
    "entries": """CREATE TABLE entries (
 number INTEGER PRIMARY KEY,
 kind TEXT NOT NULL,
 recorded_on TEXT NOT NULL,
 dated TEXT NOT NULL,
 payload TEXT NOT NULL,
 previous TEXT NOT NULL UNIQUE,
 hash TEXT NOT NULL UNIQUE
) STRICT""",
    "entries_are_not_changed": """CREATE TRIGGER entries_are_not_changed BEFORE UPDATE ON entries
BEGIN SELECT RAISE(ABORT, 'entries of a ledger are never changed'); END""",
    "entries_are_not_removed": """CREATE TRIGGER entries_are_not_removed BEFORE DELETE ON entries
BEGIN SELECT RAISE(ABORT, 'entries of a ledger are never removed'); END""",
    "entries_follow_the_last": """CREATE TRIGGER entries_follow_the_last BEFORE INSERT ON entries
WHEN NEW.number <> (SELECT COALESCE(MAX(number), 0) + 1 FROM entries)
  OR NEW.previous <> COALESCE((SELECT hash FROM entries ORDER BY number DESC LIMIT 1), NEW.previous)
BEGIN SELECT RAISE(ABORT, 'an entry follows the last one'); END""",
}
Making = Callable[[tuple[Entry, ...]], Sequence[Draft]]
"""What is to be entered, given what stands there."""


@dataclass(frozen=True, slots=True)
class Held:
    """A ledger as read.

    Attributes
    ----------
    faults : what is not as it was written; nothing where the chain holds.
    """

    entries: tuple[Entry, ...]
    faults: tuple[Tampering, ...]

    @property
    def head(self) -> str | None:
        """Hash of the last entry; None where there is none."""
        return self.entries[-1].hash if self.entries else None


def read_ledger(file: Path, *, head: str | None = None) -> Held:
    """A ledger, or its export as lines of JSON, with everything in it that is not as it was written.

    Parameters
    ----------
    head : hash of an entry that was once the last, to see whether entries were cut off.

    Raises
    ------
    WorkspaceError : there is no such file, it is no ledger, or it is damaged beyond reading.
    """
    if not file.is_file():
        found = "a folder" if file.is_dir() else "no such file"
        raise WorkspaceError(
            str(file), found, "a ledger", "name one with --ledger, or begin one with `detente register`"
        )
    if is_lines(file):
        entries, unreadable = read_lines(file)
        return Held(entries, (*unreadable, *tampering(entries, head)))
    with _opened(file, new=False) as database:
        if _is_empty(database):
            return Held((), tampering((), head))
        rows, unguarded = _rows(database), _unguarded(database)
    entries, unreadable = as_entries(rows)
    return Held(entries, (*unguarded, *unreadable, *tampering(entries, head)))


def sound_entries(file: Path) -> tuple[Entry, ...]:
    """The entries of a ledger whose chain holds; none where there is no file yet.

    Raises
    ------
    WorkspaceError : it is no ledger, or something in it is not as it was written.
    """
    return sound_ledger(file) if file.exists() else ()


def sound_ledger(file: Path) -> tuple[Entry, ...]:
    """The entries of a ledger, or of an export, whose chain holds.

    Raises
    ------
    WorkspaceError : there is no such file, it is no ledger, or something in it is not as it was written.
    """
    held = read_ledger(file)
    _refuse_tampered(file, held.faults)
    return held.entries


def add_entries(file: Path, making: Making, *, on: date, dated: Dated) -> tuple[Entry, ...]:
    """Add entries to a ledger: all of them, on the disk, or none.

    Other writers wait meanwhile, so what `making` is shown is what the new entries follow.

    Parameters
    ----------
    file : made where there is none.
    on : the day of entry; not before that of the last entry.
    dated : who says so.

    Returns
    -------
    the new entries.

    Raises
    ------
    WorkspaceError : the place cannot be written to, the file is no ledger, its chain does not hold, or the day lies before
        that of the last entry.
    """
    if file.exists() and is_lines(file):
        raise WorkspaceError(
            str(file), "an export", "a ledger that can be added to",
            f"restore it first: detente ledger import {file} --ledger {LEDGER}",
        )  # fmt: skip
    with _written(file) as database:
        entries, unreadable = as_entries(_rows(database))
        _refuse_tampered(file, (*_unguarded(database), *unreadable, *tampering(entries)))
        drafts = making(entries)
        last = entries[-1] if entries else None
        if drafts and last is not None and on < last.recorded_on:
            raise WorkspaceError(
                str(file), f"an entry for {on} after one of {last.recorded_on}", "entries in the order of their days",
                f"enter it on {last.recorded_on} or later",
            )  # fmt: skip
        new = seal(drafts, last, on, dated)
        _insert(database, new)
        return new


def restore(file: Path, entries: Sequence[Entry]) -> int:
    """Enter what another copy of a ledger holds, as it stands there: into a new file, or after what it shares.

    Returns
    -------
    how many entries are new.

    Raises
    ------
    WorkspaceError : the file holds other entries, or the place cannot be written to.
    """
    with _written(file) as database:
        held, unreadable = as_entries(_rows(database))
        _refuse_tampered(file, (*_unguarded(database), *unreadable, *tampering(held)))
        shared = min(len(held), len(entries))
        parts = next((n for n in range(shared) if held[n] != entries[n]), None)
        if parts is not None:
            raise WorkspaceError(
                str(file), f"another entry {parts + 1} than the copy's", "a ledger that the copy goes on from",
                "restore into a new file with --ledger",
            )  # fmt: skip
        _insert(database, entries[shared:])
        return len(entries) - shared


def as_entries(rows: Sequence[tuple[Any, ...]]) -> tuple[tuple[Entry, ...], tuple[Tampering, ...]]:
    """Rows as entries, and those that can be none."""
    found: list[Entry] = []
    faults: list[Tampering] = []
    for row in rows:
        entry = as_entry(dict(zip(COLUMNS, row, strict=True)))
        if isinstance(entry, Tampering):
            faults.append(entry)
        else:
            found.append(entry)
    return tuple(found), tuple(faults)


def _rows(database: sqlite3.Connection) -> list[tuple[Any, ...]]:
    return database.execute(f"SELECT {', '.join(COLUMNS)} FROM entries ORDER BY number").fetchall()


def _insert(database: sqlite3.Connection, entries: Sequence[Entry]) -> None:
    rows = [tuple(str(part) if isinstance(part := getattr(entry, name), date) else part for name in COLUMNS)
            for entry in entries]  # fmt: skip
    database.executemany(f"INSERT INTO entries VALUES ({', '.join('?' * len(COLUMNS))})", rows)


def _unguarded(database: sqlite3.Connection) -> tuple[Tampering, ...]:
    """Guards that were taken off, or a table of another form."""
    told = dict(database.execute("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL"))
    return tuple(
        Tampering(None, f"its `{name}` is {'gone' if name not in told else 'another than we made'}")
        for name, sql in _SCHEMA.items()
        if told.get(name) != sql
    ) + tuple(
        Tampering(None, f"holds `{name}`, which we did not make") for name in sorted(set(told) - set(_SCHEMA))
    )


def _refuse_tampered(file: Path, faults: Sequence[Tampering]) -> None:
    if faults:
        more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
        raise WorkspaceError(
            str(file), f"tampering: {faults[0]}{more}", "a ledger as it was written",
            f"see `detente ledger verify --ledger {file}`, and go on from a copy that holds",
        )  # fmt: skip


@contextmanager
def _written(file: Path) -> Iterator[sqlite3.Connection]:
    """A connection in the middle of a write that nobody else is in; kept at the end, or undone."""
    is_new = not file.exists()
    try:
        with _opened(file, new=True) as database:
            database.execute("BEGIN IMMEDIATE")
            _begin(database)
            try:
                yield database
            except BaseException:
                database.rollback()
                raise
            database.commit()
    except BaseException:
        if is_new and file.exists() and file.stat().st_size == 0:
            file.unlink()
        raise


def _begin(database: sqlite3.Connection) -> None:
    """Make the table where the file is new."""
    if not _is_empty(database):
        return
    for sql in _SCHEMA.values():
        database.execute(sql)
    database.execute(f"PRAGMA application_id = {MARK}")
    database.execute(f"PRAGMA user_version = {FORM}")


@contextmanager
def _opened(file: Path, *, new: bool) -> Iterator[sqlite3.Connection]:
    """A connection to a ledger; what SQLite has against it is told in our form."""
    can_write = os.access(file.parent, os.W_OK) and (not file.exists() or os.access(file, os.W_OK))
    mode = "rwc" if new else "rw" if can_write else "ro"
    try:
        with closing(
            sqlite3.connect(
                f"{file.absolute().as_uri()}?mode={mode}", uri=True, timeout=PATIENCE, isolation_level=None
            )
        ) as database:
            # A byte that is no UTF-8 must show as a changed entry, not as an error.
            database.text_factory = lambda text: text.decode("utf-8", "surrogateescape")
            # One file, whole on the disk after each write: no second file may be left out when it is copied.
            if mode != "ro":
                database.execute("PRAGMA journal_mode = DELETE")
            database.execute("PRAGMA synchronous = EXTRA")
            _refuse_other_files(file, database)
            yield database
    except sqlite3.Error as error:
        raise _in_our_form(file, error) from error


def _is_empty(database: sqlite3.Connection) -> bool:
    """Whether nothing was ever written: a new file, or one whose first write was broken off."""
    held = database.execute("SELECT COUNT(*) FROM sqlite_schema").fetchone()[0]
    return not held and database.execute("PRAGMA application_id").fetchone()[0] == 0


def _refuse_other_files(file: Path, database: sqlite3.Connection) -> None:
    mark = database.execute("PRAGMA application_id").fetchone()[0]
    form = database.execute("PRAGMA user_version").fetchone()[0]
    if _is_empty(database):
        return
    if mark != MARK:
        raise WorkspaceError(
            str(file), "a database of something else", "a ledger", "name another file with --ledger"
        )
    if form != FORM:
        raise WorkspaceError(
            str(file),
            f"a ledger of form {form}",
            f"one of form {FORM}",
            "use the version of Detente that wrote it",
        )


def _in_our_form(file: Path, error: sqlite3.Error) -> WorkspaceError:
    says = str(error)
    if "not a database" in says:
        return WorkspaceError(
            str(file), "a file that is no ledger", "a ledger", "name another file with --ledger"
        )
    if "malformed" in says or "no such table" in says or "no such column" in says:
        mend = "go on from a copy, or from an export: detente ledger import FILE.jsonl --ledger NEW.sqlite"
        return WorkspaceError(str(file), f"a damaged file ({says})", "a ledger as it was written", mend)
    if "locked" in says:
        return WorkspaceError(
            str(file), f"another writer that did not finish within {PATIENCE:.0f} seconds", "one writer at a time",
            "try again; nothing was written",
        )  # fmt: skip
    if "full" in says or "disk I/O" in says:
        return WorkspaceError(
            str(file),
            f"no room ({says})",
            "room for the entries",
            "free some; nothing was written, nothing is lost",
        )
    return WorkspaceError(
        str(file), says, "a file in a folder that can be written to",
        "change the rights, or name another file with --ledger; nothing was written",
    )  # fmt: skip
