"""Inputs: every number of the case as it stands, to be restated one by one."""

from collections.abc import Mapping
from typing import Any

from detente.app.editing import edits
from detente.app.pages.base import Page, Sight
from detente.case import audit
from detente.core.naming import input_name

MOST_ROWS = 60


def gather(sight: Sight) -> Mapping[str, Any]:
    """Inputs that a search finds, with what they rest on."""
    file = sight.standing.file
    assert file is not None
    sought = sight.asked.get("find", "").casefold().split()
    footing = sight.asked.get("footing", "")
    rows = [(leaf, input_name(file.case, leaf.path)) for leaf in audit(file.case, file.places).leaves]
    fit = [
        (leaf, name)
        for leaf, name in rows
        if all(word in f"{leaf.path} {name} {leaf.stated}".casefold() for word in sought)
        and (not footing or leaf.footing == footing)
    ]
    return {
        "rows": fit[:MOST_ROWS],
        "found": len(fit),
        "total": len(rows),
        "find": sight.asked.get("find", ""),
        "footing": footing,
        "footings": ("value sourced", "direction sourced, size judged", "assumed", "bare"),
        "edits": edits(sight.desk, sight.name),
    }


PAGE = Page(
    "inputs",
    "Inputs",
    "Every number of the case: restate it, say why, undo it.",
    1,
    group="Change",
    gather=gather,
    needs="case",
)
