"""The reference, written from the code: one module a kind of page, each a function to `{address: Markdown}`."""

from collections.abc import Mapping
from pathlib import Path

from generated import commands, errors, families, language, numbers, python_api, works

FOLDER = "reference/generated"
"""Where the pages lie under `docs`; nothing in it is committed."""


def pages() -> dict[str, str]:
    """Every page by its address under `FOLDER`, without its suffix."""
    made: dict[str, str] = {}
    for kind in (commands, language, numbers, families, python_api, errors, works):
        for address, text in kind.pages().items():
            if address in made:
                raise ValueError(f"two pages at {address}")
            made[address] = text.rstrip() + "\n"
    return made


def write(docs: Path, made: Mapping[str, str]) -> None:
    """Write pages that have changed, and take away those that are no longer made."""
    folder = docs / FOLDER
    wanted = {folder / f"{address}.md": text for address, text in made.items()}
    for old in set(folder.rglob("*.md")) - set(wanted):
        old.unlink()
    for file, text in wanted.items():
        if not file.exists() or file.read_text("utf-8") != text:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="\n")
