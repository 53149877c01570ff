"""Why a state holds or does not, in words: the improvement, and by whom and how it is deterred."""

import numpy as np

from detente.core.conflict import Ground, Sanction, Step
from detente.models.conflict import _kernels
from detente.models.conflict._graph import Graph
from detente.models.conflict._paths import path
from detente.models.conflict.base import Attitude, Stability

MOST_TOLD = 4
"""Improvements whose sanctions are told one by one."""


def described(graph: Graph, pattern: str) -> str:
    """A state in words: the options taken, by owner."""
    taken: dict[str, list[str]] = {}
    for letter, option in zip(pattern, graph.conflict.options, strict=True):
        if letter == "Y":
            taken.setdefault(option.owner, []).append(option.name)
    told = [f"{owner}: {', '.join(names)}" for owner, names in taken.items()]
    return "; ".join(told) or "no option taken"


def move_in_words(graph: Graph, here: str, step: Step) -> str:
    """A move in words: who takes and who drops what."""
    taken: list[str] = []
    dropped: list[str] = []
    for before, after, option in zip(here, step.to, graph.conflict.options, strict=True):
        if before != after:
            (taken if after == "Y" else dropped).append(f"“{option.name}”")
    parts = [f"takes {_and(taken)}"] * bool(taken) + [f"drops {_and(dropped)}"] * bool(dropped)
    return f"{step.by} {' and '.join(parts)} ({step.to})"


def path_in_words(graph: Graph, start: str, path: tuple[Step, ...]) -> str:
    """A sequence of moves in words."""
    told, here = [], start
    for step in path:
        told.append(move_in_words(graph, here, step))
        here = step.to
    return ", then ".join(told)


def ground(graph: Graph, stability: Stability, maker: int, state: int) -> Ground:
    """Why a state holds, or does not, for a maker.

    Every improvement is told with a sanction that deters it, the shortest there is; the first that nothing deters makes
    the state unstable.
    """
    name, pattern = graph.makers[maker], graph.patterns[state]
    is_stable = bool(stability.holds(graph, maker, Attitude())[state])
    gains = graph.improvements(maker, state).tolist()
    if stability.sanctions is None:
        verdict = "holds" if is_stable else "does not hold"
        text = f"{pattern} {verdict} for {name}: {stability.meaning}"
        return Ground(name, stability.name, pattern, is_stable, (), text)
    sanctions = tuple(_sanction(graph, stability, maker, state, gain) for gain in gains)
    text = _text(graph, stability, maker, pattern, is_stable, sanctions)
    return Ground(name, stability.name, pattern, is_stable, sanctions, text)


def _sanction(graph: Graph, stability: Stability, maker: int, state: int, gain: int) -> Sanction:
    to = graph.patterns[gain]
    if stability.sanctions == "none":
        return Sanction(to, ())
    if stability.sanctions == "at_once":
        return Sanction(to, _at_once(graph, maker, state, gain))
    hurts = graph.levels[maker] <= graph.levels[maker, state]
    if graph.unknown is not None:
        hurts &= ~graph.unknown[maker, state]
    ends = np.flatnonzero(hurts).tolist()
    if stability.sanctions == "moves_and_escape":
        ends = [end for end in ends if hurts[graph.moves(maker, end)].all()]
    others = [one for one in range(len(graph.makers)) if one != maker]
    improving = stability.sanctions == "improvements"
    found = path(graph, gain, ends, others, improving=improving) if ends else None
    escapes = None if found is None else not hurts[graph.moves(maker, graph.state(found[-1].to))].all()
    return Sanction(to, found or (), escapes)


def _at_once(graph: Graph, maker: int, state: int, gain: int) -> tuple[Step, ...]:
    """Improvements of others at the same moment that spoil a gain; each step's pattern is where it stands after it."""
    choices: list[tuple[int, tuple[tuple[int, int], ...]]] = [(int(graph.codes[gain]), ())]
    for other in range(len(graph.makers)):
        if other == maker:
            continue
        changes = [
            (other, int(graph.codes[state] ^ graph.codes[there]))
            for there in graph.improvements(other, state).tolist()
        ]
        choices += [(code ^ change[1], (*done, change)) for code, done in choices for change in changes]
    for code, done in sorted(choices, key=lambda one: len(one[1])):
        end = _kernels.index_of(graph.codes, code)
        if done and end >= 0 and graph.levels[maker, end] <= graph.levels[maker, state]:
            steps, here = [], int(graph.codes[gain])
            for other, change in done:
                here ^= change
                letters = ("Y" if here >> place & 1 else "N" for place in range(len(graph.conflict.options)))
                steps.append(Step(graph.makers[other], "".join(letters)))
            return tuple(steps)
    return ()


def _text(
    graph: Graph,
    stability: Stability,
    maker: int,
    pattern: str,
    is_stable: bool,
    sanctions: tuple[Sanction, ...],
) -> str:
    name, title = graph.makers[maker], stability.title
    if not sanctions:
        return f"{pattern} holds for {name} ({title}): he has no move of his own to a state he prefers."
    bad = next((one for one in sanctions if not one.path), None)
    if bad is not None and not is_stable:
        move = move_in_words(graph, pattern, Step(name, bad.to))
        return (
            f"{pattern} does not hold for {name} ({title}): {move}, which he prefers, and nothing deters him."
        )
    told: list[str] = []
    joint = "if at the same moment " if stability.sanctions == "at_once" else ""
    for one in sanctions[:MOST_TOLD]:
        answer = path_in_words(graph, one.to, one.path)
        end = "; no move of his own mends that" if stability.sanctions == "moves_and_escape" else ""
        move = move_in_words(graph, pattern, Step(name, one.to))
        told.append(f"if {move}, {joint}{answer}, which leaves him no better off{end}")
    more = len(sanctions) - MOST_TOLD
    rest = f" {more} more improvements are deterred likewise." if more > 1 else ""
    rest = " One more improvement is deterred likewise." if more == 1 else rest
    return f"{pattern} holds for {name} ({title}): {'. And '.join(told)}.{rest}"


def _and(names: list[str]) -> str:
    return "".join(names) if len(names) < 2 else f"{', '.join(names[:-1])} and {names[-1]}"
