"""The files of a new case: small, commented, with places to fill, and in order for `detente check`."""

from datetime import date, timedelta
from importlib.resources import files
from string import Template

from pydantic import TypeAdapter, ValidationError

from detente.case.shape import A_NAME
from detente.core.errors import ParameterError
from detente.core.noun import Identifier


def scaffold(
    name: str, *, as_of: date, title: str | None = None, weeks_before: int = 8, weeks_after: int = 52
) -> dict[str, str]:
    """Texts of a new case's files.

    Parameters
    ----------
    name : id of the case.
    as_of : the date up to which things are known.
    title : for readers; made from the name unless given.
    weeks_before, weeks_after : how long before and after `as_of` the case looks.

    Returns
    -------
    file name -> text.

    Raises
    ------
    ParameterError : the name cannot be an id.
    """
    try:
        TypeAdapter(Identifier).validate_python(name)
    except ValidationError as error:
        raise ParameterError(
            "name of the case", repr(name), A_NAME, "write a name such as iran-2024"
        ) from error
    filled = {
        "name": name,
        "title": (title or name.replace("-", " ").replace("_", " ").capitalize())
        .replace("\\", "\\\\")
        .replace('"', '\\"'),
        "as_of": as_of.isoformat(),
        "start": (as_of - timedelta(weeks=weeks_before)).isoformat(),
        "until": (as_of + timedelta(weeks=weeks_after)).isoformat(),
    }
    folder = files(__package__).joinpath("template")
    return {
        file.name: Template(file.read_text("utf-8")).substitute(filled)
        for file in sorted(folder.iterdir(), key=lambda file: file.name)
        if file.name.endswith(".yaml")
    }
