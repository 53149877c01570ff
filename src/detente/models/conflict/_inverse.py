"""The inverse problem: the least change of rankings that makes a state an equilibrium, by integer programming."""

from collections.abc import Collection

import numpy as np

from detente.core.conflict import Change, Inverse
from detente.core.errors import ParameterError
from detente.models.conflict._analysis import with_levels
from detente.models.conflict._graph import Graph
from detente.models.conflict.base import Attitude, Stability

MOST_STATES = 4096
SOLVABLE = ("nash", "gmr", "smr", "seq")


def inverse(graph: Graph, stability: Stability, state: int, firm: Collection[str] = ()) -> Inverse:
    """What it would take for a state to be an equilibrium.

    A decision maker's ranking is changed by sinking states that he prefers to the state to its level, as few as will do, and of
    equally few those that sink least; the others' rankings stay as stated. No other change needs fewer, since
    only comparisons with the state decide whether it holds for him.

    Parameters
    ----------
    stability : one of Nash, GMR, SMR and SEQ.
    firm : decision makers whose rankings are not to be changed.

    Raises
    ------
    ParameterError : another stability, an unknown decision maker, unknown preferences, or too many states.
    """
    _refuse(graph, stability, firm)
    held = [bool(stability.holds(graph, maker, Attitude())[state]) for maker in range(len(graph.makers))]
    pattern = graph.patterns[state]
    open_makers = [maker for maker, holds in enumerate(held) if not holds]
    stuck = [graph.makers[maker] for maker in open_makers if graph.makers[maker] in firm]
    if stuck:
        who = " and ".join(stuck)
        why = f"it does not hold for {who}, whose ranking is not to be changed"
        if stability.name == "seq":
            why += "; whether it holds for him also hangs on what the others want, which was not changed"
        return Inverse(pattern, stability.name, (), False, False, why)
    changes, changed = [], graph
    for maker in open_makers:
        sinking = _least(graph, stability.name, maker, state)
        levels = graph.levels[maker].copy()
        fall = int((levels[sinking] - levels[state]).sum())
        levels[sinking] = levels[state]
        changed = with_levels(changed, maker, levels)
        changes.append(Change(graph.makers[maker], tuple(graph.patterns[one] for one in sinking), fall))
    together = all(stability.holds(changed, maker, Attitude())[state] for maker in range(len(graph.makers)))
    return Inverse(pattern, stability.name, tuple(changes), True, together)


def _refuse(graph: Graph, stability: Stability, firm: Collection[str]) -> None:
    if stability.name not in SOLVABLE:
        raise ParameterError(
            "inverse, stability", stability.name, " or ".join(SOLVABLE), "choose one of them"
        )
    for maker in firm:
        if maker not in graph.makers:
            raise ParameterError("--firm", repr(maker), ", ".join(graph.makers), "name a decision maker")
    if graph.unknown is not None:
        raise ParameterError("--inverse", "unknown preferences", "known preferences", "state them")
    if graph.states > MOST_STATES:
        found, allowed = f"{graph.states} states", f"at most {MOST_STATES}"
        raise ParameterError("--inverse", found, allowed, "exclude states that cannot be")


def _least(graph: Graph, name: str, maker: int, state: int) -> list[int]:
    """States that must sink to the level of the state, as few as will do."""
    levels = graph.levels[maker]
    gains = graph.improvements(maker, state).tolist()
    if name == "nash":
        return sorted(gains)
    better = levels > levels[state]
    rows: list[tuple[dict[int, float], float]] = []
    columns = {int(one): place for place, one in enumerate(np.flatnonzero(better))}
    extra = len(columns)
    for gain in gains:
        deterrents = _reachable(graph, maker, gain, improving=name == "seq")
        row = {columns[gain]: 1.0}
        is_free = False
        for end in deterrents:
            needed = [end, *graph.moves(maker, end).tolist()] if name == "smr" else [end]
            sinking = [columns[one] for one in needed if better[one]]
            if not sinking:
                is_free = True
                break
            if len(sinking) == 1:
                row[sinking[0]] = 1.0
                continue
            for one in sinking:
                rows.append(({one: 1.0, extra: -1.0}, 0.0))
            row[extra] = 1.0
            extra += 1
        if not is_free:
            rows.append((row, 1.0))
    return _solved(rows, list(columns), levels - levels[state], extra)


def _solved(
    rows: list[tuple[dict[int, float], float]], states: list[int], fall: np.ndarray, variables: int
) -> list[int]:
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_matrix

    if not rows:
        return []
    entries = [(at, column, one) for at, (row, _) in enumerate(rows) for column, one in row.items()]
    at, columns, ones = zip(*entries, strict=True)
    matrix = csr_matrix((ones, (at, columns)), shape=(len(rows), variables))
    # Number of states first; by how much they sink only among equally few.
    cost = np.zeros(variables)
    falls = fall[states].astype(float)
    cost[: len(states)] = 1.0 + falls / (falls.sum() + 1.0)
    found = milp(
        cost,
        constraints=LinearConstraint(matrix, np.array([low for _, low in rows]), np.inf),
        integrality=np.ones(variables),
        bounds=Bounds(0, 1),
        options={"time_limit": 60.0, "mip_rel_gap": 0.0},
    )
    if found.status != 0:
        raise ParameterError(
            "--inverse", "no proven optimum within a minute", "a smaller conflict", "exclude states"
        )
    return sorted(state for state, part in zip(states, found.x, strict=False) if part > 0.5)


def _reachable(graph: Graph, maker: int, start: int, *, improving: bool) -> list[int]:
    others = [one for one in range(len(graph.makers)) if one != maker]
    found: set[int] = set()
    waiting = [start]
    while waiting:
        here = waiting.pop()
        for one in others:
            moves = graph.improvements(one, here) if improving else graph.moves(one, here)
            for there in moves.tolist():
                if there not in found:
                    found.add(there)
                    waiting.append(there)
    return sorted(found)
