"""Two versions of a case, or two runs of them: which inputs changed, which answers moved, and which change moved them.

What is no input is told apart: another seed or number of worlds, and results that other code has made.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event
from typing import Any

from detente.core.errors import ParameterError
from detente.core.projection import Settings
from detente.explanation.moved_by import Progress, moved_by
from detente.models.bargaining import model_names
from detente.workbench.bench import Workbench, load
from detente.workbench.moving import RESULTS
from detente.workbench.versions import Apart, Versions, compare_versions
from detente.workspace import StoredRun, stored_run, versions

ROUNDED = 0.000051
"""What results lose when they are stored."""
Run = Callable[[Workbench, Settings], None]
Answers = dict[str, float]


@dataclass(frozen=True, slots=True)
class Side:
    """One of two versions: a case, or a finished run of one.

    Attributes
    ----------
    own : settings it was run with, or would be by itself.
    stored : answers as the run tells them; None for a case.
    """

    bench: Workbench
    own: Settings
    stored: Answers | None = None
    code: str | None = None


def side_of(path: str | Path) -> Side:
    """A case by its folder, or a finished run by its own.

    Raises
    ------
    WorkspaceError, CaseError : as for `load`; or the run was changed after it was made.
    """
    run = stored_run(Path(path))
    if run is None:
        bench = load(path)
        return Side(bench, bench.settings())
    folder = run.case()
    return Side(
        Workbench(folder, folder.read()),
        run.settings,
        _stored_answers(run),
        run.manifest["versions"].get("code"),
    )


def compare_sides(
    before: Side,
    after: Side,
    settings: Settings,
    run: Run,
    *,
    as_of_moved: bool = False,
    progress: Progress | None = None,
    stop: Event | None = None,
) -> Versions:
    """Compare two sides under common draws, and attribute what moved to the changes.

    Parameters
    ----------
    settings : worlds, seed, mode and workers of both; the as-of date where `as_of_moved`, else each has its own.
    run : projects and answers a bench.
    progress : called with runs of portions done and runs in all.

    Raises
    ------
    ParameterError : the settings do not suit one of the sides.
    RunError : it was stopped.
    """
    asked = []
    for side in (before, after):
        as_of = settings.as_of if as_of_moved else side.own.as_of
        one = side.bench.settings(
            worlds=settings.worlds, seed=settings.seed, as_of=as_of, hindcast=settings.mode == "hindcast",
            workers=settings.workers,
        )  # fmt: skip
        run(side.bench, one)
        asked.append(one)
    told = compare_versions(before.bench, after.bench)
    movement = moved_by(
        before.bench.case, after.bench.case, asked[0], asked[1],
        models=frozenset(model_names()), progress=progress, stop=stop,
    )  # fmt: skip
    notes, apart = _apart((before, after), tuple(asked), run)
    return replace(told, movement=movement, notes=notes, apart=apart)


def _apart(
    sides: tuple[Side, Side], asked: tuple[Settings, ...], run: Run
) -> tuple[tuple[str, ...], tuple[Apart, ...]]:
    """What is no input, and what it makes: towards the side after, so that with the inputs it adds up to the whole."""
    notes: list[str] = []
    noise: dict[str, list[float]] = {}
    code: dict[str, list[float]] = {}
    now = versions()["code"]
    if asked[0].as_of != asked[1].as_of:
        notes.append(
            f"The as-of date was moved from {asked[0].as_of} to {asked[1].as_of}; it counts among the changes, as time."
        )
    for side, common, sign in zip(sides, asked, (-1.0, 1.0), strict=True):
        here = _answers(side.bench)
        own = here
        drawn_alike = (side.own.seed, side.own.worlds) == (common.seed, common.worlds)
        matters = side.own.seed != common.seed or (side.stored is not None and not drawn_alike)
        name = side.bench.folder.name
        if matters:
            notes.append(
                f"{name} by itself is drawn with seed {side.own.seed} and {side.own.worlds:,} worlds; here both sides are with "
                f"seed {common.seed} and {common.worlds:,}. What that makes is told as noise, and is no change of an input."
            )
            worlds = side.own.worlds if side.stored is not None else common.worlds
            again = Workbench(side.bench.folder, side.bench.file)
            run(again, replace(common, seed=side.own.seed, worlds=worlds))
            own = _answers(again)
            for of in own.keys() & here.keys():
                noise.setdefault(of, []).append(sign * (own[of] - here[of]))
        if side.stored is not None and side.code != now:
            notes.append(
                f"{name} was run by other code ({side.code}, here {now}). What that makes is told as code."
            )
            for of in own.keys() & side.stored.keys():
                gap = side.stored[of] - own[of]
                code.setdefault(of, []).append(0.0 if abs(gap) <= ROUNDED else sign * gap)
    parts = {of: (noise.get(of), code.get(of)) for of in sorted(noise.keys() | code.keys())}
    return tuple(notes), tuple(
        Apart(of, None if luck is None else sum(luck), None if made is None else sum(made))
        for of, (luck, made) in parts.items()
    )


def _answers(bench: Workbench) -> Answers:
    found: Answers = {}
    for answer in bench.answer():
        number = answer.probability if answer.quantiles is None else answer.quantiles["0.5"]
        if number is not None:
            found[answer.id] = number
        found |= {f"{answer.id}.{option}": chance for option, chance in (answer.options or {}).items()}
    return found


def _stored_answers(run: StoredRun) -> Answers:
    if RESULTS not in run.files:
        found = "a run without results.json"
        raise ParameterError(
            str(run.folder), found, "a run with its results", f"compare {run.folder / 'case'} instead"
        )
    told: Answers = {}
    results: Mapping[str, Any] = json.loads(run.read(RESULTS))
    for one in results["questions"]:
        number = one.get("probability")
        if number is None:
            number = (one.get("quantiles") or {}).get("0.5")
        if number is not None:
            told[one["id"]] = float(number)
        told |= {
            f"{one['id']}.{option}": float(chance) for option, chance in (one.get("options") or {}).items()
        }
    return told
