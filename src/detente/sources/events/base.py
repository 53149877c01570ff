"""The contract of an importer: how the rows of one format become events, told as SQL over their fields.

DuckDB does the work. A file's records come as rows `(line, f, txt)`: the number of the line, its fields as a
list of texts counted from 1, and the text as it stood. An importer says where in them an event's day, actors,
code, weight, id and story lie, and what is wrong with a row. Actors and codes are then put into the house's
form once per distinct text, by pure functions.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from detente.core.citation import Citation
from detente.events.actors import Actor
from detente.events.ontology import Scale

Layout = Literal["tab", "csv", "json"]
Header = tuple[str, ...]
"""Names of a file's columns; empty where it has no head line."""
BETWEEN = "chr(31)"
"""What joins the parts of an actor or code that several fields tell."""


@dataclass(frozen=True, slots=True)
class Fields:
    """Where things lie in a row, as SQL over `f` (list of texts) and `txt`.

    Attributes
    ----------
    day : a DATE, or NULL where it is malformed.
    source, target, code : texts that `actor_of` and `code_of` understand.
    weight : a DOUBLE; `1.0` where the format has none.
    id : a text that tells two events apart; `''` where only the row as a whole does.
    story : a text that tells which report an event was read from; `''` where untold.
    faults : (condition, what to say of the row), in the order in which they are looked for.
    """

    day: str
    source: str
    target: str
    code: str
    faults: tuple[tuple[str, str], ...]
    weight: str = "1.0"
    id: str = "''"
    story: str = "''"


@dataclass(frozen=True, slots=True)
class Importer:
    """A member of the family.

    Attributes
    ----------
    reads : what it takes, in one sentence.
    layout : how records and fields are told apart.
    has_head : whether the first line names the columns, given that line; the format decides.
    fields : the columns' names -> where things lie; raises ParameterError where a column is lacking.
    actor_of : the text of an actor -> who it is.
    code_of : the text of a code -> a code of CAMEO, or None where it is none.
    scale : whose Goldstein scores its events get.
    """

    name: str
    reads: str
    layout: Layout
    has_head: Callable[[Header], bool]
    fields: Callable[[Header], Fields]
    actor_of: Callable[[str], Actor]
    code_of: Callable[[str], str | None]
    scale: Scale
    citations: tuple[Citation, ...] = ()


def column(header: Header, *names: str) -> str | None:
    """SQL of the first of some columns that a file has, by folded names; None where it has none of them."""
    folded = [fold(name) for name in header]
    for name in names:
        if fold(name) in folded:
            return f"f[{folded.index(fold(name)) + 1}]"
    return None


def fold(name: str) -> str:
    """A column's name in small letters, with blanks and hyphens as underscores.

    Examples
    --------
    >>> fold(" Event Date")
    'event_date'
    """
    return name.strip().casefold().replace(" ", "_").replace("-", "_")


def shown(header: Header, most: int = 8) -> str:
    """Names of columns as a fault tells them.

    Examples
    --------
    >>> shown(("a", "b")), shown(("a", "b", "c"), most=2), shown(())
    ('a, b', 'a, b and 1 more', 'none')
    """
    names = ", ".join(header[:most]) or "none"
    return f"{names} and {len(header) - most} more" if len(header) > most else names
