"""Two branches of a case side by side: each against the case as it is, and against each other, under the same noise."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from threading import Event

import numpy as np

from detente.case import Edit, apply_edits
from detente.core.case import Case
from detente.core.explanation import Difference
from detente.core.naming import reading_name
from detente.core.projection import Projection, Settings
from detente.explanation.counterfactual import kind_of, of_questions, paired
from detente.projection import project


@dataclass(frozen=True, slots=True)
class Beside:
    """One observable in the case and in both branches.

    Attributes
    ----------
    difference : second branch less first, paired world by world.
    """

    label: str
    base: float
    first: float
    second: float
    difference: Difference


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Two branches compared."""

    kind: str
    worlds: int
    rows: tuple[Beside, ...]


def side_by_side(
    case: Case,
    first: Sequence[Edit],
    second: Sequence[Edit],
    settings: Settings,
    *,
    stop: Event | None = None,
) -> SideBySide:
    """Run a case and two branches of it under the same draws.

    Parameters
    ----------
    first, second : edits of either branch. If one touches what has happened by the as-of date, all three run as hindcasts.

    Raises
    ------
    ParameterError : an edit names what the case does not hold.
    RunError : it was stopped.
    """
    kind = kind_of(case, (*first, *second))
    chosen = replace(settings, mode="hindcast") if kind.startswith("same-noise") else settings
    cases = (case, apply_edits(case, tuple(first)), apply_edits(case, tuple(second)))
    base, one, other = (project(each, chosen, stop=stop) for each in cases)
    to_first, to_second, between = (
        _differences(case, *pair) for pair in ((base, one), (base, other), (one, other))
    )
    rows = tuple(
        Beside(gap.label, to_first[of].base, to_first[of].edited, to_second[of].edited, gap)
        for of, gap in between.items()
        if of in to_first and of in to_second
    )
    return SideBySide(kind, chosen.worlds, rows)


def _differences(case: Case, before: Projection, after: Projection) -> dict[str, Difference]:
    found = {}
    day = before.dates[-1]
    for issue in before.names.issues:
        name = f"{issue}.level"
        pair = [side.reading(name)[:, -1].astype(np.float64) for side in (before, after)]
        found[name] = paired(name, reading_name(case, name), day, *pair, is_chance=False)
    return {**found, **{each.of: each for each in of_questions(case, before, after)}}
