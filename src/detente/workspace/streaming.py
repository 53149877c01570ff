"""A file written piece by piece, that stands there whole or not at all."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from detente.core.errors import WorkspaceError


@contextmanager
def writing(out: Path) -> Iterator[TextIO]:
    """Write to a hidden draft beside `out`, which takes its place at the end; after an error nothing is left.

    Raises
    ------
    WorkspaceError : the place is a folder, or the disk refuses.
    """
    if out.is_dir():
        raise WorkspaceError(str(out), "a folder", "a file to write", "name a file in it")
    draft: Path | None = None
    try:
        descriptor, name = tempfile.mkstemp(
            prefix=f".{out.name}.", suffix=".partial", dir=out.absolute().parent
        )
        draft = Path(name)
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as stream:
            yield stream
        umask = os.umask(0)
        os.umask(umask)
        draft.chmod(0o666 & ~umask)
        draft.replace(out)
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise WorkspaceError(
            str(out), reason, "a place with room that can be written to", "choose another with --out"
        ) from error
    finally:
        if draft is not None:
            draft.unlink(missing_ok=True)
