"""What lies on the server's desk: the cases it was given, the runs found on disk, and its jobs."""

from collections import OrderedDict
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from detente.app.jobs import Jobs
from detente.app.security import token_at
from detente.case import CaseFile
from detente.core.case import Case
from detente.core.errors import CaseError, DetenteError, WorkspaceError
from detente.core.projection import Settings
from detente.projection import project
from detente.report import Pictures, Shown, stored_study
from detente.workbench import RUNS
from detente.workspace import (
    CaseFolder,
    FailedRun,
    StoredRun,
    failed_runs,
    finished_runs,
    folders_of_cases,
    hashes,
    open_folder,
)

OWN = ".workbench"
"""Folder, below the runs, of what the workbench itself keeps."""
MOST_SHOWN = 6
"""Runs whose pages are kept at hand."""


@dataclass(frozen=True, slots=True)
class Display:
    """A finished run made ready for pages, with its pictures as far as they lie on disk."""

    run: StoredRun
    shown: Shown
    pictures: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Standing:
    """A case as it stands on disk now.

    Attributes
    ----------
    file : the case, or None where its files hold faults.
    """

    folder: CaseFolder
    file: CaseFile | None
    faults: CaseError | None

    @property
    def hashes(self) -> dict[str, str]:
        """File -> hash of its content."""
        return hashes(self.folder.files)


@dataclass(slots=True)
class Desk:
    """Cases by the name in their address, the folder of runs, jobs, and the forms' secret."""

    cases: Mapping[str, Path]
    runs: Path
    token: str
    jobs: Jobs = field(default_factory=Jobs)
    hosts: tuple[str, ...] = ()
    _standing: dict[str, Standing] = field(default_factory=dict)
    _shown: "OrderedDict[tuple[Path, int], Display]" = field(default_factory=OrderedDict)
    _pictures: Pictures | None = None
    _lock: Lock = field(default_factory=Lock)

    def standing(self, case: str) -> Standing:
        """A case as its files stand now; read anew only where one has changed.

        Raises
        ------
        WorkspaceError : the folder is gone, or holds no case.
        """
        folder = open_folder(self.cases[case])
        with self._lock:
            held = self._standing.get(case)
            if held is not None and held.folder.files == folder.files:
                return held
            try:
                found = Standing(folder, folder.read(), None)
            except CaseError as error:
                found = Standing(folder, None, error)
            self._standing[case] = found
            return found

    def id_of(self, case: str) -> str:
        """The id under which runs of a case are kept: the case's own, or its folder's where it cannot be read."""
        standing = self.standing(case)
        return standing.file.case.case if standing.file is not None else standing.folder.name

    def finished(self, case: str) -> tuple[StoredRun, ...]:
        """Finished runs of a case, newest first."""
        id = self.id_of(case)
        return tuple(run for run in finished_runs(self.runs) if run.manifest["case"] == id)

    def failed(self, case: str) -> tuple[FailedRun, ...]:
        """Failed runs of a case, newest first."""
        names = {case, self.id_of(case)}
        return tuple(run for run in failed_runs(self.runs) if run.case in names)

    def display(self, run: StoredRun) -> Display:
        """A finished run ready for pages.

        Raises
        ------
        WorkspaceError : its files are gone or were changed.
        RunError : it was written by another version, and cannot be shown.
        """
        key = (run.folder, (run.folder / "manifest.json").stat().st_mtime_ns)
        with self._lock:
            held = self._shown.get(key)
            if held is not None:
                self._shown.move_to_end(key)
                return held
            if "study.json" not in run.files:
                found = "a run without study.json: it was written by an earlier version, or without results"
                raise WorkspaceError(str(run.folder.name), found, "a run with its study", "run the case anew")
            shown = stored_study(run.read("study.json"), self._case_of(run))
            made = Display(run, shown, _pictures(run))
            self._shown[key] = made
            while len(self._shown) > MOST_SHOWN:
                self._shown.popitem(last=False)
            return made

    def _case_of(self, run: StoredRun) -> Case:
        """The case a run was made from; as it stands now where that is the same, which saves reading it again."""
        inputs = dict(run.manifest["inputs"])
        for held in self._standing.values():
            if held.file is not None and held.hashes == inputs:
                return held.file.case
        return run.case().read().case

    def warm(self) -> None:
        """Read what the first page will need, before anybody asks for it; what fails is told by that page."""
        from detente.app.view import warm_templates

        warm_templates()
        for name in self.cases:
            with suppress(DetenteError):
                newest = next((run for run in self.finished(name) if "study.json" in run.files), None)
                if newest is not None:
                    self.display(newest)
        for name in self.cases:
            with suppress(DetenteError):
                file = self.standing(name).file
                if file is not None:
                    # One world loads the compiled kernels, or compiles them once: the first question need not wait.
                    project(file.case, Settings(1, 1, file.case.as_of))
                    return

    def renderer(self) -> Pictures:
        """What draws a picture that no run has kept."""
        with self._lock:
            if self._pictures is None:
                self._pictures = Pictures()
            return self._pictures

    def close(self) -> None:
        """Stop the jobs and the renderer."""
        self.jobs.close()
        if self._pictures is not None:
            self._pictures.close()


def _pictures(run: StoredRun) -> Mapping[str, str]:
    import json

    if "pictures.json" not in run.files:
        return {}
    held: dict[str, str] = json.loads(run.read("pictures.json"))
    return held


def open_desk(path: str | Path, *, runs: str | Path = RUNS, hosts: tuple[str, ...] = ()) -> Desk:
    """Lay out the cases of a folder: the case itself, or every case inside it.

    Raises
    ------
    WorkspaceError : there is no case.
    """
    folders = folders_of_cases(path)
    cases: dict[str, Path] = {}
    for folder in folders:
        name, number = folder.name, 2
        while name in cases:
            name, number = f"{folder.name}-{number}", number + 1
        cases[name] = folder
    place = Path(runs)
    return Desk(cases, place, token_at(place / OWN / "token"), hosts=hosts)
