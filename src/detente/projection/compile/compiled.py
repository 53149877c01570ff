"""The compiled case: plan, quantities to draw, chances of occurrences and models of tracks."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from detente.core.case import Case
from detente.core.projection import Mode
from detente.models.bargaining import model, model_names
from detente.projection.calendar import exposure
from detente.projection.compile.dials import Dials
from detente.projection.compile.effects import dial_plan
from detente.projection.compile.events import Chances, events, hazards
from detente.projection.compile.index import Index, index_of
from detente.projection.compile.lines import lines
from detente.projection.compile.pressures import issues, pressures
from detente.projection.compile.quantities import Drawn, Quantities
from detente.projection.compile.rules import Rules
from detente.projection.compile.seats import seats
from detente.projection.compile.tracks import tracks
from detente.projection.plan import Plan, Sizes

DEFAULT_MODEL = "nash"


@dataclass(frozen=True, slots=True)
class Compiled:
    """A case ready to run, as known at a date and in a mode.

    Attributes
    ----------
    quantities : what each world draws, in the order of a world's draws.
    dials : short names of the dials.
    chances : how likely each occurrence is.
    models : track -> (model, quantity of its weight), in canonical order.
    model_names : every model there is, in the order worlds are dealt by.
    """

    case: Case
    as_of: date
    mode: Mode
    plan: Plan
    index: Index
    quantities: tuple[Drawn, ...]
    dials: tuple[str, ...]
    chances: Chances
    models: tuple[tuple[tuple[str, int], ...], ...]
    model_names: tuple[str, ...]


def compile_case(case: Case, *, as_of: date, mode: Mode) -> Compiled:
    """Arrays of a case that `check` has passed.

    Parameters
    ----------
    as_of : what became known later is left out; not after the case's own as-of date.
    mode : "hindcast" releases the facts of the outcome and draws from the start.
    """
    index = index_of(case)
    numbers = Quantities(case)
    dials = Dials(numbers)
    rules = Rules(case, index)
    line_plan = lines(case, index, dials)
    declared = {
        (actor, issue): int(line_plan.d_declared[a, i])
        for a, actor in enumerate(index.actors)
        for i, issue in enumerate(index.issues)
    }
    issue_plan = issues(case, index, dials, declared)
    track_plan = tracks(case, index, dials, rules)
    table_plan = seats(case, index, line_plan, track_plan)
    pressure_plan = pressures(case, index, numbers)
    hazard_plan = hazards(case, index, dials, rules, as_of=as_of)
    event_plan, chances = events(case, index, dials, rules, as_of=as_of, mode=mode)
    effects = dial_plan(case, index, dials)
    for name in {name for track in index.tracks for name in case.tracks[track].models}:
        model(name)  # one that does not exist is refused, with the nearest name
    models = tuple(
        tuple(
            (
                name,
                numbers.number(
                    f"tracks.{track}.models.{name}", case.tracks[track].models[name], "model_weight"
                ),
            )
            for name in sorted(case.tracks[track].models)
        )
        or ((DEFAULT_MODEL, numbers.constant(1.0)),)
        for track in index.tracks
    )
    sizes = Sizes(
        steps=case.steps,
        step_weeks=case.step_days / 7.0,
        actors=len(index.actors),
        issues=len(index.issues),
        pressures=len(index.pressures),
        tracks=len(index.tracks),
        hazards=len(index.hazards),
        occurrences=len(index.occurrences),
        draws=len(case.events),
        quantities=len(numbers.drawn),
        dials=len(dials.names),
        mandates=len(index.mandates),
        deciders=len(index.deciders),
        readings=index.readings,
    )
    drawn_weeks = np.array(exposure(case, as_of if mode == "forecast" else None), dtype=np.float64)
    plan = Plan(
        sizes,
        drawn_weeks,
        pressure_plan,
        effects,
        line_plan,
        issue_plan,
        track_plan,
        table_plan,
        event_plan,
        hazard_plan,
        rules.plan(),
    )
    return Compiled(
        case,
        as_of,
        mode,
        plan,
        index,
        tuple(numbers.drawn),
        tuple(dials.names),
        chances,
        models,
        model_names(),
    )
