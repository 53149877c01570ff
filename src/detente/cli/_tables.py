"""Text and tables on stdout that fit a terminal, and a plain width where none is there."""

import sys
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Literal

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

PIPED = 110
"""Width where nobody's terminal gives one."""
FIRST_COLUMN = 28
"""Least width of the column that says what a row is about."""


@cache
def console() -> Console:
    """The console on stdout; it reads no markup, since the text of a case may hold brackets."""
    width = None if sys.stdout.isatty() else PIPED
    return Console(width=width, markup=False, highlight=False, emoji=False)


def say(text: str = "") -> None:
    """A paragraph."""
    console().print(text)


def show_diff(text: str) -> None:
    """A difference of files as it is: lines are not broken, so that it can be applied."""
    console().file.write(f"{text}\n")


def table(
    title: str, columns: Sequence[str], rows: Iterable[Sequence[str]], *, right: Sequence[int] = ()
) -> None:
    """A table, or nothing where it has no rows.

    Parameters
    ----------
    right : columns of numbers, set to the right.
    """
    held = [tuple(row) for row in rows]
    if not held:
        return
    console().print(title, style="bold")
    made = Table(box=SIMPLE_HEAD, pad_edge=False)
    for place, column in enumerate(columns):
        justify: Literal["left", "right"] = "right" if place in right else "left"
        made.add_column(
            column, justify=justify, overflow="fold", min_width=FIRST_COLUMN if place == 0 else len(column)
        )
    for row in held:
        made.add_row(*row)
    console().print(made)
