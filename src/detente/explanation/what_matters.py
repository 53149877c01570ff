"""Which inputs deserve a source: each number a fifth up and down, one at a time, under the same draws."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from threading import Event

import numpy as np
from numpy.typing import NDArray

from detente.core.case import Case
from detente.core.naming import input_name
from detente.core.projection import Projection, Settings
from detente.explanation.bench import Adjust, Bench
from detente.explanation.outcomes import NONE, VALUE, YES, can_be_asked, outcomes
from detente.projection.compile.quantities import Drawn
from detente.projection.run import Engine

Floats = NDArray[np.float64]
SWAY = 0.2
WORLDS = 500
LARGE = 10.0
"""Points, of a level or of per cent, from which a movement is shown."""


@dataclass(frozen=True, slots=True)
class Swing:
    """What one number does to one result.

    Attributes
    ----------
    path, name : the input, as written and for readers.
    of : a question's id (`id.option` for a first-of question), or `issue.level` at the horizon.
    base, down, up : the result as stated, with the input a fifth lower, and a fifth higher: per cent or
        points.
    """

    path: str
    name: str
    of: str
    base: float
    down: float
    up: float

    @property
    def size(self) -> float:
        """The larger of the two movements."""
        return max(abs(self.down - self.base), abs(self.up - self.base))


def what_matters(
    case: Case,
    settings: Settings,
    *,
    least: float = LARGE,
    progress: Callable[[int, int], None] | None = None,
    stop: Event | None = None,
    engine: Engine | None = None,
) -> tuple[Swing, ...]:
    """What each stated number carries: answers and levels that move when it is a fifth larger or smaller.

    Parameters
    ----------
    settings : worlds beyond 500 are not run.
    least : movements smaller than this are left out; 0 keeps all.
    progress : called with inputs done and inputs in all.

    Returns
    -------
    largest movement first.

    Notes
    -----
    In every world the draw itself is scaled, so that a spread keeps its shape. Around one point and one at a
    time: it does not show what numbers do together.
    """
    bench = Bench(case, replace(settings, worlds=min(WORLDS, settings.worlds), workers=1), engine, stop)
    inputs = [
        (column, drawn)
        for column, drawn in enumerate(bench.compiled.quantities)
        if not drawn.path.startswith("=")
    ]
    base = results(case, bench.project())

    def swings(column: int, drawn: Drawn) -> list[Swing]:
        sides = []
        for factor in (1.0 - SWAY, 1.0 + SWAY):
            adjust = _scaled(column, factor, drawn.spread.low, drawn.spread.high)
            sides.append(results(case, bench.project(bench.plain()._replace(adjust=adjust))))
        name = input_name(case, drawn.path)
        rows = [Swing(drawn.path, name, of, base[of], sides[0][of], sides[1][of]) for of in base]
        return [row for row in rows if row.size >= least]

    found: list[Swing] = []
    with ThreadPoolExecutor(max_workers=max(1, settings.workers)) as pool:
        futures = [pool.submit(swings, column, drawn) for column, drawn in inputs]
        try:
            for done, future in enumerate(futures, 1):
                found += future.result()
                if progress is not None:
                    progress(done, len(inputs))
        finally:
            pool.shutdown(wait=True, cancel_futures=True)
    return tuple(sorted(found, key=lambda swing: (-swing.size, swing.path, swing.of)))


def most_telling(swings: Sequence[Swing], most: int = 20) -> tuple[Swing, ...]:
    """Each input once, with the result it moves most; the inputs that most deserve a source first."""
    first: dict[str, Swing] = {}
    for swing in swings:
        if swing.path not in first or swing.size > first[swing.path].size:
            first[swing.path] = swing
    return tuple(sorted(first.values(), key=lambda swing: (-swing.size, swing.path))[:most])


def results(case: Case, projection: Projection) -> dict[str, float]:
    """Chances of what these worlds can be asked, in per cent, and levels at the horizon, in points."""
    found: dict[str, float] = {}
    for name, question in case.questions.items():
        if not can_be_asked(question, projection):
            continue
        for column, values in outcomes(case, question, projection).items():
            if column not in (NONE, VALUE):
                found[name if column == YES else f"{name}.{column}"] = 100.0 * float(values.mean())
    for n, issue in enumerate(projection.names.issues):
        found[f"{issue}.level"] = float(projection.levels[:, -1, n].mean())
    return found


def _scaled(column: int, factor: float, low: float, high: float) -> Adjust:
    def adjusted(values: Floats, _: slice) -> Floats:
        changed = values.copy()
        changed[:, column] = np.clip(values[:, column] * factor, low, high)
        return changed

    return adjusted
