"""Shortest legal paths over the graph: to equilibria from where things stand, and to a sanction."""

from collections import deque
from collections.abc import Iterable, Sequence

from detente.core.conflict import Paths, Step
from detente.models.conflict._graph import Graph


def path(
    graph: Graph, start: int, ends: Iterable[int], makers: Sequence[int], *, improving: bool
) -> tuple[Step, ...] | None:
    """A shortest sequence of moves from a state to one of some others, nobody moving twice in a row.

    Of equally short ones the first by the order of decision makers and states.

    Parameters
    ----------
    makers : who may move.
    improving : whether each must better himself by his move at once.
    """
    wanted = set(ends)
    found = _tree(graph, start, makers, improving=improving, until=wanted)
    hit = next((node for node in found if node[0] in wanted and node[1] >= 0), None)
    return None if hit is None else _steps(graph, found, hit)


def paths_from(graph: Graph, start: int, ends: Sequence[int]) -> Paths:
    """Shortest paths from a state to each of some others, over any moves and over improvements."""
    told = []
    everybody = range(len(graph.makers))
    for improving in (False, True):
        found = _tree(graph, start, everybody, improving=improving)
        first: dict[int, Node] = {}
        for node in found:
            first.setdefault(node[0], node)
        told.append(
            {graph.patterns[end]: _steps(graph, found, first[end]) if end in first else None for end in ends}
        )
    return Paths(graph.patterns[start], told[0], told[1])


Node = tuple[int, int]
"""A state, and who moved last; -1 at the start."""


def _tree(
    graph: Graph, start: int, makers: Iterable[int], *, improving: bool, until: set[int] | None = None
) -> dict[Node, Node | None]:
    """Nodes in the order of their distance, each with the one before it."""
    movers = tuple(makers)
    before: dict[Node, Node | None] = {(start, -1): None}
    waiting: deque[Node] = deque(before)
    left: dict[int, set[int]] = {}
    while waiting:
        node = waiting.popleft()
        here, last = node
        for maker in movers:
            # From one state each need move once only: whoever came first came on a shortest path.
            if maker == last or maker in left.setdefault(here, set()):
                continue
            left[here].add(maker)
            moves = graph.improvements(maker, here) if improving else graph.moves(maker, here)
            for there in moves.tolist():
                following = (there, maker)
                if following not in before:
                    before[following] = node
                    waiting.append(following)
                    if until is not None and there in until:
                        return before
    return before


def _steps(graph: Graph, before: dict[Node, Node | None], node: Node) -> tuple[Step, ...]:
    steps: list[Step] = []
    at: Node | None = node
    while at is not None and at[1] >= 0:
        steps.append(Step(graph.makers[at[1]], graph.patterns[at[0]]))
        at = before[at]
    return tuple(reversed(steps))
