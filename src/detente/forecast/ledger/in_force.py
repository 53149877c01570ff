"""What the entries of a ledger come to: every forecast that was made, and how each question stands settled now."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from detente.core.forecast import Forecast
from detente.core.ledger import Entry, Registration, Ruling
from detente.core.resolution import Resolution
from detente.forecast.ledger.chain import payload_of

Key = tuple[str, str]
"""Case and question: two cases may each have a Q01."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a question stands settled: the last word on it, and the entry that says so."""

    entry: Entry
    ruling: Ruling


def registrations_in(entries: Iterable[Entry]) -> tuple[tuple[Entry, Registration], ...]:
    """Forecasts with the entries they stand in, first to last."""
    said = ((entry, payload_of(entry)) for entry in entries if entry.kind == "forecast")
    return tuple((entry, one) for entry, one in said if isinstance(one, Registration))


def rulings_in(entries: Iterable[Entry]) -> dict[Key, Standing]:
    """The last ruling on each question; one that was withdrawn is there with no resolution."""
    found: dict[Key, Standing] = {}
    for entry in entries:
        if entry.kind != "forecast" and isinstance(said := payload_of(entry), Ruling):
            found[said.case, said.question] = Standing(entry, said)
    return found


def forecasts_in(entries: Iterable[Entry]) -> tuple[Forecast, ...]:
    """The forecasts of a ledger as they are scored; where it holds several cases, a question carries its case's name."""
    held = registrations_in(entries)
    name = _naming(one.case for _, one in held)
    return tuple(
        one.forecast.model_copy(
            update={
                "question": name(one.case, one.forecast.question),
                "source": f"ledger entry {entry.number} ({entry.hash[:8]})",
            }
        )
        for entry, one in held
    )


def resolutions_in(entries: Iterable[Entry]) -> tuple[Resolution, ...]:
    """The resolutions in force, at most one a question, named as `forecasts_in` names them."""
    held = tuple(entries)
    name = _naming(one.case for _, one in registrations_in(held))
    return tuple(
        standing.ruling.resolution.model_copy(update={"question": name(case, question)})
        for (case, question), standing in rulings_in(held).items()
        if standing.ruling.resolution is not None
    )


def registered_run(entries: Iterable[Entry], run: str) -> str | None:
    """Hash of the last entry of a run's answers; None where none was entered, or one of them only in retrospect."""
    held = [(entry, one) for entry, one in registrations_in(entries) if one.making and one.making.run == run]
    if not held or any(one.forecast.standing != "registered" for _, one in held):
        return None
    return held[-1][0].hash


def _naming(cases: Iterable[str]) -> Callable[[str, str], str]:
    several = len(set(cases)) > 1
    return lambda case, question: f"{case}/{question}" if several else question
