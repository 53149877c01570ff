"""A ledger as lines of JSON: for review, for keeping elsewhere, and to restore it from."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, get_args

from detente.core.errors import WorkspaceError
from detente.core.ledger import KINDS, Dated, Entry, Tampering
from detente.forecast.ledger import canonical

LINES = ".jsonl"
_FIELDS = frozenset({"number", "kind", "recorded_on", "dated", "payload", "previous", "hash"})


def is_lines(file: Path) -> bool:
    """Whether a file is an export, by its name."""
    return file.suffix == LINES


def lines_of(entries: Iterable[Entry]) -> str:
    """Entries as text, one a line, in canonical form: the same entries give the same bytes."""
    return "".join(f"{_line(entry)}\n" for entry in entries)


def read_lines(file: Path) -> tuple[tuple[Entry, ...], tuple[Tampering, ...]]:
    """The entries of an export, and the lines that are not as we write them.

    Raises
    ------
    WorkspaceError : the file cannot be read.
    """
    try:
        content = file.read_bytes()
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise WorkspaceError(str(file), reason, "a file that can be read", "change its rights") from error
    lines = content.decode("utf-8", "surrogateescape").split("\n")
    found: list[Entry] = []
    faults: list[Tampering] = []
    if lines.pop():
        faults.append(Tampering(None, "its last line has no end: it was cut off"))
        lines = content.decode("utf-8", "surrogateescape").split("\n")
    for place, line in enumerate(lines, 1):
        entry = _entry(line, place)
        if isinstance(entry, Tampering):
            faults.append(entry)
        else:
            found.append(entry)
    return tuple(found), tuple(faults)


def as_entry(told: Mapping[str, Any]) -> Entry | Tampering:
    """Stored fields as an entry, or why they are none."""
    number = told["number"] if isinstance(told["number"], int) else None
    for name in ("kind", "recorded_on", "dated", "payload", "previous", "hash"):
        if not isinstance(told[name], str):
            return Tampering(number, f"its {name} is no text")
    if number is None or isinstance(told["number"], bool):
        return Tampering(None, f"an entry has the number {told['number']!r}")
    if told["kind"] not in KINDS:
        return Tampering(number, f"is of no kind that we write ({_shown(told['kind'])})")
    if told["dated"] not in get_args(Dated):
        return Tampering(number, f"is dated by neither clock nor hand ({_shown(told['dated'])})")
    try:
        day = date.fromisoformat(told["recorded_on"])
    except ValueError:
        day = None
    if day is None or str(day) != told["recorded_on"]:
        return Tampering(number, f"has no day ({_shown(told['recorded_on'])})")
    return Entry(number, told["kind"], day, told["dated"], told["payload"], told["previous"], told["hash"])


def _line(entry: Entry) -> str:
    told = {name: getattr(entry, name) for name in sorted(_FIELDS - {"payload", "recorded_on"})}
    return canonical({**told, "recorded_on": str(entry.recorded_on), "payload": json.loads(entry.payload)})


def _entry(line: str, place: int) -> Entry | Tampering:
    try:
        told = json.loads(line)
        if not isinstance(told, dict) or set(told) != _FIELDS:
            return Tampering(None, f"line {place} is no entry")
        entry = as_entry({**told, "payload": canonical(told["payload"])})
    except (ValueError, RecursionError):
        return Tampering(None, f"line {place} cannot be read")
    if isinstance(entry, Entry) and _line(entry) != line:
        return Tampering(entry.number, f"line {place} is not written as we write it: it was changed")
    return entry


def _shown(text: str) -> str:
    return repr(text if len(text) <= 40 else f"{text[:40]}…")
