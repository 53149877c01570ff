"""Files: the case's own files as text, checked while they are typed."""

from collections.abc import Mapping
from typing import Any

from detente.app.editing import edits, shown, texts_of
from detente.app.pages.base import Page, Sight


def gather(sight: Sight) -> Mapping[str, Any]:
    """The file that is asked for, the first unless one is."""
    texts = texts_of(sight.desk, sight.name)
    file = sight.asked.get("file", "")
    file = file if file in texts else next(iter(texts))
    return {
        "files": tuple(texts),
        "file": file,
        "text": texts[file],
        "mark": shown(texts[file]),
        "edits": edits(sight.desk, sight.name),
    }


PAGE = Page(
    "files",
    "Files",
    "The case's own files, checked while you type.",
    2,
    group="Change",
    gather=gather,
    needs="files",
)
