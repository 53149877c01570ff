"""A conflict's verdicts as tables and sentences."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from detente.cli._tables import say, table

if TYPE_CHECKING:
    from detente.core.conflict import Verdicts
    from detente.models.conflict import Graph

MOST_ROWS = 24


def show_conflict(graph: "Graph", verdicts: "Mapping[str, Verdicts]", told: Mapping[str, Any]) -> None:
    """Print what was found."""
    from detente.models.conflict import described

    say(f"{graph.conflict.title}: {graph.states:,} feasible states of {len(graph.conflict.options)} options.")
    rows: list[tuple[str, ...]] = [
        (str(place), one.name, one.owner, one.moves) for place, one in enumerate(graph.conflict.options, 1)
    ]
    table("Options, in the order of the patterns", ("option", "name", "of", "moves"), rows)
    found = {name: set(one.equilibria) for name, one in verdicts.items()}
    every = sorted(
        set().union(*found.values()), key=lambda one: (-sum(one in held for held in found.values()), one)
    )
    rows = [
        (state, *("yes" if state in held else "" for held in found.values())) for state in every[:MOST_ROWS]
    ]
    table("Equilibria: states that hold for everybody", ("state", *found), rows)
    rows = [(described(graph, state), state, *_ranks(graph, state)) for state in every[:MOST_ROWS]]
    columns = ("in words", "state", *graph.makers)
    table(
        "Those states, and how each decision maker ranks them, from 1, the worst, to the best", columns, rows
    )
    if len(every) > MOST_ROWS:
        say(f"And {len(every) - MOST_ROWS:,} more; --json lists all.")
    if not every:
        say("No state holds for everybody.")
    for name, why in told["not_judged"].items():
        say(f"Not judged: {name}. {why}")
    _show_more(graph, told)


def _ranks(graph: "Graph", state: str) -> list[str]:
    place = graph.state(state)
    return [
        f"{graph.levels[maker, place] + 1} of {graph.levels[maker].max() + 1}"
        for maker in range(len(graph.makers))
    ]


def _show_more(graph: "Graph", told: Mapping[str, Any]) -> None:
    for kind in ("strong", "perceived"):
        for name, states in told.get(kind, {}).get("equilibria", {}).items():
            say(f"{kind.capitalize()} equilibria, {name}: {_listed(states)}.")
    for letter, both in told.get("extensions", {}).items():
        for name, states in both["equilibria"].items():
            say(f"Unknown preference, extension {letter}, {name}: {_listed(states)}.")
    for name, held in told.get("coalitions", {}).items():
        say(f"States that no coalition can leave, {name}: {_listed(held['all'])}.")
    if told["paths"] is not None:
        _show_paths(graph, told["paths"])
    for one in told.get("inverse", ()):
        _show_inverse(one)
    for one in told.get("why", ()):
        say(one["text"])


def _show_paths(graph: "Graph", told: Mapping[str, Any]) -> None:
    from detente.core.conflict import Step
    from detente.models.conflict import path_in_words

    say(f"Shortest paths from {told['start']}:")
    for end, improving in list(told["improving"].items())[:MOST_ROWS]:
        steps, way = improving, "by improvements"
        if steps is None:
            steps, way = told["any_move"][end], "only by a move against the mover's own interest"
        if end == told["start"]:
            say(f"  {end}: it stands there already.")
        elif steps is None:
            say(f"  {end}: no path.")
        else:
            words = path_in_words(graph, told["start"], tuple(Step(**step) for step in steps))
            say(f"  {end}, {way}: {words}.")


def _show_inverse(one: Mapping[str, Any]) -> None:
    name, state = one["stability"], one["state"]
    if not one["exists"]:
        say(f"To make {state} an equilibrium ({name}): no change is known, {one['why_not']}.")
    elif not one["changes"]:
        say(f"To make {state} an equilibrium ({name}): nothing; it is one.")
    for change in one["changes"]:
        say(
            f"To make {state} hold for {change['decision_maker']} ({name}): he must prefer it, or hold it equal, to "
            f"{_listed(change['lowered'])}."
        )
    if one["exists"] and one["changes"] and not one["together"]:
        say(
            "Made all at once, these changes do not yet make it an equilibrium: each changes what others would do."
        )
    if name == "seq" and one["joint"] and one["joint"] != one["changes"]:
        _show_joint(one)
    elif one["joint"] and not one["joint_is_least"]:
        say(
            f"That no change of all rankings at once sinks fewer states was not proven; at least {one['joint_at_least']} must."
        )


def _show_joint(one: Mapping[str, Any]) -> None:
    parts = [f"{change['decision_maker']} {_listed(change['lowered'])}" for change in one["joint"]]
    least = (
        "the least change of all rankings at once"
        if one["joint_is_least"]
        else f"a change of all rankings at once, not proven least (at least {one['joint_at_least']} states must sink)"
    )
    say(f"To make {one['state']} an equilibrium (seq), {least} sinks to its level: {'; '.join(parts)}.")


def _listed(states: Any) -> str:
    every = list(states)
    shown = ", ".join(every[:MOST_ROWS]) or "none"
    return f"{shown} and {len(every) - MOST_ROWS} more" if len(every) > MOST_ROWS else shown
