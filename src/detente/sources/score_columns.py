"""Columns of tables of forecasts and resolutions: many spellings in, one meaning out; cells are read strictly."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType

from detente.core.errors import Fault
from detente.sources.columns import Sheet, quoted

SPELLINGS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "question": ("question_id", "ifp_id", "qid", "id"),
        "text": ("question_text", "title", "wording", "q_text", "question"),
        "forecaster": ("user", "user_id", "forecaster_id", "model", "predictor", "by_whom"),
        "made_on": ("made", "forecast_date", "date_made", "timestamp", "forecast_made", "created_at", "date"),
        "as_of": ("cut_off", "data_cut_off", "cutoff"),
        "close_date": ("closes", "closes_on", "close", "scheduled_close", "date_to_close", "deadline"),
        "probability": ("p", "prob", "chance", "forecast", "prediction", "value"),
        "category": ("option", "answer", "answer_option"),
        "order": ("option_order", "category_order", "rank"),
        "sample": ("draw",),
        "kind": ("type", "question_type", "q_type"),
        "unit": ("units",),
        "base_rate": ("baserate", "base"),
        "crowd": (
            "community",
            "market",
            "consensus",
            "crowd_forecast",
            "community_prediction",
            "freeze_value",
        ),
        "last_known": ("status_quo", "persistence", "last_value", "no_change"),
        "cluster": ("case", "group", "topic", "family"),
        "standing": (),
        "outcome": ("resolution", "resolved_to", "result", "answer", "resolved"),
        "resolved_on": (
            "resolution_date",
            "date_resolved",
            "resolved_at",
            "settled_on",
            "date_closed",
            "date",
        ),
        "source": ("url", "link", "by_whose_word"),
        "annulled": ("void", "voided", "cancelled", "ambiguous"),
        "note": ("notes", "comment", "remark"),
    }
)
"""Meaning -> what else a column of that meaning is called; capitals, blanks and hyphens do not count."""

TRUE = frozenset({"yes", "true", "1", "y"})
FALSE = frozenset({"no", "false", "0", "n", ""})
_QUANTILE = re.compile(r"(?:q|quantile_?|p)(\d{1,4}|\d*\.\d+)|(0?\.\d+)")


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a sheet by what they mean.

    Attributes
    ----------
    place : meaning -> place in a row.
    quantiles : share -> place in a row.
    unread : columns that mean nothing to us.
    """

    sheet: Sheet
    place: Mapping[str, int]
    quantiles: Mapping[float, int]
    unread: tuple[str, ...]

    def has(self, meaning: str) -> bool:
        """True where there is such a column."""
        return meaning in self.place

    def cell(self, row: int, meaning: str) -> str:
        """A cell, empty where there is no such column."""
        return self.sheet.rows[row][self.place[meaning]] if meaning in self.place else ""

    def need(self, meanings: tuple[str, ...]) -> bool:
        """Note every column that is missing; True where none is."""
        missing = [one for one in meanings if one not in self.place]
        for one in missing:
            there = ", ".join(name for name in self.sheet.columns if name)
            mend = f"name a column {one} (or {' or '.join(SPELLINGS[one][:3])})"
            self.sheet.fault(None, one, f"no such column (there are: {there})", "a column", mend)
        return not missing

    def fault(self, row: int, place: int | str, found: str, allowed: str, mend: str = "") -> None:
        """Note a fault in a row, at a place or in the column of a meaning."""
        at = self.place.get(place) if isinstance(place, str) else place
        key = self.sheet.columns[at] if at is not None else str(place)
        column = None if at is None else at + 1
        self.sheet.faults.append(
            Fault(self.sheet.name, self.sheet.lines[row], column, key, found, allowed, mend=mend)
        )

    def text(self, row: int, meaning: str) -> str:
        """A cell that must hold something."""
        cell = self.cell(row, meaning)
        if not cell:
            self.fault(row, meaning, "nothing", "a name", "fill it in, or remove the row")
        return cell

    def day(self, row: int, meaning: str, *, needed: bool = True) -> date | None:
        """A cell as a day; of a time only the day is kept."""
        cell = self.cell(row, meaning)
        if not cell and not needed:
            return None
        found = day_of(cell)
        if found is None:
            slashes = "write 2024-11-05: with slashes it is two different days" if "/" in cell else ""
            self.fault(
                row, meaning, quoted(cell), "a date such as 2024-11-30", slashes or "write year-month-day"
            )
        return found

    def share(self, row: int, meaning: str, *, needed: bool = True) -> float | None:
        """A cell as a probability."""
        cell = self.cell(row, meaning)
        if not cell and not needed:
            return None
        number = number_of(cell)
        if number is not None and 0 <= number <= 1:
            return number
        self.fault(row, meaning, quoted(cell), "a probability in [0, 1]", _as_share(cell))
        return None

    def yes(self, row: int, meaning: str) -> bool:
        """A cell as a plain yes or no; empty is no."""
        cell = self.cell(row, meaning).casefold()
        if cell not in TRUE | FALSE:
            self.fault(row, meaning, quoted(cell), "yes or no", "write yes, or leave it empty")
        return cell in TRUE


