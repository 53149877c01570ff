"""Adding a file to a case's folder: whole or not at all, and only if the case stays sound with it."""

import os
import tempfile
from difflib import unified_diff
from pathlib import Path

from detente.core.errors import WorkspaceError
from detente.workspace.folder import CaseFolder, find_folder, open_folder


def difference(case: str | Path, file: str, text: str) -> str:
    """What a file would change in a case's folder, as a unified diff; empty where it stands there already.

    Raises
    ------
    WorkspaceError : there is no such case.
    CaseError : the case would hold faults with the file; all of them are told.
    """
    folder = open_folder(case)
    before = folder.files.get(file, b"").decode()
    CaseFolder(folder.name, {**folder.files, file: text.encode()}).read()
    name = file if before else "/dev/null"
    return "".join(unified_diff(before.splitlines(True), text.splitlines(True), name, file))


def add_file(case: str | Path, file: str, text: str) -> Path:
    """Write a file into a case's folder; the others stay as they are, byte for byte.

    Raises
    ------
    WorkspaceError : the folder cannot be written to.
    """
    folder = find_folder(case)
    try:
        handle, draft = tempfile.mkstemp(prefix=f".{file}.", dir=folder)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as out:
                out.write(text)
            Path(draft).chmod(0o644)
            Path(draft).replace(folder / file)
        finally:
            Path(draft).unlink(missing_ok=True)
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise WorkspaceError(str(folder / file), reason, "a folder that can be written to") from error
    return folder / file
