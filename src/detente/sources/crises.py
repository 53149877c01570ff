"""Lists of crises and disputes: which dyads were in one, from when to when."""

import csv
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np
from numpy.typing import NDArray

from detente.core.errors import CaseError, Fault, WorkspaceError
from detente.core.series import DyadCounts
from detente.forecast.backtest.crises import CrisisDyad

COLUMNS = ("crisno", "a", "b", "trigger", "end")
MARK = "\ufeff"
TWICE_ENCODED_MARK = "\u00ef\u00bb\u00bf"
"""A byte-order mark that was read as Latin-1 and written again as UTF-8."""
_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A crisis that a list dates otherwise than the ICB data."""

    crisis: str
    name: str
    listed: str
    icb: str


def read_crises(path: Path) -> tuple[CrisisDyad, ...]:
    """Read a list of crises: `crisno, a, b, trigger, end`, with months as 2001-07; both directions are meant.

    Raises
    ------
    WorkspaceError : the file cannot be read, or lacks a column.
    CaseError : rows hold faults; all of them are told.
    """
    found: list[CrisisDyad] = []
    faults: list[Fault] = []
    with _rows(path, COLUMNS) as rows:
        for number, row in rows:
            text = {name: (row.get(name) or "").strip() for name in COLUMNS}
            wrong = _faults(path.name, number, text)
            faults += wrong
            if not wrong:
                when = (np.datetime64(text["trigger"], "M"), np.datetime64(text["end"], "M"))
                found.append(CrisisDyad(text["crisno"], text["a"], text["b"], *when))
    if faults:
        raise CaseError(faults)
    if not found:
        raise WorkspaceError(str(path), "no crisis", "at least one row")
    return tuple(found)


def _faults(file: str, line: int, text: dict[str, str]) -> list[Fault]:
    wrong = [
        Fault(file, line, None, name, "nothing", "a value") for name in ("crisno", "a", "b") if not text[name]
    ]
    dates = [name for name in ("trigger", "end") if not _MONTH.fullmatch(text[name])]
    wrong += [Fault(file, line, None, name, repr(text[name]), "a month such as 2001-07") for name in dates]
    if not dates and text["end"] < text["trigger"]:
        wrong.append(Fault(file, line, None, "end", text["end"], f"a month from {text['trigger']} on"))
    return wrong


def against_icb(crises: tuple[CrisisDyad, ...], path: Path) -> tuple[Disagreement, ...]:
    """Crises whose first or last month the International Crisis Behavior data give otherwise.

    Raises
    ------
    WorkspaceError : the file cannot be read, or lacks a column.

    References
    ----------
    .. [1] Brecher, Wilkenfeld, Beardsley, James & Quinn (2023), International Crisis Behavior data, version 14+.
    """
    wanted = ("crisno", "crisname", "yrtrig", "motrig", "yrterm", "moterm")
    with _rows(path, wanted) as rows:
        icb = {_whole(row["crisno"]): row for _, row in rows}
    found = []
    for crisis in sorted({one.crisis: one for one in crises}.values(), key=lambda one: one.crisis):
        row = icb.get(crisis.crisis)
        listed = f"{crisis.trigger} to {crisis.end}"
        theirs = "not in it" if row is None else f"{_when(row, 'trig')} to {_when(row, 'term')}"
        if listed != theirs:
            found.append(Disagreement(crisis.crisis, row["crisname"] if row else "", listed, theirs))
    return tuple(found)


def read_hostility(path: Path, counts: DyadCounts) -> NDArray[np.float64] | None:
    """Highest hostility level of a militarised dispute of every dyad and month, in either direction.

    Parameters
    ----------
    path : a table with `source, target, year, month, hostlevA, hostlevB`, CSV or Parquet.
    counts : whose dyads and months are wanted.

    Returns
    -------
    (dyads, months) levels 0 to 5, 0 where the table is silent; None where it has no such columns.
    """
    reader = "read_parquet" if path.suffix.casefold() in (".parquet", ".pq") else "read_csv"
    wanted = {"source", "target", "year", "month", "hostleva", "hostlevb"}
    try:
        with duckdb.connect(":memory:") as table:
            told = table.execute(f"DESCRIBE SELECT * FROM {reader}(?)", [str(path)]).fetchall()
            if not wanted <= {name.casefold() for name, *_ in told}:
                return None
            rows = table.execute(
                f"""
                SELECT least(source, target) AS a, greatest(source, target) AS b, make_date(year, month, 1) AS at,
                    max(greatest(coalesce(hostlevA, 0), coalesce(hostlevB, 0)))::DOUBLE AS level
                FROM {reader}(?) GROUP BY ALL HAVING level > 0
                """,
                [str(path)],
            ).fetchnumpy()
    except duckdb.Error as error:
        message = str(error).splitlines()[0][:120]
        raise WorkspaceError(str(path), f"unreadable ({message})", "a table of dyads and months") from error
    held: dict[tuple[str, str], list[int]] = {}
    for place, (source, target) in enumerate(counts.dyads):
        held.setdefault((min(source, target), max(source, target)), []).append(place)
    months = counts.periods.astype("M8[M]")
    at = np.searchsorted(months, np.asarray(rows["at"], "M8[M]"))
    levels = np.zeros((len(counts.sources), len(months)))
    for a, b, month, level in zip(rows["a"], rows["b"], at, rows["level"], strict=True):
        for place in held.get((a, b), ()):
            if month < len(months):
                levels[place, month] = max(levels[place, month], level)
    return levels


@contextmanager
def _rows(path: Path, wanted: tuple[str, ...]) -> Iterator[Iterator[tuple[int, dict[str, str]]]]:
    """Rows of a CSV file with their line numbers; byte-order marks, also doubly encoded ones, are taken off."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise WorkspaceError(str(path), reason, "a CSV file that can be read") from error
    except UnicodeDecodeError as error:
        raise WorkspaceError(str(path), f"no UTF-8 at byte {error.start}", "a CSV file in UTF-8") from error
    text = text.removeprefix(MARK).removeprefix(TWICE_ENCODED_MARK)
    reader = csv.DictReader(text.splitlines())
    lacking = [name for name in wanted if name not in (reader.fieldnames or ())]
    if lacking:
        raise WorkspaceError(str(path), f"no column {', '.join(lacking)}", f"the columns {', '.join(wanted)}")
    yield ((reader.line_num, row) for row in reader)


def _whole(text: str) -> str:
    """`433.0` and `433` are one number."""
    return text.strip().removesuffix(".0")


def _when(row: dict[str, str], what: str) -> str:
    year, month = _whole(row[f"yr{what}"]), _whole(row[f"mo{what}"])
    return f"{year}-{month:0>2}" if year and month else "unknown"
