"""A sweep from its files to its folder: designed, run shard by shard, resumed where it was broken off, summed up."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from detente.case.vary import read_vary
from detente.core.errors import ParameterError
from detente.core.projection import Settings
from detente.core.sweep import Failure, SweepSummary
from detente.models.bargaining import model_names
from detente.sweeps.design import Design, Kind, designed
from detente.sweeps.engines import Crew, engine
from detente.sweeps.store import CASE, FORMAT, begin, finish, read_shard, write_shard
from detente.sweeps.summary import confounded, outcome_of
from detente.sweeps.task import (
    Asked,
    Floats,
    Noise,
    Opened,
    Rows,
    Shard,
    mode_of,
    opened,
    outcome_names,
    told_versions,
)
from detente.workspace import CaseFolder, hashes, json_text

SHARD = 32
"""Points of a shard unless told otherwise: a minute's work or less, which is what a death costs."""
MOST_TOLD = 50
"""Failed points that are told one by one."""
MOST_DRAWN = 8
"""Outcomes that are drawn."""
MOST_DOTS = 2000
"""Points of a picture."""
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Sweep:
    """A sweep that can be run: what every point is made from, the design, and the folder's plan.

    Attributes
    ----------
    name : `<case>-<hash8>`, the same for the same case, file, design, settings and code.
    """

    asked: Asked
    design: Design
    opened: Opened
    shard_size: int
    plan: Mapping[str, Any]
    name: str

    @property
    def outcomes(self) -> tuple[str, ...]:
        """Names of what is kept."""
        return outcome_names(self.opened.kept)

    @property
    def shards(self) -> tuple[Shard, ...]:
        """The points in portions."""
        size, unit = self.shard_size, self.design.unit
        return tuple(
            Shard(self.asked, number, first, unit[first : first + size])
            for number, first in enumerate(range(0, len(unit), size))
        )


@dataclass(frozen=True, slots=True)
class Swept:
    """A sweep that has been run.

    Attributes
    ----------
    resumed : shards that were there already, and were found whole.
    """

    folder: Path
    summary: SweepSummary
    shards: int
    resumed: int


def planned(
    folder: CaseFolder,
    vary: tuple[str, bytes],
    settings: Settings,
    *,
    kind: Kind,
    n: int | None,
    noise: Noise = "same",
    shard_size: int = SHARD,
) -> Sweep:
    """A sweep of a case.

    Parameters
    ----------
    vary : name and content of the file that says what varies.
    settings : worlds of every point, the seed, as-of date and mode.
    noise : `same` for common random numbers: points differ by what varies alone.

    Raises
    ------
    CaseError : the file is wrong, or does not fit the case.
    ParameterError : a number lies outside what is allowed.
    """
    case = folder.read().case
    axes = read_vary(*vary, case, frozenset(model_names()))[1]
    design = designed(kind, axes, n, settings.seed)
    asked = Asked(
        folder.name,
        tuple(sorted(folder.files.items())),
        vary,
        settings.worlds,
        settings.seed,
        settings.as_of,
        mode_of(case, axes, settings.mode),
        noise,
        told_versions(),
    )
    read = opened(asked)
    told = {
        "format": FORMAT,
        "case": case.case,
        "inputs": hashes(folder.files),
        "vary": hashes({"vary.yaml": vary[1]})["vary.yaml"],
        "design": {"kind": design.kind, "n": design.n, "points": design.points},
        "settings": {
            "worlds": settings.worlds,
            "seed": settings.seed,
            "as_of": settings.as_of.isoformat(),
            "mode": asked.mode,
            "noise": noise,
        },
        "outcomes": list(outcome_names(read.kept)),
        "factors": [axis.name for axis in axes],
        "shard_size": shard_size,
        "versions": dict(asked.versions),
    }
    mark = hashes({"plan": json_text(told).encode()})["plan"][:8]
    return Sweep(asked, design, read, shard_size, told, f"{case.case}-sweep-{mark}")


