"""Two versions of a case side by side: which inputs changed, and which answers moved."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from math import hypot
from typing import TYPE_CHECKING

import numpy as np

from detente.case.changes import Change, changes
from detente.core.answer import Answer
from detente.core.case import Case
from detente.core.moved_by import Movement
from detente.core.naming import issue_name
from detente.core.projection import Projection

if TYPE_CHECKING:
    from detente.workbench.bench import Workbench


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
class Apart:
    """How far an answer moved for what is no input.

    Attributes
    ----------
    noise : because one side was drawn with another seed or fewer worlds; None where both were drawn alike.
    code : because stored results were made by other code; None where no side is stored, or the same code made it.
    """

    of: str
    noise: float | None
    code: float | None


@dataclass(frozen=True, slots=True)
class Versions:
    """What differs between two versions of a case.

    Attributes
    ----------
    movement : what moved each answer; None where it was not asked.
    notes : what differs between the sides besides inputs (seed, worlds, as-of date, code), one sentence each.
    apart : by answer, what that makes; empty where nothing of the kind differs.
    """

    before: str
    after: str
    worlds: int
    changes: tuple[Change, ...]
    differences: tuple[Moved, ...]
    movement: Movement | None = None
    notes: tuple[str, ...] = ()
    apart: tuple[Apart, ...] = ()


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
