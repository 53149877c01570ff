"""Why: what moved it, with error bars; turning points, sensitivity, and what would have to change."""

from collections.abc import Mapping
from typing import Any

from detente.app.inquiring import KINDS, kept, subjects
from detente.app.pages.base import Page, Sight

TITLES = {
    "would-change": (
        "What would have to change",
        "The smallest single move of each input that takes an answer across even odds.",
    ),
    "sensitivity": (
        "What the uncertainty comes from",
        "Sobol' indices: shares of an answer's variance over the uncertain inputs.",
    ),
    "turning-points": ("Turning points", "Where a path bends most, and what falls beside it."),
    "look-back": (
        "In the worlds where it happened, what differed?",
        "Only the worlds in which an answer came true, looked back on.",
    ),
}


def gather(sight: Sight) -> Mapping[str, Any]:
    """The inquiries that were made, and what may be asked."""
    now = sight.standing.hashes
    kinds = [kind for kind in KINDS if kind in TITLES]
    made = {kind: kept(sight.desk, sight.name, kind, now) for kind in kinds}
    may = {kind: subjects(sight.case, kind) if sight.case is not None else {} for kind in kinds}
    return {"inquiries": [(kind, *TITLES[kind], made[kind], may[kind]) for kind in TITLES if kind in made]}


PAGE = Page(
    "why",
    "Why",
    "What moved it, each share with its range; turning points; what would have to change.",
    6,
    anchors=("why", "trade-offs", "would-change", "sensitivity", "turning-points", "look-back"),
    gather=gather,
)
