"""What-ifs as jobs: an edited case beside its base, two branches side by side; answers are kept as files."""

import json
import re
from collections import OrderedDict
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from threading import Lock
from typing import Any, Literal

from pydantic import TypeAdapter

from detente.app.desk import OWN, Desk
from detente.app.jobs import Job
from detente.case import Edit, apply_edits, parse_edit
from detente.core.case import Case
from detente.core.errors import DetenteError, ParameterError
from detente.core.explanation import Counterfactual
from detente.core.projection import Projection, Settings
from detente.explanation import compare
from detente.explanation.counterfactual import kind_of
from detente.projection import project
from detente.workbench import SideBySide, Workbench, load, side_by_side
from detente.workspace import hashes, json_text, read_branch, write_file

WORLDS = 2_000
"""Worlds of a what-if: enough for paired differences, and an answer within seconds."""
LANE = "what-if"
MOST_BASES = 2
"""Projections of unchanged cases that are kept: one of each mode."""
_BASES: "OrderedDict[tuple[str, Settings], Projection]" = OrderedDict()
_LOCK = Lock()
MOST_EDITS = 60
MOST_KEPT = 200
_ID = re.compile(r"[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class Asked:
    """A what-if that was answered.

    Attributes
    ----------
    kind : of one edited case (`edits`), or of two branches side by side (`branches`).
    texts : the edits, or the branches' names.
    """

    kind: Literal["edits", "branches"]
    case: str
    texts: tuple[str, ...]
    worlds: int
    seed: int
    answer: Counterfactual | SideBySide


def edits_of(case: Case, texts: tuple[str, ...]) -> tuple[Edit, ...]:
    """Edits as they were written, tried on the case.

    Raises
    ------
    ParameterError : there is none, or one cannot be read or names what the case does not hold.
    """
    if not 0 < len(texts) <= MOST_EDITS:
        allowed = f"at least one change, and at most {MOST_EDITS}"
        raise ParameterError("what if", f"{len(texts)} changes", allowed, "name something to change")
    edits = tuple(parse_edit(text) for text in texts)
    apply_edits(case, edits)
    return edits


def ask(
    desk: Desk, name: str, texts: tuple[str, ...], *, worlds: int | None = None, seed: int | None = None
) -> Job:
    """Begin a what-if of a case as its files stand now.

    Raises
    ------
    ParameterError, CaseError, RunError : as `edits_of`, `load` and the jobs' queue.
    """
    bench = load(desk.cases[name])
    edits = edits_of(bench.case, texts)
    settings = bench.settings(worlds=worlds or WORLDS, seed=seed)

    def work(job: Job) -> str:
        job.at("running the case as it is", 0.05)
        base = _base(bench, settings, kind_of(bench.case, edits), job)
        job.at("running it changed", 0.5)
        answer = compare(bench.case, edits, settings, base=base, stop=job.stop)
        return _kept(desk, job, Asked("edits", name, texts, settings.worlds, settings.seed, answer))

    return desk.jobs.submit(f"What if: {', '.join(texts)[:120]}", work, lane=LANE)


def _base(bench: Workbench, settings: Settings, kind: str, job: Job) -> Projection:
    """The case as it is, run once for all that is asked of it: every change is set against the same worlds."""
    mode = "hindcast" if kind.startswith("same-noise") else settings.mode
    key = (repr(hashes(bench.folder.files)), replace(settings, mode=mode))
    with _LOCK:
        held = _BASES.get(key)
    if held is None:
        held = project(bench.case, key[1], stop=job.stop)
        with _LOCK:
            _BASES[key] = held
            while len(_BASES) > MOST_BASES:
                _BASES.popitem(last=False)
    return held


def ask_beside(desk: Desk, name: str, first: str, second: str, *, worlds: int | None = None) -> Job:
    """Begin a comparison of two branches of a case.

    Raises
    ------
    ParameterError, WorkspaceError, CaseError, RunError : a branch is missing or does not fit the case, or the queue is full.
    """
    bench = load(desk.cases[name])
    one, other = (edits_of(bench.case, read_branch(desk.cases[name], each).edits) for each in (first, second))
    settings = bench.settings(worlds=worlds or WORLDS)

    def work(job: Job) -> str:
        job.at("running the case and both branches", 0.05)
        answer = side_by_side(bench.case, one, other, settings, stop=job.stop)
        return _kept(
            desk, job, Asked("branches", name, (first, second), settings.worlds, settings.seed, answer)
        )

    return desk.jobs.submit(f"{first} beside {second}", work, lane=LANE)


def answered(desk: Desk, id: str) -> Asked | None:
    """A what-if that was answered, also before the last restart; None where there is none."""
    if not _ID.fullmatch(id):
        return None
    try:
        told: dict[str, Any] = json.loads((_place(desk) / f"{id}.json").read_text("utf-8"))
        return _ASKED.validate_python(told)
    except (OSError, ValueError):
        return None


_ASKED: TypeAdapter[Asked] = TypeAdapter(Asked)


def _kept(desk: Desk, job: Job, asked: Asked) -> str:
    write_file(_place(desk) / f"{job.id}.json", json_text(asdict(asked)))
    kept = sorted(_place(desk).glob("*.json"), key=lambda file: file.stat().st_mtime)
    for old in kept[:-MOST_KEPT]:
        old.unlink(missing_ok=True)
    return f"/cases/{asked.case}/what-if/{job.id}"


def _place(desk: Desk) -> Path:
    return desk.runs / OWN / "what-if"


def refusal(case: Case, text: str) -> str:
    """Why one edit cannot be, or nothing."""
    try:
        apply_edits(case, (parse_edit(text),))
    except DetenteError as error:
        return str(error)
    return ""
