"""Overview: the first screen, and what changed since the run before."""

from collections.abc import Mapping
from typing import Any

from detente.app.pages.base import Page, Sight
from detente.core.errors import DetenteError
from detente.workbench import since


def gather(sight: Sight) -> Mapping[str, Any]:
    """What moved since the run before, and why, as far as that run can still be read."""
    assert sight.display is not None
    order = [run.folder for run in sight.runs]
    place = order.index(sight.display.run.folder)
    before = sight.runs[place + 1] if place + 1 < len(sight.runs) else None
    if before is None:
        return {"since": None, "before": None}
    try:
        return {"since": since(sight.desk.display(before).shown, sight.display.shown), "before": before}
    except DetenteError:
        return {"since": None, "before": before}


PAGE = Page(
    "overview",
    "Overview",
    "What has shifted, why, what next, and what would change our minds.",
    1,
    anchors=("bottom-line", "arenas", "main-drivers", "best-rival", "next", "minds", "basis", "shift"),
    gather=gather,
)
