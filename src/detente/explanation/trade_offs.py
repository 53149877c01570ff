"""What a gain in one arena costs in another, and how often all go well together."""

import numpy as np
from numpy.typing import NDArray

from detente.case.inherit import has_stance
from detente.core.case import Case
from detente.core.explanation import TradeOff
from detente.core.projection import Projection
from detente.explanation.bench import Adjust, Bench, Variant
from detente.explanation.outcomes import YES, can_be_asked, outcomes
from detente.projection.compile.index import voices
from detente.projection.compile.lines import procedure_of

Floats = NDArray[np.float64]
PUSH = 10.0
"""Points by which the line of those who decide is moved up the scale."""
LOST = 1.0
"""Points by which a level may be lower and nothing be lost."""


def trade_offs(case: Case, bench: Bench, arenas: tuple[str, ...]) -> tuple[TradeOff, ...]:
    """What a push in each arena does to every arena's level at the horizon, its own included.

    A push moves the positions of those who decide there (proposer and final say, or the actor's own) ten
    points up the scale, cut at its end, in every world under the same draws.

    Parameters
    ----------
    bench : worlds of a forecast.
    """
    pushes = {arena: columns for arena in arenas if (columns := _columns(case, bench, arena))}
    if not pushes:
        return ()
    plain = bench.plain()
    variants = [
        plain,
        *(Variant(plain.switches, plain.rows, _pushed(columns)) for columns in pushes.values()),
    ]
    levels = tuple(bench.compiled.index.z("level", arena) for arena in arenas)
    found = bench.probe(lambda _: variants, (bench.plan.sizes.steps,), levels)[:, :, 0, :]
    rows = []
    for number, moved in enumerate(pushes):
        gaps = found[number + 1] - found[0]
        errors = gaps.std(axis=0) / np.sqrt(len(gaps))
        for place, measured in enumerate(arenas):
            rows.append(TradeOff(moved, measured, float(gaps[:, place].mean()), float(errors[place])))
    return tuple(rows)


def joint_success(case: Case, projection: Projection, arenas: tuple[str, ...]) -> float | None:
    """Share of worlds in which all goes well together.

    What that means is the question of the case's mechanism of joint success, where it has one; else that no
    arena's level is lower at the horizon than at the as-of date by more than a point.
    """
    joint = [
        one.expects.moves
        for one in case.mechanisms.values()
        if one.rule == "joint" and one.expects is not None
    ]
    for name in joint:
        question = case.questions.get(name)
        if question is not None and question.yes_if is not None and can_be_asked(question, projection):
            return float(outcomes(case, question, projection)[YES].mean())
    if not arenas:
        return None
    places = [projection.names.issues.index(arena) for arena in arenas]
    now = projection.step_at(min(max(projection.as_of, projection.dates[0]), projection.dates[-1]))
    levels = projection.levels[:, :, places]
    return float((levels[:, -1] >= levels[:, now] - LOST).all(axis=1).mean())


def deciders(case: Case, issue: str) -> tuple[str, ...]:
    """Whose line to move to move an issue: proposer and final say of its owner, or those who speak for it."""
    owner = case.issues[issue].owner
    if owner is None:
        parties = [party for track in case.tracks.values() if issue in track.over for party in track.parties]
        candidates = [case.focus.actor, *parties]
        owner = next(
            (actor for actor in candidates if actor is not None and voices(case, actor, issue)), None
        )
    if owner is None:
        return ()
    _, procedure = procedure_of(case, owner, issue)
    named = () if procedure is None else (procedure.proposes, procedure.final_say)
    leading = tuple(
        dict.fromkeys(actor for actor in named if actor is not None and has_stance(case, actor, issue))
    )
    return leading or voices(case, owner, issue)


def _columns(case: Case, bench: Bench, arena: str) -> list[int]:
    found = (bench.column(f"actors.{actor}.stances.{arena}.position") for actor in deciders(case, arena))
    return [column for column in found if column is not None]


def _pushed(columns: list[int]) -> Adjust:
    def adjusted(values: Floats, _: slice) -> Floats:
        changed = values.copy()
        changed[:, columns] = np.clip(values[:, columns] + PUSH, 0.0, 100.0)
        return changed

    return adjusted
