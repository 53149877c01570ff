"""The contract of a page: where it stands in the menu, what it gathers, which template shows it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from detente.app.desk import Desk, Display, Standing
from detente.core.case import Case
from detente.workspace import StoredRun

Group = Literal["Read", "Ask", "Change", "Take along"]


@dataclass(frozen=True)
class Sight:
    """What a page looks at: a case as it stands, and one finished run of it where there is one.

    Attributes
    ----------
    name : of the case, in its address.
    runs : finished runs, newest first.
    asked : the address's query.
    """

    desk: Desk
    name: str
    standing: Standing
    runs: tuple[StoredRun, ...]
    display: Display | None
    asked: Mapping[str, str]

    @cached_property
    def case(self) -> Case | None:
        """The case as it stands now; None where its files hold faults."""
        return self.standing.file.case if self.standing.file is not None else None

    @property
    def is_current(self) -> bool:
        """Whether the run shown was made from the files as they stand now."""
        return self.display is not None and dict(self.display.run.manifest["inputs"]) == self.standing.hashes

    def address(self, page: str, **query: str) -> str:
        """The address of a page of this case, of the run that is looked at."""
        from urllib.parse import quote, urlencode

        kept = {"run": self.asked["run"]} if "run" in self.asked else {}
        words = urlencode({**kept, **query})
        return f"/cases/{quote(self.name)}/{page}{f'?{words}' if words else ''}"


def _nothing(sight: Sight) -> Mapping[str, Any]:
    return {}


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a case.

    Attributes
    ----------
    name : in its address, and of its template `pages/<name>.html`.
    says : what it is for, in one sentence.
    anchors : beginnings of the anchors it holds, so that other pages can link to them.
    gather : what its template names beyond the report's context.
    needs : `run` a finished run; `case` a case without faults; `files` nothing but the folder.
    """

    name: str
    title: str
    says: str
    order: int
    group: Group = "Read"
    anchors: tuple[str, ...] = ()
    gather: Callable[[Sight], Mapping[str, Any]] = _nothing
    needs: Literal["run", "case", "files"] = "run"
