"""What can go wrong, as one tree of exceptions; and the fault, one thing that is wrong in a written file.

.. code-block:: text

    DetenteError
    ├── CaseError         faults in the files of a case, all of them together
    ├── ParameterError    an argument lies outside what is allowed
    ├── FamilyError       a file of a family does not keep the family's contract
    ├── WorkspaceError    a file or folder cannot be read or written as asked
    └── RunError          a run cannot be carried out, or was stopped

Every message says where, what was found, what is allowed, and the mend.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault in a file, told so that its writer can mend it.

    Parameters
    ----------
    file : name of the file, as the reader should see it.
    line, column : place in the file, counted from 1; None where there is none (a missing file).
    key : path of the key, joined by dots (`stances.iran.salience`); empty for the file as a whole.
    found : what stands there, as it should be quoted (`140`, `'Irann'`, `nothing`).
    allowed : what may stand there.
    nearest : the valid name closest to what was found, if one is close.
    mend : what to do; made from `nearest` where it is left empty.

    Examples
    --------
    >>> print(Fault("case.yaml", 41, 12, "stances.iran.salience", "140", "a number in [0, 100]"))
    case.yaml:41:12, stances.iran.salience: found 140; allowed: a number in [0, 100].
    >>> print(Fault("case.yaml", 7, 3, "vote.actor", "'irann'", "the id of an actor", nearest="iran"))
    case.yaml:7:3, vote.actor: found 'irann'; allowed: the id of an actor; nearest: iran. Mend: write iran.
    """

    file: str
    line: int | None
    column: int | None
    key: str
    found: str
    allowed: str
    nearest: str | None = None
    mend: str = ""

    @property
    def where(self) -> str:
        """Place of the fault: `file:line:column, key`, as far as each is known."""
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)
        return f"{place}, {self.key}" if self.key else place

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        """Key for sorting: by file, then by place; faults without a line come first."""
        return (self.file, self.line or 0, self.column or 0, self.key, self.found)

    def __str__(self) -> str:
        return _message(self.where, self.found, self.allowed, self.mend, self.nearest)


class DetenteError(Exception):
    """Root of every error that Detente raises on purpose."""


class CaseError(DetenteError):
    """The files of a case hold faults; all of them are reported at once.

    Parameters
    ----------
    faults : at least one; kept sorted by file and line, each told once.
    """

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults: tuple[Fault, ...] = tuple(sorted(set(faults), key=lambda fault: fault.order))
        assert self.faults, "a CaseError needs at least one fault"
        super().__init__(self.faults)

    def __str__(self) -> str:
        if len(self.faults) == 1:
            return str(self.faults[0])
        return "\n".join((f"{len(self.faults)} faults:", *(f"  {fault}" for fault in self.faults)))


class _RefusalError(DetenteError):
    """An error about one thing: where, what was found, what is allowed, the mend."""

    def __init__(
        self, where: str, found: str, allowed: str, mend: str = "", nearest: str | None = None
    ) -> None:
        self.where = where
        self.found = found
        self.allowed = allowed
        self.mend = mend
        self.nearest = nearest
        super().__init__(where, found, allowed, mend, nearest)

    def __str__(self) -> str:
        return _message(self.where, self.found, self.allowed, self.mend, self.nearest)


class ParameterError(_RefusalError):
    """An argument lies outside what is allowed.

    Parameters
    ----------
    where : the argument, with its function or record (`bargaining_range, p`).
    found : what was given, as it should be quoted.
    allowed : what may be given.
    mend : what to do, in one sentence.
    nearest : the valid name closest to what was given.

    Examples
    --------
    >>> print(ParameterError("project, worlds", "0", "a whole number >= 1", "ask for at least one world"))
    project, worlds: found 0; allowed: a whole number >= 1. Mend: ask for at least one world.
    """


class FamilyError(_RefusalError):
    """A file of a family does not keep the family's contract; a fault of the code, never of the user."""


class WorkspaceError(_RefusalError):
    """A file or folder cannot be read or written as asked; `where` is its path."""


class RunError(_RefusalError):
    """A run cannot be carried out, or was stopped; `where` is the stage it had reached."""


def nearest(name: str, candidates: Iterable[str]) -> str | None:
    """The candidate a writer most likely meant by `name`, or None if none is close.

    Upper and lower case, and `-`, `_` and blanks, count as the same.

    Examples
    --------
    >>> nearest("saliense", ["position", "salience", "influence"])
    'salience'
    >>> nearest("Audience Cost", ["audience_cost", "commitment"])
    'audience_cost'
    >>> nearest("zebra", ["position", "salience"]) is None
    True
    """
    by_fold: dict[str, str] = {}
    for candidate in sorted(candidates):
        by_fold.setdefault(_fold(candidate), candidate)
    close = get_close_matches(_fold(name), by_fold, n=1, cutoff=0.65)
    return by_fold[close[0]] if close else None


def _fold(name: str) -> str:
    return name.casefold().replace("-", "_").replace(" ", "_")


def _message(where: str, found: str, allowed: str, mend: str, near: str | None) -> str:
    """One line in the house's form; a mend is made from the nearest name where none is given."""
    hint = f"; nearest: {near}" if near else ""
    mend = mend or (f"write {near}" if near else "")
    advice = f" Mend: {_sentence(mend)}" if mend else ""
    return f"{where}: found {found}; allowed: {_sentence(f'{allowed}{hint}')}{advice}"


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."
