"""One article read in a process of its own, with bounds on time and memory: what breaks there breaks nothing here.

Run as a module it is that process: the kind's name as argument, bytes on stdin, JSON on stdout.
"""

import json
import os
import subprocess
import sys
from datetime import date
from typing import Any

from detente.core.family import member
from detente.sources.articles.base import Content, Kind, UnreadableError

SECONDS = 30
"""Processor time, and a third less than the time by the clock, that one article may take."""
MEMORY = 1_500_000_000
"""Bytes of address space that one article may take."""
_FAMILY = "detente.sources.articles"
_SELF = f"{_FAMILY}._apart"


def read_apart(kind: str, content: bytes, declared: str | None) -> Content:
    """What a kind reads from some bytes, in another process.

    Raises
    ------
    UnreadableError : as the kind says, or it took too long, too much memory, or fell over.
    """
    # -P: a folder of articles may hold a lxml.py, and it must not be imported.
    command = [sys.executable, "-P", "-W", "ignore", "-m", _SELF, kind, declared or ""]
    try:
        done = subprocess.run(
            command,
            input=content,
            capture_output=True,
            timeout=1.5 * SECONDS,
            env=_environment(),
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise _too_much() from error
    try:
        told = json.loads(done.stdout)
    except ValueError as error:
        raise _too_much() from error
    if "unreadable" in told:
        raise UnreadableError(*told["unreadable"])
    day = told.pop("dated")
    notes = tuple(told.pop("notes"))
    return Content(dated=date.fromisoformat(day) if day else None, notes=notes, **told)


def _environment() -> dict[str, str]:
    """What the process needs of ours; no keys of services."""
    return {
        name: text
        for name, text in os.environ.items()
        if not name.upper().endswith(("KEY", "TOKEN", "SECRET", "PASSWORD"))
    }


def _too_much() -> UnreadableError:
    return UnreadableError(
        f"a file that cannot be read within {SECONDS} seconds and {MEMORY / 1e9:g} GB",
        "the file of an article",
        "copy its text into a .txt file and give that",
    )


def _main() -> None:
    _bound()
    kind, declared = sys.argv[1], sys.argv[2] or None
    content = sys.stdin.buffer.read()
    told: dict[str, Any]
    try:
        found = member(_FAMILY, "SOURCE", kind)
        assert isinstance(found, Kind)
        read = found.read(content, declared)
        told = {
            "text": read.text,
            "title": read.title,
            "publisher": read.publisher,
            "dated": read.dated.isoformat() if read.dated else None,
            "language": read.language,
            "notes": list(read.notes),
        }
    except UnreadableError as error:
        told = {"unreadable": [error.found, error.allowed, error.mend]}
    except (MemoryError, RecursionError):
        bound = _too_much()
        told = {"unreadable": [bound.found, bound.allowed, bound.mend]}
    sys.stdout.write(json.dumps(told))


def _bound() -> None:
    """Bounds of this process, where the system has them."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    _main()
