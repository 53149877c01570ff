"""Tables of forecasts in long form: a row for each forecast, or for each option or sample of one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, cast

from pydantic import ValidationError

from detente.core.errors import nearest
from detente.core.forecast import STANDINGS, Forecast, ForecastKind
from detente.core.resolution import NEVER
from detente.sources.columns import Sheet, quoted
from detente.sources.score_columns import Columns, columns_of, day_of, number_of

MEANINGS = (
    "question", "text", "forecaster", "made_on", "as_of", "close_date", "probability", "category", "order", "sample",
    "kind", "unit", "base_rate", "crowd", "last_known", "cluster", "standing",
)  # fmt: skip
KINDS: Mapping[str, ForecastKind] = MappingProxyType(
    {
        "yes/no": "yes/no",
        "yes-no": "yes/no",
        "binary": "yes/no",
        "boolean": "yes/no",
        "number": "number",
        "numeric": "number",
        "quantile": "number",
        "category": "category",
        "categorical": "category",
        "multiple_choice": "category",
        "ordinal": "category",
        "date": "date",
    }
)
"""How a kind may be written -> the kind."""
NOBODY = "forecaster"
"""Who forecast, where a file names nobody."""


@dataclass(frozen=True, slots=True)
class ForecastTable:
    """What a file of forecasts holds.

    Attributes
    ----------
    forecasts : in the order of question, forecaster and day, whatever the order of the rows.
    unread : columns that mean nothing to us.
    """

    name: str
    forecasts: tuple[Forecast, ...]
    unread: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    """One row as far as it could be read: the fields of its forecast, and its own part of it."""

    number: int
    fields: Mapping[str, Any]
    part: tuple[str, float | date] | None

    @property
    def key(self) -> tuple[str, str, date]:
        return (self.fields["question"], self.fields["forecaster"], self.fields["made_on"])


def forecasts_of(sheet: Sheet, closes: Mapping[str, date] = MappingProxyType({})) -> ForecastTable:
    """The forecasts in a sheet.

    Parameters
    ----------
    sheet : with the columns `question, made_on`, a `close_date`, and one of: `probability`; quantiles `q05` .. `q95`;
        `category` with `probability`, a row for each option; `sample`, a row for each. What is wrong is noted in it; its
        `settle` tells it all.
    closes : question -> scheduled close, where another file states it.
    """
    columns = columns_of(sheet, MEANINGS, quantiles=True)
    needed = ("question", "made_on") if closes else ("question", "made_on", "close_date")
    whole = columns.need(needed)
    if not (columns.quantiles or columns.has("probability") or columns.has("sample")):
        allowed = "a column probability, sample, or quantiles such as q05, q50, q95"
        sheet.fault(
            None, "probability", "no column that holds a forecast", allowed, "name the column probability"
        )
        whole = False
    if not whole:
        return ForecastTable(sheet.name, (), columns.unread)
    read = [row for number in range(len(sheet.rows)) if (row := _read(columns, number, closes)) is not None]
    groups: dict[tuple[str, str, date], list[_Row]] = {}
    for row in read:
        groups.setdefault(row.key, []).append(row)
    found = [one for key in sorted(groups) if (one := _forecast(columns, groups[key])) is not None]
    _refuse_moved(columns, read)
    return ForecastTable(sheet.name, tuple(found), columns.unread)


def _read(columns: Columns, row: int, closes: Mapping[str, date]) -> _Row | None:
    question = columns.text(row, "question")
    made_on = columns.day(row, "made_on")
    as_of = columns.day(row, "as_of", needed=False)
    close = columns.day(row, "close_date", needed=question not in closes) or closes.get(question)
    kind = _kind(columns, row)
    part, quantiles = _said(columns, row, kind)
    fields = {
        "question": question,
        "text": columns.cell(row, "text"),
        "forecaster": columns.cell(row, "forecaster") or NOBODY,
        "made_on": made_on,
        "as_of": as_of,
        "closes": close,
        "kind": kind,
        "unit": columns.cell(row, "unit") or None,
        "base_rate": columns.share(row, "base_rate", needed=False),
        "crowd": columns.share(row, "crowd", needed=False),
        "last_known": columns.cell(row, "last_known") or None,
        "cluster": columns.cell(row, "cluster") or None,
        "standing": _standing(columns, row),
        "quantiles": quantiles,
    }
    if not question or made_on is None or close is None or (part is None and quantiles is None):
        return None
    return _Row(row, fields, part)


def _kind(columns: Columns, row: int) -> ForecastKind:
    """The kind as stated, or as the row's cells tell it."""
    stated = columns.cell(row, "kind")
    known = KINDS.get(stated.casefold())
    if stated and known is None:
        columns.fault(
            row, "kind", quoted(stated), "yes/no, number, category or date", _near(stated, list(KINDS))
        )
    if known is not None:
        return known
    if columns.cell(row, "category"):
        return "category"
    cells = [columns.sheet.rows[row][at] for at in columns.quantiles.values()] + [columns.cell(row, "sample")]
    filled = [cell for cell in cells if cell]
    if not filled:
        return "yes/no"
    return "date" if any(_moment(cell) is not None for cell in filled) else "number"


def _standing(columns: Columns, row: int) -> str:
    stated = columns.cell(row, "standing").casefold()
    if stated and stated not in STANDINGS:
        columns.fault(row, "standing", quoted(stated), " or ".join(STANDINGS), _near(stated, list(STANDINGS)))
    return stated if stated in STANDINGS else "retrospective"


def _near(stated: str, names: list[str]) -> str:
    near = nearest(stated, names)
    return f"write {near}" if near else "write one of them, or leave it empty"


