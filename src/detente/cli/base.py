"""The contract of a command: a function with Typer's annotations, its place in the list, and examples."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Command:
    """One command of `detente`.

    Attributes
    ----------
    run : its first docstring line is its line in the list; heavy libraries are imported inside it only.
    order : its place in the list.
    examples : command lines, shown below its help.
    """

    name: str
    run: Callable[..., Any]
    order: int
    examples: tuple[str, ...]
