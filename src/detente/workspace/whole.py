"""Folders and files written whole or not at all."""

import os
import shutil
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from detente.core.errors import WorkspaceError


def write_whole(contents: Mapping[str, bytes], out: Path, *, last: str, mend: str) -> Path:
    """Write a folder whole or not at all; what stood there before is replaced.

    Everything goes to a hidden folder beside `out`, which then takes its place.

    Parameters
    ----------
    contents : name (with `/` for folders) -> content.
    last : the name written after all others, which marks the folder as finished.
    mend : what to do where the place cannot be written to.

    Raises
    ------
    WorkspaceError : the disk refuses.
    """
    made: list[Path] = []
    draft: Path | None = None
    try:
        made = _make(out.absolute().parent)
        draft = Path(tempfile.mkdtemp(prefix=f".{out.name}.", suffix=".partial", dir=out.absolute().parent))
        draft.chmod(0o777 & ~_umask())
        for name, content in sorted(contents.items(), key=lambda each: (each[0] == last, each[0])):
            file = draft / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        _take_the_place_of(out, draft)
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise WorkspaceError(str(out), reason, "a place with room that can be written to", mend) from error
    finally:
        # After success the draft is gone by its name; after a failure, or Ctrl-C, nothing of it may stay.
        if draft is not None and draft.exists():
            shutil.rmtree(draft, ignore_errors=True)
        for folder in reversed(made):
            if folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()
    return out


def write_file(file: Path, content: str | bytes) -> None:
    """Write a file whole or not at all: beside it first, then into its place; its rights are kept.

    Raises
    ------
    WorkspaceError : the disk refuses.
    """
    held: Path | None = None
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{file.name}.", suffix=".partial", dir=file.parent)
        held = Path(name)
        with os.fdopen(handle, "wb") as out:
            out.write(content.encode() if isinstance(content, str) else content)
            out.flush()
            os.fsync(out.fileno())
        held.chmod(file.stat().st_mode & 0o777 if file.exists() else 0o644)
        held.replace(file)
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise WorkspaceError(
            file.name, reason, "a place with room that can be written to", "see to the folder's rights"
        ) from error
    finally:
        if held is not None:
            with suppress(OSError):
                held.unlink(missing_ok=True)


def rewrite(folder: Path, before: Mapping[str, bytes], after: Mapping[str, bytes]) -> tuple[str, ...]:
    """Change files of a folder, all of them or none.

    Parameters
    ----------
    before : the files as they were read; one that was changed on disk since then is not overwritten.
    after : the files as they shall be; those that are the same, or not named, are left alone.

    Returns
    -------
    names of the files written.

    Raises
    ------
    WorkspaceError : a file was changed by somebody else, or the disk refuses; nothing is changed then.
    """
    changed = {name: content for name, content in sorted(after.items()) if before.get(name) != content}
    _refuse_changed(folder, before, changed)
    drafts: dict[str, Path] = {}
    done: list[str] = []
    try:
        for name, content in changed.items():
            descriptor, draft = tempfile.mkstemp(prefix=f".{name}.", suffix=".partial", dir=folder)
            drafts[name] = Path(draft)
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
            file_mode = (folder / name).stat().st_mode if name in before else 0o666 & ~_umask()
            drafts[name].chmod(file_mode & 0o777)
        for name, draft_file in drafts.items():
            done.append(name)
            draft_file.replace(folder / name)
    except BaseException as error:
        _put_back(folder, before, done)
        if isinstance(error, OSError):
            reason = (error.strerror or type(error).__name__).lower()
            raise WorkspaceError(
                str(folder), reason, "files that can be written", "change their rights; nothing was changed"
            ) from error
        raise
    finally:
        for draft_file in drafts.values():
            draft_file.unlink(missing_ok=True)
    return tuple(changed)


def _refuse_changed(folder: Path, before: Mapping[str, bytes], changed: Mapping[str, bytes]) -> None:
    for name in changed:
        file = folder / name
        held = file.read_bytes() if file.is_file() else None
        if held != before.get(name):
            raise WorkspaceError(
                str(file),
                "a file that was changed while we worked",
                "the file as it was read",
                "do it again from the file as it is now; nothing was changed",
            )


def _put_back(folder: Path, before: Mapping[str, bytes], done: list[str]) -> None:
    for name in done:
        if name in before:
            (folder / name).write_bytes(before[name])
        else:
            (folder / name).unlink(missing_ok=True)


def hashed(contents: Mapping[str, bytes]) -> dict[str, str]:
    """Name -> SHA-256 of content, sorted by name."""
    return {name: sha256(content).hexdigest() for name, content in sorted(contents.items())}


def _make(folder: Path) -> list[Path]:
    """Make a folder with its parents, and tell which are new."""
    new = [place for place in (folder, *folder.parents) if not place.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    return new[::-1]


def _take_the_place_of(out: Path, draft: Path) -> None:
    if not out.exists():
        draft.rename(out)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{out.name}.", suffix=".old", dir=out.absolute().parent))
    out.rename(old / out.name)
    draft.rename(out)
    shutil.rmtree(old, ignore_errors=True)


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
