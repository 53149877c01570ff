"""The least likely branch that matters most: unlikely turns of the worlds, ranked by chance times what they would change."""

from collections.abc import Iterator, Mapping
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from detente.core.alternative import Alternative, Change, EarlySign
from detente.core.case import Case
from detente.core.naming import issue_name
from detente.core.projection import Projection
from detente.explanation.outcomes import YES, can_be_asked, outcomes
from detente.explanation.signposts import WEEKS, Observable, is_same, observables, settled_by

Floats = NDArray[np.float64]
Rows = NDArray[np.float32]
LEAST, LARGEST = 0.01, 0.20
"""Chances between which a branch is unlikely and yet to be reckoned with."""
FEWEST = 100
"""Worlds of a branch below which nothing is said of it."""
SLIGHT = 1.0
"""Mean movement, in points, below which a branch matters too little to be told."""
SURE = 3.0
"""Standard errors by which a sign, or a change, must stand out."""
ALIKE = 0.5
"""Overlap from which two branches are one."""
MOST, CHANGES, SIGNS = 3, 4, 3
QUESTIONS = 5


def alternatives(case: Case, projection: Projection) -> tuple[Alternative, ...]:
    """Unlikely branches that would change most, by chance times impact.

    Parameters
    ----------
    projection : worlds of a forecast.

    Returns
    -------
    at most three, each about another subject; none where worlds run thin or nothing is unlikely.

    Notes
    -----
    Conditioning on a branch shows what goes with it, its causes included: it is a selection of worlds, and no experiment.
    A branch is not measured by a question that it settles outright, nor by the level that it is about.
    """
    now = projection.step_at(min(projection.as_of, projection.dates[-1]))
    last = len(projection.dates) - 1
    if last <= now or projection.worlds < FEWEST:
        return ()
    measures = dict(_measures(case, projection))
    own = {
        of: {of.removesuffix(".level")} if of.endswith(".level") else settled_by(case, case.questions[of])
        for of in measures
    }
    ranked = []
    for branch in _branches(case, projection, now, last):
        share = float(branch.seen.mean())
        if LEAST <= share <= LARGEST and branch.seen.sum() >= FEWEST:
            changes, measured = _changes(measures, own, branch)
            impact = sum(_size(one) for one in changes) / max(1, measured)
            if impact >= SLIGHT:
                ranked.append((share * impact, impact, branch, changes))
    kept: list[tuple[float, Observable, list[Change]]] = []
    for _, impact, branch, changes in sorted(ranked, key=lambda row: (-row[0], row[2].id)):
        if len(kept) < MOST and not any(_overlap(branch, other) for _, other, _ in kept):
            kept.append((impact, branch, changes))
    if not kept:
        return ()
    soon = projection.step_at(min(projection.as_of + timedelta(weeks=WEEKS), projection.dates[-1]))
    signs = list(observables(case, projection, now, soon)) if soon > now else []
    rows = np.array([sign.seen for sign in signs], dtype=np.float32)
    return tuple(
        Alternative(
            id=branch.id,
            text=branch.text,
            by=projection.dates[-1],
            chance=float(branch.seen.mean()),
            impact=impact,
            worlds=int(branch.seen.sum()),
            changes=tuple(sorted(changes, key=lambda one: (-_size(one), one.of))[:CHANGES]),
            signs=_signs(projection, branch, signs, rows, soon),
        )
        for impact, branch, changes in kept
    )


def _branches(case: Case, projection: Projection, now: int, last: int) -> Iterator[Observable]:
    """What may come, and that what is likely to come does not."""
    for one in observables(case, projection, now, last, pressures=False):
        yield one
        yield Observable(f"not.{one.id}", f"It does not come to this: {one.text}", one.subject, ~one.seen)


def _overlap(one: Observable, other: Observable) -> bool:
    """Whether two branches are about one thing, or mostly the same worlds."""
    both, either = (one.seen & other.seen).sum(), (one.seen | other.seen).sum()
    return one.subject == other.subject or both >= ALIKE * either


def _size(change: Change) -> float:
    scale = 1.0 if change.of.endswith(".level") else 100.0
    return scale * abs(change.given - change.otherwise)


def _measures(case: Case, projection: Projection) -> Iterator[tuple[str, tuple[str, Floats]]]:
    """What a branch may change: (worlds,) of the first questions and of the arenas at the horizon."""
    asked = [*case.focus.questions, *case.questions]
    able = [
        name
        for name in dict.fromkeys(asked)
        if case.questions[name].yes_if is not None and can_be_asked(case.questions[name], projection)
    ]
    for name in able[:QUESTIONS]:
        yield name, (case.questions[name].asks, outcomes(case, case.questions[name], projection)[YES])
    arenas = [name for name in case.focus.arenas if name in projection.names.issues]
    for name in arenas or list(projection.names.issues)[:QUESTIONS]:
        place = projection.names.issues.index(name)
        level = projection.levels[:, -1, place].astype(np.float64)
        yield f"{name}.level", (issue_name(case, name), level)


def _changes(
    measures: Mapping[str, tuple[str, Floats]], own: Mapping[str, set[str]], branch: Observable
) -> tuple[list[Change], int]:
    """Movements beyond chance, and how many things were measured; not what the branch settles itself."""
    found, measured = [], 0
    for of, (label, values) in measures.items():
        if branch.subject in own[of]:
            continue
        measured += 1
        given, otherwise = values[branch.seen], values[~branch.seen]
        change = Change(of, label, float(otherwise.mean()), float(given.mean()))
        error = values.std() * np.sqrt(1 / len(given) + 1 / len(otherwise))
        if abs(change.given - change.otherwise) > SURE * error:
            found.append(change)
    return found, measured


def _signs(
    projection: Projection, branch: Observable, signs: list[Observable], rows: Rows, soon: int
) -> tuple[EarlySign, ...]:
    """Signs by how far they raise the odds of the branch, each subject once.

    Parameters
    ----------
    rows : (signs, worlds) whether each is seen.
    """
    if not signs:
        return ()
    many, worlds = int(branch.seen.sum()), projection.worlds
    together = rows @ branch.seen.astype(np.float32)
    given = together / many
    every = rows.mean(axis=1)
    otherwise = (every * worlds - together) / (worlds - many)
    error = np.sqrt(every * (1 - every) * (1 / many + 1 / (worlds - many)))
    ratio = given / np.maximum(otherwise, 1.0 / worlds)
    kept: list[int] = []
    for n in sorted(range(len(signs)), key=lambda n: (-ratio[n], signs[n].id)):
        stands_out = given[n] - otherwise[n] > SURE * error[n] and signs[n].subject != branch.subject
        if len(kept) < SIGNS and stands_out and not any(is_same(signs[n], signs[k]) for k in kept):
            kept.append(n)
    by = projection.dates[soon]
    return tuple(EarlySign(signs[n].text, by, float(given[n]), float(otherwise[n])) for n in kept)
