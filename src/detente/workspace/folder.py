"""The folder of a case: found, read whole, and begun anew."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from detente.case import CaseFile, read_case
from detente.case.finding import listed
from detente.case.load import RESERVED
from detente.core.errors import CaseError, Fault, WorkspaceError, nearest
from detente.models.bargaining import model_names

if TYPE_CHECKING:
    from detente.models.conflict import ConflictFile

CONFLICT = "conflict.yaml"
"""File of a case's folder that holds its conflict graph."""
CASES = "cases"
"""Where a case is looked for as well when its path leads nowhere: `iran-2024` finds `cases/iran-2024`."""


@dataclass(frozen=True, slots=True)
class CaseFolder:
    """The files of a case as they stand on disk.

    Attributes
    ----------
    name : the folder's own name, which is the same on every machine.
    files : file name -> content, sorted by name; `conflict.yaml` is one of them where there is one.
    """

    name: str
    files: Mapping[str, bytes]

    def read(self) -> CaseFile:
        """The case in the files; its conflict, if it holds one, is checked as well.

        Raises
        ------
        CaseError : the files hold faults; all of them are told.
        """
        try:
            return read_files(self.files)
        except CaseError as error:
            error.add_note(f"In the case {self.name}:")
            raise

    def conflict(self) -> "ConflictFile | None":
        """The conflict graph of the case, if it holds one.

        Raises
        ------
        CaseError : its file holds faults; all of them are told.
        """
        return _conflict_in(self.files)


def read_files(files: Mapping[str, bytes]) -> CaseFile:
    """The case in some files; a conflict among them is checked as well, and its links into the case.

    Raises
    ------
    CaseError : the files hold faults; all of them are told.
    """
    faults: list[Fault] = []
    conflict = None
    try:
        conflict = _conflict_in(files)
    except CaseError as error:
        faults += error.faults
    try:
        found = read_case(files, models=frozenset(model_names()))
    except CaseError as error:
        raise CaseError([*error.faults, *faults]) from error
    if conflict is not None:
        from detente.models.conflict import broken_links

        faults += broken_links(conflict, found.case)
    if faults:
        raise CaseError(faults)
    return found


def _conflict_in(files: Mapping[str, bytes]) -> "ConflictFile | None":
    content = files.get(CONFLICT)
    if content is None:
        return None
    from detente.models.conflict import read_conflict

    return read_conflict(CONFLICT, content)


def load_case(path: str | Path) -> CaseFile:
    """The case in a folder.

    Raises
    ------
    WorkspaceError : there is no such folder, or it holds no case.
    CaseError : the files hold faults; all of them are told.
    """
    return open_folder(path).read()


def open_folder(path: str | Path) -> CaseFolder:
    """The files of a case, read whole.

    Parameters
    ----------
    path : the folder; where it leads nowhere, the folder of that name under `cases`.

    Raises
    ------
    WorkspaceError : there is no such folder, or it holds no case.
    """
    folder = _found(Path(path))
    files = {file.name: file for file in sorted(folder.glob("*.yaml"))}
    if not files.keys() - RESERVED:
        raise _holds_no_case(folder)
    try:
        read = {name: file.read_bytes() for name, file in files.items()}
        return CaseFolder(folder.resolve().name, read)
    except OSError as error:
        raise WorkspaceError(
            str(path), _reason(error), "files that can be read", "change the files' rights"
        ) from error


def folders_of_cases(path: str | Path) -> tuple[Path, ...]:
    """The folder of a case, or those of all cases in a folder, sorted by name.

    Raises
    ------
    WorkspaceError : there is no such folder, or neither it nor a folder in it holds a case.
    """
    folder = _found(Path(path))
    if any(file.name not in RESERVED for file in folder.glob("*.yaml")):
        return (folder,)
    inside = sorted({file.parent for file in folder.glob("*/case.yaml")})
    if not inside:
        raise _holds_no_case(folder)
    return tuple(inside)


def write_new(files: Mapping[str, str], folder: Path) -> Path:
    """Begin a folder with some files; none that exists is touched.

    Raises
    ------
    WorkspaceError : the folder exists, or cannot be made.
    """
    if folder.exists():
        raise WorkspaceError(
            str(folder),
            "a folder that exists" if folder.is_dir() else "a file",
            "a new folder",
            "choose another name, or another place with --into",
        )
    try:
        folder.mkdir(parents=True)
        for name, text in files.items():
            (folder / name).write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise WorkspaceError(
            str(folder), _reason(error), "a place that can be written to", "choose another place with --into"
        ) from error
    return folder


def find_folder(path: str | Path) -> Path:
    """Where a case's folder is: the path, or the folder of that name under `cases`.

    Raises
    ------
    WorkspaceError : there is no such folder.
    """
    return _found(Path(path))


def _found(path: Path) -> Path:
    is_name = not path.is_absolute() and path.parts[:1] != (CASES,)
    tried = [path, *([Path(CASES) / path] if is_name else [])]
    for place in tried:
        if place.is_dir():
            return place
        if place.is_file():
            mend = f"name its folder, {place.parent}" if place.suffix == ".yaml" else "name a folder"
            raise WorkspaceError(str(path), "a file", "the folder of a case", mend)
    known = sorted({folder.as_posix() for folder in _cases_near(path)})
    near = nearest(path.name, [Path(folder).name for folder in known])
    close = next((folder for folder in known if Path(folder).name == near), None)
    there = f"; there are: {listed(known, most=8)}" if known else ""
    raise WorkspaceError(
        str(path),
        "no such folder",
        f"the folder of a case, looked for as {' and as '.join(map(str, tried))}{there}",
        "" if close else "name a folder with a case.yaml, or begin one with `detente new NAME`",
        close,
    )


def _cases_near(path: Path) -> Iterator[Path]:
    """Folders with a case around the path asked for."""
    places: Iterable[Path] = dict.fromkeys((path.parent, Path(), Path(CASES)))
    for place in places:
        try:
            yield from (file.parent for file in place.glob("*/case.yaml"))
        except OSError:
            continue


def _holds_no_case(folder: Path) -> WorkspaceError:
    held = sorted(each.name for each in folder.iterdir())
    if (folder / "manifest.json").is_file():
        mend = f"name the case inside it, {folder / 'case'}, or use `detente report`"
        return WorkspaceError(str(folder), "a finished run", "the folder of a case", mend)
    inside = sorted(file.parent.as_posix() for file in folder.glob("*/case.yaml"))
    shown = listed(held, most=6) or "nothing"
    mend = "`detente new NAME` writes a case to begin with"
    if inside:
        mend = f"name one of {listed(inside, most=6)}"
    if any(name.endswith(".yml") for name in held):
        mend = "rename the .yml files to .yaml"
    found = "no .yaml file" if CONFLICT not in held else f"no .yaml file besides {CONFLICT}"
    return WorkspaceError(str(folder), f"{found} (it holds {shown})", "at least one .yaml file", mend)


def _reason(error: OSError) -> str:
    return (error.strerror or type(error).__name__).lower()
