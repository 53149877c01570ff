"""Which questions wait for their resolution."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from detente.core.ledger import Entry, Registration
from detente.forecast.ledger.in_force import Key, registrations_in, rulings_in


@dataclass(frozen=True, slots=True)
class Due:
    """A question past its close that nobody has settled.

    Attributes
    ----------
    settled_by : how, as the last registration states it.
    overdue : days since the close.
    forecasts : how many are registered; `forecasters` are whose they are.
    """

    case: str
    question: str
    text: str
    settled_by: str | None
    closes: date
    overdue: int
    forecasts: int
    forecasters: tuple[str, ...]


def due(entries: Iterable[Entry], on: date) -> tuple[Due, ...]:
    """Questions that closed before a day and are not settled by what was entered up to it; longest overdue first."""
    held = tuple(entry for entry in entries if entry.recorded_on <= on)
    waiting = [_due(key, asked, on) for key, asked in _open(held).items() if asked[-1].forecast.closes < on]
    return tuple(sorted(waiting, key=lambda one: (one.closes, one.case, one.question)))


def next_close(entries: Iterable[Entry], on: date) -> date | None:
    """The next day on which an open question closes, from a day on."""
    days = (asked[-1].forecast.closes for asked in _open(tuple(entries)).values())
    return min((day for day in days if day >= on), default=None)


def _open(entries: tuple[Entry, ...]) -> dict[Key, list[Registration]]:
    settled = {key for key, one in rulings_in(entries).items() if one.ruling.resolution is not None}
    asked: dict[Key, list[Registration]] = {}
    for _, one in registrations_in(entries):
        asked.setdefault((one.case, one.forecast.question), []).append(one)
    return {key: forecasts for key, forecasts in asked.items() if key not in settled}


def _due(key: Key, asked: list[Registration], on: date) -> Due:
    last = asked[-1]
    return Due(
        case=key[0],
        question=key[1],
        text=last.forecast.text,
        settled_by=last.settled_by,
        closes=last.forecast.closes,
        overdue=(on - last.forecast.closes).days,
        forecasts=len(asked),
        forecasters=tuple(dict.fromkeys(one.forecast.forecaster for one in asked)),
    )
