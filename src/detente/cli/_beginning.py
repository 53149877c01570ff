"""What `detente new` works with: answers of a draft, a file and tables, and the case they make, checked before it is written."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from detente.core.errors import CaseError, ParameterError, WorkspaceError
from detente.interview import Answers


@dataclass(frozen=True, slots=True)
class Beginning:
    """A case to begin: its name, where it will stand, and its date."""

    name: str
    folder: Path
    as_of: date
    title: str | None = None

    @property
    def draft(self) -> Path:
        """Where answers are kept as they are given."""
        from detente.case.load import ANSWERS

        return self.folder / ANSWERS


def refuse_to_begin_over(begun: Beginning, *, anew: bool = False) -> None:
    """Make sure that the folder is new, or holds nothing but a draft of answers.

    Parameters
    ----------
    anew : a case that was made from answers may be made again.

    Raises
    ------
    WorkspaceError : something else is there.
    """
    folder = begun.folder
    if anew:
        if not begun.draft.is_file():
            mend = "begin the case with --ask or --answers; --anew makes it again afterwards"
            raise WorkspaceError(
                str(folder), f"no {begun.draft.name}", "the folder of a case made from answers", mend
            )
        return
    others = [each.name for each in folder.iterdir() if each != begun.draft] if folder.is_dir() else []
    if others or (folder.exists() and not folder.is_dir()):
        what = f"a folder that exists (it holds {', '.join(sorted(others)[:4])})" if others else "a file"
        mend = "choose another name, or another place with --into; --anew makes a case again from its answers"
        raise WorkspaceError(str(folder), what, "a new folder, or one with answers only", mend)


def gathered(begun: Beginning, answers: str | None, tables: str | None) -> tuple[Answers, list[str]]:
    """Answers to begin with, and what was left out of them: of a file, of a draft, and of tables for what neither holds.

    Raises
    ------
    DetenteError : a file cannot be read, or holds answers that cannot be.
    """
    from detente.interview import check_answers, read_answers, unruled

    told, left_out = Answers(), list[str]()
    if answers is not None:
        told = read_answers(Path(answers).name, _bytes(Path(answers)))
    elif begun.draft.is_file():
        told = read_answers(begun.draft.name, _bytes(begun.draft))
    if begun.title and "title" not in told.told:
        told.told = {"title": begun.title, **told.told}
    if "as_of" not in told.told:
        told.told = {"as_of": begun.as_of.isoformat(), **told.told}
    if tables is not None:
        from detente.sources.case_tables import read_tables

        held = read_tables(tables)
        held.fill(told)
        left_out = held.left_out
    check_answers(told)
    return told, [*left_out, *unruled(told)]


def write_case(begun: Beginning, told: Answers, source: str | None) -> list[str]:
    """Make the case, make sure that it is in order, and write it with its answers; names of the files written.

    Raises
    ------
    CaseError : the answers make no case in order; nothing is written.
    WorkspaceError : the disk refuses.
    """
    from detente.case import read_case
    from detente.interview import case_of, in_answers
    from detente.models.bargaining import model_names
    from detente.workspace import write_file

    files = case_of(begun.name, told)
    try:
        read_case(files, models=frozenset(model_names()))
    except CaseError as error:
        mended = CaseError(in_answers(told, error.faults))
        mended.add_note("The answers make a case with faults; it was not written:")
        raise mended from error
    kept = _bytes(Path(source)).decode("utf-8") if source is not None and not told.is_open else told.text()
    for name, text in files.items():
        write_file(begun.folder / name, text)
    write_file(begun.draft, kept)
    return sorted([*files, begun.draft.name])


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise WorkspaceError(
            str(file), reason, "a file of answers that can be read", "check the path"
        ) from error


def a_day(text: str | None, today: date) -> date:
    """The as-of date as given.

    Raises
    ------
    ParameterError : it is no date.
    """
    try:
        return date.fromisoformat(text) if text is not None else today
    except ValueError:
        raise ParameterError(
            "--as-of", repr(text), "a date such as 2024-11-30", "write year-month-day"
        ) from None
