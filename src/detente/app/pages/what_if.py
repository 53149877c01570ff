"""What if: drop or add an event, choose a branch, move a dial, change an institution; run it beside the case as it is."""

from collections.abc import Mapping
from typing import Any

from detente.app.asking import WORLDS
from detente.app.pages.base import Page, Sight
from detente.case import leaves, readings
from detente.case.edit import ROLES
from detente.core.naming import act_name, actor_name, input_name, issue_name, pressure_name, track_name
from detente.workspace import branches


def gather(sight: Sight) -> Mapping[str, Any]:
    """What can be changed, with names for readers."""
    case = sight.case
    assert case is not None
    return {
        "acts": [(event.id, act_name(case, event.id), event.on) for event in case.events]
        + [(name, act_name(case, name), None) for name in case.hazards],
        "forks": [
            (
                event.id,
                act_name(case, event.id),
                tuple((name, branch.was) for name, branch in event.branches.items()),
            )
            for event in case.events
            if event.branches
        ],
        "inputs": [(leaf.path, input_name(case, leaf.path)) for leaf in leaves(case)],
        "pressures": [(name, pressure_name(case, name)) for name in case.pressures],
        "issues": [(name, issue_name(case, name)) for name in case.issues],
        "tracks": [(name, track_name(case, name)) for name in case.tracks],
        "actors": [(name, actor_name(case, name)) for name in case.actors],
        "collectives": [(name, actor_name(case, name)) for name in case.institutions],
        "mechanisms": [(name, one.title) for name, one in case.mechanisms.items()],
        "roles": ROLES,
        "readings": readings(case),
        "branches": branches(sight.desk.cases[sight.name]),
        "what_if_worlds": WORLDS,
        "chosen": tuple(sight.asked.get("edits", "").split("\n")) if sight.asked.get("edits") else (),
    }


PAGE = Page(
    "what-if",
    "What if",
    "Change something, and see what differs in the same worlds with the same luck.",
    1,
    group="Ask",
    anchors=("what-if",),
    gather=gather,
    needs="case",
)
