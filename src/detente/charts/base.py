"""The contract of a chart: a study in, figures out, each with its text alternative and table."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from detente.core.study import Study

# Distinct for colour-blind readers and in grey print: no two of one chart share a luminance.
PALETTE = {
    "ink": "#1b2430",
    "muted": "#566070",
    "grid": "#d9dee5",
    "paper": "#fffefd",
    "main": "#1f5a94",
    "warm": "#b8480f",
    "third": "#3d8f76",
    "soft": "#b9c2cd",
}
"""Name of a colour -> its value in a spec; a page may put its own in its place."""

Spec = dict[str, object]
"""A Vega-Lite spec as data."""


@dataclass(frozen=True, slots=True)
class Table:
    """What a figure shows as rows, for screen readers and for copying."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str | float, ...], ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """One picture.

    Attributes
    ----------
    key : unique within a study; names the picture's file and anchor.
    spec : Vega-Lite, with its rows inside.
    alternative : what it shows in one sentence, with the numbers.
    note : how to read its marks.
    """

    key: str
    title: str
    spec: Spec
    alternative: str
    table: Table
    note: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """A member of the family.

    Attributes
    ----------
    shows : what it shows and when to look at it, in one sentence.
    draw : pure; returns no figures where the study has nothing of the kind.
    explains : whether it looks at the explanation; one that does not can be drawn while that is sought.
    """

    name: str
    title: str
    shows: str
    draw: Callable[[Study], tuple[Figure, ...]]
    explains: bool = True


Row = Mapping[str, object]
"""One row of a spec's inline data."""
