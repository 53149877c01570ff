"""Pictures that commands write: the name is checked before any work, the file comes last."""

from pathlib import Path

from detente.charts.base import Spec
from detente.core.errors import ParameterError, WorkspaceError

KINDS = (".svg", ".png")


def picture_place(chart: str | None) -> Path | None:
    """The file a chart was asked for in, if one was.

    Raises
    ------
    ParameterError : its name ends in no kind of picture.
    WorkspaceError : its folder is not there.
    """
    if chart is None:
        return None
    path = Path(chart)
    if path.suffix.casefold() not in KINDS:
        raise ParameterError(
            "--chart", repr(chart), "a file that ends in .svg or .png", f"write {path.stem}.svg"
        )
    if not path.absolute().parent.is_dir():
        raise WorkspaceError(
            chart, "no such folder to write it in", "a folder that is there", "make it first"
        )
    return path


def write_picture(spec: Spec, path: Path) -> None:
    """Draw a spec into a file, whole or not at all.

    Raises
    ------
    WorkspaceError : the file cannot be written.
    """
    from detente.report.pictures import picture_file
    from detente.workspace.whole import write_file

    write_file(path, picture_file(spec, path.suffix.casefold()))
