"""Many variants of the same worlds over threads, one number a world read off each."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.core.projection import Projection
from detente.explanation.bench import Adjust, Bench
from detente.projection.draws import BLOCK

Floats = NDArray[np.float64]
Progress = Callable[[int, int], None]
"""Called with variants done and variants in all."""
TOGETHER = 2048
"""Worlds that are run as one: what is called for each step is then called less often."""


def swept(
    bench: Bench,
    adjusts: Sequence[Adjust | None],
    read: Callable[[Projection], Floats],
    *,
    workers: int,
    steps: int | None = None,
    progress: Progress | None = None,
) -> Floats:
    """What is read off every variant.

    Parameters
    ----------
    bench : of a single worker: variants, not worlds, are shared out.
    adjusts : what is done to the inputs in each variant; None for nothing.
    read : from a projection to one number a world.
    steps : steps that are run; all unless given.

    Returns
    -------
    (variants, worlds).

    Raises
    ------
    RunError : the bench was stopped.
    """
    worlds = bench.settings.worlds
    size = max(1, TOGETHER // worlds) if worlds <= BLOCK else 1
    jobs = [adjusts[first : first + size] for first in range(0, len(adjusts), size)]

    def some(those: Sequence[Adjust | None]) -> Floats:
        if worlds > BLOCK:
            return read(bench.project(bench.plain()._replace(adjust=those[0]), steps=steps))[None]
        return read(bench.project_together(those, steps=steps)).reshape(len(those), worlds)

    found: list[Floats] = []
    with ThreadPoolExecutor(max_workers=max(1, workers)) as pool:
        futures = [pool.submit(some, those) for those in jobs]
        try:
            for future in futures:
                found += list(future.result())
                if progress is not None:
                    progress(len(found), len(adjusts))
        finally:
            pool.shutdown(wait=True, cancel_futures=True)
    return np.stack(found) if found else np.zeros((0, worlds))


@dataclass(slots=True)
class Runs:
    """Sweeps that add up to one progress.

    Attributes
    ----------
    read : from a projection to one number a world.
    total : runs in all, as far as can be foreseen.
    """

    read: Callable[[Projection], Floats]
    workers: int
    steps: int
    progress: Progress | None
    total: int
    done: int = 0

    def __call__(self, bench: Bench, adjusts: Sequence[Adjust | None]) -> Floats:
        """Run some variants: (variants, worlds)."""
        before = self.done

        def told(done: int, _: int) -> None:
            self.done = before + done
            if self.progress is not None:
                self.progress(min(self.done, self.total), self.total)

        return swept(bench, adjusts, self.read, workers=self.workers, steps=self.steps, progress=told)
