"""The bibliography: every work that some part of the code cites, and where."""

import tomllib
from collections.abc import Iterator
from importlib import import_module
from importlib.resources import files
from pkgutil import walk_packages

import detente
from detente.core.citation import Citation, bibliography
from generated.markdown import code, page, prose, table

LEFT_OUT = ("detente.cli", "detente.app", "detente.__main__", "detente.report")
"""Faces, which cite nothing of their own."""


def cited() -> Iterator[tuple[Citation, str]]:
    """Each work with a module that cites it."""
    for one in walk_packages(detente.__path__, "detente."):
        if one.name.startswith(LEFT_OUT):
            continue
        module = import_module(one.name)
        for thing in vars(module).values():
            several = thing if isinstance(thing, tuple) else getattr(thing, "citations", (thing,))
            for work in several if isinstance(several, tuple) else ():
                if isinstance(work, Citation):
                    yield work, one.name
    table_of_parts = tomllib.loads(files("detente.workspace").joinpath("methods.toml").read_text("utf-8"))
    for key, row in table_of_parts.items():
        told = {name: value for name, value in row.items() if name != "used"}
        yield Citation(key, **told), "detente.workspace.methods"


def pages() -> dict[str, str]:
    """The one page."""
    by: dict[str, set[str]] = {}
    works = []
    for work, module in cited():
        works.append(work)
        by.setdefault(work.key, set()).add(module.removeprefix("detente."))
    rows = []
    for work in bibliography(works):
        link = f" [{prose(work.doi)}](https://doi.org/{work.doi})" if work.doi else ""
        text = prose(Citation(work.key, work.authors, work.year, work.title, work.where).text())
        parts = sorted({_short(module) for module in by[work.key]})
        rows.append([f"{text}{link}", ", ".join(code(part) for part in parts)])
    return {
        "bibliography": page(
            "# Bibliography",
            f"The {len(rows)} works that the code cites, gathered from it. "
            "A run lists exactly those whose methods it has used.",
            table(["work", "cited by"], rows),
        )
    }


def _short(module: str) -> str:
    return ".".join(part for part in module.split(".") if not part.startswith("_") and part != "base")
