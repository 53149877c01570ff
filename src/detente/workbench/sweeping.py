"""Sweeps of the case on a bench: planned from a file, run into a folder, on any engine."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast, get_args

from detente.core.errors import ParameterError, WorkspaceError, nearest
from detente.sweeps.design import KINDS, Kind
from detente.sweeps.engines import Crew
from detente.sweeps.run import SHARD, Progress, Sweep, Swept, planned, swept, unfinished
from detente.sweeps.task import Noise
from detente.workbench._given import whole
from detente.workbench.bench import FEW_WORLDS, RUNS, Workbench

MOST_SHARD = 100_000


@dataclass(frozen=True, slots=True)
class PlannedSweep:
    """A sweep that can be run, and where it goes unless told otherwise."""

    sweep: Sweep
    folder: Path

    def finished(self, folder: Path) -> tuple[int, int]:
        """Shards that are done in a folder, and shards in all."""
        return unfinished(folder, self.sweep)


def plan_of(
    bench: Workbench,
    vary: str | Path,
    *,
    design: str = "sobol",
    n: int | None = None,
    noise: str = "same",
    shard_size: int | None = None,
    **settings: Any,
) -> PlannedSweep:
    """A sweep of the case on a bench, not yet run.

    Parameters
    ----------
    vary : file that says what varies.
    design, n, noise, shard_size : as on the command line.
    **settings : as for `project`; a thousand worlds, or as many as the case has where they are fewer.

    Raises
    ------
    ParameterError : a name or number lies outside what is allowed.
    WorkspaceError : the file cannot be read.
    CaseError : it is wrong, or does not fit the case.
    """
    for given, known, option in ((design, KINDS, "--design"), (noise, get_args(Noise), "--noise")):
        if given not in known:
            near = nearest(given, known)
            raise ParameterError(option, repr(given), ", ".join(known), "" if near else "write one", near)
    size = SHARD if shard_size is None else whole("--shard-size", shard_size, 1, MOST_SHARD)
    file = Path(vary)
    try:
        content = file.read_bytes()
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        mend = "name a YAML file; docs/how-to/sweep.md shows one"
        raise WorkspaceError(str(vary), reason, "a file that says what varies", mend) from error
    asked = bench.settings(**{"worlds": min(FEW_WORLDS, bench.case.worlds), **settings})
    sweep = planned(
        bench.folder, (file.name, content), asked,
        kind=cast("Kind", design), n=n, noise=cast("Noise", noise), shard_size=size,
    )  # fmt: skip
    return PlannedSweep(sweep, Path(RUNS) / sweep.name)


def swept_again(
    sweep: Sweep,
    out: Path,
    *,
    engine: str = "threads",
    address: str | None = None,
    workers: int | None = None,
    told: Callable[[str], None] | None = None,
    progress: Progress | None = None,
) -> Swept:
    """Run a sweep, or go on with it where it was broken off.

    Parameters
    ----------
    engine : its name; `address` of a scheduler, for one that knows one.
    told : called with a sentence when a worker was lost.
    """
    many = workers or os.cpu_count() or 1
    crew = Crew(many, address) if told is None else Crew(many, address, told)
    return swept(sweep, out, by=engine, crew=crew, progress=progress)
