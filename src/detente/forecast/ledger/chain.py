"""The chain of a ledger: every entry carries the hash of the one before it, so that none can be changed unseen."""

import json
from collections.abc import Iterable, Sequence
from datetime import date
from hashlib import sha256
from typing import Any

from pydantic import BaseModel, ValidationError

from detente.core.ledger import GENESIS, Dated, Draft, Entry, Registration, Ruling, Tampering

FORMAT = "detente ledger, 1"
"""First line of what is hashed; another form of entry would be another line."""


def canonical(told: BaseModel | Any) -> str:
    """The one JSON text of something: keys sorted, no blanks, no line breaks, nothing that was not stated.

    Examples
    --------
    >>> canonical({"b": 0.1, "a": "é"})
    '{"a":"é","b":0.1}'
    """
    plain = (
        told.model_dump(mode="json", by_alias=True, exclude_none=True)
        if isinstance(told, BaseModel)
        else told
    )
    return json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def entry_hash(
    number: int | str, kind: str, recorded_on: date | str, dated: str, payload: str, previous: str
) -> str:
    """SHA-256 over an entry, in hexadecimal.

    Notes
    -----
    What is hashed are the seven lines `detente ledger, 1`, number, kind, day, dated, previous hash and payload, in UTF-8,
    joined by line feeds. None of the fields may hold a line feed (canonical JSON holds none), so no two entries share
    a text.
    """
    lines = (FORMAT, str(number), kind, str(recorded_on), dated, previous, payload)
    return sha256("\n".join(lines).encode("utf-8", "surrogatepass")).hexdigest()


def seal(drafts: Iterable[Draft], after: Entry | None, recorded_on: date, dated: Dated) -> tuple[Entry, ...]:
    """Drafts as the next entries of a chain.

    Parameters
    ----------
    after : the last entry of the chain; None where it is empty.
    recorded_on : not before the day of `after`.

    Raises
    ------
    ValueError : the day lies before that of the last entry.
    """
    if after is not None and recorded_on < after.recorded_on:
        raise ValueError(f"{recorded_on} lies before {after.recorded_on}, the day of entry {after.number}")
    number, previous = (after.number, after.hash) if after is not None else (0, GENESIS)
    sealed = []
    for draft in drafts:
        number += 1
        mark = entry_hash(number, draft.kind, recorded_on, dated, draft.payload, previous)
        sealed.append(Entry(number, draft.kind, recorded_on, dated, draft.payload, previous, mark))
        previous = mark
    return tuple(sealed)


def payload_of(entry: Entry) -> Registration | Ruling:
    """What an entry says.

    Raises
    ------
    ValueError : it is not what an entry of its kind may say.
    """
    return (Registration if entry.kind == "forecast" else Ruling).model_validate_json(entry.payload)


def tampering(entries: Sequence[Entry], head: str | None = None) -> tuple[Tampering, ...]:
    """Everything that is not as it was written, in the order of the entries; nothing where the chain holds.

    Parameters
    ----------
    entries : as stored, in their stored order.
    head : hash of an entry that was once the last, kept elsewhere. Without it, that entries were cut off the end
        cannot be seen: what is left is a chain.
    """
    found: list[Tampering] = []
    before: Entry | None = None
    for place, entry in enumerate(entries, 1):
        expected = before.number + 1 if before is not None else 1
        previous = before.hash if before is not None else GENESIS
        if entry.number != expected:
            found.append(_out_of_place(entry, expected, place))
        if entry.previous != previous:
            above = f"entry {before.number}" if before is not None else "the beginning"
            found.append(
                Tampering(
                    entry.number, f"does not follow {above}: something was changed, put in or taken out"
                )
            )
        own = entry_hash(
            entry.number, entry.kind, entry.recorded_on, entry.dated, entry.payload, entry.previous
        )
        if own != entry.hash:
            found.append(Tampering(entry.number, "was changed: its hash is not that of its content"))
        elif (fault := _unsound(entry, before)) is not None:
            found.append(Tampering(entry.number, fault))
        before = entry
    if head is not None and head != GENESIS and all(entry.hash != head for entry in entries):
        count = len(entries)
        cut = f"no entry has the head {head[:16]}…: entries were cut off after entry {count}, or all was rewritten"
        found.append(Tampering(None, cut))
    return tuple(found)


def _out_of_place(entry: Entry, expected: int, place: int) -> Tampering:
    if entry.number > expected:
        gone = (
            f"entry {expected}"
            if entry.number == expected + 1
            else f"entries {expected} to {entry.number - 1}"
        )
        return Tampering(entry.number, f"stands where entry {expected} should: {gone} taken out, or moved")
    return Tampering(
        entry.number, f"stands in place {place}, where entry {expected} should: put in, or moved"
    )


def _unsound(entry: Entry, before: Entry | None) -> str | None:
    """What is wrong with an entry whose hash is right; such an entry was not written by us."""
    try:
        said = payload_of(entry)
    except (ValidationError, ValueError):
        return f"is no {entry.kind} that we can read, though its hash is right"
    if canonical(json.loads(entry.payload)) != entry.payload:
        return "is not written in canonical form, though its hash is right"
    if before is not None and entry.recorded_on < before.recorded_on:
        return f"is dated {entry.recorded_on}, before the entry above it"
    if isinstance(said, Ruling) and _kind_of(said) != entry.kind:
        return f"is called {entry.kind}, and is none"
    return None


def _kind_of(ruling: Ruling) -> str:
    if ruling.replaces is not None:
        return "correction"
    return "annulment" if ruling.resolution is not None and ruling.resolution.annulled else "resolution"
