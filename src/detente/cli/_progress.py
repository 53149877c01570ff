"""What a run tells while it lasts: on stderr, and on a terminal only."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache

COMPILING = "compiling kernels (first run only) ..."


@contextmanager
def counted(title: str, *, rate: str | None = None) -> Iterator[Callable[[int, int], None] | None]:
    """A bar with the time left, as a function of what is done and what there is; None if nobody looks on.

    Parameters
    ----------
    rate : what is counted, where the number a second is shown as well.
    """
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        ProgressColumn,
        Task,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.text import Text

    class _Rate(ProgressColumn):
        """How many a second."""

        def __init__(self, what: str) -> None:
            super().__init__()
            self.what = what

        def render(self, task: Task) -> Text:
            return Text(f"{task.speed:.2g} {self.what}/s" if task.speed else "")

    columns: list[ProgressColumn] = [TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()]
    if rate is not None:
        columns.append(_Rate(rate))
    columns.append(TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        task = bars.add_task(title, total=None)
        yield lambda done, total: bars.update(task, completed=done, total=total)


@contextmanager
def stage(title: str) -> Iterator[None]:
    """A line that stands while something without a count goes on."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(title):
        yield


@cache
def announce_compiling() -> None:
    """Say so once when kernels have to be compiled; later they come from the cache, and nothing is said."""
    from numba.core import event

    class Announcer(event.Listener):
        said = False

        def on_start(self, _: object) -> None:
            if not self.said:
                self.said = True
                note_line(COMPILING)

        def on_end(self, _: object) -> None:
            pass

    event.register("numba:compile", Announcer())  # type: ignore[no-untyped-call]


def note_line(text: str) -> None:
    """One line on stderr."""
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()
