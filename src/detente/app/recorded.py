"""What the ledger in a case's folder holds, question by question, for the page of questions."""

from dataclasses import dataclass
from pathlib import Path

from detente.core.errors import WorkspaceError
from detente.core.ledger import Entry, Registration, Ruling
from detente.forecast.ledger import registrations_in, rulings_in
from detente.workspace.ledger import sound_entries


@dataclass(frozen=True, slots=True)
class Recorded:
    """Entries of a case.

    Attributes
    ----------
    forecasts : question -> its forecasts, first to last.
    rulings : question -> the last word on it, where it is settled.
    fault : why the ledger cannot be shown.
    """

    forecasts: dict[str, list[tuple[Entry, Registration]]]
    rulings: dict[str, Ruling]
    fault: str | None = None


def recorded(ledger: Path, case: str) -> Recorded:
    """What a ledger says on a case; nothing where there is none, and the reason where it does not hold."""
    try:
        entries = sound_entries(ledger)
    except WorkspaceError as error:
        return Recorded({}, {}, str(error))
    forecasts: dict[str, list[tuple[Entry, Registration]]] = {}
    for entry, one in registrations_in(entries):
        if one.case == case:
            forecasts.setdefault(one.forecast.question, []).append((entry, one))
    rulings = {
        question: standing.ruling
        for (of, question), standing in rulings_in(entries).items()
        if of == case and standing.ruling.resolution is not None
    }
    return Recorded(forecasts, rulings)
