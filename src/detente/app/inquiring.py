"""Inquiries as jobs: deal rooms, sensitivity, what would have to change, turning points, look-back; answers kept as files.

Each asks for runs of its own, which a page cannot wait for. An answer is kept under the hash of the case's files, so that a page
can say whether it still speaks of the case as it stands.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal, get_args
from urllib.parse import urlencode

from pydantic import TypeAdapter

from detente.app.asking import LANE
from detente.app.desk import OWN, Desk
from detente.app.jobs import Job
from detente.core.case import Case
from detente.core.deal import DealRoom
from detente.core.errors import ParameterError, nearest
from detente.core.look_back import LookBack
from detente.core.projection import Settings
from detente.core.sensitivity import Sensitivity
from detente.core.turning import TurningPoints
from detente.core.would_change import WouldChange
from detente.workbench import Workbench, load
from detente.workspace import hashes, json_text, write_file

Kind = Literal["deal", "sensitivity", "would-change", "turning-points", "look-back"]
KINDS: tuple[Kind, ...] = get_args(Kind)
Answer = DealRoom | Sensitivity | WouldChange | TurningPoints | LookBack
_NOUN: Mapping[str, TypeAdapter[Any]] = {
    "deal": TypeAdapter(DealRoom),
    "sensitivity": TypeAdapter(Sensitivity),
    "would-change": TypeAdapter(WouldChange),
    "turning-points": TypeAdapter(TurningPoints),
    "look-back": TypeAdapter(LookBack),
}
PAGE_OF: Mapping[str, str] = {"deal": "deal-room"}
"""Page that shows a kind; all others are shown on `why`."""
WORLDS = 1_000


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer with what it is of.

    Attributes
    ----------
    is_current : whether the case's files still stand as they did.
    """

    kind: Kind
    of: str
    answer: Answer
    worlds: int
    seed: int
    is_current: bool


def subjects(case: Case, kind: Kind) -> dict[str, str]:
    """What may be asked about, with its name: tracks of deals, else questions, and levels where those may be."""
    from detente.core.naming import issue_name, track_name

    if kind == "deal":
        return {name: track_name(case, name) for name in case.tracks}
    asked = {name: one.asks for name, one in case.questions.items() if one.yes_if is not None}
    levels = {f"{name}.level": issue_name(case, name) for name in case.issues}
    if kind in ("would-change", "look-back"):
        return asked
    return {**levels, **asked} if kind == "turning-points" else {**asked, **levels}


def inquire(desk: Desk, name: str, kind: str, of: str) -> Job:
    """Begin an inquiry into a case as its files stand now.

    Raises
    ------
    ParameterError : there is no such kind, or nothing of that name to ask about.
    CaseError, RunError : the files hold faults, or the queue is full.
    """
    asked = next((one for one in KINDS if one == kind), None)
    if asked is None:
        raise ParameterError("inquiry", repr(kind[:40]), ", ".join(KINDS), "choose one of them")
    bench = load(desk.cases[name])
    known = subjects(bench.case, asked)
    if of not in known:
        near = nearest(of, known)
        allowed = ", ".join(list(known)[:12]) or "nothing of this case"
        raise ParameterError(asked, repr(of[:60]), allowed, "" if near else "choose one of them", near)
    settings = bench.settings(worlds=min(WORLDS, bench.case.worlds))

    def work(job: Job) -> str:
        answer = _WORK[asked](bench, settings, of, job)
        told = {
            "kind": asked, "of": of, "inputs": hashes(bench.folder.files), "worlds": settings.worlds,
            "seed": settings.seed, "answer": asdict(answer),
        }  # fmt: skip
        write_file(_place(desk, name) / f"{asked}-{_slug(of)}.json", json_text(told))
        return f"/cases/{name}/{PAGE_OF.get(asked, 'why')}?{urlencode({'of': of})}#{asked}"

    return desk.jobs.submit(f"{asked.replace('-', ' ').capitalize()}: {known[of]}", work, lane=LANE)


def kept(desk: Desk, name: str, kind: Kind, now: Mapping[str, str]) -> tuple[Kept, ...]:
    """Answers of a kind that were kept, those of the case as it stands first.

    Parameters
    ----------
    now : hashes of the case's files as they stand.
    """
    found = []
    for file in sorted(_place(desk, name).glob(f"{kind}-*.json")):
        try:
            told = json.loads(file.read_text("utf-8"))
            answer = _NOUN[kind].validate_python(told["answer"])
            found.append(
                Kept(kind, told["of"], answer, told["worlds"], told["seed"], told["inputs"] == dict(now))
            )
        except (OSError, ValueError, KeyError, TypeError):
            continue  # of another version, or half gone: it can be asked for again
    return tuple(sorted(found, key=lambda one: not one.is_current))


def _deal(bench: Workbench, settings: Settings, of: str, job: Job) -> Answer:
    from detente.explanation import deal_rooms

    job.at("laying out the table", 0.05)
    return deal_rooms(bench.case, settings, (of,), None, stop=job.stop)[0]


def _sensitivity(bench: Workbench, settings: Settings, of: str, job: Job) -> Answer:
    from detente.explanation import sensitivity

    return sensitivity(
        bench.case, settings, of, progress=job.part("running the design", 0.02, 0.98), stop=job.stop
    )


def _would_change(bench: Workbench, settings: Settings, of: str, job: Job) -> Answer:
    from detente.explanation import would_change

    return would_change(
        bench.case, settings, of, progress=job.part("moving inputs", 0.02, 0.98), stop=job.stop
    )


def _turning(bench: Workbench, settings: Settings, of: str, job: Job) -> Answer:
    from detente.explanation import turning_points

    worlds = bench.project(
        worlds=settings.worlds,
        seed=settings.seed,
        progress=job.part("simulating worlds", 0.02, 0.8),
        stop=job.stop,
    )
    return turning_points(bench.case, worlds, of)


def _look_back(bench: Workbench, settings: Settings, of: str, job: Job) -> Answer:
    from detente.explanation import look_back

    worlds = bench.project(
        worlds=settings.worlds,
        seed=settings.seed,
        progress=job.part("simulating worlds", 0.02, 0.8),
        stop=job.stop,
    )
    return look_back(bench.case, worlds, of)


_WORK: Mapping[str, Callable[[Workbench, Settings, str, Job], Answer]] = {
    "deal": _deal,
    "sensitivity": _sensitivity,
    "would-change": _would_change,
    "turning-points": _turning,
    "look-back": _look_back,
}


def _slug(of: str) -> str:
    return f"{re.sub(r'[^A-Za-z0-9_-]', '-', of)[:60]}-{sha256(of.encode()).hexdigest()[:6]}"


def _place(desk: Desk, name: str) -> Path:
    return desk.runs / OWN / "inquiries" / name
