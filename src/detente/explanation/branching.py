"""How much one act breeds others: the branching number of a case's hazards.

Above 1 a strike brings more than one strike in its train, and only cool-downs and ceilings hold the loop.

References
----------
Hawkes (1971), Spectra of some self-exciting and mutually exciting point processes, Biometrika 58(1), 83-90.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.core.case import Case
from detente.core.event import Consequences, Event
from detente.projection.compile import Compiled, compile_case
from detente.projection.compile.events import reading_of
from detente.projection.plan import everything_on
from detente.projection.record import Record, record_of
from detente.projection.run import Engine, run_centrally

Floats = NDArray[np.float64]
FORCED = "forced-firing"
WEEKS = 52


@dataclass(frozen=True, slots=True)
class Branching:
    """How hazards breed hazards.

    Attributes
    ----------
    number : spectral radius of `offspring`.
    offspring : (hazards, hazards) further firings of the row that one firing of the column brings within a
        year.
    """

    number: float
    hazards: tuple[str, ...]
    offspring: Floats


def branching(case: Case, *, engine: Engine | None = None) -> Branching:
    """The branching number of a case's hazards.

    Notes
    -----
    On the path without noise, one firing at the start is added and the change of every hazard's rate summed
    over a year, through pressures, stances and levels alike, each rate held at its ceiling. Cool-downs are
    left out, so that the number is on the high side; so are conditions (`needs`), and events that follow a
    hazard.
    """
    names = tuple(sorted(case.hazards))
    if not names:
        return Branching(0.0, (), np.zeros((0, 0)))
    before = _rates(case, engine)
    columns = []
    for name in names:
        acts = {field: getattr(case.hazards[name], field) for field in Consequences.model_fields}
        firing = Event(
            id=FORCED, on=case.start, known_from=case.start, role="cause", **{**acts, "counts_as": ()}
        )
        after = _rates(case.model_copy(update={"events": (*case.events, firing)}), engine)
        columns.append((after - before).sum(axis=0))
    offspring = np.maximum(0.0, np.array(columns).T)
    number = float(np.abs(np.linalg.eigvals(offspring)).max())
    return Branching(number, names, offspring)


def _rates(case: Case, engine: Engine | None) -> Floats:
    """(steps, hazards) expected firings a step along the path without noise."""
    compiled = compile_case(case, as_of=case.as_of, mode="hindcast")
    path = _forced_path(compiled, engine)
    sizes, plan = compiled.plan.sizes, compiled.plan.hazards
    centers = np.array([drawn.spread.center for drawn in compiled.quantities])
    steps = min(sizes.steps, round(WEEKS / sizes.step_weeks))
    rates = np.zeros((steps, sizes.hazards))
    for h, name in enumerate(compiled.index.hazards):
        factor = np.zeros(steps)
        for at, reading in zip(
            range(plan.slope_ptr[h], plan.slope_ptr[h + 1]),
            sorted(case.hazards[name].grows_with),
            strict=True,
        ):
            moved = _path(compiled, path, reading)
            factor += (
                plan.slope_sign[at] * np.log(centers[plan.q_slope[at]]) / 10.0 * (moved[:steps] - moved[0])
            )
        rate = centers[compiled.plan.dials.q_base[plan.d_rate[h]]]
        ceiling = centers[plan.q_ceiling[h]]
        rates[:, h] = rate * np.minimum(np.exp(np.minimum(factor, 700.0)), ceiling) * sizes.step_weeks
    return rates


def _forced_path(compiled: Compiled, engine: Engine | None) -> Record:
    """The path without noise, luck or events but the forced firing, if there is one."""
    on, off = everything_on(compiled.plan), np.zeros(1, np.uint8)
    kept = np.zeros_like(on.occurrences)
    for n, name in enumerate(compiled.index.occurrences):
        kept[0, n] = name == FORCED
    switches = on._replace(from_step=0, occurrences=kept, noise=off, hazards=off, schedule=off)
    record = record_of(compiled.plan, 1, full_dials=1, dtype=np.float64)
    run_centrally(compiled, switches, record, engine)
    return record


def _path(compiled: Compiled, path: Record, reading: str) -> Floats:
    """One reading along the one recorded path."""
    position, _ = reading_of(compiled.case, compiled.index, reading)
    for kind, ids in compiled.index.layout():
        if position < len(ids):
            tables = {
                "level": path.levels,
                "said": path.said,
                "pressure": path.pressures,
                "mandate": path.mandates,
            }
            tables |= {"zone": path.zones}
            return np.asarray(
                tables[kind][0, :, position] if kind in tables else np.zeros(path.levels.shape[1])
            )
        position -= len(ids)
    raise KeyError(reading)