def _said(
    columns: Columns, row: int, kind: ForecastKind
) -> tuple[tuple[str, float | date] | None, dict[float, float | date] | None]:
    """The row's part (a name with its probability, or a sample) or its quantiles; faults are noted."""
    if kind == "category":
        option, chance = columns.text(row, "category"), columns.share(row, "probability")
        return ((option, chance) if option and chance is not None else None), None
    if kind == "yes/no":
        chance = columns.share(row, "probability")
        return (None if chance is None else ("yes", chance)), None
    if columns.cell(row, "sample"):
        sample = _value(columns, row, columns.place["sample"], kind)
        return (None if sample is None else ("sample", sample)), None
    read = {
        level: _value(columns, row, at, kind)
        for level, at in columns.quantiles.items()
        if columns.sheet.rows[row][at]
    }
    if not read:
        allowed = "quantiles such as q05, q50, q95, or a sample"
        columns.fault(
            row, next(iter(columns.quantiles.values()), "sample"), "nothing", allowed, "fill one in"
        )
    values = {level: value for level, value in read.items() if value is not None}
    return None, values if values and len(values) == len(read) else None


def _value(columns: Columns, row: int, place: int, kind: ForecastKind) -> float | date | None:
    cell = columns.sheet.rows[row][place]
    value = _moment(cell) if kind == "date" else number_of(cell)
    if value is None:
        allowed = "a date such as 2024-11-30, or never" if kind == "date" else "a number"
        mend = (
            f"write {cell.replace(',', '.')}"
            if number_of(cell.replace(",", ".")) is not None
            else "write it in digits"
        )
        columns.fault(row, place, quoted(cell), allowed, "write year-month-day" if kind == "date" else mend)
    return value


def _moment(cell: str) -> date | None:
    return date.max if cell.casefold() in NEVER else day_of(cell)


def _forecast(columns: Columns, rows: Sequence[_Row]) -> Forecast | None:
    """One forecast from its rows; None, and a fault noted, where they do not make one."""
    first = rows[0]
    kind = first.fields["kind"]
    many = kind == "category" or all(row.part is not None and row.part[0] == "sample" for row in rows)
    if len(rows) > 1 and not many:
        where = columns.sheet.lines[first.number]
        for row in rows[1:]:
            columns.fault(
                row.number, "question", f"a second forecast by {first.key[1]!r} of {first.key[0]!r} on {first.key[2]} "
                f"(first in line {where})", "one a day", "remove one, or give them different days",
            )  # fmt: skip
        return None
    if not _alike(columns, rows):
        return None
    fields = dict(first.fields)
    if kind == "category":
        options = _options(columns, rows)
        if options is None:
            return None
        fields["categories"], fields["ordered"] = options
    elif kind == "yes/no":
        assert first.part is not None
        fields["probability"] = first.part[1]
    elif fields["quantiles"] is None:
        fields["samples"] = tuple(sorted(row.part[1] for row in rows if row.part is not None))
    fields["source"] = f"{columns.sheet.name}:{min(columns.sheet.lines[row.number] for row in rows)}"
    try:
        return Forecast(**fields)
    except ValidationError as error:
        for each in error.errors():
            told = str(each["msg"]).removeprefix("Value error, ").removeprefix("found ")
            found, _, allowed = told.partition("; ")
            columns.fault(first.number, "question", found, allowed or "a forecast")
        return None


def _alike(columns: Columns, rows: Sequence[_Row]) -> bool:
    """Whether all rows of one forecast say the same of it."""
    names = [name for name in rows[0].fields if name != "quantiles"]
    good = True
    for row in rows[1:]:
        for name in names:
            here, there = row.fields[name], rows[0].fields[name]
            if here != there:
                meaning = "close_date" if name == "closes" else name
                line = columns.sheet.lines[rows[0].number]
                columns.fault(
                    row.number, meaning, quoted(str(here)), f"{there}, as in line {line} of the same forecast"
                )
                good = False
    return good


def _options(columns: Columns, rows: Sequence[_Row]) -> tuple[dict[str, float], bool] | None:
    """Options with their probabilities, in their stated order or by name; whether the order counts."""
    ranks: dict[str, float] = {}
    chances: dict[str, float] = {}
    good = True
    for row in rows:
        assert row.part is not None
        option, chance = row.part
        cell = columns.cell(row.number, "order")
        rank = number_of(cell)
        if cell and rank is None:
            columns.fault(
                row.number, "order", quoted(cell), "a number, the lowest option first", "write it in digits"
            )
            good = False
        if option in chances:
            columns.fault(row.number, "category", f"{quoted(option)} again", "each option once", "remove one")
            good = False
        chances[option] = cast(float, chance)
        if rank is not None:
            ranks[option] = rank
    if ranks and (len(ranks) < len(chances) or len(set(ranks.values())) < len(ranks)):
        columns.fault(rows[0].number, "order", f"{len(set(ranks.values()))} places for {len(chances)} options",
                      "a place of its own for each option, or none for any")  # fmt: skip
        good = False
    if not good:
        return None
    ordered = sorted(chances, key=lambda option: (ranks.get(option, 0.0), option))
    return {option: chances[option] for option in ordered}, bool(ranks)


def _refuse_moved(columns: Columns, rows: Sequence[_Row]) -> None:
    """A question has one kind and one scheduled close, whoever forecasts it."""
    seen: dict[str, _Row] = {}
    for row in rows:
        first = seen.setdefault(row.fields["question"], row)
        line = columns.sheet.lines[first.number]
        for name, meaning in (("closes", "close_date"), ("kind", "kind")):
            here, there = row.fields[name], first.fields[name]
            if here != there and row.key != first.key:
                columns.fault(
                    row.number, meaning, str(here), f"{there}, as in line {line}: one for a question",
                    "write the close that was scheduled when the question was asked" if name == "closes" else "",
                )  # fmt: skip
