"""Tables an analyst may have already: claims, positions with their scales, acts, questions, mechanisms; one CSV file each."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import get_args

from detente.core.claim import ClaimKind, Hedge
from detente.core.errors import CaseError, Fault, WorkspaceError
from detente.interview.from_tables import Rows, Tables
from detente.sources.columns import Sheet, quoted, read_sheet

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "claims": (
        "id", "paraphrase", "kind", "actors", "hedge", "attribution", "date_or_period", "issue", "direction", "url",
        "source_grade",
    ),
    "positions": (
        "id", "actor", "issue", "position_words", "position", "position_low", "position_high", "salience", "influence",
        "evidence", "url", "evidence_type", "source_grade",
    ),
    "positions_scales": ("issue", "anchor_0", "anchor_middle", "anchor_100"),
    "chronology": (
        "id", "date", "actor", "target", "event_type", "direction", "issue", "description", "url", "source_grade",
    ),
    "questions": ("id", "asked_on", "question", "resolution_criteria", "close_date"),
    "mechanisms": ("id", "cause", "effect", "claim_ids", "theory", "reference"),
}  # fmt: skip
"""Table -> the columns it must have; others are ignored."""
_DATES = {"chronology": ("date",), "questions": ("asked_on", "close_date")}
_POINTS = {"positions": ("position", "position_low", "position_high", "salience", "influence")}
_WORDS = {"claims": {"kind": get_args(ClaimKind), "hedge": get_args(Hedge)}}


def read_tables(given: str) -> Tables:
    """Tables of a folder, or of all files whose path begins as given.

    Parameters
    ----------
    given : a folder that holds `claims.csv`, `positions.csv` and so on, or such a beginning as `tables/saudi2023_`.

    Raises
    ------
    WorkspaceError : none of the tables is there.
    CaseError : a table lacks a column, or holds what cannot be read; all faults are told.
    """
    start = f"{given}/" if Path(given).is_dir() else given
    files = {name: Path(f"{start}{name}.csv") for name in COLUMNS}
    held = {name: file for name, file in files.items() if file.is_file()}
    if not held:
        known = ", ".join(f"{name}.csv" for name in COLUMNS)
        raise WorkspaceError(
            given, "none of the tables", f"one or more of {known}", "name the folder that holds them"
        )
    faults: list[Fault] = []
    rows: dict[str, Rows] = {}
    for name, file in held.items():
        try:
            rows[name] = _rows(name, read_sheet(file))
        except CaseError as error:
            faults += error.faults
    if "positions" in rows and "positions_scales" not in rows and not faults:
        raise WorkspaceError(
            given, "positions without their scales", "positions_scales.csv as well", "add the file"
        )
    if faults:
        raise CaseError(faults)
    return Tables(
        rows.get("claims", ()), rows.get("positions", ()), rows.get("positions_scales", ()),
        rows.get("chronology", ()), rows.get("questions", ()), rows.get("mechanisms", ()),
    )  # fmt: skip


def _rows(name: str, sheet: Sheet) -> Rows:
    if sheet.need(COLUMNS[name]):
        for column in COLUMNS[name]:
            if column in ("id", "issue", "actor", "url", "paraphrase", "question"):
                sheet.texts(column)
        for column in _POINTS.get(name, ()):
            sheet.numbers(column, 0, 100, allowed="a number from 0 to 100")
        for column in _DATES.get(name, ()):
            _dates(sheet, column)
        for column, known in _WORDS.get(name, {}).items():
            for line, cell in zip(sheet.lines, sheet.texts(column), strict=True):
                if cell not in known:
                    sheet.fault(line, column, quoted(cell), ", ".join(known), "write one of them")
        if name == "positions_scales":
            _anchors(sheet)
    sheet.settle()
    return tuple(dict(zip(sheet.columns, row, strict=True)) for row in sheet.rows)


def _dates(sheet: Sheet, column: str) -> None:
    for line, cell in zip(sheet.lines, sheet.texts(column), strict=True):
        try:
            date.fromisoformat(cell)
        except ValueError:
            sheet.fault(line, column, quoted(cell), "a date such as 2023-03-31", "write year-month-day")


def _anchors(sheet: Sheet) -> None:
    for column in ("anchor_0", "anchor_middle", "anchor_100"):
        for line, cell in zip(sheet.lines, sheet.texts(column), strict=True):
            level, equals, name = cell.partition("=")
            if not (equals and level.strip().replace(".", "", 1).isdigit() and name.strip()):
                sheet.fault(
                    line, column, quoted(cell), "a landmark such as `0 = stay apart`", "write LEVEL = NAME"
                )
