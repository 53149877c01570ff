"""Worlds of a bench as they stand at a date, in the form in which tables are worked out in plain numpy."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from detente.core.projection import OPEN, SETTLED
from detente.explanation.bench import Bench, shortened
from detente.models.bargaining import model
from detente.projection.draws import centers, chances, converted, silence
from detente.projection.kernel import run
from detente.projection.kernel.state import State as Kernel
from detente.projection.plan import Plan, everything_on
from detente.projection.record import record_of
from detente.projection.reference.state import State, start
from detente.projection.reference.tables import issues_over, table_of

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Standing:
    """Worlds as they stand at one state.

    Attributes
    ----------
    at : index of the state.
    state : arrays that lead with the worlds axis.
    draws : (worlds, quantities) as kernels use them.
    """

    plan: Plan
    at: int
    state: State
    draws: Floats

    @property
    def worlds(self) -> int:
        """How many."""
        return len(self.draws)

    def only(self, rows: NDArray[np.bool_] | Ints) -> "Standing":
        """Some of the worlds."""
        kept = {name: getattr(self.state, name)[rows] for name in _READ}
        return replace(self, state=replace(self.state, **kept), draws=self.draws[rows])

    def with_dials(self, dial: Floats) -> "Standing":
        """The same worlds with other dials, (worlds, dials)."""
        return replace(self, state=replace(self.state, dial=dial))

    def tables(self, r: int) -> Ints:
        """Number of the table that a track is played at, by world."""
        return table_of(self.plan, self.state, r)

    def as_if_open(self, r: int) -> "Standing":
        """The worlds with what would stand without a deal on a track that opened now where it is not open or settled.

        A reversion is fixed when a track opens; where it has not, that is today's level. A dated one holds anyway.
        """
        live = (self.state.status[:, r] == OPEN) | (self.state.status[:, r] == SETTLED)
        reversion = self.state.reversion.copy()
        for j, issue in enumerate(issues_over(self.plan, r)):
            quantity = self.plan.tracks.q_reversion[r, j, self.at]
            if quantity >= 0:
                reversion[:, r, j] = self.draws[:, quantity]
            else:
                reversion[~live, r, j] = self.state.level[~live, issue]
        return replace(self, state=replace(self.state, reversion=reversion))


_READ = (
    "dial", "ideal", "mandate", "joined", "level", "policy", "status", "reversion", "zone", "binds", "regime",
)  # fmt: skip
"""Arrays of a state that are filled here."""


def standing_at(bench: Bench, at: int) -> Standing:
    """Every world of a bench at a state, under its drawn inputs and its luck up to then.

    Parameters
    ----------
    at : index of the state; 0 is the start.
    """
    parts = [_standing(bench.plan, at, kept.state, draws) for kept, draws in bench.kept_at(at)]
    joined = {name: np.concatenate([getattr(part.state, name) for part in parts]) for name in _READ}
    draws = np.concatenate([part.draws for part in parts])
    return Standing(bench.plan, at, replace(parts[0].state, **joined), draws)


def center_at(bench: Bench, at: int) -> Standing:
    """One world at a state, with every input at its centre and no luck at all."""
    compiled = bench.compiled
    plan = shortened(bench.plan, max(at, 1))
    values = centers(compiled, 1)
    draws = converted(compiled, values)
    kept = run(
        plan,
        draws,
        tuple(silence(compiled, 1)),  # type: ignore[arg-type]
        chances(compiled, values),
        np.zeros((1, plan.sizes.tracks), np.int64),
        tuple(model(name) for name in compiled.model_names),
        everything_on(plan),
        np.zeros(1, np.int64),
        record_of(plan, 1, thin=True),
        keep_at=at,
    )
    assert kept is not None  # a state within the plan is always kept
    return _standing(bench.plan, at, kept.state, draws)


def tables_of(standing: Standing, r: int) -> Iterator[tuple[int, NDArray[np.int64]]]:
    """Tables a track is played at, each with the worlds that sit there."""
    numbers = standing.tables(r)
    for table in np.unique(numbers):
        yield int(table), np.flatnonzero(numbers == table)


def _standing(plan: Plan, at: int, kept: Kernel, draws: Floats) -> Standing:
    """A kernel's state, whose arrays have worlds last, with worlds first."""
    empty = start(shortened(plan, 0), draws)
    tracked, lined = kept.tracked, kept.lined
    state = replace(
        empty,
        dial=kept.dialled.now.T,
        ideal=np.moveaxis(lined.ideal, -1, 0),
        mandate=lined.mandate.T,
        joined=lined.joined.T,
        level=kept.levelled.level.T,
        policy=kept.levelled.policy.T,
        status=tracked.status.T,
        reversion=np.moveaxis(tracked.reversion, -1, 0),
        zone=tracked.zone.T,
        binds=np.moveaxis(tracked.binds, -1, 0),
        regime=lined.regime.T,
    )
    return Standing(plan, at, state, draws)
