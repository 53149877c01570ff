"""Files into the store: every record is a row, a duplicate, or malformed and said so; none is lost."""

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import duckdb

from detente.core.errors import ParameterError, WorkspaceError
from detente.core.family import member, names
from detente.sources.events._clean import Mended, clean, contents, csv_as_lines, without_pattern
from detente.sources.events._months import import_months, is_dyad_months
from detente.sources.events._outcome import SAMPLES, FileImported, Imported, Malformed, Options
from detente.sources.events._rows import import_rows
from detente.sources.events.base import Header, Importer

FORMATS = "detente.sources.events"


def importer(name: str) -> Importer:
    """An importer by its format's name.

    Raises
    ------
    ParameterError : there is none of this name.
    """
    try:
        found = member(FORMATS, "SOURCE", name)
    except ParameterError as error:
        raise ParameterError("FORMAT", error.found, error.allowed, error.mend, error.nearest) from error
    assert isinstance(found, Importer)
    return found


def formats() -> tuple[str, ...]:
    """Names of all formats."""
    return names(FORMATS)


def import_files(
    store: duckdb.DuckDBPyConnection,
    name: str,
    files: Sequence[Path],
    options: Options = Options(),  # noqa: B008 - frozen
    progress: Callable[[str], None] | None = None,
) -> Imported:
    """Import files into a store that is open for change.

    Parameters
    ----------
    name : the format.
    files : plain, .zip, .gz, .bz2 or Parquet; a folder stands for the Parquet files in it.

    Raises
    ------
    ParameterError : no such format, or a file's columns do not fit it.
    WorkspaceError : a file cannot be read, or too many of its records are malformed.
    """
    chosen = importer(name)
    if not 0.0 <= options.max_malformed <= 1.0:
        raise ParameterError(
            "--max-malformed", f"{options.max_malformed:g}", "a share from 0 to 1", "write .05 for 5 %"
        )
    done: list[FileImported] = []
    for path in _all_files(files):
        if progress:
            progress(path.name)
        done += _import_file(store, chosen, path, options)
    return Imported(name, tuple(done))


def _all_files(files: Sequence[Path]) -> list[Path]:
    found: list[Path] = []
    for path in files:
        if path.is_dir():
            inside = sorted(path.glob("*.parquet"))
            if not inside:
                raise WorkspaceError(
                    str(path), "a folder without .parquet files", "files, or a folder of Parquet files"
                )
            found += inside
        else:
            found.append(path)
    return found


def _import_file(
    store: duckdb.DuckDBPyConnection, chosen: Importer, path: Path, options: Options
) -> list[FileImported]:
    done = []
    if path.suffix.casefold() in (".parquet", ".pq"):
        with without_pattern(path) as named:
            return [_import_parquet(store, chosen, path, named, options)]
    for part in contents(path):
        label = f"{path.name}/{part}" if part else path.name
        with tempfile.TemporaryDirectory(prefix="detente-import-") as folder:
            mended = clean(path, part, Path(folder) / "lines")
            assert mended.lines is not None
            done.append(_import_lines(store, chosen, mended.lines, Path(folder), label, mended, options))
    return done


def _import_lines(
    store: duckdb.DuckDBPyConnection,
    chosen: Importer,
    plain: Path,
    folder: Path,
    label: str,
    mended: Mended,
    options: Options,
) -> FileImported:
    earlier = _seen(store, mended, chosen.name, options, label)
    if earlier is not None:
        return earlier
    header: Header
    first = _first_line(plain)
    # Some archives put quotation marks around the fields of tab-separated files.
    layout = "csv" if chosen.layout == "tab" and first[0].startswith('"') else chosen.layout
    if layout == "csv":
        taken = folder / "records"
        header, _ = csv_as_lines(plain, taken)
        rows = (
            "SELECT try_cast(s[1] AS BIGINT) AS line, s[2:] AS f, array_to_string(s[2:], chr(9)) AS txt FROM "
            f"(SELECT string_split(txt, chr(9)) AS s FROM {_lines(taken)})"
        )
    elif layout == "json":
        header = ()
        rows = (
            "SELECT line, try_cast(txt AS JSON) AS j, [txt] AS f, txt "
            f"FROM (SELECT row_number() OVER () AS line, txt FROM {_lines(plain)}) WHERE trim(txt) <> ''"
        )
    else:
        has_head = chosen.has_head(tuple(first))
        header = tuple(first) if has_head else ()
        rows = (
            f"SELECT line, string_split(txt, chr(9)) AS f, txt FROM (SELECT row_number() OVER () AS line, txt "
            f"FROM {_lines(plain)}) WHERE trim(txt) <> ''{' AND line > 1' if has_head else ''}"
        )
    if is_dyad_months(header):
        return import_months(store, chosen, rows, header, label, mended, options)
    return import_rows(store, chosen, rows, header, label, mended, options)


