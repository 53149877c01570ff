"""What a check of a case finds wrong, by keys; the files' places turn it into a fault."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from detente.case.yaml_tree import Keys, Place
from detente.core.errors import Fault


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, before it is known in which file it stands.

    Attributes
    ----------
    keys : the keys that lead to it.
    at_key : whether the key itself is at fault, not what it holds.
    found, allowed, nearest, mend : as in `Fault`.
    """

    keys: Keys
    found: str
    allowed: str
    mend: str = ""
    nearest: str | None = None
    at_key: bool = False


@dataclass(slots=True)
class Places:
    """Where everything stands, by keys through all files of the case, and how it is called."""

    files: tuple[str, ...] = ()
    keys: dict[Keys, Place] = field(default_factory=dict)
    values: dict[Keys, Place] = field(default_factory=dict)
    names: dict[Keys, str] = field(default_factory=dict)

    def of(self, keys: Keys, *, at_key: bool = False) -> Place | None:
        """Place of what the keys lead to, or of the nearest thing around it that stands in a file.

        A value that begins on the line of its key is shown by itself, a block below its key by the key.
        """
        while keys:
            key, value = self.keys.get(keys), self.values.get(keys)
            if key is not None and (at_key or value is None or value.line != key.line):
                return key
            if value is not None:
                return value
            keys = keys[:-1]
        return None

    def called(self, keys: Keys) -> str:
        """Path of the keys, with the entries of the lists of events and effects by name."""
        if len(keys) > 1 and keys[:2] in self.names:
            return ".".join((str(keys[0]), self.names[keys[:2]], *map(str, keys[2:])))
        return ".".join(map(str, keys))

    def fault(self, finding: Finding) -> Fault:
        """The finding with its place."""
        place = self.of(finding.keys, at_key=finding.at_key)
        file, line, column = (
            (place.file, place.line, place.column) if place is not None else (self._main(), 1, 1)
        )
        name = self.called(finding.keys)
        return Fault(file, line, column, name, finding.found, finding.allowed, finding.nearest, finding.mend)

    def by_path(self) -> dict[str, Place]:
        """Places by path, of everything that is written: of the key where there is one."""
        return {self.called(keys): place for keys, place in (self.values | self.keys).items() if keys}

    def _main(self) -> str:
        return next(
            (file for file in self.files if file.endswith("case.yaml")), next(iter(self.files), "case.yaml")
        )


def quoted(stated: Any) -> str:
    """What stands in a file, short enough for a message."""
    if stated is None:
        return "nothing"
    if isinstance(stated, bool):
        return "true" if stated else "false"
    if isinstance(stated, str):
        return repr(stated if len(stated) <= 60 else f"{stated[:57]}...")
    if isinstance(stated, Mapping):
        return f"a group of keys ({listed(map(str, stated), most=4)})" if stated else "an empty group {}"
    if isinstance(stated, list | tuple):
        return f"a list of {len(stated)}"
    return f"{stated:g}" if isinstance(stated, float) else str(stated)[:60]


def listed(names: Iterable[str], *, most: int = 12) -> str:
    """Names joined by commas; the tail of a long list is only counted."""
    every = list(names)
    shown = ", ".join(every[:most])
    return f"{shown} and {len(every) - most} more" if len(every) > most else shown
