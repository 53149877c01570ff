"""The part of a conflict's graph that a drawing shows: all of a small one, of a larger one what matters."""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from detente.core.conflict import Paths, Step, Verdicts
from detente.models.conflict._graph import Graph
from detente.models.conflict._paths import paths_from

MOST_DRAWN = 60
"""States of a drawing; beyond, only equilibria, the status quo and what lies between are drawn."""
MOST_SEARCHED = 20_000
"""States up to which paths are looked for."""


@dataclass(frozen=True, slots=True)
class Arrow:
    """A move of a maker between two states: whether it betters him, and whether it lies on a shown path."""

    maker: int
    here: int
    there: int
    improves: bool
    on_path: bool


@dataclass(frozen=True, slots=True)
class Part:
    """What is drawn of a graph.

    Attributes
    ----------
    bands : titles, each with the states that stand under it, from the top down.
    arrows : improvements, without those that two others of the same maker make up, and the steps of paths.
    left_out : states that are not drawn.
    equilibria_left_out : how many of these hold for everybody by some definition.
    """

    bands: tuple[tuple[str, tuple[int, ...]], ...]
    arrows: tuple[Arrow, ...]
    left_out: int
    equilibria_left_out: int


def ways(graph: Graph, verdicts: Mapping[str, Verdicts]) -> Paths | None:
    """Shortest paths from the status quo to every equilibrium; None where there is no status quo, or too much to search."""
    if graph.conflict.status_quo is None or graph.states > MOST_SEARCHED:
        return None
    ends = sorted({graph.state(one) for held in verdicts.values() for one in held.equilibria})
    return paths_from(graph, graph.state(graph.conflict.status_quo), ends)


def firmest(verdicts: Mapping[str, Verdicts], paths: Paths | None) -> tuple[str, ...]:
    """Equilibria: those of most definitions first, of these the nearest."""
    held: dict[str, int] = {}
    for one in verdicts.values():
        for pattern in one.equilibria:
            held[pattern] = held.get(pattern, 0) + 1

    def order(pattern: str) -> tuple[int, bool, int, str]:
        by_gain, by_any = _both(paths, pattern)
        return (-held[pattern], by_gain is None, len(by_gain or by_any or ()), pattern)

    return tuple(sorted(held, key=order))


def shown_way(paths: Paths | None, pattern: str) -> tuple[Step, ...] | None:
    """The path that is told to an equilibrium: by improvements where there is one, else by any moves."""
    by_gain, by_any = _both(paths, pattern)
    return by_gain if by_gain is not None else by_any


def part_of(
    graph: Graph, verdicts: Mapping[str, Verdicts], paths: Paths | None, most: int = MOST_DRAWN
) -> Part:
    """What to draw of a graph.

    Parameters
    ----------
    verdicts : of the stabilities whose equilibria matter.
    paths : from the status quo to them, as `ways` finds them.
    most : states beyond which some are left out.
    """
    ordered = firmest(verdicts, paths)
    worth = _worth_a_way(ordered, verdicts, paths)
    chosen, steps = _chosen(graph, worth, paths, most)
    arrows = _arrows(graph, chosen, steps)
    start = None if graph.conflict.status_quo is None else graph.state(graph.conflict.status_quo)
    held = [graph.state(one) for one in ordered]
    bands = _bands(graph, chosen, start, held)
    return Part(bands, arrows, graph.states - len(chosen), sum(one not in chosen for one in held))


def _worth_a_way(
    ordered: Sequence[str], verdicts: Mapping[str, Verdicts], paths: Paths | None
) -> tuple[str, ...]:
    """Equilibria whose path is drawn: what holds by more than threats, and what improvements lead to; else any."""
    firm = {one for name in ("nash", "seq") if name in verdicts for one in verdicts[name].equilibria}
    kept = tuple(one for one in ordered if one in firm or _both(paths, one)[0] is not None)
    return kept or tuple(ordered)


def _both(paths: Paths | None, pattern: str) -> tuple[tuple[Step, ...] | None, tuple[Step, ...] | None]:
    if paths is None:
        return None, None
    return paths.improving.get(pattern), paths.any_move.get(pattern)


