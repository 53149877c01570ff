"""Imports step by step: their options, GDELT's own files, and what is told of them."""

from datetime import date
from pathlib import Path
from typing import Any

from detente.cli._progress import counted
from detente.cli._tables import say, table
from detente.core.errors import ParameterError
from detente.sources.events import (
    BASE,
    FileImported,
    Imported,
    Options,
    changing,
    download_gdelt,
    holdings,
    import_files,
    reading,
)
from detente.sources.events.base import Importer

TOLD = ("records", "rows", "malformed", "duplicates", "collapsed", "undirected")
FEW = 5
"""Malformed rows shown to people; the JSON has more."""


def options_of(max_malformed: str, *, one_a_day: bool, collapse_stories: bool) -> Options:
    """Options as they were given on the command line.

    Raises
    ------
    ParameterError : the share is no number from 0 to 1.
    """
    try:
        share = float(max_malformed)
    except ValueError:
        share = -1.0
    if not 0.0 <= share <= 1.0:
        raise ParameterError(
            "--max-malformed", repr(max_malformed), "a share from 0 to 1", "write 0.05 for 5 %"
        )
    return Options(share, one_a_day, collapse_stories)


def fetched_and_imported(
    chosen: Importer,
    files: list[str],
    store: Path,
    options: Options,
    from_: str | None,
    to: str | None,
    base: str | None,
) -> tuple[Imported, tuple[str, ...]]:
    """GDELT's files of some days, each fetched, imported and let go before the next; and those it lacks.

    Raises
    ------
    ParameterError : the options do not fit together.
    WorkspaceError : the server cannot be reached; what was imported before stays.
    """
    if chosen.name != "gdelt":
        raise ParameterError(
            "--from", f"the format {chosen.name}", "gdelt: only its files can be fetched", "name files"
        )
    if files:
        raise ParameterError("detente import", "both files and --from", "one of the two", "leave one out")
    first, last = _day("--from", from_ or to), _day("--to", to or from_)
    held = _names_held(store)
    folder = store.with_name(f".{store.name}.downloads")
    done: list[FileImported] = []
    missing: list[str] = []
    with counted("Files") as progress:
        arrivals = download_gdelt(
            first, last, folder, base=base or BASE, is_held=held.__contains__, progress=progress
        )
        for one in arrivals:
            if one.path is None:
                missing.append(one.name)
                continue
            with changing(store) as open_store:
                done += import_files(open_store, "gdelt", [one.path], options).files
            one.path.unlink()
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
    return Imported("gdelt", tuple(done)), tuple(missing)


def _names_held(store: Path) -> frozenset[str]:
    """Archives whose content the store holds."""
    if not store.exists():
        return frozenset()
    with reading(store) as held:
        rows = held.execute("SELECT name FROM files").fetchall()
    return frozenset(name.partition("/")[0] for (name,) in rows)


def _day(option: str, text: str | None) -> date:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        raise ParameterError(
            option, repr(text), "a date such as 2024-11-30", "write year-month-day"
        ) from None


def imported_json(done: Imported, store: Path, missing: tuple[str, ...]) -> dict[str, Any]:
    """What became of an import, for programs."""
    held, _, _ = _held(store)
    return {
        "format": done.format,
        "store": str(store),
        **{name: done.total(name) for name in TOLD},
        "mended": _mended(done),
        "held": held,
        "missing": list(missing),
        "files": [
            {
                "name": one.name,
                **{name: getattr(one, name) for name in TOLD},
                "mended": one.mended,
                "samples": [
                    {"line": row.line, "reason": row.reason, "excerpt": row.excerpt} for row in one.samples
                ],
            }
            for one in done.files
        ],
    }


def show_imported(done: Imported, store: Path, missing: tuple[str, ...]) -> None:
    """What became of an import, for people."""
    table(
        f"Imported as {done.format}",
        ("File", "Records", "New", "Duplicates", "Collapsed", "Malformed"),
        (
            (
                one.name,
                *(f"{n:,}" for n in (one.records, one.rows, one.duplicates, one.collapsed, one.malformed)),
            )
            for one in done.files
        ),
        right=(1, 2, 3, 4, 5),
    )
    samples = [row for one in done.files for row in one.samples]
    for row in samples[:FEW]:
        say(f"Malformed: {row.file}:{row.line}: {row.reason}.")
    if done.total("malformed") > min(len(samples), FEW):
        say(f"({done.total('malformed'):,} malformed rows in all; --json tells up to twenty a file.)")
    for what, count in _mended(done).items():
        say(f"Mended: {_MENDS[what].format(f'{count:,}')}.")
    if done.total("undirected"):
        say(
            f"{done.total('undirected'):,} of the new rows have a source or target that is nobody known; they are "
            "kept, and stand in no dyad."
        )
    if missing:
        say(
            f"The list names {len(missing)} files that the server does not have: {', '.join(missing[:3])} ..."
        )
    held, first, last = _held(store)
    say(f"{store} holds {held:,} rows from {first} to {last}." if held else f"{store} holds nothing yet.")


_MENDS = {
    "latin1": "{} lines that were not UTF-8, read as Windows-1252",
    "control": "{} control characters taken out",
    "cut": "{} lines longer than a record can be, cut",
}


def _mended(done: Imported) -> dict[str, int]:
    counts: dict[str, int] = {}
    for one in done.files:
        for name, count in one.mended.items():
            counts[name] = counts.get(name, 0) + count
    return counts


def _held(store: Path) -> tuple[int, date | None, date | None]:
    from detente.core.errors import WorkspaceError

    try:
        with reading(store) as held:
            found = holdings(held, str(store))
    except WorkspaceError:
        return 0, None, None
    return found.records, found.first, found.last
