"""What the commands that keep score share: the ledger's place, the day of entry, and a forecast given on the line."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from detente.cli._options import date_of
from detente.core.errors import ParameterError, nearest

if TYPE_CHECKING:
    from detente.core.ledger import Dated
    from detente.workbench.registering import Own


def today() -> date:
    """The day by the machine's clock, in UTC."""
    return datetime.now(UTC).date()


def day_of_entry(on: str | None) -> "tuple[date, Dated]":
    """The day of an entry, and whether the clock or somebody's hand says so.

    Raises
    ------
    ParameterError : it is no date, or lies ahead.
    """
    stated, now = date_of("--on", on), today()
    if stated is None or stated == now:
        return now, "clock"
    if stated > now:
        raise ParameterError("--on", str(stated), f"a day up to today, {now}", "leave it out")
    return stated, "hand"


def case_ledger(case: str, ledger: str | None) -> Path:
    """The ledger named, or the one in the case's folder.

    Raises
    ------
    WorkspaceError : there is no such case.
    """
    from detente.workspace import find_folder
    from detente.workspace.ledger import LEDGER

    return Path(ledger) if ledger is not None else find_folder(case) / LEDGER


def own_forecast(forecast: str | None, by: str | None, why: str | None) -> "Own | None":
    """A person's forecast as given on the command line, or None.

    Raises
    ------
    ParameterError : it is no number, or part of it is missing.
    """
    from detente.workbench.registering import MODEL, Own

    if forecast is None:
        for option, text in (("--by", by), ("--why", why)):
            if text is not None:
                raise ParameterError(option, repr(text), "a forecast of your own with it", "add --forecast P")
        return None
    try:
        chance = float(forecast.replace("%", "e-2"))
    except ValueError:
        raise ParameterError("--forecast", repr(forecast), "a probability in [0, 1]", "write 0.25") from None
    if by is None or not by.strip():
        raise ParameterError("--by", "nothing", "whose forecast it is", 'add --by "A. Analyst"')
    if by.strip().casefold() == MODEL:
        raise ParameterError("--by", repr(by), f"a name other than the model's, {MODEL}", "write your own")
    return Own(chance, by.strip(), why)


def ledger_action(text: str, actions: tuple[str, ...]) -> str:
    """What is to be done with a ledger.

    Raises
    ------
    ParameterError : there is no such action.
    """
    if text not in actions:
        near = nearest(text, actions)
        raise ParameterError(
            "detente ledger", repr(text), ", ".join(actions), "" if near else "name one", near
        )
    return text


def ledger_meant(of: str | None, file: str | None) -> Path:
    """The ledger named, or a case's own.

    Raises
    ------
    ParameterError : neither is named.
    WorkspaceError : there is no such case.
    """
    if file is not None:
        return Path(file)
    if of is None:
        raise ParameterError(
            "detente ledger", "no ledger", "a case, or a ledger", "name one with --ledger FILE"
        )
    return Path(of) if Path(of).is_file() else case_ledger(of, None)


def full_head(text: str | None) -> str | None:
    """A head as it is compared: all 64 digits.

    Raises
    ------
    ParameterError : it is no hash.
    """
    if text is None:
        return None
    head = text.strip().lower()
    if len(head) != 64 or any(digit not in "0123456789abcdef" for digit in head):
        mend = "give all of it: a part could fit another entry"
        raise ParameterError("--head", repr(text[:80]), "the 64 hexadecimal digits of an entry's hash", mend)
    return head
