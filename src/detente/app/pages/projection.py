"""Projection: where each issue is going, with its bands, the events marked, and the answers by bargaining model."""

from collections.abc import Mapping
from typing import Any

from detente.app.pages.base import Page, Sight


def gather(sight: Sight) -> Mapping[str, Any]:
    """The bargaining models that were dealt to worlds."""
    assert sight.display is not None
    answers = sight.display.shown.study.answers
    return {"models": sorted({name for answer in answers for name in answer.by_model})}


PAGE = Page(
    "projection",
    "Projection",
    "Where each issue is going, with its bands, the events marked, and the answers by bargaining model.",
    5,
    anchors=("futures", "not-modelled"),
    gather=gather,
)
