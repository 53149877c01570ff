"""A compiled case with its draws kept, on which many variants of the same worlds are run.

Attribution runs the same worlds hundreds of times. Drawing them once makes that cheap, and makes every
difference between two variants a paired one.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Event, Lock
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from detente.core.case import Case
from detente.core.projection import Projection, Settings
from detente.models.bargaining import BargainingModel, model
from detente.projection.compile import Compiled, compile_case
from detente.projection.draws import BLOCK, Noise, chances, converted, dealt_models, inputs, noise
from detente.projection.plan import Ints, Plan, Switches, everything_on
from detente.projection.record import Record, record_of
from detente.projection.run import (
    FULL_DIALS,
    Engine,
    compiled_engine,
    over_blocks,
    portions,
    projection_of,
    slice_of,
    worlds_of,
)
from detente.projection.stopping import end_if_stopped

if TYPE_CHECKING:
    from detente.projection.kernel.state import State
    from detente.projection.kernel.world import Kept

Floats = NDArray[np.float64]
Adjust = Callable[[Floats, slice], Floats]
"""From the values drawn for some blocks, (worlds, quantities), and which worlds these are, to others; never in
place."""


class Variant(NamedTuple):
    """One way to run worlds: switches, the row of them each world plays (None: all the first), what is done to inputs."""

    switches: Switches
    rows: Ints | None = None
    adjust: Adjust | None = None


class Ready(NamedTuple):
    """Inputs of some blocks as drawn, as a kernel uses them, and the chances of its occurrences."""

    values: Floats
    converted: Floats
    chances: tuple[Floats, Floats]


class Drawn(NamedTuple):
    """What some blocks of worlds draw."""

    inputs: Ready
    noise: Noise
    dealt: NDArray[np.int64]


@dataclass(slots=True)
class Common:
    """What variants of the same worlds share up to the state from which they differ: the worlds then, and readings so far."""

    kept: dict[int, "Kept"] = field(default_factory=dict)
    probes: dict[int, Floats] = field(default_factory=dict)
    work: dict[int, "State"] = field(default_factory=dict)


@dataclass(slots=True)
class Bench:
    """Worlds of a case, each block drawn once.

    Attributes
    ----------
    settings : how many worlds, from which seed, as of when, in which mode, on how many workers.
    engine : the compiled kernel unless given.
    stop : when set, a run ends within a step with a `RunError`.
    """

    case: Case
    settings: Settings
    engine: Engine | None = None
    stop: Event | None = None
    compiled: Compiled = field(init=False)
    models: tuple[BargainingModel, ...] = field(init=False)
    _portions: dict[range, Drawn] = field(init=False, default_factory=dict)
    _plain_run: Engine = field(init=False)
    _lock: Lock = field(init=False, default_factory=Lock)

    def __post_init__(self) -> None:
        self.compiled = compile_case(self.case, as_of=self.settings.as_of, mode=self.settings.mode)
        self.models = tuple(model(name) for name in self.compiled.model_names)
        self._plain_run = compiled_engine(self.stop) if self.engine is None else self.engine

    @property
    def plan(self) -> Plan:
        """The compiled case's arrays."""
        return self.compiled.plan

    def plain(self) -> Variant:
        """The worlds as they are."""
        return Variant(everything_on(self.plan))

    def probe(
        self,
        variants: Callable[[range], Sequence[Variant]],
        steps: tuple[int, ...],
        readings: tuple[int, ...],
    ) -> Floats:
        """Some readings at some states under every variant.

        Parameters
        ----------
        variants : blocks -> their variants, equally many for all.
        steps, readings : states and positions in the readings vector; nothing is run beyond the last state.

        Returns
        -------
        (variants, worlds, steps, readings).
        """
        plan = shortened(self.plan, max(*steps, 1))
        parts = portions(self.settings.worlds, max(1, self.settings.workers))

        def some(job: tuple[range, Sequence[Variant]]) -> list[Floats]:
            blocks, those = job
            return [record.probes for record in self._probed(plan, blocks, those, steps, readings)]

        with ThreadPoolExecutor(max_workers=max(1, self.settings.workers)) as pool:
            list(pool.map(self._drawn, parts))
            shares = -(-self.settings.workers // len(parts))
            jobs = [(blocks, share) for blocks in parts for share in _shares(variants(blocks), shares)]
            found = list(pool.map(some, jobs))
        by_part = [
            np.stack(
                [
                    probes
                    for (at, _), share in zip(jobs, found, strict=True)
                    if at == blocks
                    for probes in share
                ]
            )
            for blocks in parts
        ]
        return np.concatenate(by_part, axis=1)

    def _probed(
        self,
        plan: Plan,
        blocks: range,
        variants: Sequence[Variant],
        steps: tuple[int, ...],
        readings: tuple[int, ...],
    ) -> Iterator[Record]:
        """Records of probes alone, of some blocks under variants that share what they can."""
        common = Common()
        for variant in variants:
            end_if_stopped(self.stop, "explain")
            # A record of probes alone is known to the compiled kernel only.
            thin = self.engine is None
            record = record_of(
                plan, self._size(blocks), probe_steps=steps, probe_readings=readings, thin=thin
            )
            if thin and variant.adjust is None:
                self._run_on(plan, blocks, variant, record, common)
            else:
                self._run(plan, blocks, variant, record)
            yield record

    def project(self, variant: Variant | None = None, *, steps: int | None = None) -> Projection:
        """All that is recorded of one variant, as a projection that may end early."""
        plan = self.plan if steps is None else shortened(self.plan, steps)
        chosen, worlds = variant or self.plain(), self.settings.worlds
        record = record_of(plan, worlds, full_dials=min(FULL_DIALS, worlds))
        spread = [q for q, drawn in enumerate(self.compiled.quantities) if not drawn.spread.is_point]
        values = np.zeros((worlds, len(spread)), np.float32)
        dealt = np.zeros((worlds, plan.sizes.tracks), np.int8)

        def some_blocks(blocks: range) -> int:
            rows = worlds_of(blocks, worlds)
            drawn = self._run(plan, blocks, chosen, slice_of(record, rows))
            size = int(rows.stop - rows.start)
            values[rows], dealt[rows] = drawn[:size, spread], self._drawn(blocks).dealt[:size]
            return size

        over_blocks(some_blocks, worlds, self.settings.workers, stop=self.stop)
        return projection_of(self.compiled, self.settings.seed, record, values, dealt)

    def project_together(self, adjusts: Sequence[Adjust | None], *, steps: int | None = None) -> Projection:
        """Variants of the worlds of one block as one run, which costs less than a run each.

        Parameters
        ----------
        adjusts : what is done to the inputs in each variant; None for nothing.

        Returns
        -------
        the worlds of the first variant, then those of the second, and so on; each as `project` has them.

        Raises
        ------
        ValueError : the bench has more worlds than a block.
        """
        plan = self.plan if steps is None else shortened(self.plan, steps)
        worlds, many, first = self.settings.worlds, len(adjusts), range(1)
        if worlds > BLOCK:
            raise ValueError(f"{worlds} worlds are more than a block of {BLOCK}")
        end_if_stopped(self.stop, "explain")
        drawn, rows = self._drawn(first), worlds_of(first, worlds)
        own = drawn.inputs.values
        values = np.concatenate(
            [(own if each is None else each(own, rows))[:worlds].T for each in adjusts], axis=1
        ).T
        ready = self._ready(values)
        record = record_of(plan, worlds * many, full_dials=0)
        self._plain_run(
            plan,
            ready.converted,
            tuple(np.tile(part[..., :worlds], many) for part in drawn.noise),  # type: ignore[arg-type]
            ready.chances,
            np.asfortranarray(np.tile(drawn.dealt[:worlds], (many, 1))),
            self.models,
            self.plain().switches,
            np.zeros(worlds * many, np.int64),
            record,
        )
        spread = [q for q, one in enumerate(self.compiled.quantities) if not one.spread.is_point]
        dealt = np.tile(drawn.dealt[:worlds], (many, 1)).astype(np.int8)
        return projection_of(
            self.compiled, self.settings.seed, record, values[:, spread].astype(np.float32), dealt
        )

    def kept_at(self, at: int) -> Iterator[tuple["Kept", Floats]]:
        """Every portion of the worlds as it is, stopped at a state, with what it draws as kernels use it."""
        from detente.projection.kernel import run

        plan = shortened(self.plan, max(at, 1))
        for blocks in portions(self.settings.worlds, max(1, self.settings.workers)):
            end_if_stopped(self.stop, "explain")
            record = record_of(plan, self._size(blocks), thin=True)
            ready = self._drawn(blocks).inputs
            kept = run(*self._asked(plan, blocks, self.plain(), record, ready), keep_at=at)
            assert kept is not None  # a state within the plan is always kept
            yield kept, ready.converted[: len(record.happened)]

    def column(self, path: str) -> int | None:
        """Where an input stands among the values drawn; None where the case has none at that path."""
        return next((q for q, drawn in enumerate(self.compiled.quantities) if drawn.path == path), None)

    def _size(self, blocks: range) -> int:
        rows = worlds_of(blocks, self.settings.worlds)
        return int(rows.stop - rows.start)

    def _run(self, plan: Plan, blocks: range, variant: Variant, record: Record) -> Floats:
        """Run some blocks of one variant; returns the values they ran with."""
        ready = self._drawn(blocks).inputs
        if variant.adjust is not None:
            ready = self._ready(variant.adjust(ready.values, worlds_of(blocks, self.settings.worlds)))
        self._plain_run(*self._asked(plan, blocks, variant, record, ready))
        return ready.values

    def _run_on(self, plan: Plan, blocks: range, variant: Variant, record: Record, common: "Common") -> None:
        """Run some blocks of one variant from where it may first differ from those run before."""
        from detente.projection.kernel import copied, run

        first = variant.switches.from_step
        asked = self._asked(plan, blocks, variant, record, self._drawn(blocks).inputs)
        kept = common.kept.get(first)
        if kept is None:
            found = run(*asked, keep_at=first, stop=self.stop)
            if found is not None:
                common.kept[first], common.probes[first] = found, record.probes
            return
        if first not in common.work:
            common.work[first] = copied(kept.state)
        run(*asked, resume=kept, work=common.work[first], stop=self.stop)
        before = record.probe_steps <= kept.at
        record.probes[:, before] = common.probes[first][:, before]

    def _asked(
        self, plan: Plan, blocks: range, variant: Variant, record: Record, ready: Ready
    ) -> tuple[Any, ...]:
        """What an engine is called with."""
        drawn, size = self._drawn(blocks), len(record.happened)
        rows = np.zeros(size, np.int64) if variant.rows is None else variant.rows[:size]
        return (
            plan,
            ready.converted[:size],
            tuple(part[..., :size] for part in drawn.noise),
            (ready.chances[0][:size], ready.chances[1][:size]),
            drawn.dealt[:size],
            self.models,
            variant.switches,
            rows,
            record,
        )

    def _ready(self, values: Floats) -> Ready:
        # Kernels want worlds last in memory; laid out so once, no variant has to copy.
        low, high = (np.asfortranarray(end) for end in chances(self.compiled, values))
        return Ready(values, np.asfortranarray(converted(self.compiled, values)), (low, high))

    def _drawn(self, blocks: range) -> Drawn:
        with self._lock:
            if blocks in self._portions:
                return self._portions[blocks]
        seed = self.settings.seed
        values = inputs(self.compiled, seed, blocks)
        dealt = np.asfortranarray(dealt_models(self.compiled, values, seed, blocks))
        drawn = Drawn(self._ready(values), noise(self.compiled, seed, blocks), dealt)
        with self._lock:
            return self._portions.setdefault(blocks, drawn)


def shortened(plan: Plan, steps: int) -> Plan:
    """The plan with fewer steps; what happens in them is the same."""
    kept = min(steps, plan.sizes.steps)
    return plan._replace(sizes=plan.sizes._replace(steps=kept), exposure=plan.exposure[:kept])


def _shares(variants: Sequence[Variant], many: int) -> Iterator[Sequence[Variant]]:
    """Variants in about equal runs, in order."""
    size = max(1, -(-len(variants) // max(1, many)))
    for first in range(0, len(variants), size):
        yield variants[first : first + size]
