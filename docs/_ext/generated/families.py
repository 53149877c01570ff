"""The families of the house, found by listing: every folder with a `base.py`, its contract and its members."""

import inspect
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from importlib import import_module
from pkgutil import walk_packages
from types import ModuleType
from typing import Any

import detente
from detente.core.citation import Citation
from detente.core.family import names
from generated import numpydoc
from generated.markdown import code, listing, page, prose, sentence, table

UNTOLD = {"name", "title", "order"}
"""What the heading says already, and the place in a list."""
ELSEWHERE = {"detente.cli", "detente.app.routes"}
"""Commands have pages of their own; addresses of the browser's forms are nobody's to call."""


def packages() -> dict[str, ModuleType]:
    """Every family's package -> its `base` module."""
    found = [one.name for one in walk_packages(detente.__path__, "detente.") if one.name.endswith(".base")]
    return {
        name.removesuffix(".base"): import_module(name)
        for name in sorted(found)
        if name.removesuffix(".base") not in ELSEWHERE
    }


def family(package: str, base: ModuleType) -> tuple[str, dict[str, Any]]:
    """The fixed name of a family and its members by file: what each file holds of a class that `base` defines."""
    kinds = tuple(
        one
        for _, one in inspect.getmembers(base, inspect.isclass)
        if one.__module__ == base.__name__ and is_dataclass(one)
    )
    held = {}
    for name in names(package):
        module = import_module(f"{package}.{name}")
        held[name] = {
            key: one for key, one in vars(module).items() if key.isupper() and isinstance(one, kinds)
        }
    if not held:
        return "", {}
    fixed = set.intersection(*(set(own) for own in held.values()))
    if len(fixed) != 1:
        return "", {}
    (fixed_name,) = fixed
    return fixed_name, {name: own[fixed_name] for name, own in held.items()}


def pages() -> dict[str, str]:
    """The list of families, and a page for each."""
    made, rows = {}, []
    for package, base in packages().items():
        fixed, members = family(package, base)
        if not members:
            continue
        address = package.removeprefix("detente.").replace(".", "-").replace("_", "-")
        made[f"families/{address}"] = _page(package, base, fixed, members)
        rows.append([f"[{prose(_title(package))}](families/{address}.md)", code(fixed),
                     ", ".join(code(name) for name in members)])  # fmt: skip
    says = page(
        "A family is a folder with a `base.py`, its contract; each other file holds one member under the family's "
        "fixed name. These pages are written by listing the folders. To add a member, add a file.",
        table(["family", "fixed name", "members"], rows),
    )
    return {"families": listing("Families", says, "families"), **made}


def _title(package: str) -> str:
    parts = package.removeprefix("detente.").split(".")
    return " / ".join(part.replace("_", " ") for part in parts)


def _page(package: str, base: ModuleType, fixed: str, members: Mapping[str, Any]) -> str:
    kind = type(next(iter(members.values())))
    parts = [
        f"# Family: {_title(package)}",
        numpydoc.rendered(inspect.getdoc(base) or ""),
        f"Each file of `{package.replace('.', '/')}` but `base` holds one {code(kind.__name__)}, as {code(fixed)}.",
    ]
    for name, member in members.items():
        parts += [f"## {name}", *_member(import_module(f"{package}.{name}"), member)]
    return page(*parts, "## The contract", numpydoc.told(kind))


def _member(module: ModuleType, member: Any) -> Iterator[str]:
    """Title, summary, facts, what it does, tables of its settings, references."""
    title = getattr(member, "title", None)
    if isinstance(title, str):
        yield f"**{prose(title)}**"
    yield numpydoc.summary(module)
    held = {field.name: getattr(member, field.name) for field in fields(member) if field.name not in UNTOLD}
    facts = {name: told for name, value in held.items() if (told := _fact(value))}
    yield table(["property", "value"], [[prose(_label(name)), told] for name, told in facts.items()])
    for value in held.values():
        if inspect.isfunction(inspect.unwrap(value)) and inspect.getmodule(value) is module:
            yield numpydoc.told(value, without=("Examples",))
            break
    for name, value in held.items():
        if _is_records(value):
            rows = value.values() if isinstance(value, Mapping) else value
            yield f"**{_label(name).capitalize()}**"
            yield records(rows, tuple(value) if isinstance(value, Mapping) else ())
    works = [
        one
        for value in held.values()
        if isinstance(value, tuple)
        for one in value
        if isinstance(one, Citation)
    ]
    if works:
        yield "**References**"
        yield "\n".join(f"- {prose(work.text())}" for work in works)


def _label(name: str) -> str:
    return name.replace("_", " ")


def _fact(value: Any) -> str:
    """A value that fits beside its name; nothing for what is told otherwise."""
    match value:
        case bool():
            return "yes" if value else "no"
        case int() | float():
            return f"{value:g}"
        case str():
            return (
                sentence(value)
                if len(value) > 30
                else prose(value)
                if " " in value
                else code(value)
                if value
                else ""
            )
        case tuple() if value and all(isinstance(one, str) for one in value):
            return ", ".join(code(one) for one in value)
        case Mapping() if value and not _is_records(value):
            return ", ".join(code(str(one)) for one in value)
    return ""


def _is_records(value: Any) -> bool:
    """Whether it holds nouns of one kind, such as options or settings, that make a table."""
    several = (
        list(value.values() if isinstance(value, Mapping) else value)
        if isinstance(value, Mapping | tuple)
        else []
    )
    return bool(several) and all(is_dataclass(one) and not isinstance(one, Citation) for one in several)


def records(rows: Any, keys: tuple[str, ...] = ()) -> str:
    """Records of one kind as a table: a column an attribute that any of them fills."""
    rows = list(rows)
    columns = [
        field.name
        for field in fields(rows[0])
        if any(_cell(getattr(row, field.name), field.default) for row in rows)
    ]
    head = [*(["name"] if keys else []), *(name.replace("_", " ") for name in columns)]
    lines = []
    for at, row in enumerate(rows):
        cells = [
            _cell(getattr(row, field.name), field.default) for field in fields(row) if field.name in columns
        ]
        lines.append([*([code(keys[at])] if keys else []), *cells])
    return table(head, lines)


def _cell(value: Any, default: Any) -> str:
    if value is None or value in ((), "", {}) or (isinstance(value, float) and abs(value) == float("inf")):
        return ""
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, int | float):
        return "" if abs(value) >= 1e9 else f"{value:g}"
    if isinstance(value, str):
        return prose(value) if " " in value or len(value) > 30 else code(value)
    if isinstance(value, tuple):
        return ", ".join(code(str(one)) for one in value)
    if isinstance(value, Mapping):
        told = {f"{one:g}" if isinstance(one, int | float) else str(one) for one in value.values()}
        if len(told) == 1:
            return told.pop()
        return ", ".join(f"{prose(str(key))} {one:g}" if isinstance(one, int | float) else prose(str(key))
                         for key, one in value.items())  # fmt: skip
    return ""
