"""When something comes, world by world: a question's yes, an event, a firing, a turn of a track."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.core.case import Case
from detente.core.errors import ParameterError, nearest
from detente.core.naming import act_name, track_name
from detente.core.projection import BROKEN, OPEN, SETTLED, Projection
from detente.core.rule import Rule
from detente.explanation.outcomes import atoms, can_be_asked
from detente.projection import first_step

Ints = NDArray[np.int64]
TURNS = {
    "settled": (SETTLED, "reaches a deal"),
    "open": (OPEN, "opens"),
    "broken": (BROKEN, "loses its deal"),
}


@dataclass(frozen=True, slots=True)
class Arrival:
    """Something that may come.

    Attributes
    ----------
    step : (worlds,) state at which it has first come; the number of states where it never does.
    subjects : issues, pressures, tracks, hazards and events it is about itself.
    """

    of: str
    label: str
    step: Ints
    subjects: frozenset[str]


def arrival(case: Case, projection: Projection, of: str) -> Arrival:
    """When something comes after the as-of date of a forecast; of a hindcast, after its start.

    Parameters
    ----------
    of : a yes/no question, `question.option`, an event or `event.branch`, a hazard (its first firing), or
        `track.settled`, `track.open`, `track.broken`.

    Raises
    ------
    ParameterError : there is no such thing, or these worlds cannot be asked.
    """
    names, never = projection.names, len(projection.dates)
    stem, _, kind = of.rpartition(".")
    question = of if of in case.questions else of.partition(".")[0]
    if question in case.questions:
        return _of_question(case, projection, question, of)
    if of in names.occurrences:
        when = projection.happened[:, names.occurrences.index(of)].astype(np.int64)
        return Arrival(
            of, act_name(case, of), np.where(when < 0, never, when), frozenset({of, of.partition(".")[0]})
        )
    hazard = stem if kind == "fires" else of
    if hazard in names.hazards:
        fires = projection.fires[:, :, names.hazards.index(hazard)] > 0
        return Arrival(of, act_name(case, hazard), _first(fires), frozenset({hazard}))
    if stem in names.tracks and kind in TURNS:
        status, verb = TURNS[kind]
        path = projection.statuses[:, :, names.tracks.index(stem)] == status
        turned = np.zeros_like(path)
        turned[:, 1:] = path[:, 1:] & ~path[:, :-1]
        turned[:, : _now(projection) + 1] = False
        return Arrival(
            of,
            f"{track_name(case, stem)} {verb}",
            _first(turned),
            frozenset({stem, *case.tracks[stem].over, *acting_on(case, {stem})}),
        )
    known = [
        *case.questions,
        *names.occurrences,
        *names.hazards,
        *(f"{track}.settled" for track in names.tracks),
    ]
    near = nearest(of, known)
    allowed = "a yes/no question, an event, a hazard, or a track's `.settled`, `.open` or `.broken`"
    raise ParameterError("of", repr(of), allowed, "" if near else "name one of the case's", near)


def _of_question(case: Case, projection: Projection, name: str, of: str) -> Arrival:
    question, option = case.questions[name], of.partition(".")[2]
    rules: dict[str, Rule] = {} if question.yes_if is None else {"": question.yes_if}
    rules = dict(question.first_of or rules)
    if option not in rules:
        allowed = ", ".join(f"{name}.{one}" if one else name for one in rules) or "a yes/no question"
        mend = "write one of these" if rules else "ask a question that something can make come true"
        raise ParameterError("of", repr(of), allowed, mend)
    if not can_be_asked(question, projection):
        allowed = f"a question asked from {projection.as_of} on that closes by {projection.dates[-1]}"
        raise ParameterError(
            "of", f"{name}, asked on {question.asked}", allowed, f"run as of {question.asked}"
        )
    rule = rules[option]
    step = first_step(rule, case, projection, asked=question.asked, by=question.by)
    subjects = {str(getattr(atom, str(atom.subject))) for atom in atoms(rule)}
    subjects |= {issue for name in subjects & set(case.tracks) for issue in case.tracks[name].over}
    return Arrival(
        of, f"{question.asks} {option}".strip(), step, frozenset(subjects | acting_on(case, subjects))
    )


def acting_on(case: Case, subjects: Collection[str]) -> set[str]:
    """Events and hazards that open, close, break or settle one of these, or count as it: they are it, not before it."""
    acting = [(event.id, event) for event in case.events] + list(case.hazards.items())
    return {
        name
        for name, does in acting
        if {*does.opens, *does.closes, *does.breaks, *does.settles, *does.counts_as} & set(subjects)
    }


def _first(true: NDArray[np.bool_]) -> Ints:
    step: Ints = np.where(true.any(axis=1), true.argmax(axis=1), true.shape[1]).astype(np.int64)
    return step


def _now(projection: Projection) -> int:
    if projection.mode == "hindcast":
        return 0
    return projection.step_at(min(max(projection.as_of, projection.dates[0]), projection.dates[-1]))
