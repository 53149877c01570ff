"""Text of the code as Markdown: nothing in it may turn into markup by accident, and its code spans stay."""

import re
from collections.abc import Iterable, Sequence

_SPAN = re.compile(r"(`+)(.+?)\1", re.DOTALL)
_MARKUP = re.compile(r"([\\*_<>\[\]$|{}#~@^])")


def prose(text: str) -> str:
    """One paragraph, in one line."""
    text = " ".join(text.split())
    parts, at = [], 0
    for span in _SPAN.finditer(text):
        parts += [_escaped(text[at : span.start()]), code(span.group(2).strip())]
        at = span.end()
    return "".join([*parts, _escaped(text[at:])])


def code(text: str) -> str:
    """A code span, whatever it holds."""
    fence = "``" if "`" in text else "`"
    pad = " " if "`" in text else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def sentence(text: str) -> str:
    """Prose that ends as a sentence does."""
    told = prose(text)
    return told if not told or told.endswith((".", "!", "?", ":")) else f"{told}."


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of cells that are Markdown already; no rows, no table."""
    lines = [[cell.replace("\n", " ") for cell in row] for row in rows]
    if not lines:
        return ""
    told = [head, ["---"] * len(head), *([_celled(cell) for cell in row] for row in lines)]
    return "\n".join("| " + " | ".join(row) + " |" for row in told)


def block(text: str, language: str = "text") -> str:
    """A block of code."""
    return f"```{language}\n{text.rstrip()}\n```"


def page(*parts: str) -> str:
    """Parts that hold something, one below the other."""
    return "\n\n".join(part.strip("\n") for part in parts if part.strip())


def listing(title: str, says: str, folder: str) -> str:
    """The head page of a folder of pages."""
    return page(f"# {title}", says, f"```{{toctree}}\n:glob:\n:maxdepth: 1\n\n{folder}/*\n```")


def _celled(cell: str) -> str:
    return re.sub(r"(?<!\\)\|", r"\\|", cell)


def _escaped(text: str) -> str:
    return _MARKUP.sub(r"\\\1", text)
