"""Two versions of a case side by side: which inputs changed, and which answers moved."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from math import hypot
from typing import TYPE_CHECKING, Literal

import numpy as np

from detente.case import audit
from detente.case.leaves import list_names
from detente.core.answer import Answer
from detente.core.case import Case
from detente.core.naming import issue_name
from detente.core.noun import Noun
from detente.core.projection import Projection

if TYPE_CHECKING:
    from detente.workbench.bench import Workbench

_MAPS = (
    "sources", "claims", "actors", "institutions", "issues", "tracks", "pressures", "hazards", "questions",
    "mechanisms", "accounts",
)  # fmt: skip
_SCALARS = ("as_of", "start", "until", "step_days", "words", "focus")


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


@dataclass(frozen=True, slots=True)
class Moved:
    """An answer, or the mean of an issue's level, in both versions.

    Attributes
    ----------
    se : Monte Carlo error of the difference, as if the versions shared no draws; they share most, so that it
        is an upper bound.
    """

    of: str
    label: str
    at: date
    base: float
    edited: float
    difference: float
    se: float


@dataclass(frozen=True, slots=True)
class Versions:
    """What differs between two versions of a case."""

    before: str
    after: str
    worlds: int
    changes: tuple[Change, ...]
    differences: tuple[Moved, ...]


def compare_versions(before: "Workbench", after: "Workbench") -> Versions:
    """Compare the latest projections of two benches, and the cases behind them.

    Parameters
    ----------
    before, after : projected with the same worlds and seed, so that they share the draws of what both hold.
    """
    old, new = before.projection(), after.projection()
    moved = (*_answers(before.answer(), after.answer()), *_levels(after.case, old, new))
    return Versions(
        before.folder.name, after.folder.name, new.worlds, tuple(changes(before.case, after.case)), moved
    )


def changes(before: Case, after: Case) -> Iterator[Change]:
    """What the two cases state differently: numbers by path, then entries."""
    old, new = ({leaf.path: leaf for leaf in audit(case).leaves} for case in (before, after))
    entries_before, entries_after = dict(_entries(before)), dict(_entries(after))
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


def _entries(case: Case) -> Iterator[tuple[str, Noun | str]]:
    for name in _SCALARS:
        yield name, str(getattr(case, name))
    for section in _MAPS:
        for name, noun in getattr(case, section).items():
            yield f"{section}.{name}", noun
    for label, effect in zip(list_names(case.effects), case.effects, strict=True):
        yield f"effects.{label}", effect
    for event in case.events:
        yield f"events.{event.id}", event


def _answers(before: tuple[Answer, ...], after: tuple[Answer, ...]) -> Iterator[Moved]:
    asked = {answer.id: answer for answer in before}
    for new in after:
        old = asked.get(new.id)
        if old is None or old.kind != new.kind:
            continue
        was, now = _number(old), _number(new)
        if was is not None and now is not None:
            yield Moved(new.id, new.text, new.by, was, now, now - was, hypot(old.se, new.se))
        for option in sorted((old.options or {}).keys() & (new.options or {}).keys()):
            was, now = (old.options or {})[option], (new.options or {})[option]
            yield Moved(
                f"{new.id}.{option}",
                f"{new.text} {option}",
                new.by,
                was,
                now,
                now - was,
                hypot(old.se, new.se),
            )


def _number(answer: Answer) -> float | None:
    return answer.probability if answer.quantiles is None else answer.quantiles["0.5"]


def _levels(case: Case, old: Projection, new: Projection) -> Iterator[Moved]:
    for issue in new.names.issues:
        if issue not in old.names.issues:
            continue
        ends = [each.reading(f"{issue}.level")[:, -1].astype(np.float64) for each in (old, new)]
        errors = [float(end.std(ddof=1)) / len(end) ** 0.5 if len(end) > 1 else 0.0 for end in ends]
        was, now = (float(end.mean()) for end in ends)
        yield Moved(
            f"{issue}.level", issue_name(case, issue), new.dates[-1], was, now, now - was, hypot(*errors)
        )
