"""What lies in a folder of runs: those that were finished, and those that failed."""

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from detente.core.errors import WorkspaceError
from detente.core.projection import Settings
from detente.workspace.folder import CaseFolder
from detente.workspace.runs import MANIFEST, StoredRun, stored_run
from detente.workspace.texts import json_text

FAILED = "failed"
"""Folder, below the runs, of those that failed."""
FAILURE = "failure.json"
FORMAT = "detente failed run, 1"
MOST_FAILED = 50
"""Failed runs that are kept; the oldest go first."""


@dataclass(frozen=True, slots=True)
class FailedRun:
    """A run that came to no end: what was asked, of which case, and what it said.

    Attributes
    ----------
    asked : worlds, seed, as-of date and mode, as given.
    when : UTC.
    """

    folder: Path
    case: str
    message: str
    asked: Mapping[str, Any]
    when: str


def finished_runs(runs: Path) -> tuple[StoredRun, ...]:
    """Finished runs in a folder, newest first; anything else in it is left alone."""
    if not runs.is_dir():
        return ()
    found = [run for folder in runs.iterdir() if (run := stored_run(folder)) is not None]
    return tuple(sorted(found, key=lambda run: (-written_at(run), run.folder.name)))


def written_at(run: StoredRun) -> float:
    """When a run was finished: the clock of its last file, in seconds since 1970."""
    return (run.folder / MANIFEST).stat().st_mtime


def keep_failure(
    runs: Path, case: CaseFolder, settings: Settings | None, message: str, now: datetime
) -> FailedRun:
    """Keep a failed run: its message, what was asked, and the files it was asked of.

    Parameters
    ----------
    settings : None where the failure came before they could be read.
    now : when it failed.

    Raises
    ------
    WorkspaceError : it cannot be written.
    """
    asked = _asked(settings)
    told = {
        "format": FORMAT,
        "case": case.name,
        "message": message,
        "asked": asked,
        "when": now.astimezone(UTC).isoformat(timespec="seconds"),
        "inputs": {name: sha256(content).hexdigest() for name, content in case.files.items()},
    }
    mark = sha256(json_text(told).encode()).hexdigest()[:8]
    folder = runs / FAILED / f"{case.name}-{now.astimezone(UTC):%Y%m%dT%H%M%S}-{mark}"
    try:
        (folder / "case").mkdir(parents=True, exist_ok=True)
        for name, content in case.files.items():
            (folder / "case" / name).write_bytes(content)
        (folder / FAILURE).write_text(json_text(told), encoding="utf-8", newline="\n")
        for old in failed_runs(runs)[MOST_FAILED:]:
            shutil.rmtree(old.folder, ignore_errors=True)
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise WorkspaceError(
            str(folder), reason, "a place with room that can be written to", "see to the folder of runs"
        ) from error
    return FailedRun(folder, case.name, message, asked, str(told["when"]))


def failed_runs(runs: Path) -> tuple[FailedRun, ...]:
    """Failed runs in a folder, newest first."""
    place = runs / FAILED
    found = [one for folder in place.iterdir() if (one := _failed(folder))] if place.is_dir() else []
    return tuple(sorted(found, key=lambda one: (one.when, one.folder.name), reverse=True))


def _failed(folder: Path) -> FailedRun | None:
    try:
        told = json.loads((folder / FAILURE).read_text("utf-8"))
        if told["format"] != FORMAT:
            return None
        return FailedRun(folder, told["case"], told["message"], told["asked"], told["when"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _asked(settings: Settings | None) -> dict[str, Any]:
    if settings is None:
        return {}
    return {
        "worlds": settings.worlds,
        "seed": settings.seed,
        "as_of": settings.as_of.isoformat(),
        "mode": settings.mode,
    }
