"""A proposed revision of a case, and the changes to its text that carry it out."""

from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal["claim", "fact", "evidence", "value"]
ORDER: tuple[Kind, ...] = ("claim", "fact", "evidence", "value")
"""Kinds in the order in which they are put."""


@dataclass(frozen=True, slots=True)
class Act:
    """One change to a case's text: add an entry or item, set a key, or add to a list."""

    do: Literal["add_entry", "add_item", "set", "extend", "remove"]
    keys: tuple[str | int, ...]
    value: Any = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """One revision.

    Attributes
    ----------
    id : `<kind>-<number>-<hash of what it changes>`: the same for the same case and articles, and no other.
    path : what it changes.
    old, new : as stated before and after; None where there was nothing.
    why : in one line.
    claims : new claims it rests on; they must be accepted with it.
    """

    id: str
    kind: Kind
    path: str
    old: str | None
    new: str
    why: str
    claims: tuple[str, ...]
    acts: tuple[Act, ...]

    @property
    def is_judgement(self) -> bool:
        """Whether it moves a number by somebody's judgement, and does not record what is known."""
        return self.kind == "value"


@dataclass(frozen=True, slots=True)
class Made:
    """A proposal before it is numbered."""

    kind: Kind
    path: str
    old: str | None
    new: str
    why: str
    claims: tuple[str, ...]
    acts: tuple[Act, ...]


def free_id(name: str, taken: set[str]) -> str:
    """An id that is not taken yet, which it then is."""
    base = name[:60]
    free = next(one for one in (base, *(f"{base}_{n}" for n in range(2, 10_000))) if one not in taken)
    taken.add(free)
    return free
