"""The graph of a conflict as arrays: states by pattern, cosets of moves, and levels of preference."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.core.conflict import Conflict
from detente.core.errors import ParameterError, nearest

Ints = NDArray[np.int32]
Codes = NDArray[np.int64]
Truth = NDArray[np.bool_]


@dataclass(frozen=True)
class Graph:
    """A conflict made ready for stability analysis.

    Whom a decision maker can move among, he can move among whatever his other options: the states that agree on the
    options of everybody else form a *coset*, and each state of it leads to every other one that his one-way options
    allow. So no list of moves is kept, only the states sorted by coset.

    Attributes
    ----------
    codes : (states,) ascending; bit j is set where option j is taken.
    levels : (makers, states) rank of a state for a maker, 0 the worst; equal levels are ties.
    classes : (makers, states) the same, with only the strong steps (`>>`) counted.
    members : (makers, states) states sorted by coset.
    begins, ends : (makers, states) where in `members` the coset of each state lies.
    forward, backward : (makers,) bits of the options that move one way only.
    unknown : (makers, states, states) pairs whose comparison is not known; None where all are known.
    kept : what has been derived from it and may be asked for again.
    """

    conflict: Conflict
    codes: Codes
    levels: Ints
    classes: Ints
    members: Ints
    begins: Ints
    ends: Ints
    forward: Codes
    backward: Codes
    unknown: Truth | None = None
    kept: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)

    @property
    def makers(self) -> tuple[str, ...]:
        """Names of the decision makers."""
        return self.conflict.decision_makers

    @property
    def states(self) -> int:
        """Number of feasible states."""
        return len(self.codes)

    @property
    def has_strong(self) -> bool:
        """Whether any preference is marked as strong."""
        return bool(self.classes.any())

    @cached_property
    def patterns(self) -> tuple[str, ...]:
        """Pattern of every state, in their order."""
        width = len(self.conflict.options)
        taken = (self.codes[:, None] >> np.arange(width) & 1).astype(np.uint8)
        letters = np.where(taken == 1, ord("Y"), ord("N")).astype(np.uint8)
        text = letters.tobytes().decode("ascii")
        return tuple(text[at : at + width] for at in range(0, len(text), width))

    def patterns_of(self, held: Truth) -> tuple[str, ...]:
        """Patterns of some states."""
        return tuple(self.patterns[index] for index in np.flatnonzero(held))

    def state(self, pattern: str, where: str = "state") -> int:
        """Index of a state by its pattern.

        Raises
        ------
        ParameterError : there is no such feasible state.
        """
        code = sum(1 << place for place, letter in enumerate(pattern) if letter == "Y")
        if len(pattern) == len(self.conflict.options) and set(pattern) <= {"Y", "N"}:
            place = int(np.searchsorted(self.codes, code))
            if place < self.states and self.codes[place] == code:
                return place
            found = f"{pattern}, which is infeasible"
        else:
            found = repr(pattern)
        near = nearest(pattern, self.patterns) if self.states <= 4096 else None
        allowed = f"a feasible pattern of {len(self.conflict.options)} letters Y and N"
        raise ParameterError(where, found, allowed, "" if near else "write Y or N for each option", near)

    def moves(self, maker: int, state: int) -> Ints:
        """States a maker can move to."""
        coset = self.members[maker, self.begins[maker, state] : self.ends[maker, state]]
        here, there = self.codes[state], self.codes[coset]
        changed = here ^ there
        legal = (changed & self.forward[maker] & here) | (changed & self.backward[maker] & there)
        return np.asarray(np.sort(coset[(legal == 0) & (changed != 0)]))

    def improvements(self, maker: int, state: int) -> Ints:
        """States a maker can move to and surely prefers."""
        there = self.moves(maker, state)
        better = self.levels[maker, there] > self.levels[maker, state]
        if self.unknown is not None:
            better &= ~self.unknown[maker, state, there]
        return np.asarray(there[better])


def cosets(codes: Codes, own: int) -> tuple[Ints, Ints, Ints]:
    """States sorted by coset of a maker with the options `own` (bits), and where each state's coset lies."""
    others = codes & ~np.int64(own)
    members = np.argsort(others, kind="stable").astype(np.int32)
    ordered = others[members]
    first = np.flatnonzero(np.concatenate([[True], ordered[1:] != ordered[:-1]]))
    last = np.append(first[1:], len(codes))
    group = np.repeat(np.arange(len(first)), last - first)
    begins, ends = np.empty(len(codes), np.int32), np.empty(len(codes), np.int32)
    begins[members], ends[members] = first[group], last[group]
    return members, begins, ends
