"""The Python API: public names of the workbench, the crisis games and the nouns, with signatures and docstrings."""

import inspect
import re
from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import Any

from generated import numpydoc
from generated.markdown import block, code, listing, page, prose, table

PACKAGES = {
    "detente.workbench": "The workbench: a case on the bench, and what may be asked of it.",
    "detente.models.bargaining": "Bargaining over a table of stances.",
    "detente.models.crisis": "Crisis games.",
    "detente.models.conflict": "Conflict graphs.",
    "detente.events": "Series of coded events.",
    "detente.reading": "Text into claims and events.",
    "detente.projection": "The projection.",
    "detente.explanation": "Shifts, drivers, sensitivities.",
    "detente.forecast": "Answers, words, scores.",
    "detente.core": "The nouns that everything hands on.",
}
FIRST = ("load", "Workbench")
"""Where a reader begins."""
WIDE = 64
"""Characters a signature may have in one line."""
FULL = {"detente.workbench", "detente.models.crisis"}
"""Packages whose modules are told whether their names are re-exported or not."""


def pages() -> dict[str, str]:
    """A page a package, and the list of them."""
    made, rows = {}, []
    for package, says in PACKAGES.items():
        names = sorted(public(package), key=lambda one: one[0] not in FIRST)
        if not names:
            continue
        address = package.removeprefix("detente.").replace(".", "-")
        made[f"python/{address}"] = _page(package, names)
        rows.append([f"[{code(package)}](python/{address}.md)", says, str(len(names))])
    says = page(
        "`import detente` gives `load` and `Workbench`; the rest lies in the packages below. Written from the docstrings.",
        table(["package", "what", "names"], rows),
    )
    return {"python": listing("Python", says, "python"), **made}


def public(package: str) -> Iterator[tuple[str, Any, str]]:
    """Name, thing and module of the public functions and classes of a package."""
    head = import_module(package)
    seen: set[int] = set()
    for name in getattr(head, "__all__", ()):
        thing = getattr(head, name)
        if inspect.isclass(thing) or inspect.isfunction(thing):
            seen.add(id(thing))
            yield name, thing, package
    if package in FULL or package == "detente.core":
        for one in iter_modules(head.__path__):
            if one.name.startswith("_"):
                continue
            module = import_module(f"{package}.{one.name}")
            yield from (
                (name, thing, module.__name__) for name, thing in _own(module) if id(thing) not in seen
            )


def _own(module: ModuleType) -> Iterator[tuple[str, Any]]:
    for name, thing in vars(module).items():
        is_own = getattr(thing, "__module__", "") == module.__name__
        if not name.startswith("_") and is_own and (inspect.isclass(thing) or inspect.isfunction(thing)):
            yield name, thing


def _page(package: str, names: list[tuple[str, Any, str]]) -> str:
    parts = [f"# {package}", numpydoc.rendered(inspect.getdoc(import_module(package)) or "")]
    for name, thing, module in names:
        parts += [f"## {name}", f"{code(f'from {module} import {name}')}", *_told(name, thing)]
    return page(*parts)


def _told(name: str, thing: Any) -> Iterator[str]:
    signature = _signature(thing)
    if signature is not None:
        yield block(f"{name}{signature}", "python")
    yield numpydoc.told(thing)
    if not inspect.isclass(thing):
        return
    if fields := getattr(thing, "model_fields", None):
        rows = [[code(field.alias or key), prose(field.description or "")] for key, field in fields.items()]
        if any(row[1] for row in rows):
            yield table(["key", "meaning"], rows)
    for key, method in vars(thing).items():
        if key.startswith("_") or not inspect.getdoc(method) or key in ("model_config", "model_fields"):
            continue
        if isinstance(method, property):
            yield f"**{prose(key)}** (property)"
            yield numpydoc.told(method)
        elif inspect.isfunction(inspect.unwrap(getattr(method, "__func__", method))):
            yield f"**{prose(name)}.{prose(key)}**"
            yield block(f"{key}{_signature(getattr(thing, key))}", "python")
            yield numpydoc.told(method)


def _signature(thing: Any) -> str | None:
    """The signature without the modules of its types; None where there is none to call by hand."""
    if inspect.isclass(thing) and (hasattr(thing, "model_fields") or issubclass(thing, BaseException)):
        return None
    try:
        told = str(inspect.signature(thing))
    except (TypeError, ValueError):
        return None
    told = re.sub(r"\b(?:[a-z_]\w*\.)+(?=[A-Za-z_])", "", told).replace(
        "ndarray[tuple[Any, ...], dtype[float64]]", "Floats"
    )
    told = re.sub(r"<function [\w.<> ]+>|<[\w.]+ object at 0x\w+>|<factory>", "...", told)
    told = told.replace("'", "")
    told = told.removesuffix(" -> None") if inspect.isclass(thing) else told
    return told if len(told) < WIDE else _folded(told)


def _folded(told: str) -> str:
    """One argument a line."""
    inside, depth, lines = "", 0, []
    body, _, returned = told[1:].rpartition(") -> ") if ") -> " in told else (told[1:-1], "", "")
    for letter in body:
        depth += (letter in "[({") - (letter in "])}")
        if letter == "," and depth == 0:
            lines.append(inside.strip())
            inside = ""
        else:
            inside += letter
    lines.append(inside.strip())
    return (
        "(\n"
        + "".join(f"    {line},\n" for line in lines if line)
        + ")"
        + (f" -> {returned}" if returned else "")
    )
