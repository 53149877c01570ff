"""Run a case: blocks of worlds over threads, the same bytes for any number of workers."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed
from itertools import pairwise
from threading import Event
from typing import Protocol

import numpy as np
from numpy.typing import DTypeLike, NDArray

from detente.core.case import Case
from detente.core.errors import RunError
from detente.core.projection import Names, Projection, Settings
from detente.models.bargaining import BargainingModel, model
from detente.projection import calendar
from detente.projection.compile import Compiled, compile_case
from detente.projection.draws import (
    BLOCK,
    Noise,
    centers,
    chances,
    converted,
    dealt_models,
    inputs,
    noise,
    silence,
)
from detente.projection.plan import Floats, Ints, Plan, Switches, everything_on
from detente.projection.record import Record, record_of
from detente.projection.stopping import end_if_stopped

FULL_DIALS = 200
"""Worlds whose dials are kept in full."""
MOST_BLOCKS = 5
"""Blocks that are run as one: what is called for each step is then called less often."""
MOST_BYTES = 6 * 2**30
"""Memory a record may take; above it a run is refused rather than left to swap."""

Progress = Callable[[int, int], None]
"""Called with worlds done and worlds in all."""


class Engine(Protocol):
    """A kernel: `reference.run` or `kernel.run`."""

    def __call__(
        self,
        plan: Plan,
        draws: Floats,
        noise: tuple[Floats, Floats, Floats, Floats, Floats],
        chance: tuple[Floats, Floats],
        dealt: Ints,
        models: tuple[BargainingModel, ...],
        switches: Switches,
        rows: Ints,
        record: Record,
    ) -> object:
        """Run a block of worlds and fill its record."""
        ...


def compiled_engine(stop: Event | None = None) -> Engine:
    """The compiled kernel, with rooms of its own: one for all blocks of a run, which `stop` ends within a step."""
    from detente.projection.kernel import in_rooms

    return in_rooms(stop)


def project(
    case: Case,
    settings: Settings,
    *,
    progress: Progress | None = None,
    stop: Event | None = None,
    engine: Engine | None = None,
    dtype: DTypeLike = np.float32,
    tied: int = 1,
) -> Projection:
    """Simulate the worlds of a case.

    Parameters
    ----------
    case : a case that `check` has passed.
    settings : worlds, seed, as-of date, mode and workers; only `workers` changes nothing in the result.
    progress : called after each block with worlds done and in all.
    stop : when set, the run ends within a step with a `RunError`.
    engine : the compiled kernel unless given.
    dtype : of the recorded paths.
    tied : worlds that share one draw of the inputs, for the range over inputs; a divisor of the block's size.

    Returns
    -------
    the worlds, with what they were made from.

    Raises
    ------
    RunError : the record would not fit in memory, or the run was stopped.
    """
    compiled = compile_case(case, as_of=settings.as_of, mode=settings.mode)
    plan = compiled.plan
    _refuse_what_does_not_fit(plan, settings.worlds)
    record = record_of(plan, settings.worlds, full_dials=min(FULL_DIALS, settings.worlds), dtype=dtype)
    spread = [q for q, drawn in enumerate(compiled.quantities) if not drawn.spread.is_point]
    values = np.zeros((settings.worlds, len(spread)), np.float32)
    dealt = np.zeros((settings.worlds, plan.sizes.tracks), np.int8)
    switches = everything_on(plan)
    run = compiled_engine(stop) if engine is None else engine

    def some_blocks(blocks: range) -> int:
        rows = worlds_of(blocks, settings.worlds)
        drawn, models = run_blocks(
            compiled, settings.seed, blocks, switches, slice_of(record, rows), run, tied=tied
        )
        values[rows] = drawn[: rows.stop - rows.start][:, spread]
        dealt[rows] = models[: rows.stop - rows.start]
        return int(rows.stop - rows.start)

    over_blocks(some_blocks, settings.worlds, settings.workers, progress=progress, stop=stop)
    return projection_of(compiled, settings.seed, record, values, dealt)


def projection_of(
    compiled: Compiled, seed: int, record: Record, values: NDArray[np.float32], dealt: NDArray[np.int8]
) -> Projection:
    """A full record as a projection.

    Parameters
    ----------
    values : (worlds, inputs drawn with a spread), in the order of the compiled case's quantities.
    dealt : (worlds, tracks) models.
    """
    spread = tuple(drawn.path for drawn in compiled.quantities if not drawn.spread.is_point)
    return Projection(
        case=compiled.case.case,
        mode=compiled.mode,
        as_of=compiled.as_of,
        seed=seed,
        names=_names(compiled, spread),
        dates=calendar.dates(compiled.case)[: record.levels.shape[1]],
        levels=record.levels,
        said=record.said,
        mandates=record.mandates,
        pressures=record.pressures,
        statuses=record.statuses,
        zones=record.zones,
        binds=record.binds,
        fires=record.fires,
        happened=record.happened,
        models=dealt,
        inputs=values,
        dials=record.dials,
        clipped_share=float(record.clipped.mean()),
    )


def project_rows(compiled: Compiled, seed: int, rows: range, engine: Engine) -> Projection:
    """Some worlds of a case, the same as they are among all; they may not reach across a block's end.

    Parameters
    ----------
    rows : worlds, by their number among all.

    Raises
    ------
    ValueError : they stand in several blocks.
    """
    block = rows.start // BLOCK
    if rows.stop > (block + 1) * BLOCK:
        raise ValueError(f"worlds {rows.start} to {rows.stop} stand in several blocks of {BLOCK}")
    part = slice(rows.start - block * BLOCK, rows.stop - block * BLOCK)
    blocks = range(block, block + 1)
    values = inputs(compiled, seed, blocks)
    dealt = dealt_models(compiled, values, seed, blocks)
    drawn = noise(compiled, seed, blocks)
    record = record_of(compiled.plan, len(rows), full_dials=0)
    some = values.T[:, part].T  # worlds stay last in memory
    luck = Noise(*(array[..., part] for array in drawn))  # type: ignore[arg-type]
    _run(compiled, some, luck, dealt[part], everything_on(compiled.plan), record, engine)
    spread = [q for q, one in enumerate(compiled.quantities) if not one.spread.is_point]
    return projection_of(
        compiled, seed, record, some[:, spread].astype(np.float32), dealt[part].astype(np.int8)
    )


def run_blocks(
    compiled: Compiled,
    seed: int,
    blocks: range,
    switches: Switches,
    record: Record,
    engine: Engine,
    *,
    tied: int = 1,
) -> tuple[Floats, NDArray[np.int64]]:
    """Draw and run the first worlds of some blocks, as many as the record has room for.

    Parameters
    ----------
    switches : of a single row, which every world plays.
    tied : worlds that share the inputs and models of the first among them.

    Returns
    -------
    values drawn (worlds of the blocks, quantities) and models dealt (worlds of the blocks, tracks).
    """
    values = inputs(compiled, seed, blocks, tied=tied)
    dealt = dealt_models(compiled, values, seed, blocks, tied=tied)
    _run(compiled, values, noise(compiled, seed, blocks), dealt, switches, record, engine)
    return values, dealt


def run_centrally(compiled: Compiled, switches: Switches, record: Record, engine: Engine | None) -> None:
    """Run one world without luck, every input at its center."""
    values, dealt = centers(compiled, 1), np.zeros((1, compiled.plan.sizes.tracks), np.int64)
    _run(compiled, values, silence(compiled, 1), dealt, switches, record, engine or compiled_engine())


def _run(
    compiled: Compiled,
    values: Floats,
    noise: Noise,
    dealt: NDArray[np.int64],
    switches: Switches,
    record: Record,
    engine: Engine,
) -> None:
    worlds = len(record.happened)
    low, high = chances(compiled, values)
    engine(
        compiled.plan,
        converted(compiled, values)[:worlds],
        tuple(part[..., :worlds] for part in noise),  # type: ignore[arg-type]
        (low[:worlds], high[:worlds]),
        dealt[:worlds],
        tuple(model(name) for name in compiled.model_names),
        switches,
        np.zeros(worlds, np.int64),
        record,
    )


def worlds_of(blocks: range, worlds: int) -> slice:
    """Which of all worlds stand in some blocks."""
    return slice(blocks.start * BLOCK, min(blocks.stop * BLOCK, worlds))


def portions(worlds: int, workers: int) -> list[range]:
    """Blocks of worlds in nearly equal portions: as many for every worker, and none of more than `MOST_BLOCKS`."""
    blocks = -(-worlds // BLOCK)
    rounds = -(-blocks // (MOST_BLOCKS * workers))
    count = min(blocks, rounds * workers)
    ends = [round(number * blocks / count) for number in range(count + 1)]
    return [range(first, last) for first, last in pairwise(ends)]


def over_blocks(
    some_blocks: Callable[[range], int],
    worlds: int,
    workers: int,
    *,
    progress: Progress | None = None,
    stop: Event | None = None,
) -> None:
    """Call a function for every portion of blocks over threads; it returns the worlds it did.

    Raises
    ------
    RunError : `stop` was set.
    """
    done = 0
    with ThreadPoolExecutor(max_workers=max(1, workers)) as pool:
        futures = [pool.submit(some_blocks, blocks) for blocks in portions(worlds, max(1, workers))]
        try:
            for future in as_completed(futures):
                end_if_stopped(stop, "run")
                done += future.result()
                if progress is not None:
                    progress(done, worlds)
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def slice_of(record: Record, rows: slice) -> Record:
    """A record's rows as views; dials are kept for the first worlds only."""
    kept = record.dials[rows.start : max(rows.start, min(rows.stop, len(record.dials)))]
    whole = {"probe_steps": record.probe_steps, "probe_readings": record.probe_readings, "dials": kept}
    return Record(**{name: whole.get(name, getattr(record, name)[rows]) for name in Record._fields})


