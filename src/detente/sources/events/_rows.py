"""One file's rows become events: judged, put into the house's form, and added where they are new."""

from collections.abc import Callable, Iterable

import duckdb

from detente.core.errors import ParameterError, WorkspaceError
from detente.events.actors import Actor
from detente.events.ontology import known
from detente.sources.events._clean import Mended
from detente.sources.events._outcome import SAMPLES, FileImported, Malformed, Options
from detente.sources.events.base import Fields, Header, Importer

EXCERPT = 120


def import_rows(
    store: duckdb.DuckDBPyConnection,
    chosen: Importer,
    rows: str,
    header: Header,
    label: str,
    mended: Mended,
    options: Options,
) -> FileImported:
    """Add a file's rows to the store.

    Parameters
    ----------
    rows : SQL of the records, `line, f, txt` (and `j` of JSON).
    header : names of the columns; empty where the file has none.
    label : the file, as it should be named.

    Raises
    ------
    ParameterError : a needed column is lacking.
    WorkspaceError : too many rows are malformed, or the store holds dyad-months.
    """
    refuse_other_kind(store, "events", label)
    file = next_file(store)
    if header or chosen.layout != "csv":
        _stage(store, rows, _fields(chosen, header, label))
    else:
        _stage_nothing(store)
    _map_actors(store, chosen.actor_of)
    _map_codes(store, chosen)
    _mark_unknown_codes(store)
    records, malformed = _one(store, "SELECT count(*), count(fault) FROM staged")
    samples = refuse_malformed(store, label, records, malformed, options)
    store.execute(
        "INSERT INTO malformed SELECT ?, line, fault, excerpt FROM staged WHERE fault IS NOT NULL", [file]
    )
    new = _pick_new(store)
    duplicates = records - malformed - new
    added, undirected = _add(store, file, options)
    store.execute(
        "INSERT INTO files VALUES (?, ?, ?, ?, ?, 'events', NULL, ?, ?, ?, ?, ?, ?)",
        [file, label, mended.sha256, chosen.name, options.told, records, added, malformed, duplicates,
         new - added, undirected],
    )  # fmt: skip
    for name in ("staged", "who", "what", "fresh"):
        store.execute(f"DROP TABLE {name}")
    return FileImported(
        label, records, added, malformed, duplicates, new - added, undirected, mended.told, samples
    )


def refuse_other_kind(store: duckdb.DuckDBPyConnection, kind: str, label: str) -> None:
    """A store holds single events or dyad-months, never both: their counts cannot be added.

    Raises
    ------
    WorkspaceError : it holds the other kind.
    """
    other = store.execute("SELECT name FROM files WHERE kind <> ? LIMIT 1", [kind]).fetchone()
    if other is not None:
        told = {"events": "single events", "months": "counts by dyad and month"}
        held = told["months" if kind == "events" else "events"]
        raise WorkspaceError(
            label, f"{told[kind]}, where the store holds {held} ({other[0]})", f"more {held}",
            "import it into a store of its own",
        )  # fmt: skip


def next_file(store: duckdb.DuckDBPyConnection) -> int:
    """Number under which a new file is kept."""
    return int(_one(store, "SELECT coalesce(max(file), 0) + 1 FROM files")[0])


def refuse_malformed(
    store: duckdb.DuckDBPyConnection, label: str, records: int, malformed: int, options: Options
) -> tuple[Malformed, ...]:
    """Samples of the malformed rows of `staged`, unless there are too many.

    Raises
    ------
    WorkspaceError : their share is above the allowed.
    """
    found = store.execute(
        "SELECT line, fault, excerpt FROM (SELECT *, row_number() OVER "
        "(PARTITION BY regexp_replace(fault, '[0-9]+|''.*''', '') ORDER BY line) AS k FROM staged WHERE fault IS NOT NULL) "
        "ORDER BY k, line LIMIT ?",
        [SAMPLES],
    ).fetchall()
    samples = tuple(sorted((Malformed(label, *row) for row in found), key=lambda one: one.line))
    if records and malformed / records > options.max_malformed:
        shown = "; ".join(f"line {one.line}: {one.reason}" for one in samples[:3])
        raise WorkspaceError(
            label,
            f"{malformed:,} malformed of {records:,} records ({shown})",
            f"at most {100 * options.max_malformed:g} % malformed",
            "check the format, or allow more with --max-malformed",
        )
    return samples


