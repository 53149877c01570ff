"""Cases between two versions: some of the changes made, the others not; and which changes can only be made together.

A change of a number is made by itself. An entry that one version lacks goes with every changed entry that names it, for
neither would stand without the other; what still does not stand by itself is made with the other changes of its kind.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from detente.case import checks
from detente.case.changes import ENTRIES, MAPS, TIME, entries_of
from detente.case.leaves import leaves
from detente.case.replace import written_at
from detente.core.case import Case
from detente.core.errors import ParameterError
from detente.core.noun import Noun

SILENT = ("sources", "claims", "mechanisms", "accounts")
"""Sections that no projection reads: a change there moves no answer."""
_SOURCING = frozenset(
    {"evidence", "basis", "assumed", "asked", "answered", "says", "about", "mechanism", "mechanisms"}
)
"""Fields that say why and what, and move nothing."""


@dataclass(frozen=True, slots=True)
class Group:
    """Changes that are made together.

    Attributes
    ----------
    id : of the first of its changes; `structure` where many were put together.
    paths : inputs (`actors.x.stances.y.position`) and entries (`events.z`) it changes.
    why : why they are not taken one by one; None for a single change.
    """

    id: str
    paths: tuple[str, ...]
    why: str | None = None


class Hybrids:
    """Cases between two versions.

    Parameters
    ----------
    before, after : the two versions.
    models : bargaining models a track may name.
    """

    def __init__(self, before: Case, after: Case, models: frozenset[str]) -> None:
        self.before, self.after, self.models = before, after, models
        self._old, self._new = dict(entries_of(before)), dict(entries_of(after))
        self._leaves = tuple({leaf.path: leaf.quantity for leaf in leaves(case)} for case in (before, after))
        self._inside_of: dict[str, list[str]] = {}
        for path in dict.fromkeys((*self._leaves[0], *self._leaves[1])):
            self._inside_of.setdefault(self._entry_of(path), []).append(path)
        self.atoms = tuple(self._atoms())
        self.groups = self._grouped()

    def _atoms(self) -> Iterator[str]:
        """Paths of single changes: numbers, the rest of an entry, whole entries, and dates taken as one."""
        if any(self._old[name] != self._new[name] for name in TIME):
            yield "time"
        if self.before.words != self.after.words:
            yield "words"
        for name in dict.fromkeys((*self._old, *self._new)):
            if name.partition(".")[0] in SILENT or name in (*TIME, "words", "focus"):
                continue
            old, new = self._old.get(name), self._new.get(name)
            if old is None or new is None:
                yield name
            elif _bare(old) != _bare(new):
                yield from self._inside(name)

    def _inside(self, name: str) -> Iterator[str]:
        """Numbers that changed in an entry both hold; the entry itself where something else changed in it as well."""
        old, new = self._leaves
        paths = [
            path for path in self._inside_of.get(name, ()) if _bare(old.get(path)) != _bare(new.get(path))
        ]
        try:
            made = self.before
            for path in paths:
                made = written_at(made, path, self._leaves[1].get(path))
        except ParameterError:
            yield name  # a number in a part that the other version lacks
            return
        yield from paths
        if _bare(dict(entries_of(made))[name]) != _bare(self._new[name]):
            yield name

    def case(self, groups: Iterable[Group]) -> Case:
        """The version before, with these groups of changes made.

        Raises
        ------
        ParameterError : a change leads nowhere in this mixture.
        """
        made = frozenset(path for group in groups for path in group.paths)
        entries = {name: self._chosen(name, made) for name in dict.fromkeys((*self._old, *self._new))}
        parts: dict[str, Any] = {}
        for section in MAPS:
            parts[section] = {
                name.partition(".")[2]: noun
                for name, noun in entries.items()
                if name.startswith(f"{section}.") and noun
            }
        for section in ("effects", "events"):
            parts[section] = tuple(
                noun for name, noun in entries.items() if name.startswith(f"{section}.") and noun is not None
            )
        for name in ("words", *TIME):
            held = "words" if name == "words" else "time"
            parts[name] = getattr(self.after if held in made else self.before, name)
        case = self.before.model_copy(update=parts)
        for path in self.atoms:
            if path in made or path in entries or path in ("time", "words"):
                continue
            # an entry taken from the version after holds its numbers too: those not yet changed are put back
            if self._entry_of(path) in made:
                case = written_at(case, path, self._leaves[0].get(path))
        for path in self.atoms:
            if path in made and path not in entries and path not in ("time", "words"):
                case = written_at(case, path, self._leaves[1].get(path))
        return case

    def entries(self, version: int) -> Mapping[str, Noun | str]:
        """Entries of the version before (0) or after (1)."""
        return (self._old, self._new)[version]

    def _chosen(self, name: str, made: frozenset[str]) -> Noun | str | None:
        """An entry as one of the versions has it."""
        if name.partition(".")[0] in SILENT:
            return self._new.get(name) or self._old.get(name)
        return (self._new if name in made else self._old).get(name)

    def _entry_of(self, path: str) -> str:
        fitting = [name for name in self._old if path.startswith(f"{name}.")]
        return max(fitting, key=len, default=path)

    def _grouped(self) -> tuple[Group, ...]:
        links: dict[str, str] = {atom: atom for atom in self.atoms}

        def root(atom: str) -> str:
            while links[atom] != atom:
                atom = links[atom]
            return atom

        lone = [atom for atom in self.atoms if atom in self._old.keys() ^ self._new.keys()]
        for name in lone:
            word = re.compile(rf"(?<![\w-]){re.escape(_id_of(name))}(?![\w-])")
            for other in self.atoms:
                if (
                    other != name
                    and other in (self._old.keys() | self._new.keys())
                    and any(word.search(_text(held.get(other))) for held in (self._old, self._new))
                ):
                    links[root(other)] = root(name)
        found: dict[str, list[str]] = {}
        for atom in self.atoms:
            found.setdefault(root(atom), []).append(atom)
        groups = [
            Group(atoms[0], tuple(atoms), "they name each other" if len(atoms) > 1 else None)
            for atoms in found.values()
        ]
        return self._standing(groups)

    def _standing(self, groups: list[Group]) -> tuple[Group, ...]:
        """Groups of which each stands when made first and when made last; those that do not are made as one."""
        everything = tuple(groups)
        wrong = [
            group
            for group in everything
            if not (
                self.stands((group,)) and self.stands(tuple(one for one in everything if one is not group))
            )
        ]
        if not wrong or len(everything) == 1:
            return everything
        return self.together(
            everything, [group.id for group in wrong], "the case does not stand with one of them alone"
        )

    def together(
        self, groups: Iterable[Group], ids: Iterable[str], why: str, name: str = "structure"
    ) -> tuple[Group, ...]:
        """The groups with some of them made one.

        Parameters
        ----------
        name : id of what they become, where they are several.
        """
        chosen = set(ids)
        joined = [group for group in groups if group.id in chosen]
        rest = [group for group in groups if group.id not in chosen]
        paths = tuple(path for group in joined for path in group.paths)
        return (*rest, Group(name if len(joined) > 1 else joined[0].id, paths, why))

    def structural(self, groups: Iterable[Group]) -> list[str]:
        """Ids of groups that change more than a number."""
        entries = self._old.keys() | self._new.keys() | {"time", "words"}
        return [group.id for group in groups if any(path in entries for path in group.paths)]

    def stands(self, groups: Iterable[Group]) -> bool:
        """Whether the case between is free of errors."""
        try:
            case = self.case(groups)
        except ParameterError:
            return False
        ids: Mapping[str, frozenset[str]] = {
            section: frozenset(one.id for one in case.events)
            if section == "events"
            else frozenset(getattr(case, section))
            for section in ENTRIES
        }
        known = checks.Known(case, ids, True, self.models)
        wrong = (
            one for one in checks.errors(known) if one.keys[0] not in SILENT and "evidence" not in one.keys
        )
        return next(wrong, None) is None


def _id_of(name: str) -> str:
    """What others call an entry by: its id, or an effect's name as a whole."""
    return name.partition(".")[2]


def _text(noun: Noun | str | None) -> str:
    return noun.model_dump_json(by_alias=True) if isinstance(noun, Noun) else str(noun)


def _bare(noun: Noun | str | None) -> Any:
    """A noun without what tells only where its numbers come from."""
    if isinstance(noun, Noun):
        return _stripped(noun.model_dump(by_alias=True))
    return noun


def _stripped(told: Any) -> Any:
    if isinstance(told, dict):
        return {key: _stripped(part) for key, part in told.items() if key not in _SOURCING}
    if isinstance(told, list | tuple):
        return [_stripped(part) for part in told]
    return told
