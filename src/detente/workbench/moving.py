"""What moved between a case and its update, told by cause: code, time elapsed, evidence, judgement.

The parts are differences of runs under one seed, taken one step at a time in this order, and add up to the whole: the
code against an earlier run of the same files, then only the as-of date rolled, then claims and facts recorded, then
numbers moved. Another order would share the movement out a little otherwise where causes meet.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal

from detente.case.bearing import due
from detente.core.case import Case
from detente.core.projection import Settings
from detente.workbench.bench import RUNS, Workbench
from detente.workbench.updating import Staged
from detente.workbench.versions import Moved, compare_versions
from detente.workspace import MANIFEST, hashes, stored_run, versions

Cause = Literal["code", "time", "evidence", "judgement"]
CAUSES: tuple[Cause, ...] = ("code", "time", "evidence", "judgement")
RESULTS = "results.json"
Run = Callable[[Workbench, Settings], None]


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier run of the same files: its answers by question, whether this code made it, and a line on it."""

    answers: Mapping[str, float]
    is_same_code: bool
    says: str


@dataclass(frozen=True, slots=True)
class Part:
    """How much of an answer's movement one cause made; None where it cannot be told."""

    of: str
    label: str
    before: float
    after: float
    parts: dict[str, float | None]
    se: float


def moved(
    stages: Staged,
    settings: Settings,
    *,
    base: Workbench | None = None,
    earlier: Earlier | None = None,
    run: Run | None = None,
) -> tuple[Part, ...]:
    """How far each answer and level moved, and by which cause.

    Parameters
    ----------
    settings : worlds and seed of all runs.
    base : the case as it was, projected with these settings; it is projected anew unless given.
    earlier : an earlier run of the case as it was before; what the code moved is not known without.
    run : projects and answers a bench; plainly unless given.
    """
    folders = [stages.before, stages.time, stages.evidence, stages.judgement]
    benches: list[Workbench] = []
    if base is not None:
        base.answer()
        benches.append(base)
        folders = folders[1:]
    for folder in folders:
        same = next((bench for bench in benches if bench.folder.files == folder.files), None)
        if same is None:
            same = Workbench(folder, folder.read())
            _projected(same, settings, run)
        benches.append(same)
    steps = [
        {one.of: one for one in compare_versions(first, second).differences}
        for first, second in pairwise(benches)
    ]
    whole: tuple[Moved, ...] = compare_versions(benches[0], benches[-1]).differences
    return tuple(_part(one, steps, earlier) for one in whole)


def _projected(bench: Workbench, settings: Settings, run: Run | None) -> None:
    own = bench.settings(worlds=settings.worlds, seed=settings.seed, workers=settings.workers)
    if run is not None:
        run(bench, own)
        return
    bench.project(worlds=own.worlds, seed=own.seed, workers=own.workers)
    bench.answer()


def _part(one: Moved, steps: Sequence[Mapping[str, Moved]], earlier: Earlier | None) -> Part:
    parts: dict[str, float | None] = {"code": None}
    if earlier is not None and (earlier.is_same_code or one.of in earlier.answers):
        parts["code"] = 0.0 if earlier.is_same_code else one.base - earlier.answers[one.of]
    for cause, step in zip(CAUSES[1:], steps, strict=True):
        parts[cause] = step[one.of].difference if one.of in step else None
    return Part(one.of, one.label, one.base, one.edited, parts, one.se)


def earlier_run(bench: Workbench, settings: Settings, runs: Path = Path(RUNS)) -> Earlier:
    """The last stored run of these very files, worlds and seed, from which it can be told what the code moved."""
    inputs = hashes(bench.folder.files)
    asked = (settings.worlds, settings.seed, settings.as_of, settings.mode)
    found = []
    for manifest in sorted(runs.glob(f"*/{MANIFEST}")) if runs.is_dir() else []:
        run = stored_run(manifest.parent)
        if run is not None and run.manifest.get("inputs") == inputs and RESULTS in run.files:
            held = run.settings
            if (held.worlds, held.seed, held.as_of, held.mode) == asked:
                found.append(run)
    now = versions()["code"]
    if any(run.manifest["versions"].get("code") == now for run in found):
        return Earlier({}, True, "the code has not changed since these files were run")
    if not found:
        said = "no run of these files with these worlds and seed is kept, so what the code moved is not known"
        return Earlier({}, False, said)
    results = json.loads(found[-1].read(RESULTS))
    answers = {one["id"]: number for one in results["questions"] if (number := _number(one)) is not None}
    return Earlier(answers, False, f"against {found[-1].folder.name}, which other code made")


def _number(answer: Mapping[str, Any]) -> float | None:
    """An answer's probability, or the median of a number."""
    told = answer.get("probability")
    if told is None:
        told = (answer.get("quantiles") or {}).get("0.5")
    return None if told is None else float(told)


def staged_json(stages: Staged, parts: Sequence[Part], code: str, before: Case) -> dict[str, Any]:
    """What an update has changed, and what moved.

    Parameters
    ----------
    before : the case as it was.
    """
    case = stages.judgement.read().case
    return {
        "accepted": [one.id for one in stages.accepted],
        "as_of_after": stages.as_of.isoformat(),
        "due": list(due(case, before.as_of, stages.as_of)),
        "diff": stages.diff,
        "moved": [
            {
                "of": one.of,
                "label": one.label,
                "before": round(one.before, 4),
                "after": round(one.after, 4),
                "parts": {name: None if part is None else round(part, 4) for name, part in one.parts.items()},
                "se": round(one.se, 4),
            }
            for one in parts
        ],
        "code": code,
    }
