"""Reading a CSV file column by column: every fault is kept with its line and column, and all are told at once."""

import csv
import io
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from detente.core.errors import CaseError, Fault, WorkspaceError, nearest

LARGEST = 200_000_000
"""Bytes beyond which a file is no table that a person has made."""
SHOWN = 60
"""Characters of a cell quoted in a message."""


@dataclass(slots=True)
class Sheet:
    """Rows of one CSV file, with the faults found so far.

    Attributes
    ----------
    name : the file, as messages call it.
    columns : names in the head, stripped.
    rows : cells of each row that is not blank, stripped, as many as there are columns.
    lines : line of each row, counted from 1.
    faults : what is wrong; `settle` raises it all.
    """

    name: str
    columns: tuple[str, ...]
    rows: list[list[str]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def has(self, column: str) -> bool:
        """True where the head names the column."""
        return column in self.columns

    def need(self, columns: Iterable[str], *, meant: str | None = None) -> bool:
        """Note every column that is missing, with the one that may have been meant; True where none is."""
        spare = [one for one in self.columns if one]
        missing = [one for one in columns if one not in self.columns]
        for one in missing:
            near = meant or nearest(one, spare)
            mend = f"rename the column {near}" if near else f"add a column named {one}"
            self.fault(None, one, f"no such column (there are: {', '.join(spare)})", "a column", mend)
        return not missing

    def texts(self, column: str) -> list[str]:
        """Cells of a column; a blank one is a fault."""
        place = self.columns.index(column)
        cells = [row[place] for row in self.rows]
        for line, cell in zip(self.lines, cells, strict=True):
            if not cell:
                self.fault(line, column, "nothing", "a name", "fill it in, or remove the row")
        return cells

    def numbers(
        self, column: str, low: float, high: float, *, allowed: str, blank: float | None = None
    ) -> list[float]:
        """Cells of a column as numbers within a range; what is none, or outside, is a fault and reads as `low`.

        Parameters
        ----------
        low, high : closed range.
        allowed : the range in words.
        blank : what an empty cell means; None makes it a fault.
        """
        place = self.columns.index(column)
        read = []
        for line, row in zip(self.lines, self.rows, strict=True):
            cell = row[place]
            if not cell and blank is not None:
                read.append(blank)
                continue
            number = _number(cell)
            if number is None or not low <= number <= high:
                self.fault(line, column, quoted(cell), allowed, _mend(cell, number, low, high))
                number = low if math.isfinite(low) else 0.0
            read.append(number)
        return read

    def fault(self, line: int | None, column: str, found: str, allowed: str, mend: str = "") -> None:
        """Note a fault."""
        place = self.columns.index(column) + 1 if line is not None and column in self.columns else None
        self.faults.append(Fault(self.name, line, place, column, found, allowed, mend=mend))

    def settle(self) -> None:
        """Tell all faults.

        Raises
        ------
        CaseError : there is one, or more.
        """
        if self.faults:
            raise CaseError(self.faults)


def read_sheet(path: Path) -> Sheet:
    """A CSV file with a head; commas, semicolons or tabs between its cells.

    Raises
    ------
    WorkspaceError : the file cannot be read.
    CaseError : it is no table: no head, a name twice in it, no row, or rows of another width.
    """
    return sheet_of(_bytes(path), str(path))


def sheet_of(content: bytes, name: str) -> Sheet:
    """The table in a file's bytes; see `read_sheet`."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = content[: error.start].count(b"\n") + 1
        fault = Fault(name, place, None, "", "bytes that are no UTF-8", "text", mend="save the file as UTF-8")
        raise CaseError([fault]) from error
    head, rows = _opened(text, name)
    sheet = Sheet(name, head)
    for twice in sorted({one for one in head if one and head.count(one) > 1}):
        sheet.fault(1, twice, "two columns of this name", "each name once", "rename or remove one")
    _fill(sheet, rows)
    if not sheet.rows and not sheet.faults:
        sheet.fault(None, "", "no row below the head", "at least one row", "add a row")
    sheet.settle()
    return sheet


def _opened(text: str, name: str) -> tuple[tuple[str, ...], Sequence[tuple[int, list[str]]]]:
    """Head, and the numbered rows below."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    if not first or "\0" in text:
        found = "a NUL character" if first else "an empty file"
        raise CaseError([Fault(name, None, None, "", found, "a CSV table with a head in its first line")])
    separator = max(",;\t", key=first.count)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    rows: list[tuple[int, list[str]]] = []
    try:
        # A cell may hold line breaks: a row's line is the one its end stands on.
        rows.extend((lines.line_num, cells) for cells in lines)
    except csv.Error as error:
        fault = Fault(name, lines.line_num, None, "", f"no CSV ({error})", "a CSV table")
        raise CaseError([fault]) from error
    filled = [(number, [cell.strip() for cell in row]) for number, row in rows if any(c.strip() for c in row)]
    return tuple(filled[0][1]), filled[1:]


def _fill(sheet: Sheet, rows: Sequence[tuple[int, list[str]]]) -> None:
    width = len(sheet.columns)
    for line, cells in rows:
        if len(cells) > width and not any(cells[width:]):
            cells = cells[:width]
        if len(cells) != width:
            more = "put a cell that holds a comma into quotation marks"
            mend = (
                more
                if len(cells) > width
                else "write every cell, with nothing between the commas of an empty one"
            )
            sheet.fault(line, "", f"{len(cells)} cells", f"{width}, as in the head", mend)
            continue
        sheet.rows.append(cells)
        sheet.lines.append(line)


def _bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise WorkspaceError(str(path), "a folder", "a CSV file", "name the file")
        if path.stat().st_size > LARGEST:
            raise WorkspaceError(str(path), f"{path.stat().st_size:,} bytes", f"at most {LARGEST:,} bytes")
        return path.read_bytes()
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        near = nearest(path.name, _beside(path))
        raise WorkspaceError(
            str(path), reason, "a CSV file that can be read", "" if near else "check the path", near
        ) from error


def _beside(path: Path) -> list[str]:
    try:
        return [each.name for each in path.parent.glob("*.csv")]
    except OSError:
        return []


def quoted(cell: str) -> str:
    """A cell as a message quotes it."""
    if not cell:
        return "nothing"
    text = cell if len(cell) <= SHOWN else f"{cell[:SHOWN]}..."
    return text if _number(cell) is not None else repr(text)


def _number(cell: str) -> float | None:
    try:
        number = float(cell)
    except ValueError:
        return None
    # Python reads 1_000; no table means that.
    return number if math.isfinite(number) and "_" not in cell else None


def _mend(cell: str, number: float | None, low: float, high: float) -> str:
    if not cell:
        return "fill it in, or remove the row"
    if number is not None:
        return f"write a number from {low:g} on" if number < low else f"write a number up to {high:g}"
    if cell.count(",") == 1 and _number(cell.replace(",", ".")) is not None:
        return f"write {cell.replace(',', '.')}"
    return "write it as a number, in digits"
