"""Tables of stances: actor, capability, position, salience; over one issue, several, or several dimensions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from detente.core.bargaining_table import BargainingTable
from detente.core.errors import ParameterError
from detente.sources.columns import Sheet, read_sheet, sheet_of

Floats = NDArray[np.float64]

HOUSE_SCALE = (0.0, 100.0)
"""The scale of an issue, unless a table says otherwise."""
LARGEST_WEIGHT = 1e9
"""Capability beyond which sums lose digits that positions are told in."""
ENDS = ("low", "high")
OTHER_WORDS = {
    "capability": ("power", "influence", "resources", "weight", "clout"),
    "actor": ("name", "party"),
}
"""Column names of other programs, for the mend only: a table says itself what it means."""


@dataclass(frozen=True, slots=True)
class StanceTable:
    """What a file of stances holds.

    Attributes
    ----------
    issues : names, as in the column `issue`; one empty name where there is no such column.
    tables : one an issue, in the same order.
    unread : columns that mean nothing to us.
    """

    issues: tuple[str, ...]
    tables: tuple[BargainingTable, ...]
    unread: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Block:
    """Columns of one kind: (rows, columns) each; `low` and `high` only where the file has a spread of the kind."""

    middle: Floats
    low: Floats | None
    high: Floats | None

    def at(self, rows: NDArray[np.int64]) -> "_Block":
        """The block at some rows."""
        if self.low is None or self.high is None:
            return _Block(self.middle[rows], None, None)
        return _Block(self.middle[rows], self.low[rows], self.high[rows])


def read_stances(path: Path, scale: tuple[float, float] = HOUSE_SCALE) -> StanceTable:
    """Read a table of stances.

    Parameters
    ----------
    path : a CSV file with the columns `actor, capability, position, salience`; `issue` where it holds several; or
        `position_<dimension>` and `salience_<dimension>` for each dimension. Spreads are `position_low`,
        `position_high` (`position_<dimension>_low` ...), and the same for salience and capability.
    scale : lowest and highest point a position may take.

    Raises
    ------
    WorkspaceError : the file cannot be read.
    CaseError : it holds faults; all of them are told.
    """
    return stances_of(read_sheet(path), scale)


def parse_stances(content: bytes, name: str, scale: tuple[float, float] = HOUSE_SCALE) -> StanceTable:
    """The table in bytes that came otherwise than by a file; see `read_stances`."""
    return stances_of(sheet_of(content, name), scale)


def stances_of(sheet: Sheet, scale: tuple[float, float] = HOUSE_SCALE) -> StanceTable:
    """The table in a sheet; see `read_stances`."""
    dimensions = _dimensions(sheet)
    columns = {
        "position": [_column("position", one) for one in dimensions],
        "salience": [_salience(sheet, one) for one in dimensions],
        "capability": ["capability"],
    }
    _need(sheet, columns)
    actors = sheet.texts("actor") if sheet.has("actor") else []
    issues = sheet.texts("issue") if sheet.has("issue") else [""] * len(sheet.rows)
    _refuse_twice(sheet, actors, issues)
    if sheet.has("issue") and dimensions != [""]:
        sheet.fault(None, "issue", "issues and dimensions both", "one of the two", "split the file by issue")
    ranges = {"position": scale, "salience": (0.0, 100.0), "capability": (0.0, LARGEST_WEIGHT)}
    blocks = {kind: _block(sheet, kind, columns[kind], *ranges[kind]) for kind in columns}
    sheet.settle()
    names = np.array(issues)
    tables = []
    for issue in (found := tuple(dict.fromkeys(issues))):
        rows = np.flatnonzero(names == issue)
        named = (issue or "outcome",) if dimensions == [""] else tuple(dimensions)
        held = {kind: block.at(rows) for kind, block in blocks.items()}
        tables.append(_table(tuple(actors[row] for row in rows.tolist()), named, held))
    return StanceTable(found, tuple(tables), _unread(sheet, columns))


def _dimensions(sheet: Sheet) -> list[str]:
    """Names of the dimensions, in the order of the head; one empty name for a plain `position`."""
    found = []
    for column in sheet.columns:
        kind, _, name = column.partition("_")
        stem, _, end = name.rpartition("_")
        is_end = name in ENDS or (end in ENDS and sheet.has(_column("position", stem)))
        if kind == "position" and name and not is_end:
            found.append(name)
    return found or [""]


def _column(kind: str, dimension: str) -> str:
    return f"{kind}_{dimension}" if dimension else kind


def _salience(sheet: Sheet, dimension: str) -> str:
    """Its own column, or the one that many tables have for all dimensions."""
    own = _column("salience", dimension)
    return own if sheet.has(own) or not sheet.has("salience") else "salience"


def _need(sheet: Sheet, columns: Mapping[str, Sequence[str]]) -> None:
    wanted = ["actor", *columns["position"], *dict.fromkeys(columns["salience"]), *columns["capability"]]
    for name in wanted:
        other = [one for one in sheet.columns if one.casefold() in OTHER_WORDS.get(name, ())]
        sheet.need([name], meant=other[0] if other else None)


def _refuse_twice(sheet: Sheet, actors: Sequence[str], issues: Sequence[str]) -> None:
    seen: dict[tuple[str, str], int] = {}
    for line, actor, issue in zip(sheet.lines, actors, issues, strict=False):
        first = seen.setdefault((actor, issue), line)
        if first != line and actor:
            found = f"{actor!r} again (first in line {first})"
            once = f"each actor once on {issue}" if issue else "each actor once"
            sheet.fault(line, "actor", found, once, "remove one of the rows, or give the actors two names")


def _block(sheet: Sheet, kind: str, columns: Sequence[str], low: float, high: float) -> _Block:
    """Columns of one kind as numbers; what is missing or wrong is noted in the sheet and stands as `low`."""
    allowed = f"a number in [{low:g}, {high:g}]"
    if kind == "position":
        allowed += ", or another scale by --scale LOW:HIGH"
    ends = {f"{column}_{end}" for column in columns for end in ENDS if sheet.has(f"{column}_{end}")}
    parts: tuple[list[Floats], ...] = ([], [], [])
    for column in columns:
        nothing = [low] * len(sheet.rows)
        read = sheet.numbers(column, low, high, allowed=allowed) if sheet.has(column) else nothing
        parts[0].append(np.array(read))
        for end, part in zip(ENDS, parts[1:], strict=True):
            part.append(_end(sheet, f"{column}_{end}", parts[0][-1], low, high, allowed))
    middle, lower, upper = (np.stack(part, axis=1) for part in parts)
    for place, column in enumerate(columns):
        _refuse_crossed(sheet, column, lower[:, place], middle[:, place], upper[:, place])
    return _Block(middle, lower, upper) if ends else _Block(middle, None, None)


def _end(sheet: Sheet, column: str, middle: Floats, low: float, high: float, allowed: str) -> Floats:
    """One end of a spread; a blank one stands where the stated value stands."""
    if not sheet.has(column):
        return middle
    end = np.array(sheet.numbers(column, low, high, allowed=f"{allowed}, or nothing", blank=np.nan))
    return np.where(np.isnan(end), middle, end)


def _refuse_crossed(sheet: Sheet, column: str, low: Floats, middle: Floats, high: Floats) -> None:
    """The stated value lies within its spread; a number that is at fault already is not told twice."""
    told = {(fault.line, fault.key.removesuffix("_low").removesuffix("_high")) for fault in sheet.faults}
    for row in np.flatnonzero((low > middle) | (middle > high)).tolist():
        line = sheet.lines[row]
        if (line, column) in told:
            continue
        found = f"{column} {middle[row]:g} with a spread from {low[row]:g} to {high[row]:g}"
        key = f"{column}_{'low' if low[row] > middle[row] else 'high'}"
        sheet.fault(line, key, found, "a spread around the stated value", "change one of the three")


def _table(actors: tuple[str, ...], named: tuple[str, ...], held: Mapping[str, _Block]) -> BargainingTable:
    position, salience, capability = (held[kind] for kind in ("position", "salience", "capability"))
    return BargainingTable(
        actors,
        named,
        capability.middle[:, 0],
        position.middle,
        salience.middle,
        capability_low=None if capability.low is None else capability.low[:, 0],
        capability_high=None if capability.high is None else capability.high[:, 0],
        position_low=position.low,
        position_high=position.high,
        salience_low=salience.low,
        salience_high=salience.high,
    )


def _unread(sheet: Sheet, columns: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    read = {"actor", "issue", *(one for part in columns.values() for one in part)}
    read |= {f"{one}_{end}" for one in read for end in ENDS}
    return tuple(one for one in sheet.columns if one and one not in read)


def parse_scale(text: str | None) -> tuple[float, float]:
    """A scale as `LOW:HIGH`; 0 to 100 where nothing is given.

    Raises
    ------
    ParameterError : it is no pair of numbers, the lower one first.
    """
    if text is None:
        return HOUSE_SCALE
    low, _, high = text.partition(":")
    try:
        scale = (float(low), float(high))
    except ValueError:
        scale = (0.0, 0.0)
    if not (np.isfinite(scale).all() and scale[0] < scale[1]):
        raise ParameterError(
            "--scale", repr(text), "two numbers, the lower first", "write LOW:HIGH, as in --scale 0:10"
        )
    return scale
