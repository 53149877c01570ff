"""Deal room: what could be agreed at a table, who binds, and the price of face."""

from collections.abc import Mapping
from typing import Any

from detente.app.inquiring import kept, subjects
from detente.app.pages.base import Page, Sight
from detente.core.naming import actor_name, issue_name


def gather(sight: Sight) -> Mapping[str, Any]:
    """The rooms that were asked for."""
    case = sight.case
    assert case is not None
    return {
        "rooms": kept(sight.desk, sight.name, "deal", sight.standing.hashes),
        "tables": subjects(case, "deal"),
        "name_of": lambda actor: actor_name(case, actor),
        "issue_of": lambda issue: issue_name(case, issue),
    }


PAGE = Page(
    "deal-room",
    "Deal room",
    "What every veto player would accept at a table, the best package, who binds, and the price of face.",
    2,
    group="Ask",
    anchors=("deal",),
    gather=gather,
    needs="case",
)