def _fields(chosen: Importer, header: Header, label: str) -> Fields:
    try:
        return chosen.fields(header)
    except ParameterError as error:
        raise ParameterError(f"{label}, {error.where}", error.found, error.allowed, error.mend) from error


def _stage(store: duckdb.DuckDBPyConnection, rows: str, fields: Fields) -> None:
    """Every record once: what it tells, or what is wrong with it."""
    cases = " ".join(f"WHEN {condition} THEN {reason}" for condition, reason in fields.faults)
    store.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE staged AS
        WITH rows AS ({rows}),
        dated AS (SELECT *, {fields.day} AS day FROM rows),
        judged AS (SELECT *, CASE {cases} END AS fault FROM dated),
        told AS (SELECT line, txt, fault, day, {fields.source} AS source, {fields.target} AS target,
            {fields.code} AS code, {fields.weight} AS weight, {fields.story} AS story, {fields.id} AS id FROM judged)
        SELECT line, fault,
            CASE WHEN fault IS NOT NULL THEN left(txt, {EXCERPT}) END AS excerpt,
            day,
            CASE WHEN fault IS NULL THEN source END AS source,
            CASE WHEN fault IS NULL THEN target END AS target,
            CASE WHEN fault IS NULL THEN code END AS code,
            CASE WHEN fault IS NULL THEN weight END AS weight,
            CASE WHEN fault IS NULL AND story <> '' THEN md5_number_lower(story) END AS story,
            CASE WHEN fault IS NULL THEN md5_number(CASE WHEN id <> ''
                THEN concat_ws(chr(31), id, day, source, target, code, weight) ELSE txt END) END AS row_hash
        FROM told
        """
    )


def _stage_nothing(store: duckdb.DuckDBPyConnection) -> None:
    store.execute(
        "CREATE OR REPLACE TEMP TABLE staged (line BIGINT, fault VARCHAR, excerpt VARCHAR, day DATE, source VARCHAR, "
        "target VARCHAR, code VARCHAR, weight DOUBLE, story UBIGINT, row_hash UHUGEINT)"
    )


def _map_actors(store: duckdb.DuckDBPyConnection, actor_of: Callable[[str], Actor]) -> None:
    """Every distinct text of an actor -> who it is."""
    texts = _column(
        store,
        "SELECT DISTINCT text FROM (SELECT source AS text FROM staged UNION ALL SELECT target FROM staged) "
        "WHERE text IS NOT NULL",
    )
    store.execute(
        "CREATE OR REPLACE TEMP TABLE who (text VARCHAR, code VARCHAR, sector VARCHAR, name VARCHAR)"
    )
    actors = [(text, *actor_of(text), _name_in(text)) for text in texts]
    _fill(store, "who", ("text", "code", "sector", "name"), actors)


def _name_in(text: str) -> str:
    """The part of an actor's text that names it best."""
    parts = [part for part in text.split("\x1f") if part]
    return max(parts, key=len) if parts else ""


def _map_codes(store: duckdb.DuckDBPyConnection, chosen: Importer) -> None:
    """Every distinct text of a code -> CAMEO, its root, PLOVER's type, and its score."""
    texts = _column(store, "SELECT DISTINCT code FROM staged WHERE code IS NOT NULL")
    rows = []
    for text in texts:
        code = chosen.code_of(text)
        if code is not None:
            found = known(code)
            rows.append((text, code, found.root, found.plover, found.goldstein(chosen.scale)))
    store.execute(
        "CREATE OR REPLACE TEMP TABLE what (text VARCHAR, code VARCHAR, root UTINYINT, plover VARCHAR, goldstein FLOAT)"
    )
    _fill(store, "what", ("text", "code", "root", "plover", "goldstein"), rows)


