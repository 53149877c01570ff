"""The folder of a sweep: what it is made from first, shards as they are done, the manifest last.

Every file is written under another name and renamed, so that a sweep that is killed leaves whole shards or none. A shard
carries a hash of its rows, by which a later run knows it again; a folder without a manifest is a sweep that is not finished.
"""

import json
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

from detente.case.finding import listed
from detente.core.errors import WorkspaceError
from detente.sweeps.design import Design
from detente.sweeps.task import Rows
from detente.workspace import MANIFEST, json_text
from detente.workspace.whole import hashed, write_file

PLAN, DESIGN, SHARDS, CASE = "plan.json", "design.parquet", "shards", "case"
FORMAT = "detente sweep, 1"
ROWS = "detente_rows"
"""Key, in the metadata of a shard's file, of the hash of its rows."""
POINT, FAILED = "_point", "_failed"
"""Columns beside the outcomes; no id begins so."""
_PARTS = {
    "inputs": "the case",
    "vary": "the file that says what varies",
    "design": "the design",
    "settings": "worlds, seed, as-of date, mode or noise",
    "outcomes": "what is kept",
    "shard_size": "--shard-size",
    "versions": "the code or a library",
}
"""Part of the plan -> what somebody has changed when it differs."""


def begin(out: Path, plan: Mapping[str, Any], files: Mapping[str, bytes], design: Design) -> None:
    """Make a sweep's folder, or make sure that the one there is of this very sweep.

    Raises
    ------
    WorkspaceError : the folder holds something else, or another sweep; or the disk refuses.
    """
    held = out / PLAN
    if held.is_file():
        _refuse_another(out, plan)
    elif out.exists() and (not out.is_dir() or any(_visible(out))):
        found = f"files that no sweep wrote ({listed((file.name for file in _visible(out)), most=4)})"
        allowed = "a new folder, an empty one, or that of the same sweep"
        raise WorkspaceError(
            str(out), found if out.is_dir() else "a file", allowed, "choose another folder with --out"
        )
    for partial in out.rglob(".*.partial") if out.is_dir() else ():
        partial.unlink(missing_ok=True)  # of a sweep that was killed
    if not held.is_file():
        write_file(held, json_text(plan))
    for name, content in {**files, DESIGN: _design_parquet(design)}.items():
        # one that was killed in between has the plan, and not all of these
        if not (out / name).is_file() or (out / name).read_bytes() != content:
            write_file(out / name, content)


def _visible(folder: Path) -> list[Path]:
    return sorted(file for file in folder.iterdir() if not file.name.startswith("."))


def _refuse_another(out: Path, plan: Mapping[str, Any]) -> None:
    try:
        told = json.loads((out / PLAN).read_text("utf-8"))
        same_form = told["format"] == FORMAT
    except (OSError, ValueError, KeyError, TypeError):
        told, same_form = {}, False
    if not same_form:
        raise WorkspaceError(
            str(out / PLAN), "a plan that cannot be read", "the plan of a sweep", "choose another --out"
        )
    now = json.loads(json_text(plan))
    other = [says for part, says in _PARTS.items() if told.get(part) != now[part]]
    if other:
        raise WorkspaceError(
            str(out),
            f"a sweep that differs in {listed(other)}",
            "the same sweep, to go on with it",
            "choose another folder with --out, or put things back as they were",
        )


def shard_name(number: int) -> str:
    """File of a shard, below the folder."""
    return f"{SHARDS}/shard-{number:05d}.parquet"


def write_shard(out: Path, first: int, rows: Rows, outcomes: Sequence[str]) -> None:
    """Write the rows of one shard.

    Raises
    ------
    WorkspaceError : the disk refuses.
    """
    columns: dict[str, Any] = {POINT: np.arange(first, first + len(rows.failed), dtype=np.int64)}
    for place, name in enumerate(outcomes):
        columns[name] = rows.means[:, place]
        columns[f"{name}:se"] = rows.errors[:, place]
    failed = np.array([said or "" for said in rows.failed], dtype=object)
    write_file(
        out / shard_name(rows.number), _parquet({**columns, FAILED: failed}, {ROWS: rows_hash(first, rows)})
    )


