"""Will it last: what is left of a change half a year after its drivers are back where they stood."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from threading import Event as Stop

import numpy as np
from numpy.typing import NDArray

from detente.core.case import Case
from detente.core.event import Event
from detente.core.projection import Settings
from detente.core.quantity import Quantity
from detente.explanation.attribution import state_at
from detente.explanation.bench import Adjust, Bench, Variant
from detente.projection.plan import everything_on
from detente.projection.run import Engine

Floats = NDArray[np.float64]
ENDING = "drivers-end"
AFTER = timedelta(weeks=26)
MOVED = 2.0
"""Points below which there is nothing that could last."""


def persistence(
    case: Case,
    settings: Settings,
    windows: Sequence[tuple[str, int, int]],
    *,
    stop: Stop | None = None,
    engine: Engine | None = None,
) -> tuple[float | None, ...]:
    """Share of some changes that is left half a year after their drivers are gone: conversion or tactic.

    From the as-of date on nothing happens any more, nothing is drawn, and every pressure is put back to where
    it stood when the window began; deals in force stay.

    Parameters
    ----------
    windows : issue, first and last state of its change.

    Returns
    -------
    shares in [0, 1], cut at both ends; None where the level moved by less than two points.
    """
    if not windows:
        return ()
    bench = Bench(_with_ending(case, settings), replace(settings, mode="hindcast"), engine, stop)
    index, cut = bench.compiled.index, state_at(bench.case, settings.as_of)
    firsts = tuple(sorted({first for _, first, _ in windows}))
    levels = tuple(index.z("level", issue) for issue in index.issues)
    pressures = tuple(index.z("pressure", name) for name in index.pressures)
    base = _switched(bench, ending=False)
    steps = tuple(sorted({*firsts, *(last for _, _, last in windows)}))
    before = bench.probe(lambda _: [base], steps, (*levels, *pressures))[0]
    stood = {first: before[:, steps.index(first), len(levels) :] for first in firsts}
    gone = [_switched(bench, ending=True, cut=cut, adjust=_put_back(bench, stood[first])) for first in firsts]
    after = bench.probe(lambda _: gone, (bench.plan.sizes.steps,), levels)[:, :, 0, :]
    shares = []
    for issue, first, last in windows:
        at = index.issues.index(issue)
        start = before[:, steps.index(first), at].mean()
        change = before[:, steps.index(last), at].mean() - start
        left = after[firsts.index(first), :, at].mean() - start
        shares.append(None if abs(change) < MOVED else float(np.clip(left / change, 0.0, 1.0)))
    return tuple(shares)


def _with_ending(case: Case, settings: Settings) -> Case:
    """The case half a year on, with an event that presses every pressure right after the as-of date."""
    longer = case.model_copy(update={"until": settings.as_of + AFTER})
    day = case.start + timedelta(days=case.step_days * state_at(longer, settings.as_of))
    presses = {name: Quantity(value=50.0, low=0.0, high=100.0) for name in case.pressures}
    ending = Event(id=ENDING, on=day, known_from=case.start, role="cause", presses=presses)
    return longer.model_copy(update={"events": (*case.events, ending)})


def _switched(bench: Bench, *, ending: bool, cut: int = 0, adjust: Adjust | None = None) -> Variant:
    """Worlds without the ending; or with it, and nothing else happening from a step on."""
    on = everything_on(bench.plan)
    place = bench.compiled.index.occurrences.index(ENDING)
    occurrences = np.zeros_like(on.occurrences) if ending else on.occurrences.copy()
    occurrences[:, place] = int(ending)
    off = np.zeros(1, np.uint8)
    switches = on._replace(from_step=cut, occurrences=occurrences)
    if ending:
        switches = switches._replace(schedule=off, noise=off, hazards=off)
    return Variant(switches, adjust=adjust)


def _put_back(bench: Bench, stood: Floats) -> Adjust:
    """Replace what the ending presses to by where each world's pressures stood."""
    columns = [bench.column(f"events.{ENDING}.presses.{name}") for name in bench.compiled.index.pressures]

    def adjusted(values: Floats, worlds: slice) -> Floats:
        changed = values.copy()
        rows = stood[worlds]
        for place, column in enumerate(columns):
            assert column is not None
            changed[: len(rows), column] = rows[:, place]
        return changed

    return adjusted
