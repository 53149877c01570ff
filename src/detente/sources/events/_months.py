"""Counts by dyad and month: `source, target, year, month, root01 .. root20`, as research files keep them.

Such a file's own codes of actors are kept as they stand, because other tables (lists of crises, rivalries) are
joined to it by them; asked for, an actor is found by ISO's code or name as well.
"""

import re

import duckdb

from detente.core.errors import ParameterError
from detente.sources.events._clean import Mended
from detente.sources.events._outcome import FileImported, Options
from detente.sources.events._rows import next_file, refuse_malformed, refuse_other_kind
from detente.sources.events.base import Header, Importer, column, fold

_ROOT = re.compile(r"root_?(\d{1,2})")


def is_dyad_months(header: Header) -> bool:
    """Whether a file's columns are those of counts by dyad and month."""
    folded = {fold(name) for name in header}
    return {"source", "target", "year", "month"} <= folded and any(_ROOT.fullmatch(name) for name in folded)


def import_months(
    store: duckdb.DuckDBPyConnection,
    chosen: Importer,
    rows: str,
    header: Header,
    label: str,
    mended: Mended,
    options: Options,
) -> FileImported:
    """Add a file of counts by dyad and month to the store.

    A dyad and month that the store holds already is a duplicate; zeros are not kept, only which roots the file
    tells.

    Raises
    ------
    WorkspaceError : too many rows are malformed, or the store holds single events.
    ParameterError : a column names a root that CAMEO does not have.
    """
    refuse_other_kind(store, "months", label)
    roots = _roots(header, label)
    file = next_file(store)
    _stage(store, rows, header, roots)
    found = store.execute("SELECT count(*), count(fault) FROM staged").fetchone()
    records, malformed = found or (0, 0)
    samples = refuse_malformed(store, label, records, malformed, options)
    store.execute(
        "INSERT INTO malformed SELECT ?, line, fault, excerpt FROM staged WHERE fault IS NOT NULL", [file]
    )
    store.execute(
        """
        CREATE OR REPLACE TEMP TABLE fresh AS
        SELECT * FROM staged SEMI JOIN
            (SELECT min(line) AS line FROM staged WHERE fault IS NULL GROUP BY month, source, target) AS firsts
            ON staged.line = firsts.line
        ANTI JOIN months ON months.month = staged.month AND months.source = staged.source
            AND months.target = staged.target
        """
    )
    (added,) = store.execute("SELECT count(*) FROM fresh").fetchone() or (0,)
    store.execute(
        f"""
        INSERT INTO months SELECT month, source, target, root, count, {file} FROM (
            SELECT month, source, target, unnest({sorted(roots)}) AS root, unnest(counts) AS count FROM fresh
        ) WHERE count > 0
        """
    )
    duplicates = records - malformed - added
    store.execute(
        "INSERT INTO files VALUES (?, ?, ?, ?, ?, 'months', ?, ?, ?, ?, ?, 0, 0)",
        [file, label, mended.sha256, chosen.name, options.told, sorted(roots), records, added, malformed, duplicates],
    )  # fmt: skip
    store.execute("DROP TABLE staged")
    store.execute("DROP TABLE fresh")
    return FileImported(label, records, added, malformed, duplicates, 0, 0, mended.told, samples)


def _roots(header: Header, label: str) -> dict[int, str]:
    """Root -> SQL of its column."""
    found: dict[int, str] = {}
    for name in header:
        matched = _ROOT.fullmatch(fold(name))
        if matched:
            root = int(matched[1])
            if not 1 <= root <= 20:
                raise ParameterError(f"{label}, columns", name, "root01 to root20")
            found[root] = str(column(header, name))
    return found


def _stage(store: duckdb.DuckDBPyConnection, rows: str, header: Header, roots: dict[int, str]) -> None:
    year, month, source, target = (column(header, name) for name in ("year", "month", "source", "target"))
    counts = ", ".join(f"try_cast({roots[root]} AS DOUBLE)" for root in sorted(roots))
    store.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE staged AS
        WITH rows AS ({rows}),
        told AS (SELECT line, f, txt, trim({source}) AS source, trim({target}) AS target, [{counts}] AS counts,
            try_cast({year} AS INTEGER) AS y, try_cast({month} AS INTEGER) AS m FROM rows)
        SELECT line, source, target, counts,
            CASE WHEN y BETWEEN 1800 AND 2200 AND m BETWEEN 1 AND 12 THEN make_date(y, m, 1) END AS month,
            CASE WHEN len(f) <> {len(header)} THEN len(f) || ' fields instead of {len(header)}'
                WHEN y IS NULL OR NOT y BETWEEN 1800 AND 2200 THEN 'year ' || {year} || ' is none'
                WHEN m IS NULL OR NOT m BETWEEN 1 AND 12 THEN 'month ' || {month} || ' is none'
                WHEN source = '' OR target = '' THEN 'no source or target'
                WHEN list_bool_or([x IS NULL OR x < 0 OR NOT isfinite(x) FOR x IN counts])
                    THEN 'a count is no number from 0 on'
            END AS fault,
            CASE WHEN fault IS NOT NULL THEN left(txt, 120) END AS excerpt
        FROM told
        """
    )