def read_shard(out: Path, number: int, first: int, count: int, outcomes: Sequence[str]) -> Rows | None:
    """The rows of a finished shard; None where it is not there, or is not what was written."""
    import duckdb

    file = out / shard_name(number)
    if not file.is_file():
        return None
    wanted = [POINT, *(f"{name}{end}" for name in outcomes for end in ("", ":se")), FAILED]
    try:
        with duckdb.connect() as made:
            found = made.read_parquet(str(file))
            if list(found.columns) != wanted:
                return None
            held = found.fetchnumpy()
            marks = made.execute(
                "select decode(value) from parquet_kv_metadata(?) where decode(key) = ?", [str(file), ROWS]
            ).fetchone()
    except duckdb.Error:
        return None
    plain = {name: np.ma.filled(np.ma.asarray(part), np.nan if name not in (POINT, FAILED) else 0)
             for name, part in held.items()}  # fmt: skip
    if not np.array_equal(plain[POINT], np.arange(first, first + count)):
        return None
    means, errors = (np.stack([plain[f"{name}{end}"] for name in outcomes], axis=1) for end in ("", ":se"))
    rows = Rows(number, means, errors, tuple(str(said) or None for said in held[FAILED]))
    return rows if marks is not None and marks[0] == rows_hash(first, rows) else None


def rows_hash(first: int, rows: Rows) -> str:
    """Hash over a shard's rows, whatever file they stand in."""
    found = sha256(f"{first}\n".encode())
    for part in (rows.means, rows.errors):
        found.update(np.ascontiguousarray(part, dtype="<f8").tobytes())
    found.update("\n".join(said or "" for said in rows.failed).encode())
    return found.hexdigest()


def finish(
    out: Path,
    plan: Mapping[str, Any],
    kept: Iterable[str],
    files: Mapping[str, bytes],
    shards: int,
    failed: int,
) -> None:
    """Write what was made of all shards and, last, the manifest with the hash of every file.

    Parameters
    ----------
    kept : names of the files written at the beginning.
    files : what was made of the shards.

    Raises
    ------
    WorkspaceError : the disk refuses.
    """
    (out / MANIFEST).unlink(missing_ok=True)
    for name, content in files.items():
        write_file(out / name, content)
    written = [PLAN, DESIGN, *kept, *files, *(shard_name(number) for number in range(shards))]
    held = {name: (out / name).read_bytes() for name in written}
    hashes = hashed(held)
    told = {
        **plan,
        "failed": failed,
        "shards": [{"file": shard_name(one), "sha256": hashes[shard_name(one)]} for one in range(shards)],
        "files": hashes,
    }
    write_file(out / MANIFEST, json_text(told))


def _design_parquet(design: Design) -> bytes:
    points = [design.values(point) for point in range(design.points)]
    columns: dict[str, Any] = {POINT: np.arange(design.points, dtype=np.int64)}
    for place, axis in enumerate(design.axes):
        values = [point[place] for point in points]
        words = any(isinstance(value, str) for value in values)
        columns[axis.name] = (
            np.array([_text(value) for value in values], dtype=object)
            if words
            else np.array(values, dtype=float)
        )
        columns[f"{axis.name}:u"] = design.unit[:, place]
    return _parquet(columns, {})


def _text(value: float | str) -> str:
    return value if isinstance(value, str) else f"{value:g}"


def _parquet(columns: Mapping[str, Any], marks: Mapping[str, str]) -> bytes:
    """Columns as Parquet, with marks among its metadata; the same columns give the same bytes."""
    import duckdb

    with (
        tempfile.TemporaryDirectory(prefix="detente-") as place,
        duckdb.connect(config={"threads": 1}) as made,
    ):
        target = Path(place) / "rows.parquet"
        made.register("given", dict(columns))
        stated = ", ".join(f"{key}: '{value}'" for key, value in marks.items())
        extra = f", kv_metadata {{{stated}}}" if stated else ""
        made.execute(f"copy (select * from given) to '{target}' (format parquet{extra})")
        return target.read_bytes()