def central_path(compiled: Compiled, *, events: bool = True, engine: Engine | None = None) -> Record:
    """The one path without noise, luck or spread: every input at its center.

    Parameters
    ----------
    events : False leaves out every event as well, to see what moves by itself.
    """
    plan = compiled.plan
    off = np.zeros(1, np.uint8)
    on = everything_on(plan)
    kept = np.full_like(on.occurrences, int(events))
    kept[:, plan.sizes.occurrences :] = 0
    schedule = np.full(1, int(events), np.uint8)
    switches = on._replace(from_step=0, occurrences=kept, noise=off, hazards=off, schedule=schedule)
    record = record_of(plan, 1, full_dials=1, dtype=np.float64)
    run_centrally(compiled, switches, record, engine)
    return record


def _refuse_what_does_not_fit(plan: Plan, worlds: int) -> None:
    per_world = sum(array.nbytes for array in record_of(plan, 1))
    if per_world * worlds > MOST_BYTES:
        fits = MOST_BYTES // per_world
        raise RunError(
            "worlds", f"{worlds} worlds, which need {per_world * worlds / 2**30:.0f} GiB", f"at most {fits} for this case",
            f"run {fits} worlds or fewer, or shorten the horizon",
        )  # fmt: skip


def _names(compiled: Compiled, paths: tuple[str, ...]) -> Names:
    index = compiled.index
    return Names(
        issues=index.issues,
        pressures=index.pressures,
        mandates=tuple(f"{actor}.{issue}" for actor, issue in index.mandates),
        tracks=index.tracks,
        hazards=index.hazards,
        occurrences=index.occurrences,
        inputs=paths,
        players=index.actors,
        dials=compiled.dials,
        models=compiled.model_names,
    )
