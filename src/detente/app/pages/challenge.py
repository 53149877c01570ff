"""Challenge: rival accounts side by side, what speaks against each, overrides, and a matrix beside a coherent update."""

from collections.abc import Mapping
from typing import Any

from detente.app.pages.base import Page, Sight
from detente.app.reviewing import overrides, ratings
from detente.forecast.deception import deception
from detente.forecast.rival_accounts import RATINGS, matrix, update


def gather(sight: Sight) -> Mapping[str, Any]:
    """Matrix, update and overrides of the run that is shown."""
    assert sight.display is not None
    study = sight.display.shown.study
    folder = sight.desk.cases[sight.name]
    table = matrix(study.case, ratings(folder))
    return {
        "matrix": table,
        "update": update(table),
        "deception": deception(study.case, table),
        "rating_words": RATINGS,
        "overrides": overrides(folder),
    }


PAGE = Page(
    "challenge",
    "Challenge",
    "Rival accounts side by side, what speaks against each, and who disagrees with the model and why.",
    4,
    group="Ask",
    anchors=("rivals", "alternatives", "deception", "coherent-update", "audit-trail"),
    gather=gather,
)