def _import_parquet(
    store: duckdb.DuckDBPyConnection, chosen: Importer, path: Path, named: Path, options: Options
) -> FileImported:
    mended = Mended(sha256=_hash_of(path))
    quoted = str(named).replace("'", "''")
    try:
        described = store.execute(f"DESCRIBE SELECT * FROM read_parquet('{quoted}')").fetchall()
    except duckdb.Error as error:
        found = f"no Parquet file that can be read ({str(error).splitlines()[0][:120]})"
        raise WorkspaceError(str(path), found, "a whole Parquet file") from error
    header = tuple(row[0] for row in described)
    earlier = _seen(store, mended, chosen.name, options, path.name)
    if earlier is not None:
        return earlier
    columns = ", ".join(_as_text(name, str(kind)) for name, kind, *_ in described)
    rows = (
        f"SELECT line, f, array_to_string(f, chr(9)) AS txt FROM (SELECT file_row_number + 1 AS line, [{columns}] AS f "
        f"FROM read_parquet('{quoted}', file_row_number = true))"
    )
    if is_dyad_months(header):
        return import_months(store, chosen, rows, header, path.name, mended, options)
    return import_rows(store, chosen, rows, header, path.name, mended, options)


def _as_text(name: str, kind: str) -> str:
    quoted = '"' + name.replace('"', '""') + '"'
    shown = (
        f"strftime({quoted}, '%Y-%m-%d')" if kind.startswith(("TIMESTAMP", "DATE")) else f"{quoted}::VARCHAR"
    )
    return f"coalesce({shown}, '')"


def _lines(path: Path) -> str:
    """SQL of a cleaned file as one column of lines; blank lines count, so that numbers stay true."""
    quoted = str(path).replace("'", "''")
    return (
        f"(SELECT coalesce(txt, '') AS txt FROM read_csv('{quoted}', delim = chr(1), header = false, auto_detect = false, "
        "quote = '', escape = '', columns = {'txt': 'VARCHAR'}, null_padding = true, max_line_size = 4194304, "
        "new_line = '\\n'))"
    )


def _first_line(path: Path) -> list[str]:
    with path.open(encoding="utf-8", newline="\n") as file:
        return file.readline().rstrip("\n").split("\t")


def _seen(
    store: duckdb.DuckDBPyConnection, mended: Mended, name: str, options: Options, label: str
) -> FileImported | None:
    """What to tell of a file whose content was imported alike before: all duplicates, but for what is malformed."""
    found = store.execute(
        "SELECT file, records, malformed FROM files WHERE sha256 = ? AND format = ? AND options = ?",
        [mended.sha256, name, options.told],
    ).fetchone()
    if found is None:
        return None
    file, records, malformed = found
    rows = store.execute(
        "SELECT line, reason, excerpt FROM malformed WHERE file = ? ORDER BY line LIMIT ?", [file, SAMPLES]
    ).fetchall()
    samples = tuple(Malformed(label, *row) for row in rows)
    return FileImported(label, records, 0, malformed, records - malformed, 0, 0, mended.told, samples)


def _hash_of(path: Path) -> str:
    from hashlib import file_digest

    try:
        with path.open("rb") as file:
            return file_digest(file, "sha256").hexdigest()
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise WorkspaceError(str(path), reason, "a file that can be read", "check the name") from error
