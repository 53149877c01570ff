"""What `detente read` writes: a draft case with the working output of the reading beside it, never over an analyst's work."""

import json
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from detente.case.finding import listed
from detente.core.errors import WorkspaceError
from detente.workspace.texts import json_text
from detente.workspace.whole import hashed, write_whole

WORKING = "reading"
"""Folder of the working output: offsets and short quotations, which are no part of the case."""
RECORD = f"{WORKING}/manifest.json"
FORMAT = "detente reading, 1"


def refuse_to_overwrite_draft(out: Path) -> None:
    """Make sure that a draft may be written to a folder: a new or empty one, or an earlier draft nobody has touched.

    Raises
    ------
    WorkspaceError : something else is there, or files of the draft were changed since.
    """
    if out.exists() and not out.is_dir():
        raise WorkspaceError(str(out), "a file", "a folder", "choose another folder with --out")
    if not out.is_dir():
        return
    held = {file.relative_to(out).as_posix(): file for file in out.rglob("*") if not file.is_dir()}
    record = _record(out)
    strangers = sorted(set(held) - set(record) - {RECORD})
    if strangers:
        raise WorkspaceError(
            str(out),
            f"files that no reading wrote ({listed(strangers, most=4)})",
            "a new folder, an empty one, or that of an earlier reading",
            "choose another folder with --out, or add to the case there with --into",
        )
    touched = sorted(
        name
        for name, digest in record.items()
        if name in held and sha256(held[name].read_bytes()).hexdigest() != digest
    )
    if touched:
        raise WorkspaceError(
            str(out),
            f"a draft that somebody has worked on ({listed(touched, most=4)})",
            "a draft as it was written",
            "choose another folder with --out, or add to the case there with --into",
        )


def write_draft(files: Mapping[str, str], told: Mapping[str, object], out: Path) -> Path:
    """Write a draft whole or not at all.

    Parameters
    ----------
    files : name -> text.
    told : how it was read; the files' hashes are added.

    Raises
    ------
    WorkspaceError : something else is there, or the disk refuses.
    """
    refuse_to_overwrite_draft(out)
    contents = {name: text.encode() for name, text in files.items()}
    record = {"format": FORMAT, **told, "files": hashed(contents)}
    contents[RECORD] = json_text(record).encode()
    return write_whole(contents, out, last=RECORD, mend="choose another folder with --out")


def _record(out: Path) -> Mapping[str, str]:
    try:
        told = json.loads((out / RECORD).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    is_ours = isinstance(told, dict) and told.get("format") == FORMAT and isinstance(told.get("files"), dict)
    return told["files"] if is_ours else {}
