"""What an analyst has answered: a tree as `answers.yaml` holds it, with the place of each answer, kept as it grows.

An answers file is a case in which any number may be an answer to a question instead, under the same names.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from detente.case.yaml_text import WIDTH, flow, scalar
from detente.case.yaml_tree import Keys, Place, read_tree
from detente.core.errors import CaseError, Fault

SKIP = "skip"
"""Written in place of an answer: it was asked, and nothing is known."""
MORE = "more"
"""Entry of a section at which it stands that no more were named."""
HEAD = (
    "# Answers to the questions of `detente new`, as they were given. `skip` stands where nothing was known.\n"
    "# The same command goes on from here, and `detente new NAME --answers FILE` makes the case of it anew.\n"
)


@dataclass(slots=True)
class Answers:
    """Answers by path.

    Attributes
    ----------
    told : the tree.
    file : its name, for messages; None where it was given on a terminal.
    places, keys : where values and keys stand in the file.
    is_open : somebody is there to be asked for what is missing; else it counts as skipped.
    """

    told: dict[str, Any] = field(default_factory=dict)
    file: str | None = None
    places: Mapping[Keys, Place] = field(default_factory=dict)
    keys: Mapping[Keys, Place] = field(default_factory=dict)
    is_open: bool = False

    def at(self, *path: str) -> Any:
        """The answer at a path, None where there is none; `skip` is one."""
        found: Any = self.told
        for key in path:
            if not isinstance(found, Mapping):
                return None
            found = found.get(key)
        return found

    def has(self, *path: str) -> bool:
        """Whether it was answered or skipped."""
        return self.at(*path) is not None

    def knows(self, *path: str) -> Any:
        """The answer at a path; None where it was skipped or not asked."""
        found = self.at(*path)
        return None if found == SKIP else found

    def put(self, path: Sequence[str], value: Any) -> None:
        """Keep an answer; groups on the way are made."""
        held = self.told
        for key in path[:-1]:
            inner = held.get(key)
            if not isinstance(inner, dict):
                inner = {}
                held[key] = inner
            held = inner
        held[path[-1]] = value

    def drop(self, path: Sequence[str]) -> None:
        """Forget an answer, so that it is asked again."""
        held = self.at(*path[:-1]) if len(path) > 1 else self.told
        if isinstance(held, dict):
            held.pop(path[-1], None)

    def group(self, *path: str) -> dict[str, dict[str, Any]]:
        """Entries of a section by id, those that were skipped left out."""
        found = self.knows(*path)
        if not isinstance(found, Mapping):
            return {}
        return {str(key): dict(each) for key, each in found.items() if isinstance(each, Mapping)}

    def fault(self, path: Sequence[str | int], found: str, allowed: str, mend: str = "") -> Fault:
        """A fault at the nearest place that the file has for a path."""
        place = self.place(path)
        line, column = (place.line, place.column) if place else (None, None)
        return Fault(
            self.file or "answers", line, column, ".".join(map(str, path)), found, allowed, mend=mend
        )

    def place(self, path: Sequence[str | int]) -> Place | None:
        """Where a path stands in the file, or what holds it."""
        for end in range(len(path), 0, -1):
            keys = tuple(path[:end])
            for held in (self.places, self.keys):
                if keys in held:
                    return held[keys]
        return None

    def text(self) -> str:
        """The answers as a file that reads back the same."""
        return HEAD + "".join(_entry(key, value, 0) for key, value in self.told.items())


def read_answers(name: str, content: str | bytes) -> Answers:
    """Answers from a file.

    Raises
    ------
    CaseError : it is no YAML, or no list of answers.
    """
    tree = read_tree(name, content)
    if tree.faults:
        raise CaseError(tree.faults)
    if tree.content is None:
        return Answers({}, name)
    if not isinstance(tree.content, dict):
        allowed = "answers by name, such as `question: ...`"
        raise CaseError([Fault(name, 1, 1, "", "no names", allowed, mend="see docs/how-to/first-case.md")])
    return Answers(_plain(tree.content), name, tree.values, tree.keys)


def _plain(value: Any) -> Any:
    """Maps with text as keys wherever keys are names; levels and dates stay as they are read."""
    if isinstance(value, dict):
        return {
            key if isinstance(key, int | float | date) else str(key): _plain(each)
            for key, each in value.items()
        }
    return [_plain(each) for each in value] if isinstance(value, list) else value


def _entry(key: Any, value: Any, indent: int) -> str:
    """A key with its value: on one line where it fits, else a line an entry."""
    head = f"{' ' * indent}{scalar(key)}:"
    line = f"{head} {flow(value)}"
    if len(line) <= WIDTH and (indent or not isinstance(value, Mapping)):
        return f"{line}\n"
    if isinstance(value, Mapping) and value:
        return f"{head}\n" + "".join(_entry(each, inner, indent + 2) for each, inner in value.items())
    if isinstance(value, list) and value:
        return f"{head}\n" + "".join(f"{' ' * (indent + 2)}- {flow(each)}\n" for each in value)
    return f"{line}\n"
