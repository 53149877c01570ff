"""A ledger as text and as JSON."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from detente.cli._tables import say, table
from detente.core.ledger import Registration, Ruling
from detente.core.plain import NO_BREAK, amount, full_day, listed, percent
from detente.forecast.ledger import payload_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from detente.core.forecast import Forecast
    from detente.core.ledger import Entry
    from detente.forecast.ledger import Due
    from detente.workbench.registering import Registered
    from detente.workbench.resolving import Resolved
    from detente.workspace.ledger import Held

SHOWN = 12
"""Digits of a hash that a person compares."""
BLIND = "blind"
MOST_REASONS = 3


def entry_json(entry: Entry, **more: Any) -> dict[str, Any]:
    """An entry with its payload opened."""
    import json

    told = {name: getattr(entry, name) for name in ("number", "kind", "recorded_on", "dated")}
    said = {"payload": json.loads(entry.payload)}
    return {**told, **more, **_gist(entry), **said, "previous": entry.previous, "hash": entry.hash}


def registered_json(done: Registered, file: Path) -> dict[str, Any]:
    """What became of a registration."""
    return {
        "ledger": str(file),
        "entries": [entry_json(entry, new=new) for entry, new in done.entries],
        "refused": [{"question": name, "why": why} for name, why in done.refused.items()],
        "head": done.head,
    }


def resolved_json(done: Resolved, file: Path) -> dict[str, Any]:
    """What became of resolutions."""
    return {
        "ledger": str(file),
        "entries": [entry_json(entry, new=True) for entry in done.entries],
        "repeated": list(done.repeated),
        "unregistered": list(done.unregistered),
        "head": done.head,
    }


def verified_json(held: Held, file: Path) -> dict[str, Any]:
    """Whether a chain holds."""
    return {
        "ledger": str(file),
        "holds": not held.faults,
        "count": len(held.entries),
        "head": held.head,
        "tampering": [asdict(one) for one in held.faults],
    }


def due_json(waiting: Sequence[Due], on: date, following: date | None) -> dict[str, Any]:
    """Questions that wait for their resolution."""
    return {"on": on, "due": [asdict(one) for one in waiting], "next_close": following}


def show_registered(done: Registered, file: Path) -> None:
    """New entries, those that were there, and what could not be forecast."""
    new = [entry for entry, is_new in done.entries if is_new]
    table(
        f"Entered into {file}, by {listed([*dict.fromkeys(str(_gist(entry)['forecaster']) for entry in new)])}",
        ("Question", "Entry", "Forecast", "As of", "Closes", "Standing"),
        (_registered_row(entry) for entry in new),
        right=(1,),
    )
    late = [entry for entry in new if _gist(entry)["standing"] == "retrospective"]
    for entry in late[:MOST_REASONS]:
        say(_because(entry))
    if len(late) > MOST_REASONS:
        say(f"{len(late) - MOST_REASONS} more are retrospective; each entry says why.")
    known = [entry for entry, is_new in done.entries if not is_new]
    if known:
        told = ", ".join(f"{_asked(payload_of(entry))} (entry {entry.number})" for entry in known)
        say(f"Registered already, and not entered again: {told}.")
    for name, why in done.refused.items():
        say(f"Left out: {name}, {why}.")
    if done.head:
        say(f"\nHead: {done.head}")
        say("Keep it, or an export, where others can see when it was there: it proves what the ledger held.")


def show_resolved(done: Resolved, file: Path) -> None:
    """New rulings, those that were there, and questions that nobody forecast."""
    table(
        f"Entered into {file}",
        ("Question", "Entry", "Kind", "Outcome", "From", "By whose word"),
        (_ruling_row(entry) for entry in done.entries),
        right=(1,),
    )
    if done.repeated:
        say(f"Settled so already, and not entered again: {', '.join(done.repeated)}.")
    if done.unregistered:
        say(f"Nobody's forecast of these is in the ledger: {', '.join(done.unregistered)}.")
    if done.head:
        say(f"\nHead: {done.head}")


def show_verified(held: Held, file: Path, *, against: str | None) -> None:
    """Whether the chain holds, and what is wrong where it does not."""
    count = f"{len(held.entries)} {'entry' if len(held.entries) == 1 else 'entries'}"
    if held.faults:
        say(f"{file} does not hold: {count}, of which")
        for one in held.faults:
            say(f"  {one}")
        return
    say(f"{file} holds: {count}, each following the one before it.")
    if held.head is None:
        return
    say(f"Head: {held.head}")
    if against is None:
        say(
            "Entries cut off the end would not show: compare the head, or give one kept elsewhere with --head."
        )
        return
    place = next(entry.number for entry in held.entries if entry.hash == against)
    since = len(held.entries) - place
    say(
        f"The head given is that of entry {place}" + (f"; {since} came after it." if since else ", the last.")
    )


def show_entries(entries: Sequence[Entry]) -> None:
    """Every entry in a line."""
    table(
        "Entries",
        ("Question", "No.", "Entered", "Kind", "What", "By", "Standing", "Hash"),
        (_entry_row(entry) for entry in entries),
        right=(1,),
    )
    if not entries:
        say("The ledger holds no entry.")


def show_due(waiting: Sequence[Due], on: date, following: date | None) -> None:
    """Questions past their close that wait for a resolution."""
    table(
        f"Closed before {full_day(on)} and not settled",
        ("Question", "Closed", "Days", "Forecasts", "Settled by"),
        (
            (
                f"{one.question}  {one.text}",
                str(one.closes),
                str(one.overdue),
                str(one.forecasts),
                one.settled_by or "-",
            )
            for one in waiting
        ),
        right=(2, 3),
    )
    if not waiting:
        say(f"Nothing waits for its resolution on {full_day(on)}.")
    if following is not None:
        say(f"The next question closes on {full_day(following)}.")


def forecast_text(forecast: Forecast) -> str:
    """A forecast in a few characters."""
    if forecast.probability is not None:
        return percent(forecast.probability)
    if forecast.categories is not None:
        best = max(forecast.categories, key=lambda option: forecast.categories[option])  # type: ignore[index]
        return f"{best} {percent(forecast.categories[best])}"
    quantiles = {level: v for level, v in (forecast.quantiles or {}).items() if isinstance(v, float)}
    if not quantiles:
        return f"{len(forecast.samples or forecast.quantiles or ())} values"
    middle = min(quantiles, key=lambda level: abs(level - 0.5))
    low, high = quantiles[min(quantiles)], quantiles[max(quantiles)]
    unit = f"{NO_BREAK}{forecast.unit}" if forecast.unit else ""
    return f"{amount(quantiles[middle])} ({amount(low)} to {amount(high)}){unit}"


def _gist(entry: Entry) -> dict[str, Any]:
    """What of an entry is asked for most."""
    said = payload_of(entry)
    if isinstance(said, Registration):
        forecast = said.forecast
        told = {
            name: getattr(forecast, name)
            for name in ("question", "forecaster", "probability", "made_on", "as_of")
        }
        return {
            "case": said.case,
            **told,
            "closes": forecast.closes,
            "standing": forecast.standing,
            "because": said.because,
        }
    outcome = (
        None
        if said.resolution is None
        else "annulled"
        if said.resolution.annulled
        else said.resolution.outcome
    )
    return {"case": said.case, "question": said.question, "outcome": outcome, "why": said.why}


def _registered_row(entry: Entry) -> tuple[str, ...]:
    said = payload_of(entry)
    assert isinstance(said, Registration)
    one = said.forecast
    standing = f"{one.standing}, {BLIND}" if said.blind else one.standing
    return (
        f"{one.question}  {one.text}",
        str(entry.number),
        forecast_text(one),
        str(one.as_of),
        str(one.closes),
        standing,
    )


def _because(entry: Entry) -> str:
    said = payload_of(entry)
    assert isinstance(said, Registration)
    return f"{said.forecast.question} is {said.forecast.standing}: {said.because}."


def _ruling_row(entry: Entry) -> tuple[str, ...]:
    said = payload_of(entry)
    assert not isinstance(said, Registration)
    one = said.resolution
    told = ("open again", "-", "-") if one is None else (
        "annulled" if one.annulled else str(one.outcome), str(one.resolved_on), one.source or "-"
    )  # fmt: skip
    return (said.question, str(entry.number), entry.kind, *told)


def _entry_row(entry: Entry) -> tuple[str, ...]:
    said = payload_of(entry)
    day = f"{entry.recorded_on}{' (by hand)' if entry.dated == 'hand' else ''}"
    if isinstance(said, Registration):
        one = said.forecast
        told = (forecast_text(one), one.forecaster, str(one.standing))
    else:
        told = (_ruling_row(entry)[3], _ruling_row(entry)[5], "-")
    return (_asked(said), str(entry.number), day, entry.kind, *told, entry.hash[:SHOWN])


def _asked(said: Registration | Ruling) -> str:
    """The question that an entry is about."""
    return said.forecast.question if isinstance(said, Registration) else said.question