def swept(
    sweep: Sweep,
    out: Path,
    *,
    by: str = "threads",
    crew: Crew,
    progress: Progress | None = None,
) -> Swept:
    """Run a sweep into a folder; shards that are there already are looked at, and not run again.

    Parameters
    ----------
    by : name of the engine.
    progress : called with points done and points in all.

    Raises
    ------
    ParameterError : there is no such engine, or it takes no address.
    WorkspaceError : the folder holds something else, or the disk refuses.
    RunError : workers die one after the other; finished shards are kept.
    """
    runner = engine(by)
    if crew.address is not None and not runner.takes_address:
        raise ParameterError(
            "--address", f"with --engine {by}", "an address with --engine dask", "leave one out"
        )
    files = {f"{CASE}/{name}": content for name, content in sweep.asked.files}
    files["vary.yaml"] = sweep.asked.vary[1]
    begin(out, sweep.plan, files, sweep.design)
    shards = sweep.shards
    done: dict[int, Rows] = {}
    for shard in shards:
        rows = read_shard(out, shard.number, shard.first, len(shard.unit), sweep.outcomes)
        if rows is not None:
            done[shard.number] = rows
    resumed = len(done)
    points = sum(len(rows.failed) for rows in done.values())
    if progress is not None:
        progress(points, sweep.design.points)
    todo = [shard for shard in shards if shard.number not in done]
    rest = runner.run(todo, crew) if todo else iter(())
    try:
        for rows in rest:
            write_shard(out, shards[rows.number].first, rows, sweep.outcomes)
            done[rows.number] = rows
            points += len(rows.failed)
            if progress is not None:
                progress(points, sweep.design.points)
    finally:
        close = getattr(rest, "close", None)
        if close is not None:
            close()
    summary = summed(sweep, [done[number] for number in range(len(shards))])
    made: dict[str, bytes] = {"summary.json": json_text(asdict(summary)).encode()}
    made |= _pictures(sweep, summary, np.concatenate([done[number].means for number in range(len(shards))]))
    finish(out, sweep.plan, files, made, len(shards), summary.failed)
    return Swept(out, summary, len(shards), resumed)


def summed(sweep: Sweep, shards: list[Rows]) -> SweepSummary:
    """What all shards, in their order, come to."""
    means = np.concatenate([rows.means for rows in shards])
    errors = np.concatenate([rows.errors for rows in shards])
    failed = [
        (point, said) for point, said in enumerate(said for rows in shards for said in rows.failed) if said
    ]
    design, names = sweep.design, tuple(axis.name for axis in sweep.design.axes)
    own = sweep.asked.noise == "own"
    return SweepSummary(
        case=sweep.opened.case.case,
        design=design.kind,
        says=design.says,
        points=design.points,
        failed=len(failed),
        worlds=sweep.asked.worlds,
        seed=sweep.asked.seed,
        mode=sweep.asked.mode,
        noise=sweep.asked.noise,
        factors=names,
        confounded=confounded(design),
        outcomes=tuple(
            outcome_of(what, name, design, means[:, place], errors[:, place], own)
            for place, (what, name) in enumerate(zip(sweep.opened.kept, sweep.outcomes, strict=True))
        ),
        failures=tuple(
            Failure(point, dict(zip(names, design.values(point), strict=True)), said)
            for point, said in failed[:MOST_TOLD]
        ),
    )


def unfinished(out: Path, sweep: Sweep) -> tuple[int, int]:
    """Whole shards in a folder, and shards in all; for what is said when a sweep is broken off."""
    found = sum(
        read_shard(out, shard.number, shard.first, len(shard.unit), sweep.outcomes) is not None
        for shard in sweep.shards
    )
    return found, len(sweep.shards)


def _pictures(sweep: Sweep, summary: SweepSummary, means: Floats) -> dict[str, bytes]:
    """Of the outcomes that move most: a tornado each, and the points over the factor that takes it farthest."""
    from detente.charts._parts import stacked
    from detente.charts._sweeps import scatter_figure, swing_figure
    from detente.report.pictures import picture_file

    chance = {name: what.is_chance for name, what in zip(sweep.outcomes, sweep.opened.kept, strict=True)}
    moving = [one for one in summary.outcomes if one.holds]
    largest = sorted(moving, key=lambda one: -one.sd * (100.0 if chance[one.of] else 1.0))[:MOST_DRAWN]
    made: dict[str, bytes] = {}
    for outcome in largest:
        leading = max(outcome.holds, key=lambda hold: abs(hold.swing)).factor
        axis, column = summary.factors.index(leading), sweep.outcomes.index(outcome.of)
        there = np.flatnonzero(np.isfinite(means[:, column]))[:MOST_DOTS]
        points = [(sweep.design.values(int(point))[axis], float(means[point, column])) for point in there]
        choices = sweep.design.axes[axis].choices
        points.sort(key=lambda point: choices.index(point[0]) if choices else 0)
        values, dots = [value for value, _ in points], [mean for _, mean in points]
        figures = (
            swing_figure(outcome, is_chance=chance[outcome.of]),
            scatter_figure(outcome, leading, values, dots, is_chance=chance[outcome.of]),
        )
        made |= {f"charts/{figure.key}.svg": picture_file(stacked([figure]), ".svg") for figure in figures}
    return made