def _fill(
    store: duckdb.DuckDBPyConnection, table: str, columns: tuple[str, ...], rows: Iterable[tuple[object, ...]]
) -> None:
    """Rows into a table, column-wise: row by row would take longer than the import."""
    held = list(rows)
    if held:
        lists = [list(column) for column in zip(*held, strict=True)]
        picks = ", ".join(f"unnest(?) AS {name}" for name in columns)
        store.execute(f"INSERT INTO {table} SELECT {picks}", lists)


def _mark_unknown_codes(store: duckdb.DuckDBPyConnection) -> None:
    store.execute(
        "UPDATE staged SET fault = CASE WHEN trim(code, ' :' || chr(31)) = '' THEN 'no code' "
        "ELSE 'code ' || trim(replace(code, chr(31), ' '), ' :') || ' is none of the ontology' END, "
        f"excerpt = left(replace(concat_ws(' ', day, source, target), chr(31), ' '), {EXCERPT}) "
        "WHERE fault IS NULL AND code NOT IN (SELECT text FROM what)"
    )


def _pick_new(store: duckdb.DuckDBPyConnection) -> int:
    """Rows that the store does not hold yet, each once, with actors and codes in the house's form."""
    store.execute(
        """
        CREATE OR REPLACE TEMP TABLE fresh AS
        WITH firsts AS (SELECT row_hash, min(line) AS line FROM staged WHERE fault IS NULL GROUP BY row_hash)
        SELECT staged.line, day, a.code AS source, a.sector AS source_sector, b.code AS target,
            b.sector AS target_sector, what.code, what.root, what.plover, what.goldstein, weight,
            a.name AS source_name, b.name AS target_name, story, staged.row_hash
        FROM staged SEMI JOIN firsts ON staged.line = firsts.line
        JOIN who AS a ON a.text = staged.source JOIN who AS b ON b.text = staged.target
        JOIN what ON what.text = staged.code
        ANTI JOIN events ON events.row_hash = staged.row_hash
        WHERE fault IS NULL
        """
    )
    return _one(store, "SELECT count(*) FROM fresh")[0]


def _add(store: duckdb.DuckDBPyConnection, file: int, options: Options) -> tuple[int, int]:
    """Add the new rows, less those that a filter leaves out; how many, and how many of them are in no dyad."""
    for key, is_asked in ((_DAY_KEY, options.one_a_day), (_STORY_KEY, options.collapse_stories)):
        if is_asked:
            _collapse(store, key)
    store.execute(f"INSERT INTO events SELECT * EXCLUDE (line), {file} FROM fresh ORDER BY line")
    return tuple(
        _one(store, "SELECT count(*), count(*) FILTER (WHERE source = '' OR target = '') FROM fresh")
    )  # type: ignore[return-value]


_DAY_KEY = ("day", "source", "target", "source_name", "target_name", "code")
_STORY_KEY = (*_DAY_KEY[:3], "code", "story")


def _collapse(store: duckdb.DuckDBPyConnection, key: tuple[str, ...]) -> None:
    """Keep the first row of each key, and none whose key the store holds.

    Rows in no dyad are told apart by their names, so that two unknown actors do not become one; where no
    story is told, nothing is collapsed by it.
    """
    columns = ", ".join(key)
    same = " AND ".join(f"events.{name} = fresh.{name}" for name in key)
    spared = "AND fresh.story IS NOT NULL" if "story" in key else ""
    store.execute(
        f"""
        DELETE FROM fresh WHERE line IN (
            SELECT line FROM (SELECT line, story, row_number() OVER (PARTITION BY {columns} ORDER BY line) AS k
                              FROM fresh) AS fresh WHERE k > 1 {spared}
            UNION ALL SELECT fresh.line FROM fresh SEMI JOIN events ON {same}
        )
        """
    )


def _column(store: duckdb.DuckDBPyConnection, query: str) -> list[str]:
    return [row[0] for row in store.execute(query).fetchall()]


def _one(store: duckdb.DuckDBPyConnection, query: str) -> tuple[int, ...]:
    found = store.execute(query).fetchone()
    assert found is not None
    return found
