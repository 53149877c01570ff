"""Conflict graph: change options and preferences, and see which end states hold, why, and how one gets there."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from detente.app.conflicting import FORMS, INVERTED, MOVES, OptionRow, PreferenceRow, Said, said_of
from detente.app.editing import digest
from detente.app.pages.base import Page, Sight
from detente.core.errors import CaseError, Fault
from detente.models.conflict import stability
from detente.workspace.folder import CONFLICT

SPARE = 3
"""Empty rows for further options."""


def gather(sight: Sight) -> Mapping[str, Any]:
    """The conflict of the case in the form; an empty form where there is none, or where one is to be begun anew."""
    said = Said()
    broken: tuple[Fault, ...] = ()
    held = sight.standing.folder.files.get(CONFLICT)
    if held is not None and sight.asked.get("begin") != "anew":
        try:
            read = sight.standing.folder.conflict()
        except CaseError as error:
            broken = error.faults
        else:
            said = said_of(read.conflict) if read is not None else said
    return {
        "said": with_rows(said),
        "has_conflict": held is not None,
        "mark": digest(held.decode("utf-8", "replace")) if held is not None else "",
        "broken": broken,
        "faults": (),
        "answer": None,
        "forms": FORMS,
        "ways": MOVES,
        "inverted": {name: stability(name).title for name in INVERTED},
        "title_of": lambda name: stability(name).title,
        "saved": sight.asked.get("saved", ""),
    }


def with_rows(said: Said) -> Said:
    """The form with empty rows for further options, and a block for the preference of everybody."""
    named = [one.maker for one in said.preferences]
    makers = [line.strip() for line in said.makers.splitlines() if line.strip()]
    blocks = [PreferenceRow(maker) for maker in dict.fromkeys(makers) if maker not in named]
    spare = [OptionRow()] * SPARE
    return replace(said, options=(*said.options, *spare)[:60], preferences=(*said.preferences, *blocks)[:30])


PAGE = Page(
    "conflict",
    "Conflict graph",
    "Who decides over which options, and what each prefers: see which end states hold, why, and what would change that.",
    6,
    group="Ask",
    gather=gather,
    needs="files",
)
