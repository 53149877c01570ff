"""Evidence: every input with its claims, every claim with its sentence and what it supports; assumptions and their weight."""

from collections.abc import Mapping
from typing import Any

from detente.app.inquiring import kept
from detente.app.pages.base import Page, Sight
from detente.case import audit
from detente.core.sensitivity import Sensitivity
from detente.explanation import key_assumptions


def gather(sight: Sight) -> Mapping[str, Any]:
    """Key assumptions of every answer whose sensitivity was worked out on the case as it stands."""
    file = sight.standing.file
    if file is None:
        return {"carried": ()}
    answers = [
        one.answer
        for one in kept(sight.desk, sight.name, "sensitivity", sight.standing.hashes)
        if one.is_current
    ]
    found = audit(file.case, file.places) if answers else None
    return {
        "carried": [
            (answer.label, key_assumptions(file.case, answer, found))
            for answer in answers
            if isinstance(answer, Sensitivity) and found is not None
        ]
    }


PAGE = Page(
    "evidence",
    "Evidence",
    "Every input with its claims, every claim with its sentence and what it supports; assumptions and their weight.",
    8,
    anchors=("evidence", "assumptions", "sourcing", "claim-", "source-", "input-", "mechanism", "mechanisms"),
    gather=gather,
)
