"""Tables of stances settled as jobs: what a form asks for with all its faults, and answers kept as files."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter

from detente.app.asking import LANE
from detente.app.desk import OWN, Desk
from detente.app.jobs import Job
from detente.core.errors import CaseError, DetenteError, ParameterError
from detente.forecast.bargained import Asked, refuse_too_large
from detente.sources.stance_table import StanceTable, parse_scale, parse_stances
from detente.workbench.settling import Progress, asked_for, at_least, settle, settled_json, standing
from detente.workspace import json_text, write_file

MOST_KEPT = 60
"""Answers that are kept: those of large tables take megabytes."""
NAME = "table"
"""What messages call a table that came without a file."""
ANY_SCALE = (-1e12, 1e12)
"""Stands for a scale that cannot be read, so that the table's other faults are told all the same."""
LABELS = {
    "model": "Models", "preset": "Preset", "rounds": "Rounds", "reversion": "Without a deal", "draws": "Draws",
    "seed": "Seed", "scale": "Scale",
}  # fmt: skip
"""Option of the command line -> label of the form's field."""
LEAST = {"rounds": 0, "draws": 1, "seed": 0}
Read = TypeVar("Read")
_ID = re.compile(r"[0-9a-f]{12}")
_OPTION = re.compile(rf"--({'|'.join(LABELS)})\b")


@dataclass(frozen=True, slots=True)
class Said:
    """A form as it was filled in.

    Attributes
    ----------
    table : CSV text.
    models : names; all where there is none.
    """

    table: str = ""
    models: tuple[str, ...] = ()
    preset: str = ""
    rounds: str = ""
    reversion: str = ""
    draws: str = ""
    seed: str = ""
    scale: str = ""


@dataclass(frozen=True, slots=True)
class Meant:
    """A form understood."""

    found: StanceTable
    asked: Asked
    reversion: str | None


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer with the form it answers.

    Attributes
    ----------
    told : as `detente bargain --json` prints it.
    """

    case: str
    said: Said
    told: dict[str, Any]


_KEPT: TypeAdapter[Kept] = TypeAdapter(Kept)


def in_words(text: str) -> str:
    """A message with the form's labels in place of the command's options."""
    return _OPTION.sub(lambda option: f"“{LABELS[option[1]]}”", text)


def understood(said: Said) -> tuple[Meant | None, tuple[str, ...]]:
    """What a form asks for, or every fault of its fields and its table."""
    faults: list[str] = []
    scale = _noted(faults, partial(parse_scale, said.scale or None))
    ends = scale or ANY_SCALE
    numbers = {
        name: _noted(faults, partial(_number, name, getattr(said, name), least))
        for name, least in LEAST.items()
    }
    preset = said.preset or None
    wish = partial(asked_for, said.models, preset=preset, options=(), scale=ends, **numbers)
    asked = _noted(faults, wish)
    found = _noted(faults, partial(parse_stances, said.table.encode(), NAME, ends))
    reversion = said.reversion or None
    if found is not None:
        for one in found.tables:
            _noted(faults, partial(standing, reversion, found, one, ends))
            if asked is not None:
                _noted(faults, partial(refuse_too_large, one, asked))
    if faults or found is None or asked is None:
        return None, tuple(dict.fromkeys(faults))
    return Meant(found, asked, reversion), ()


def _noted(faults: list[str], read: Callable[[], Read]) -> Read | None:
    """What is read; or None, with what is wrong with it kept in the form's words."""
    try:
        return read()
    except CaseError as error:
        faults += [in_words(str(fault)) for fault in error.faults]
    except DetenteError as error:
        faults.append(in_words(str(error)))
    return None


def _number(name: str, text: str, least: int) -> int | None:
    return at_least(_whole(name, text), f"--{name}", least)


def _whole(name: str, text: str) -> int | None:
    if not text:
        return None
    try:
        return int(text.replace(",", "").replace(" ", ""))
    except ValueError:
        raise ParameterError(f"--{name}", repr(text[:40]), "a whole number", "write it in digits") from None


def begin(desk: Desk, case: str, said: Said, meant: Meant) -> Job:
    """Settle a table outside the request.

    Raises
    ------
    RunError : the queue is full.
    """
    actors = max(len(one.actors) for one in meant.found.tables)

    def work(job: Job) -> str:
        @contextmanager
        def watch(title: str) -> Iterator[Progress]:
            job.at(title.lower() or "settling", 0.02)
            # `at` ends the work where it was asked to stop.
            yield lambda done, total: job.at("settling", 0.02 + 0.9 * done / max(1, total))

        job.at("settling; the first time after an installation it takes half a minute", 0.01)
        settled = settle(meant.found, meant.asked, meant.reversion, watch=watch)
        return _keep(desk, job, Kept(case, said, settled_json(settled)))

    return desk.jobs.submit(f"Bargaining over a table of {actors:,} actors", work, lane=LANE)


def answered(desk: Desk, id: str) -> Kept | None:
    """An answer that was kept, also before the last restart; None where there is none."""
    if not _ID.fullmatch(id):
        return None
    try:
        return _KEPT.validate_python(json.loads((_place(desk) / f"{id}.json").read_text("utf-8")))
    except (OSError, ValueError):
        return None


def _keep(desk: Desk, job: Job, kept: Kept) -> str:
    write_file(_place(desk) / f"{job.id}.json", json_text(asdict(kept)))
    held = sorted(_place(desk).glob("*.json"), key=lambda file: file.stat().st_mtime)
    for old in held[:-MOST_KEPT]:
        old.unlink(missing_ok=True)
    return f"/cases/{kept.case}/bargain/{job.id}"


def _place(desk: Desk) -> Path:
    return desk.runs / OWN / "bargaining"


def fields_of(given: Mapping[str, str], models: tuple[str, ...], table: str) -> Said:
    """A form as it was filled in, from its fields."""
    return Said(
        table=table, models=models, **{name: given.get(name, "") for name in LABELS if name != "model"}
    )
