"""Docstrings of the house, which follow numpydoc, as Markdown."""

import inspect
import re
from collections.abc import Iterator
from typing import Any

from generated.markdown import block, code, page, prose, sentence

ITEMS = {"Parameters", "Returns", "Raises", "Attributes", "Yields"}


def told(thing: Any, *, without: tuple[str, ...] = ()) -> str:
    """The docstring of a function, class or module; some sections left out."""
    return rendered(inspect.getdoc(thing) or "", without=without)


def rendered(text: str, *, without: tuple[str, ...] = ()) -> str:
    """A docstring as Markdown."""
    parts = []
    for title, body in sections(text):
        if title in without:
            continue
        if title:
            parts.append(f"**{title}**")
        if title in ITEMS:
            parts.append("\n".join(f"- {item}" for item in _items(body)))
        elif title == "Examples":
            parts.append(block("\n".join(body), "pycon"))
        else:
            parts.append(_paragraphs(body))
    return page(*parts)


def summary(thing: Any) -> str:
    """The first paragraph of a docstring."""
    text = inspect.getdoc(thing) or ""
    return sentence(text.split("\n\n")[0]) if text else ""


def attributes(kind: type) -> dict[str, str]:
    """What a class says of its attributes: name -> text, as it stands."""
    found: dict[str, str] = {}
    for title, body in sections(inspect.getdoc(kind) or ""):
        if title in ("Attributes", "Parameters"):
            for line in _joined(body):
                names, colon, text = line.partition(" : ")
                for name in names.split(",") if colon else ():
                    found[name.strip()] = text
    return found


def sections(text: str) -> Iterator[tuple[str, list[str]]]:
    """Title (empty for what stands before any) and lines of each section."""
    lines = text.splitlines()
    title, body = "", list[str]()
    for at, line in enumerate(lines):
        below = lines[at + 1] if at + 1 < len(lines) else ""
        if re.fullmatch(r"-{3,}", line.strip()) and at and lines[at - 1].strip():
            continue
        if line.strip() and re.fullmatch(r"-{3,}", below.strip()):
            yield title, body
            title, body = line.strip(), []
        else:
            body.append(line)
    yield title, body


def _joined(body: list[str]) -> list[str]:
    """Items of a section, each in one line: a continuation stands further in."""
    items: list[str] = []
    for line in body:
        if not line.strip():
            continue
        if line.startswith((" ", "\t")) and items:
            items[-1] += " " + line.strip()
        else:
            items.append(line.strip())
    return items


def _items(body: list[str]) -> Iterator[str]:
    for line in _joined(body):
        names, colon, text = line.partition(" : ")
        if not colon:
            yield sentence(line)
        elif re.fullmatch(r"[\w*, .]+", names):
            yield f"{', '.join(code(name.strip()) for name in names.split(','))}: {sentence(text)}"
        else:
            yield sentence(line)


def _paragraphs(body: list[str]) -> str:
    """Paragraphs, lists and blocks of code."""
    parts: list[str] = []
    text = "\n".join(body)
    for part in re.split(r"\n\s*\n", text):
        lines = part.strip("\n").splitlines()
        if not lines or lines[0].startswith(".. code-block::"):
            continue
        if all(line.startswith("    ") for line in lines):
            parts.append(block(inspect.cleandoc("\n".join(lines))))
        elif re.match(r"\s*(- |\d+\. |\.\. \[)", lines[0]):
            parts.append("\n".join(f"- {item}" for item in _listed(lines)))
        else:
            parts.append(sentence(part))
    return page(*parts)


def _listed(lines: list[str]) -> list[str]:
    items: list[str] = []
    for line in lines:
        begun = re.match(r"\s*(?:- |\d+\. |\.\. \[\d+\] )(.*)", line)
        if begun:
            items.append(begun.group(1))
        else:
            items[-1] += " " + line.strip()
    return [prose(item) for item in items]
