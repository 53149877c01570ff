"""Runs on disk: written whole or not at all, and read back to be made again.

A run's folder holds its results, a copy of the case it was made from (`case/`), and `manifest.json`, which is
written last and lists every file with its hash: a folder without one is no run.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from detente.case.finding import listed
from detente.core.errors import WorkspaceError
from detente.core.projection import Settings
from detente.workspace.folder import CaseFolder
from detente.workspace.texts import json_text
from detente.workspace.whole import hashed, write_whole

MANIFEST = "manifest.json"
CASE = "case"
FORMAT = "detente run, 1"
"""Marks a manifest as ours, and which form of it."""


@dataclass(frozen=True, slots=True)
class StoredRun:
    """A finished run on disk.

    Attributes
    ----------
    manifest : as stored.
    files : file name -> hash of its content, as stored.
    """

    folder: Path
    manifest: Mapping[str, Any]
    files: Mapping[str, str]

    @property
    def settings(self) -> Settings:
        """What the run was asked for."""
        told = self.manifest
        return Settings(told["worlds"], told["seed"], date.fromisoformat(told["as_of"]), told["mode"])

    def read(self, name: str) -> bytes:
        """One of the run's files.

        Raises
        ------
        WorkspaceError : it is gone, or was changed after the run.
        """
        try:
            content = (self.folder / name).read_bytes()
        except OSError:
            content = b""
        if sha256(content).hexdigest() != self.files[name]:
            found = "a file that is gone or was changed after the run"
            mend = f"run the case anew: detente run {self.folder / CASE}"
            raise WorkspaceError(str(self.folder / name), found, "the file as it was written", mend)
        return content

    def case(self) -> CaseFolder:
        """The case the run was made from, out of the run's own copy.

        Raises
        ------
        WorkspaceError : the copy is not what the run was made from.
        """
        inputs = self.manifest["inputs"]
        held = {}
        for file in inputs:
            try:
                held[file] = (self.folder / CASE / file).read_bytes()
            except OSError:
                held[file] = b""
        changed = sorted(file for file in inputs if sha256(held[file]).hexdigest() != inputs[file])
        if changed:
            raise WorkspaceError(
                str(self.folder / CASE),
                f"files that are gone or were changed after the run: {', '.join(changed)}",
                "the files the run was made from",
                f"run the case as it is now: detente run {self.folder / CASE}",
            )
        return CaseFolder(str(self.manifest["case"]), held)


def stored_run(folder: Path) -> StoredRun | None:
    """The finished run in a folder, or None where there is none."""
    try:
        told = json.loads((folder / MANIFEST).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        return None
    inside = all(not Path(name).is_absolute() and ".." not in Path(name).parts for name in told["files"])
    return StoredRun(folder, told, told["files"]) if inside else None


def refuse_to_overwrite(out: Path) -> None:
    """Make sure that a run may be written to a folder: a new one, an empty one, or that of an earlier run.

    Raises
    ------
    WorkspaceError : something else is there, or the place cannot be written to.
    """
    if out.exists() and not out.is_dir():
        raise WorkspaceError(str(out), "a file", "a folder", "choose another folder with --out")
    strangers = sorted(_held(out) - _own(out)) if out.is_dir() else []
    if strangers:
        raise WorkspaceError(
            str(out),
            f"files that no run wrote ({listed(strangers, most=4)})",
            "a new folder, an empty one, or that of an earlier run",
            "choose another folder with --out, or move the files away",
        )
    parent = next(place for place in out.absolute().parents if place.exists())
    if not parent.is_dir() or not os.access(parent, os.W_OK | os.X_OK):
        found = f"{parent.name or parent}, which cannot be written to"
        raise WorkspaceError(str(out), found, "a place that can", "choose another folder with --out")


def write_run(
    files: Mapping[str, str | bytes], manifest: Mapping[str, Any], case: CaseFolder, out: Path
) -> Path:
    """Write a run whole or not at all.

    Everything goes to a hidden folder beside `out`, the manifest last, which then takes its place. If `out`
    holds the same run already, its files that are not written anew are kept.

    Parameters
    ----------
    files : name (with `/` for folders) -> content.
    manifest : how the run was made; the files' hashes are added.
    case : copied along, so that the run can be made again from its own folder.

    Raises
    ------
    WorkspaceError : `out` holds something else, or the disk refuses.
    """
    refuse_to_overwrite(out)
    contents = {name: text if isinstance(text, bytes) else text.encode() for name, text in files.items()}
    contents |= {f"{CASE}/{name}": content for name, content in case.files.items()}
    contents = {**_kept(out, manifest), **contents}
    told = {"format": FORMAT, **manifest, "files": hashed(contents)}
    contents[MANIFEST] = json_text(told).encode()
    return write_whole(contents, out, last=MANIFEST, mend="choose another folder with --out")


def _kept(out: Path, manifest: Mapping[str, Any]) -> dict[str, bytes]:
    """Files of the same run that are there already."""
    held = stored_run(out)
    if held is None or held.manifest["run"] != manifest["run"]:
        return {}
    return {name: (out / name).read_bytes() for name in held.files if (out / name).is_file()}


def _held(folder: Path) -> set[str]:
    return {file.relative_to(folder).as_posix() for file in folder.rglob("*") if not file.is_dir()}


def _own(folder: Path) -> set[str]:
    run = stored_run(folder)
    return {MANIFEST, *run.files} if run is not None else set()
