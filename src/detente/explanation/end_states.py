"""Would it hold? The end states of a conflict judged, with the reasons by decision maker and the way from what stands today."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from detente.core.conflict import OTHERS, STRONGLY, Ground, Paths, Preference, Verdicts
from detente.core.end_states import Definition, EndStates, Judged, Prospect, Standing, Wants
from detente.models.conflict import (
    Graph,
    described,
    drawing,
    firmest,
    ground,
    judge,
    move_in_words,
    paths_from,
    shown_way,
    stabilities,
    stability,
    states_of,
    ways,
)

MOST_EQUILIBRIA = 12
"""Equilibria told one by one."""
MOST_AIMS = 14
"""Aims or levels of a preference told one by one."""


def end_states(graph: Graph, asked: Sequence[str] = ()) -> EndStates:
    """Which states hold, which of the outcomes spoken of do and why, and the drawing.

    Parameters
    ----------
    graph : of the conflict as read.
    asked : patterns of further states to explain.
    """
    basic = [one for one in stabilities() if one.is_basic]
    judged = judge(graph, basic, is_asked=False)
    verdicts = judged.verdicts
    ordered = firmest(verdicts, None)
    paths = ways(graph, verdicts)
    if paths is not None:
        ordered = firmest(verdicts, paths)
    teller = _Teller(graph, verdicts, paths)
    quo = graph.conflict.status_quo
    return EndStates(
        title=graph.conflict.title,
        states=graph.states,
        options=graph.conflict.options,
        wants=tuple(
            _wants(maker, graph.conflict.preferences[maker], int(graph.levels[place].max()) + 1)
            for place, maker in enumerate(graph.makers)
        ),
        definitions=tuple(
            Definition(one.name, one.title, one.meaning, len(verdicts[one.name].equilibria))
            for one in basic
            if one.name in verdicts
        ),
        status_quo=None if quo is None else teller.judged(quo),
        equilibria=tuple(teller.standing(one) for one in ordered[:MOST_EQUILIBRIA]),
        equilibria_total=len(ordered),
        prospects=tuple(teller.prospects(ordered)),
        not_judged=tuple(judged.not_judged.items()),
        drawing=drawing(graph, verdicts, paths),
        asked=tuple(teller.judged(one, [each.name for each in basic]) for one in asked),
    )


class _Teller:
    """Tells states of one judged graph."""

    def __init__(self, graph: Graph, verdicts: Mapping[str, Verdicts], paths: Paths | None) -> None:
        self.graph, self.verdicts, self.paths = graph, verdicts, paths
        self.held = {name: frozenset(one.equilibria) for name, one in verdicts.items()}

    def standing(self, pattern: str) -> Standing:
        """One state; its path is looked for where it is no equilibrium."""
        graph = self.graph
        state = graph.state(pattern)
        ranks = tuple(
            (maker, int(graph.levels[place, state]) + 1, int(graph.levels[place].max()) + 1)
            for place, maker in enumerate(graph.makers)
        )
        holds = tuple(name for name in self.verdicts if pattern in self.held[name])
        way, by_gain = self._way(pattern)
        return Standing(pattern, described(graph, pattern), holds, ranks, way, by_gain)

    def _way(self, pattern: str) -> tuple[tuple[str, ...] | None, bool]:
        if self.paths is None:
            return None, False
        paths, start = self.paths, self.paths.start
        if pattern not in paths.any_move:
            paths = paths_from(self.graph, self.graph.state(start), [self.graph.state(pattern)])
        steps = shown_way(paths, pattern)
        if steps is None:
            return None, False
        here, told = start, []
        for step in steps:
            told.append(move_in_words(self.graph, here, step))
            here = step.to
        return tuple(told), paths.improving[pattern] is not None

    def judged(self, pattern: str, by: Sequence[str] = ()) -> Judged:
        """One state with its reasons: those asked for, or the sequential one, and where that fails whether a threat would do."""
        state, grounds = self.graph.state(pattern), list[Ground]()
        for maker in range(len(self.graph.makers)):
            if by:
                grounds += [ground(self.graph, stability(name), maker, state) for name in by]
                continue
            found = ground(self.graph, stability("seq"), maker, state)
            grounds.append(found)
            if not found.is_stable:
                grounds.append(ground(self.graph, stability("gmr"), maker, state))
        return Judged(self.standing(pattern), tuple(grounds))

    def prospects(self, ordered: tuple[str, ...]) -> Iterator[Prospect]:
        """The outcomes that are spoken of."""
        graph = self.graph
        for id, one in graph.conflict.end_states.items():
            inside = states_of(graph, one.where)
            patterns = frozenset(graph.patterns_of(inside))
            firm = next((pattern for pattern in ordered if pattern in patterns), None)
            shown = dict.fromkeys(pattern for pattern in (self._nearest(inside), firm) if pattern is not None)
            yield Prospect(
                id=id,
                says=one.says,
                where=one.where,
                questions=one.questions,
                issues=self._issues(inside),
                states=int(inside.sum()),
                holding=tuple((name, len(patterns & held)) for name, held in self.held.items()),
                judged=tuple(self.judged(pattern) for pattern in shown),
            )

    def _nearest(self, inside: np.ndarray) -> str:
        """The state of some that differs from the status quo in the fewest options; the first where none stands."""
        graph, states = self.graph, np.flatnonzero(inside)
        quo = graph.conflict.status_quo
        if quo is None:
            return graph.patterns[int(states[0])]
        changed = graph.codes[states] ^ graph.codes[graph.state(quo)]
        return graph.patterns[int(states[np.argmin(np.bitwise_count(changed))])]

    def _issues(self, inside: np.ndarray) -> tuple[str, ...]:
        """Issues of the options that are alike in all states of an outcome, and not in all states."""
        codes, issues = self.graph.codes, list[str]()
        for place, option in enumerate(self.graph.conflict.options):
            taken = codes >> place & 1
            if option.issue and len(np.unique(taken[inside])) == 1 and len(np.unique(taken)) == 2:
                issues.append(option.issue)
        return tuple(dict.fromkeys(issues))


def _wants(maker: str, preference: Preference, levels: int) -> Wants:
    if preference.prioritise is not None:
        form, aims = "the most important first", preference.prioritise
    elif preference.weights is not None:
        heaviest = sorted(preference.weights.items(), key=lambda one: -abs(one[1]))
        form, aims = "the heaviest first", tuple(f"{name} ({weight:+g})" for name, weight in heaviest)
    else:
        stated = [(one,) if isinstance(one, str) else one for one in preference.ranking or ()]
        form = f"{levels} levels, the best first"
        aims = tuple(_level(one) for one in reversed(stated))
    if len(aims) > MOST_AIMS:
        aims = (*aims[:MOST_AIMS], f"and {len(aims) - MOST_AIMS} more")
    return Wants(maker, form, aims, preference.evidence, preference.assumed)


def _level(stated: tuple[str, ...]) -> str:
    if stated == (STRONGLY,):
        return "much better than"
    told = ["all others" if one == OTHERS else one for one in stated[:4]]
    return ", ".join(told) + (f" and {len(stated) - 4} more" if len(stated) > 4 else "")
