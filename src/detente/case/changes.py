"""What two versions of a case state differently: numbers by path, then entries."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from detente.case.audit import audit
from detente.case.leaves import list_names
from detente.core.case import Case
from detente.core.noun import Noun

MAPS = (
    "sources", "claims", "actors", "institutions", "issues", "tracks", "pressures", "hazards", "questions",
    "mechanisms", "accounts",
)  # fmt: skip
TIME = ("as_of", "start", "until", "step_days")
SCALARS = (*TIME, "words", "focus")
ENTRIES = (*MAPS, "events")
"""Sections whose entries have ids."""


@dataclass(frozen=True, slots=True)
class Change:
    """An input, or another entry, that the two versions state differently.

    Attributes
    ----------
    path : of the input, or of the entry (`events.election`) where something but a number changed in it.
    before, after : as stated; None where the version has no such thing.
    what : `value` (another number), `evidence` (the same number on other claims), `added`, `removed`, or
        `changed` (an entry in which no number changed).
    """

    path: str
    what: Literal["value", "evidence", "added", "removed", "changed"]
    before: str | None = None
    after: str | None = None


def changes(before: Case, after: Case) -> Iterator[Change]:
    """What the two cases state differently: numbers by path, then entries."""
    old, new = ({leaf.path: leaf for leaf in audit(case).leaves} for case in (before, after))
    entries_before, entries_after = dict(entries_of(before)), dict(entries_of(after))
    alike = entries_before.keys() & entries_after.keys()
    told: set[str] = set()
    for path in dict.fromkeys((*old, *new)):
        one, other = old.get(path), new.get(path)
        entry = next((name for name in alike if path == name or path.startswith(f"{name}.")), None)
        if entry is None:
            continue
        stated, restated = (leaf.stated if leaf is not None else None for leaf in (one, other))
        if stated != restated:
            told.add(entry)
            yield Change(path, "value", stated, restated)
        elif (
            one is not None
            and other is not None
            and (one.claims, one.assumed) != (other.claims, other.assumed)
        ):
            told.add(entry)
            grounds = (", ".join(leaf.claims) or (leaf.assumed or "nothing") for leaf in (one, other))
            yield Change(path, "evidence", *grounds)
    for name in dict.fromkeys((*entries_before, *entries_after)):
        if name not in entries_before:
            yield Change(name, "added")
        elif name not in entries_after:
            yield Change(name, "removed")
        elif name not in told and entries_before[name] != entries_after[name]:
            shown = (
                each if isinstance(each, str) else None
                for each in (entries_before[name], entries_after[name])
            )
            yield Change(name, "changed", *shown)


def entries_of(case: Case) -> Iterator[tuple[str, Noun | str]]:
    """Every entry of a case by `section.id`, and its single values by name."""
    for name in SCALARS:
        yield name, str(getattr(case, name))
    for section in MAPS:
        for name, noun in getattr(case, section).items():
            yield f"{section}.{name}", noun
    for label, effect in zip(list_names(case.effects), case.effects, strict=True):
        yield f"effects.{label}", effect
    for event in case.events:
        yield f"events.{event.id}", event
