"""The entries of a case that could be read, and the names of all, readable or not."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from detente.case.finding import Finding, listed, quoted
from detente.case.leaves import Input, leaves
from detente.case.walk import walk
from detente.case.yaml_tree import Keys
from detente.core.case import Case
from detente.core.errors import ParameterError, nearest
from detente.core.noun import Noun


@dataclass(frozen=True)
class Known:
    """What the checks look at.

    Attributes
    ----------
    case : the entries that could be read; a case in which entries may lack.
    ids : section -> ids written, of entries that could not be read as well.
    is_dated : whether as-of date, start and horizon could be read.
    models : bargaining models there are.
    pruned : ids of entries from which something was left out; what names them is not told off either.
    """

    case: Case
    ids: Mapping[str, frozenset[str]]
    is_dated: bool
    models: frozenset[str]
    pruned: frozenset[str] = frozenset()

    @cached_property
    def nouns(self) -> tuple[tuple[Keys, Noun], ...]:
        """All nouns with their keys."""
        return tuple(walk(self.case))

    @cached_property
    def leaves(self) -> tuple[Input, ...]:
        """All typed numbers."""
        return leaves(self.case)

    @cached_property
    def unread(self) -> frozenset[str]:
        """Ids of entries that could not be read; what names them is not told off for it."""
        case: Any = self.case
        read = {section: _ids(getattr(case, section)) for section in self.ids}
        lacking = frozenset(name for section, names in self.ids.items() for name in names - read[section])
        return lacking | self.pruned

    def missing(
        self, keys: Keys, name: str, section: str, what: str, *, at_key: bool = False
    ) -> Iterator[Finding]:
        """A finding if no entry of a section has this id."""
        if name not in self.ids[section]:
            yield unknown(keys, name, self.ids[section], f"the id of {what}", section=section, at_key=at_key)

    def refused(self, keys: Keys, error: ParameterError, *, at_key: bool = False) -> Iterator[Finding]:
        """A finding for a name that leads nowhere, unless it leads to an entry that could not be read."""
        parts = set(error.found.replace("'", ".").split("."))
        if not parts & self.unread:
            yield Finding(keys, error.found, error.allowed, error.mend, error.nearest, at_key)


def _ids(content: Any) -> set[str]:
    return set(content) if isinstance(content, Mapping) else {entry.id for entry in content}


def unknown(
    keys: Keys, name: str, names: Collection[str], allowed: str, *, section: str = "", at_key: bool = False
) -> Finding:
    """A finding for a name that is none of those known."""
    near = nearest(name, names)
    have = listed(sorted(names), most=8) or "there is none yet"
    where = f", or add {name} to `{section}`" if section else ""
    mend = "" if near else f"write one of them{where}" if names else f"add {name} to `{section}`"
    return Finding(keys, quoted(name), f"{allowed} ({have})", mend, near, at_key)
