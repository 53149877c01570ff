"""Arguments as people give them, read and checked."""

from collections.abc import Iterable, Mapping
from datetime import date
from operator import index
from typing import Any, SupportsIndex

from detente.core.errors import ParameterError


def texts(given: str | Iterable[str] | Mapping[str, Any]) -> tuple[str, ...]:
    """One text, several, or a mapping of names to values, as texts."""
    if isinstance(given, str):
        return (given,)
    if isinstance(given, Mapping):
        return tuple(f"{key}={value}" for key, value in given.items())
    return tuple(given)


def whole(name: str, given: SupportsIndex, low: int, high: int) -> int:
    """A whole number in its range, a numpy integer as well; anything else is refused."""
    if hasattr(given, "__index__") and not isinstance(given, bool) and low <= index(given) <= high:
        return index(given)
    mend = f"write a whole number such as {max(low, 1000 if name == 'worlds' else 1)}"
    raise ParameterError(name, repr(given), f"a whole number from {low:,} to {high:,}", mend)


def day(given: date | str, name: str = "as_of") -> date:
    """A date, or one written as ISO text; anything else is refused."""
    if isinstance(given, date):
        return given
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise ParameterError(name, repr(given), "a date such as 2024-11-04", "write year-month-day") from None
