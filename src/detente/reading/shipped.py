"""Data files that ship with the readers: dictionaries, lexicons, lists of words."""

from importlib.resources import files


def text_of(name: str) -> str:
    """Content of a data file.

    Parameters
    ----------
    name : below the folder `data`, such as `states.csv` or `claims/cause.toml`.
    """
    return files("detente.reading").joinpath("data").joinpath(*name.split("/")).read_text("utf-8")
