"""What would have been otherwise: an edited case beside its base, under the same noise."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from threading import Event
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from detente.case import (
    ChooseBranch,
    ChooseModel,
    DropEvent,
    Edit,
    Install,
    SetInput,
    WithoutMechanism,
    apply_edits,
    touches_past,
)
from detente.core.case import Case
from detente.core.explanation import Counterfactual, Difference
from detente.core.naming import reading_name
from detente.core.projection import Projection, Settings
from detente.explanation.outcomes import NONE, VALUE, YES, last_day, outcomes
from detente.projection import project
from detente.projection.run import Engine

Floats = NDArray[np.float64]
Kind = Literal["intervention on the future", "same-noise counterfactual of the past"]
RANGE = (0.05, 0.95)
NINETY = 1.6448536269514722
"""Standard errors either side that hold 90 %."""


def compare(
    case: Case,
    edits: Sequence[Edit],
    settings: Settings,
    *,
    observables: Sequence[tuple[str, date]] | None = None,
    base: Projection | None = None,
    stop: Event | None = None,
    engine: Engine | None = None,
) -> Counterfactual:
    """Run a case with and without some edits, under the same draws.

    Use it for what-if questions. An edit of what happened by the as-of date makes both sides a hindcast, in
    which facts of the outcome are released; an edit of what is to come is an intervention and keeps them.

    Parameters
    ----------
    edits : changes, applied in their order.
    observables : readings with the dates they are read at; all levels at the as-of date (for the past) and at
        the horizon unless given. The questions that either side can be asked are added to the latter.
    base : the unedited side, where it was run before with these settings in the right mode.

    Returns
    -------
    paired differences, edited less base.

    Raises
    ------
    ParameterError : an edit names what the case does not hold, or sets a value out of range.
    """
    edited = apply_edits(case, tuple(edits))
    kind = kind_of(case, edits)
    mode = "hindcast" if kind == "same-noise counterfactual of the past" else settings.mode
    chosen = replace(settings, mode=mode)
    fits = base is not None and (base.mode, base.worlds, base.seed, base.as_of) == (
        chosen.mode, chosen.worlds, chosen.seed, chosen.as_of,
    )  # fmt: skip
    before = base if fits and base is not None else project(case, chosen, stop=stop, engine=engine)
    after = project(edited, chosen, stop=stop, engine=engine)
    read = observables if observables is not None else _levels(case, before, mode == "hindcast")
    differences = [_of_reading(case, name, at, before, after) for name, at in read]
    if observables is None:
        differences += of_questions(case, before, after)
    return Counterfactual(tuple(told(edit) for edit in edits), kind, chosen.worlds, tuple(differences))


def kind_of(case: Case, edits: Sequence[Edit]) -> Kind:
    """What a comparison under some edits is."""
    if any(touches_past(case, edit) for edit in edits):
        return "same-noise counterfactual of the past"
    return "intervention on the future"


def told(edit: Edit) -> str:
    """An edit in a phrase."""
    match edit:
        case DropEvent(id=name):
            return f"without {name}"
        case ChooseBranch(event=event, branch=branch):
            return f"{event} = {branch}"
        case SetInput(path=path, value=value, at=day):
            shown = f"{value:g}" if isinstance(value, int | float) else value
            return f"{path} = {shown}" if day is None else f"{path} = {shown} from {day}"
        case Install(collective=collective, role=role, who=who):
            return f"{collective} {role.replace('_', ' ')}: {who or 'nobody'}"
        case WithoutMechanism(id=name):
            return f"without mechanism {name}"
        case ChooseModel(track=track, model=model):
            return f"{track} settled by {model}"


def paired(of: str, label: str, at: date, base: Floats, edited: Floats, *, is_chance: bool) -> Difference:
    """A paired difference over worlds.

    Its range is the 5-95 % range over worlds; of a chance, which in one world is 0 or 1, it is the 90 %
    interval of the mean.
    """
    gap = edited - base
    se = float(gap.std() / np.sqrt(len(gap)))
    mean = float(gap.mean())
    if is_chance:
        low, high = mean - NINETY * se, mean + NINETY * se
    else:
        low, high = (float(end) for end in np.quantile(gap, RANGE))
    return Difference(of, label, at, float(base.mean()), float(edited.mean()), mean, low, high, se)


def of_questions(case: Case, before: Projection, after: Projection) -> list[Difference]:
    """Differences of the answers that worlds known as of a day can give: of what is asked then or later."""
    found = []
    for name, question in case.questions.items():
        if question.asked < before.as_of or last_day(question) > before.dates[-1]:
            continue
        sides = outcomes(case, question, before), outcomes(case, question, after)
        for column in sides[0]:
            if column == NONE:
                continue
            of = name if column in (YES, VALUE) else f"{name}.{column}"
            label = question.asks if column in (YES, VALUE) else f"{question.asks} {column}"
            pair = (sides[0][column], sides[1][column])
            found.append(paired(of, label, question.by, *pair, is_chance=column != VALUE))
    return found


def _levels(case: Case, projection: Projection, of_the_past: bool) -> list[tuple[str, date]]:
    days = [case.as_of] if of_the_past else []
    days += [day for day in (projection.dates[-1],) if day not in days]
    return [(f"{issue}.level", day) for issue in projection.names.issues for day in days]


def _of_reading(case: Case, name: str, at: date, before: Projection, after: Projection) -> Difference:
    state = before.step_at(at)
    pair = [side.reading(name)[:, state].astype(np.float64) for side in (before, after)]
    return paired(name, reading_name(case, name), at, *pair, is_chance=False)
