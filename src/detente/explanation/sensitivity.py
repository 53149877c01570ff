"""Which uncertain inputs carry an answer: Sobol' indices over the inputs of a case, under the same luck.

References
----------
Saltelli et al. (2008), Global Sensitivity Analysis: The Primer; Owen (2014), SIAM/ASA J. Uncertainty Quantification 2, 245-251.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from threading import Event, Lock

import numpy as np
from numpy.typing import NDArray

from detente.case import audit
from detente.core.audit import Audit, Footing
from detente.core.case import Case
from detente.core.naming import input_name
from detente.core.projection import Projection, Settings
from detente.core.sensitivity import Index, KeyAssumption, Sensitivity
from detente.explanation.attribution import state_at
from detente.explanation.bench import Adjust, Bench
from detente.explanation.observed import Observed, observed
from detente.explanation.sobol import indices, jansen
from detente.explanation.sweep import Progress, Runs
from detente.projection.draws import BLOCK, inputs, stream

Floats = NDArray[np.float64]
WORLDS = 1000
"""Rows of the design: paired, so that more are seldom needed."""
SCREENED = 256
"""Rows in which every input is screened by its total index."""
MOST = 12
"""Inputs whose indices are worked out in all rows."""
FAR = 1_000_000
"""Blocks on from which the other draw of the inputs is taken: no run has so many worlds."""
FEWEST = 30
"""Rows that have to differ between the two draws of the inputs, of a probability, below which no index is told."""
REST = "rest"
FOOTINGS: tuple[Footing, ...] = ("value sourced", "direction sourced, size judged", "assumed", "bare")


@dataclass(slots=True)
class Mixing:
    """Takes some inputs from another draw than the bench's own."""

    bench: Bench
    _other: dict[tuple[int, int], Floats] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def taking(self, columns: Sequence[int]) -> Adjust:
        """The adjustment that takes these inputs from the other draw and leaves the others."""
        chosen = list(columns)

        def adjusted(values: Floats, rows: slice) -> Floats:
            changed = values.copy(order="K")
            changed[:, chosen] = self._drawn(rows.start // BLOCK, len(values) // BLOCK)[:, chosen]
            return changed

        return adjusted

    def _drawn(self, first: int, blocks: int) -> Floats:
        with self._lock:
            if (first, blocks) not in self._other:
                far = range(FAR + first, FAR + first + blocks)
                self._other[first, blocks] = inputs(self.bench.compiled, self.bench.settings.seed, far)
            return self._other[first, blocks]


def sensitivity(
    case: Case,
    settings: Settings,
    of: str,
    *,
    most: int = MOST,
    found: Audit | None = None,
    progress: Progress | None = None,
    stop: Event | None = None,
) -> Sensitivity:
    """What the variance of an answer over the uncertain inputs comes from.

    Parameters
    ----------
    settings : worlds beyond 1,000 are not run.
    of : a question, `question.option`, or a reading at the horizon.
    most : inputs whose indices are worked out; the others are one remainder.
    found : the case's audit, where it was made before.
    progress : called with runs done and runs in all.

    Returns
    -------
    indices with 90 % intervals.

    Raises
    ------
    ParameterError : there is no such question or reading, or it cannot be asked of these worlds.

    Notes
    -----
    Every row has two draws of all inputs and one luck, which all its runs share: jitter, hazards' and settlements'
    clocks, chances of events and the bargaining model dealt. So indices are shares of the variance over inputs
    given the luck, averaged over luck, and what inputs do only with luck counts as theirs. An input is screened
    by its total index in 256 rows, so that one that works only together with others is not lost. Inputs are
    drawn independently, as in every run.
    """
    what = observed(case, settings, of)
    few = replace(settings, worlds=min(WORLDS, settings.worlds), workers=1)
    bench = Bench(case, few, stop=stop)
    spread = [q for q, one in enumerate(bench.compiled.quantities) if not one.spread.is_point]
    screen = Bench(case, replace(few, worlds=min(SCREENED, few.worlds)), stop=stop)
    footings = _footings(case, bench, spread, found or audit(case))
    total = len(spread) + 3 + min(most, len(spread)) + len(footings) + 2

    def read(projection: Projection) -> Floats:
        return what.read(case, projection)

    runs = Runs(read, settings.workers, state_at(case, what.until), progress, total)
    rough = _screened(runs, screen, spread)
    if rough is None:
        return _alike(runs, bench, what, len(spread))
    order = sorted(range(len(spread)), key=lambda n: (-rough[n], n))
    top = [spread[n] for n in order[:most] if rough[n] > 0.0]
    others = [q for q in spread if q not in top]
    groups = [[q] for q in top] + [others] * bool(others) + list(footings.values())
    mixing = Mixing(bench)
    results = runs(bench, [None, mixing.taking(spread), *(mixing.taking(columns) for columns in groups)])
    base, other, mixed = results[0], results[1], results[2:]
    differ = int((base != other).sum())
    if differ == 0:
        return _alike(runs, bench, what, len(spread))
    part = min(1.0, 0.5 * float(np.mean((base - other) ** 2)) / float(np.concatenate([base, other]).var()))
    if what.is_chance and differ < FEWEST:
        refused = f"only {differ} of {len(base):,} rows differ between two draws of the inputs; fewer than {FEWEST} tell nothing"
        thin = _alike(runs, bench, what, len(spread))
        return replace(thin, by_inputs=part, refused=refused)
    rng = stream(settings.seed, 0, f"bootstrap/{of}")
    shares = indices(base, other, mixed, rng)
    names = [bench.compiled.quantities[q].path for q in top]
    told = [(path, input_name(case, path), 1) for path in names]
    told += [(REST, f"the other {len(others)} uncertain inputs together", len(others))] * bool(others)
    told += [(name, f"inputs {name}", len(columns)) for name, columns in footings.items()]
    rows = [
        Index(*row, *(float(x) for x in (f, *fe, t, *te)))
        for row, f, t, fe, te in zip(
            told, shares.first, shares.total, shares.first_ends, shares.total_ends, strict=True
        )
    ]
    own = sorted(rows[: len(top)], key=lambda row: (-row.total, row.path))
    return Sensitivity(
        of=of,
        label=what.label,
        at=what.at,
        worlds=few.worlds,
        seed=settings.seed,
        mean=float(base.mean()),
        by_inputs=part,
        screened=len(spread),
        indices=tuple(own),
        rest=rows[len(top)] if others else None,
        footings=tuple(rows[len(top) + bool(others) :]),
    )


def key_assumptions(
    case: Case, found: Sensitivity, audited: Audit | None = None
) -> tuple[KeyAssumption, ...]:
    """The assumed and bare inputs among those an answer hangs on, largest share of the variance first.

    Parameters
    ----------
    found : the answer's indices.
    audited : the case's audit, where it was made before.
    """
    leaves = {leaf.path: leaf for leaf in (audited or audit(case)).leaves}
    rows = []
    for index in found.indices:
        leaf = leaves.get(index.path)
        if leaf is not None and leaf.footing in ("assumed", "bare"):
            rows.append(
                KeyAssumption(
                    index.path,
                    index.name,
                    leaf.stated,
                    leaf.footing,
                    leaf.assumed,
                    index.total,
                    index.total_low,
                    index.total_high,
                )
            )
    return tuple(rows)


def _screened(runs: Runs, screen: Bench, spread: Sequence[int]) -> Floats | None:
    """Rough total index of every input; None where the result is the same under both draws of all of them."""
    mixing = Mixing(screen)
    results = runs(screen, [None, mixing.taking(spread), *(mixing.taking([q]) for q in spread)])
    if not len(spread) or np.all(results[0] == results[1]):
        return None
    return jansen(results[0], results[1], results[2:])[1]


def _footings(case: Case, bench: Bench, spread: Sequence[int], found: Audit) -> dict[Footing, list[int]]:
    """Inputs with a spread by what they rest on."""
    rests = {leaf.path: leaf.footing for leaf in found.leaves}
    groups: dict[Footing, list[int]] = {}
    for name in FOOTINGS:
        columns = [q for q in spread if rests.get(bench.compiled.quantities[q].path) == name]
        if columns:
            groups[name] = columns
    return groups


def _alike(runs: Runs, bench: Bench, what: Observed, screened: int) -> Sensitivity:
    """An answer that no draw of the inputs changes."""
    base = runs(bench, [None])[0]
    worlds, seed = bench.settings.worlds, bench.settings.seed
    by_inputs = 0.0 if base.std() > 0 else None
    return Sensitivity(
        what.of, what.label, what.at, worlds, seed, float(base.mean()), by_inputs, screened, (), None, ()
    )
