"""The joint inverse problem of sequential stability: the least change of all rankings at once, by branch and bound.

Whether an improvement is deterred sequentially hangs on what others want. So a change of one ranking may make another maker's
deterrent incredible, or a new one credible, and the least changes of each need not be the least of all. A change is, as for
one maker, a set of states for each that sink to the level of the wanted one.

From the states sunk so far, let `t` be an improvement that nothing deters, and `R` what others can credibly reach from it.
Every further change that mends this sinks one of: a state of `R` in the mover's own ranking; or, in the ranking of
another maker, a state of `R` from which that gives him an improvement out of `R`. For if a sanction lies in `R`, the mover must
hold it no better than the wanted state; and if none does, its path leaves `R` by a move that was no improvement before,
which, as levels only fall, became one by the fall of the state it leaves. These are the branches. States that must be hit apart
from each other bound what is still to come.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from heapq import heappop, heappush

import numpy as np

from detente.models.conflict._graph import Graph

MOST_NODES = 20_000
"""Partial changes that are looked into."""
MOST_WORK = 2_000_000
"""States visited over all of them: some ten seconds."""


@dataclass(frozen=True, slots=True)
class Joint:
    """What a joint search found.

    Attributes
    ----------
    sunk : states to sink, by maker; None where no change is known.
    is_least : whether it is proven that none needs fewer, or, where there is none, that none exists.
    at_least : states that any change must sink.
    nodes : partial changes looked into.
    """

    sunk: tuple[tuple[int, ...], ...] | None
    is_least: bool
    at_least: int
    nodes: int


Masks = tuple[int, ...]
"""A set of states for each maker, as bits."""
Ways = list[tuple[int, int]]
"""Maker and state that may sink next; none where nothing is left to mend."""


def joint_change(graph: Graph, state: int, firm: Collection[int] = (), most_nodes: int = MOST_NODES) -> Joint:
    """The fewest states, over all rankings, that must sink to the level of a state for it to be a sequential equilibrium.

    Of equally few, those that sink by the fewest levels.

    Parameters
    ----------
    firm : makers whose rankings stay.
    most_nodes : partial changes after which the search gives up; what it knows by then is told.
    """
    search = _Search(graph, state, frozenset(firm))
    none: Masks = (0,) * len(graph.makers)
    waiting: list[tuple[int, int, int, Masks, Masks, Ways]] = []
    count = 0
    first = search.branches(none, none)
    if first is not None:
        heappush(waiting, (first[0], 0, count, none, none, first[1]))
    nodes = 0
    while waiting:
        least, fall, _, sunk, kept, ways = heappop(waiting)
        depth = sum(mask.bit_count() for mask in sunk)
        nodes += 1
        if not ways:
            return Joint(tuple(_members(mask) for mask in sunk), True, depth, nodes)
        if nodes >= most_nodes or search.work > MOST_WORK:
            return Joint(None, False, least, nodes)
        forbidden = list(kept)
        for maker, place in ways:
            deeper = list(sunk)
            deeper[maker] |= 1 << place
            into, out = tuple(deeper), tuple(forbidden)
            bound = search.branches(into, out)
            if bound is not None:
                count += 1
                lower = fall + search.fall(maker, place)
                heappush(waiting, (depth + 1 + bound[0], lower, count, into, out, bound[1]))
            forbidden[maker] |= 1 << place
    return Joint(None, True, 0, nodes)


def _members(mask: int) -> tuple[int, ...]:
    return tuple(_bits(mask))


def _bits(mask: int) -> Iterator[int]:
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


class _Search:
    """Moves and levels of a graph as bits, and what a partial change leaves undeterred."""

    def __init__(self, graph: Graph, state: int, firm: frozenset[int]) -> None:
        self.makers, self.state, self.firm = range(len(graph.makers)), state, firm
        self.levels = graph.levels.tolist()
        self.moves = [
            [_mask(graph.moves(maker, one)) for one in range(graph.states)] for maker in self.makers
        ]
        self.own = [self.levels[maker][state] for maker in self.makers]
        self.above = [_above(graph.levels[maker]) for maker in self.makers]
        self.better = [self.above[maker][self.own[maker]] for maker in self.makers]
        self.work = 0

    def fall(self, maker: int, place: int) -> int:
        """Levels by which a state sinks."""
        return int(self.levels[maker][place] - self.own[maker])

    def branches(self, sunk: Masks, kept: Masks) -> tuple[int, Ways] | None:
        """How many more states must sink at least, and the fewest ways to go on; no way where nothing is left to mend.

        Parameters
        ----------
        sunk, kept : states by maker that sink, and that are not to.

        Returns
        -------
        None where no further change mends it.
        """
        open_ways: list[list[int]] = []
        for maker in self.makers:
            gains = self.moves[maker][self.state] & self.better[maker] & ~sunk[maker]
            for gain in _bits(gains):
                reached = self._reached(maker, gain, sunk)
                if reached & ~(self.better[maker] & ~sunk[maker]):
                    continue
                ways = self._ways(maker, reached, sunk, kept)
                if not any(ways):
                    return None
                open_ways.append(ways)
        open_ways.sort(key=lambda ways: sum(one.bit_count() for one in ways))
        apart: list[int] = [0] * len(self.makers)
        bound = 0
        for ways in open_ways:
            if not any(one & other for one, other in zip(ways, apart, strict=True)):
                apart = [one | other for one, other in zip(ways, apart, strict=True)]
                bound += 1
        if not open_ways:
            return 0, []
        chosen = [(maker, place) for maker in self.makers for place in _bits(open_ways[0][maker])]
        return bound, sorted(chosen, key=lambda one: (self.fall(*one), one))

    def _gains(self, maker: int, place: int, sunk: Masks) -> int:
        """Improvements of a maker from a state, with some states of his ranking sunk."""
        own = self.own[maker]
        is_sunk = sunk[maker] >> place & 1
        level = own if is_sunk else self.levels[maker][place]
        higher = self.above[maker][level] & ~sunk[maker]
        if level < own:
            higher |= sunk[maker]
        return int(self.moves[maker][place] & higher)

    def _reached(self, maker: int, gain: int, sunk: Masks) -> int:
        """What others can reach from a state by moves that each better their mover; itself included."""
        reached = waiting = 1 << gain
        while waiting:
            low = waiting & -waiting
            waiting ^= low
            place = low.bit_length() - 1
            self.work += 1
            for other in self.makers:
                if other != maker:
                    new = self._gains(other, place, sunk) & ~reached
                    reached |= new
                    waiting |= new
        return reached

    def _ways(self, maker: int, reached: int, sunk: Masks, kept: Masks) -> list[int]:
        ways = [0] * len(self.makers)
        if maker not in self.firm:
            ways[maker] = reached & self.better[maker] & ~sunk[maker] & ~kept[maker]
        for other in self.makers:
            if other == maker or other in self.firm:
                continue
            higher = self.better[other] & ~sunk[other]
            for place in _bits(reached & higher & ~kept[other]):
                # Sunk, it would leave him better off by a move to any state that he still prefers to the wanted one.
                if self.moves[other][place] & higher & ~reached:
                    ways[other] |= 1 << place
        return ways


def _mask(places: np.ndarray) -> int:
    return sum(1 << place for place in places.tolist())


def _above(levels: np.ndarray) -> list[int]:
    """Level -> the states above it."""
    found, mask = [0] * (int(levels.max()) + 1), 0
    by_level: dict[int, int] = {}
    for place, level in enumerate(levels.tolist()):
        by_level[level] = by_level.get(level, 0) | 1 << place
    for level in range(len(found) - 1, -1, -1):
        found[level] = mask
        mask |= by_level.get(level, 0)
    return found
