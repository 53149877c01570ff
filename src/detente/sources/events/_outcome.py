"""What is asked of an import, and what became of it."""

from dataclasses import dataclass

SAMPLES = 20
"""Malformed rows of a file that are kept and told, the first of each reason before more of one."""


@dataclass(frozen=True, slots=True)
class Options:
    """How rows are taken.

    Attributes
    ----------
    max_malformed : share of a file's records that may be malformed; above it the import is refused.
    one_a_day : of one source, target and code, one event a day.
    collapse_stories : of one source, target and code, one event a day and story.
    """

    max_malformed: float = 0.05
    one_a_day: bool = False
    collapse_stories: bool = False

    @property
    def told(self) -> str:
        """What was asked for, as kept in the store."""
        flags = (("one-a-day", self.one_a_day), ("collapse-stories", self.collapse_stories))
        return " ".join(name for name, is_set in flags if is_set)


@dataclass(frozen=True, slots=True)
class Malformed:
    """One row that could not be read: `where` is `file:line`."""

    file: str
    line: int
    reason: str
    excerpt: str


@dataclass(frozen=True, slots=True)
class FileImported:
    """What became of one file.

    Attributes
    ----------
    records : lines that hold anything, without the head line; rows + malformed + duplicates + collapsed.
    undirected : of `rows`, those whose source or target is nobody that is known: kept, but in no dyad.
    """

    name: str
    records: int
    rows: int
    malformed: int
    duplicates: int
    collapsed: int
    undirected: int
    mended: dict[str, int]
    samples: tuple[Malformed, ...]


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of all files together."""

    format: str
    files: tuple[FileImported, ...]

    def total(self, what: str) -> int:
        """A count over all files."""
        return sum(getattr(one, what) for one in self.files)