def columns_of(sheet: Sheet, meanings: tuple[str, ...], *, quantiles: bool = False) -> Columns:
    """Find what each column of a sheet means; two columns of one meaning are a fault.

    Parameters
    ----------
    meanings : those that are looked for.
    quantiles : whether columns such as `q05` are looked for.
    """
    plain = [re.sub(r"[\s\-]+", "_", name.casefold()) for name in sheet.columns]
    place: dict[str, int] = {}
    for meaning in meanings:
        for name in _names(meaning, sheet, plain):
            at = plain.index(name) if name in plain else None
            if at is not None and at not in place.values():
                place[meaning] = at
                break
    found: dict[float, int] = {}
    for at, name in enumerate(plain):
        level = quantile_level(name) if quantiles and at not in place.values() else None
        if level is not None and level in found:
            other = sheet.columns[found[level]]
            sheet.fault(1, sheet.columns[at], f"the quantile {level:g}, as in {other}", "each quantile once")
        elif level is not None:
            found[level] = at
    held = {*place.values(), *found.values()}
    unread = tuple(name for at, name in enumerate(sheet.columns) if name and at not in held)
    return Columns(sheet, place, dict(sorted(found.items())), unread)


def _names(meaning: str, sheet: Sheet, plain: list[str]) -> tuple[str, ...]:
    """What a column of a meaning may be called: its own name first, then the spellings in their order.

    Where a table has both ids and wordings of questions, `question` is the wording.
    """
    spellings = SPELLINGS[meaning]
    if meaning != "question":
        return (meaning, *spellings)
    worded = "question" in plain and any(" " in row[plain.index("question")] for row in sheet.rows)
    return (*spellings, "question") if worded else (*spellings[:-1], "question", spellings[-1])


def quantile_level(name: str) -> float | None:
    """The share a column's name states, or None.

    Examples
    --------
    >>> [quantile_level(name) for name in ("q05", "q5", "q975", "q0.25", "0.5", "p90", "quantile_10", "quality")]
    [0.05, 0.05, 0.975, 0.25, 0.5, 0.9, 0.1, None]
    """
    match = _QUANTILE.fullmatch(name)
    if match is None:
        return None
    digits = match.group(1) or match.group(2)
    level = float(digits) if "." in digits else int(digits) / (100 if len(digits) == 1 else 10 ** len(digits))
    return level if 0 < level < 1 else None


def day_of(cell: str) -> date | None:
    """A day from `2024-11-05`, or from a time such as `2024-11-05T11:00:00+00:00`; None where it is none."""
    try:
        return datetime.fromisoformat(cell).date() if len(cell) > 10 else date.fromisoformat(cell)
    except ValueError:
        return None


def number_of(cell: str) -> float | None:
    """A finite number in digits, or None."""
    try:
        number = float(cell)
    except ValueError:
        return None
    return number if number - number == 0 and "_" not in cell else None


def _as_share(cell: str) -> str:
    """How a number that is no probability might be meant."""
    number = number_of(cell.rstrip("% ").replace(",", "."))
    if not cell:
        return "fill it in, or remove the row"
    if number is None:
        return "write it as a number, in digits"
    if 1 < number <= 100:
        return f"write {number / 100:g} if {number:g} % is meant"
    return f"write {number:g}" if 0 <= number <= 1 else "write a number from 0 to 1"
