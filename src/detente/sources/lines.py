"""Lines of a file or of standard input, one at a time, with a bound on the length of each."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from detente.core.errors import WorkspaceError

MOST = 1_000_000
"""Longest line that is read, in bytes; what lies beyond is skipped up to the line's end."""


def lines_of(place: str) -> Iterator[tuple[int, bytes | None]]:
    """Lines with their numbers, counted from 1, without their ends; None for one that is too long.

    Parameters
    ----------
    place : path of a file; `-` is standard input.

    Raises
    ------
    WorkspaceError : there is no such file, or it cannot be read.
    """
    with _opened(place) as stream:
        number = 0
        try:
            while line := stream.readline(MOST + 1):
                number += 1
                if len(line) > MOST and not line.endswith(b"\n"):
                    while rest := stream.readline(MOST):
                        if rest.endswith(b"\n"):
                            break
                    yield number, None
                else:
                    yield number, line.rstrip(b"\r\n")
        except OSError as error:
            raise _unreadable(place, error) from error


@contextmanager
def _opened(place: str) -> Iterator[BinaryIO]:
    if place == "-":
        yield sys.stdin.buffer
        return
    try:
        stream = Path(place).open("rb")  # noqa: SIM115 - closed below; only the opening is guarded
    except OSError as error:
        raise _unreadable(place, error) from error
    with stream:
        yield stream


def _unreadable(place: str, error: OSError) -> WorkspaceError:
    reason = (error.strerror or type(error).__name__).lower()
    return WorkspaceError(
        place, reason, "a file of lines, or - for standard input", "check its name and rights"
    )