def _chosen(
    graph: Graph, ordered: Sequence[str], paths: Paths | None, most: int
) -> tuple[frozenset[int], frozenset[tuple[int, int, int]]]:
    """States to draw, and the steps of paths among them as (maker, here, there)."""
    chosen = set(range(graph.states)) if graph.states <= most else set[int]()
    if paths is not None:
        chosen.add(graph.state(paths.start))
    steps: set[tuple[int, int, int]] = set()
    for pattern in ordered:
        if len(chosen) >= most and graph.states > most:
            break
        way = shown_way(paths, pattern) or ()
        taken = [graph.state(step.to) for step in way]
        if len(chosen | {graph.state(pattern), *taken}) > most:
            continue
        chosen |= {graph.state(pattern), *taken}
        if paths is not None:
            before = [graph.state(paths.start), *taken]
            movers = [graph.makers.index(step.by) for step in way]
            steps |= set(zip(movers, before, taken, strict=False))
    if not chosen:
        # Nothing holds and nothing stands today: the states that come first.
        chosen = set(range(most))
    return frozenset(chosen), frozenset(steps)


def _arrows(
    graph: Graph, chosen: frozenset[int], steps: frozenset[tuple[int, int, int]]
) -> tuple[Arrow, ...]:
    arrows: set[Arrow] = set()
    for maker in range(len(graph.makers)):
        gains = {state: chosen.intersection(graph.improvements(maker, state).tolist()) for state in chosen}
        for here, there in gains.items():
            direct = there.difference(*(gains[one] for one in there))
            direct |= {end for by, start, end in steps if (by, start) == (maker, here) and end in there}
            arrows |= {Arrow(maker, here, one, True, (maker, here, one) in steps) for one in direct}
    known = {(arrow.maker, arrow.here, arrow.there) for arrow in arrows}
    arrows |= {Arrow(*step, False, True) for step in steps - known}
    return tuple(sorted(arrows, key=lambda one: (one.on_path, one.maker, one.here, one.there)))


def _bands(
    graph: Graph, chosen: frozenset[int], start: int | None, equilibria: Sequence[int]
) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """States by improvements from the status quo; without one, by improvements to an equilibrium."""
    if start is not None:
        reached = _distance(graph, [start])
        titles = ("status quo", "improvement", "improvements", "against somebody's interest, or not at all")
    else:
        reached = _distance_to(graph, equilibria)
        titles = ("holds for everybody", "improvement away", "improvements away", "leads to none of these")
    found: dict[str, list[int]] = {}
    for state in sorted(chosen, key=lambda one: (reached.get(one, graph.states), one)):
        moves = reached.get(state)
        title = titles[3]
        if moves is not None:
            title = titles[0] if moves == 0 else f"{moves} {titles[1] if moves == 1 else titles[2]}"
        found.setdefault(title, []).append(state)
    return tuple((title, tuple(states)) for title, states in found.items())


def _distance(graph: Graph, starts: Iterable[int]) -> dict[int, int]:
    """Improvements that it takes at least from some states to each other one."""
    distance = dict.fromkeys(starts, 0)
    waiting = deque(distance)
    while waiting and graph.states <= MOST_SEARCHED:
        here = waiting.popleft()
        for maker in range(len(graph.makers)):
            for there in graph.improvements(maker, here).tolist():
                if there not in distance:
                    distance[there] = distance[here] + 1
                    waiting.append(there)
    return distance


def _distance_to(graph: Graph, ends: Iterable[int]) -> dict[int, int]:
    """Improvements that it takes at least from each state to one of some others."""
    before: dict[int, list[int]] = {}
    for state in range(graph.states if graph.states <= MOST_SEARCHED else 0):
        for maker in range(len(graph.makers)):
            for there in graph.improvements(maker, state).tolist():
                before.setdefault(there, []).append(state)
    distance = dict.fromkeys(ends, 0)
    waiting = deque(distance)
    while waiting:
        there = waiting.popleft()
        for here in before.get(there, ()):
            if here not in distance:
                distance[here] = distance[there] + 1
                waiting.append(here)
    return distance
