"""The inverse problem: the least change of rankings that makes a state an equilibrium, by integer programming, or by search."""

from collections.abc import Collection

import numpy as np

from detente.core.conflict import Change, Inverse
from detente.core.errors import ParameterError
from detente.models.conflict._analysis import with_levels
from detente.models.conflict._graph import Graph
from detente.models.conflict._joint import joint_change
from detente.models.conflict.base import Attitude, Stability

MOST_STATES = 4096
SOLVABLE = ("nash", "gmr", "smr", "seq")


def inverse(graph: Graph, stability: Stability, state: int, firm: Collection[str] = ()) -> Inverse:
    """What it would take for a state to be an equilibrium.

    A decision maker's ranking is changed by sinking states that he prefers to the state to its level, as few as will do, and of
    equally few those that sink least; the others' rankings stay as stated. No other change needs fewer, since
    only comparisons with the state decide whether it holds for him. With SEQ, where the rankings of others decide as
    well, the least such change of all rankings at once is searched for too.

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
    if stability.name == "seq":
        return _jointly(graph, stability, state, firm, open_makers, stuck)
    if stuck:
        why = f"it does not hold for {' and '.join(stuck)}, whose ranking is not to be changed"
        return Inverse(pattern, stability.name, (), False, False, why)
    changes, together = _each(graph, stability, state, open_makers)
    # What one ranking says never deters or frees another maker here, so that the least of each is the least of all.
    needed = sum(len(one.lowered) for one in changes)
    return Inverse(pattern, stability.name, changes, True, together, None, changes, True, needed)


def _jointly(
    graph: Graph,
    stability: Stability,
    state: int,
    firm: Collection[str],
    open_makers: list[int],
    stuck: list[str],
) -> Inverse:
    """Sequential stability: each ranking by itself, and all at once."""
    changes, together = ((), False) if stuck else _each(graph, stability, state, open_makers)
    found = joint_change(graph, state, [graph.makers.index(one) for one in dict.fromkeys(firm)])
    why = joint = None
    if found.sunk is not None:
        joint = tuple(
            _change(graph, maker, state, list(sunk)) for maker, sunk in enumerate(found.sunk) if sunk
        )
    elif found.is_least:
        why = f"it does not hold for {' and '.join(stuck)}, whose ranking is not to be changed, nor by what others want"
    elif not firm:
        joint = _some(graph, state, changes if together else None)
    else:
        why = (
            f"no joint change was found within {found.nodes:,} partial ones; it would sink {found.at_least} states "
            "or more"
        )
    return Inverse(
        graph.patterns[state],
        stability.name,
        changes,
        joint is not None,
        together,
        why,
        joint,
        found.is_least,
        found.at_least,
    )


def _some(graph: Graph, state: int, single: tuple[Change, ...] | None) -> tuple[Change, ...]:
    """A change that does it, though none is proven least: the single ones where they do, or all improvements sunk for all."""
    gains = [(maker, graph.improvements(maker, state).tolist()) for maker in range(len(graph.makers))]
    at_rest = tuple(_change(graph, maker, state, sunk) for maker, sunk in gains if sunk)
    known = [at_rest] if single is None else [single, at_rest]
    return min(known, key=lambda one: sum(len(change.lowered) for change in one))


def _each(
    graph: Graph, stability: Stability, state: int, open_makers: list[int]
) -> tuple[tuple[Change, ...], bool]:
    """The least change for each maker with the others' rankings as stated, and whether all at once do."""
    changes, changed = [], graph
    for maker in open_makers:
        sinking = _least(graph, stability.name, maker, state)
        levels = graph.levels[maker].copy()
        levels[sinking] = levels[state]
        changed = with_levels(changed, maker, levels)
        changes.append(_change(graph, maker, state, sinking))
    together = all(stability.holds(changed, maker, Attitude())[state] for maker in range(len(graph.makers)))
    return tuple(changes), together


def _change(graph: Graph, maker: int, state: int, sinking: list[int]) -> Change:
    levels = graph.levels[maker]
    fall = int((levels[sinking] - levels[state]).sum())
    return Change(graph.makers[maker], tuple(graph.patterns[one] for one in sinking), fall)


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
