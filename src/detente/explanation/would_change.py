"""What would have to change: for each input, the smallest single move that takes an answer across even odds.

Every input is moved to both ends of what it may be in a few worlds; those that may suffice are walked along their range, and
the stretch in which the answer crosses is halved in all worlds. All runs share their draws, so that differences are paired.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from threading import Event

import numpy as np
from numpy.typing import NDArray

from detente.case.leaves import leaves
from detente.core.case import Case
from detente.core.errors import ParameterError
from detente.core.naming import input_name
from detente.core.projection import Projection, Settings
from detente.core.would_change import SmallestChange, WouldChange
from detente.explanation.attribution import state_at
from detente.explanation.bench import Adjust, Bench
from detente.explanation.moves import Movable, movable
from detente.explanation.observed import observed
from detente.explanation.sweep import Progress, Runs

Floats = NDArray[np.float64]
EVEN = 0.5
WORLDS = 1000
SCREENED = 64
"""Worlds in which every input is moved to its ends."""
WALKED = 200
"""Worlds in which ranges are walked."""
ABLE = 30
"""Inputs whose ranges are walked, at the most."""
STRETCHES = (0.0, 1 / 16, 1 / 8, 1 / 4, 1 / 2, 1.0)
"""Shares of the range between which a crossing is looked for: fine where moves are small."""
HALVINGS = 4
MOST = 8


@dataclass(slots=True)
class Way:
    """One input moved one way.

    Attributes
    ----------
    flipped : share of the screened worlds whose answer changes at the end of the range.
    end : the answer there; nearest first where several are alike.
    low, high : places in the range, as shares: short of the crossing and beyond it.
    """

    input: Movable
    way: float
    flipped: float = 0.0
    end: float = 0.0
    low: float = 0.0
    high: float = 1.0

    def size(self, share: float) -> float:
        """A share of the range in rulers, signed."""
        return share * self.way * self.input.farthest(self.way)

    def at(self, share: float) -> Adjust:
        """The adjustment to a share of the range."""
        return self.input.by(self.size(share))


def would_change(
    case: Case,
    settings: Settings,
    of: str,
    *,
    most: int = MOST,
    progress: Progress | None = None,
    stop: Event | None = None,
) -> WouldChange:
    """The smallest single moves that take an answer across even odds.

    Parameters
    ----------
    settings : worlds beyond 1,000 are not run.
    of : a yes/no question, or `question.option`.
    most : moves told.
    progress : called with runs done and runs in all; the last may be fewer than foreseen.

    Returns
    -------
    moves, smallest first in rulers: standard deviations of the input's spread, or tenths of its scale.

    Raises
    ------
    ParameterError : there is no such question, or its answer is no probability.

    Notes
    -----
    A move adds the same step to every world's draw, or multiplies it by the same factor, or shifts its odds, as
    the input's spread does, and goes no further than its scale, or than four standard deviations of a factor.
    One input at a time: what two would do together is not looked for. The screen is by 64 worlds, so that an
    input which barely suffices at the end of its range may be missed.
    """
    what = observed(case, settings, of)
    if not what.is_chance:
        allowed = "a question whose answer is a probability"
        raise ParameterError("of", f"{of}, a number", allowed, "ask a yes/no question, or an option of one")
    few = replace(settings, worlds=min(WORLDS, settings.worlds), workers=1)
    steps = state_at(case, what.until)
    bench = Bench(case, few, stop=stop)
    columns = enumerate(bench.compiled.quantities)
    inputs = [one for column, drawn in columns if (one := movable(column, drawn)) is not None]
    ways = [Way(one, way) for one in inputs for way in (1.0, -1.0) if one.farthest(way) > 0]

    def read(projection: Projection) -> Floats:
        return what.read(case, projection)

    total = 3 + len(ways) + ABLE * (len(STRETCHES) - 1) + most * (HALVINGS + 1)
    runs = Runs(read, settings.workers, steps, progress, total)
    base = runs(bench, [None])[0]
    target = 1.0 if base.mean() < EVEN else -1.0
    able = _able(runs, _smaller(bench, SCREENED, stop), ways, float(base.mean()), target)
    found = _walked(runs, _smaller(bench, WALKED, stop), able, float(base.mean()), target)[:most]
    results = _halved(runs, bench, found, target)
    units = {leaf.path: leaf.parameter.unit for leaf in leaves(case)}
    changes = [
        _told(case, units, way, result)
        for way, result in zip(found, results, strict=True)
        if result is not None
    ]
    return WouldChange(
        of=of,
        label=what.label,
        at=what.at,
        worlds=few.worlds,
        seed=settings.seed,
        probability=float(base.mean()),
        se=_error(base),
        tried=len(inputs),
        able=len({way.input.column for way in able}),
        changes=tuple(sorted(changes, key=lambda one: (abs(one.size), one.path))),
    )


def crosses(answer: float, target: float) -> bool:
    """Whether an answer has reached the other side of even odds; `target` is 1 for upward."""
    return target * (answer - EVEN) >= 0.0


def _smaller(bench: Bench, worlds: int, stop: Event | None) -> Bench:
    few = replace(bench.settings, worlds=min(worlds, bench.settings.worlds))
    return Bench(bench.case, few, stop=stop)


def _able(runs: Runs, bench: Bench, ways: Sequence[Way], base: float, target: float) -> list[Way]:
    """Ways whose end flips enough worlds to make up the gap, those with the most telling ends first."""
    results = runs(bench, [None, *(way.at(1.0) for way in ways)])
    gap = target * (EVEN - base)
    for way, result in zip(ways, results[1:], strict=True):
        way.flipped = float(np.mean(np.abs(result - results[0])))
        way.end = base + float(np.mean(result - results[0]))
    slack = 1.0 / np.sqrt(len(results[0]))
    those = [way for way in ways if way.flipped >= gap - slack and way.flipped > 0.0]
    return sorted(those, key=lambda way: (-target * way.end, -way.flipped))[:ABLE]


def _walked(runs: Runs, bench: Bench, ways: Sequence[Way], base: float, target: float) -> list[Way]:
    """Ways on which the answer crosses somewhere, each with the stretch in which it does; smallest moves first."""
    inner = STRETCHES[1:]
    variants = [way.at(share) for way in ways for share in inner]
    results = runs(bench, [None, *variants])
    own = results[0]
    crossing = []
    for n, way in enumerate(ways):
        path = results[1 + n * len(inner) : 1 + (n + 1) * len(inner)]
        # The paired difference is added to the answer of all worlds: few worlds tell a change better than a level.
        answers = base + (path - own).mean(axis=1)
        first = next((k for k, answer in enumerate(answers) if crosses(float(answer), target)), None)
        if first is not None:
            way.low, way.high = STRETCHES[first], inner[first]
            crossing.append(way)
    best: dict[int, Way] = {}
    for way in sorted(crossing, key=lambda way: abs(way.size(way.high))):
        best.setdefault(way.input.column, way)
    return list(best.values())


def _halved(runs: Runs, bench: Bench, ways: Sequence[Way], target: float) -> list[Floats | None]:
    """The answer, world by world, at the smallest crossing of each way; None where all worlds do not cross."""
    results: list[Floats | None] = [None] * len(ways)
    left = list(range(len(ways)))
    while left:
        found = runs(bench, [ways[n].at(ways[n].high) for n in left])
        short = []
        for n, result in zip(left, found, strict=True):
            if crosses(float(result.mean()), target):
                results[n] = result
            elif ways[n].high < 1.0:
                ways[n].low, ways[n].high = ways[n].high, min(1.0, 2.0 * ways[n].high)
                short.append(n)
        left = short
    able = [n for n, result in enumerate(results) if result is not None]
    for _ in range(HALVINGS if able else 0):
        middles = [(ways[n].low + ways[n].high) / 2.0 for n in able]
        found = runs(bench, [ways[n].at(middle) for n, middle in zip(able, middles, strict=True)])
        for n, middle, result in zip(able, middles, found, strict=True):
            if crosses(float(result.mean()), target):
                ways[n].high, results[n] = middle, result
            else:
                ways[n].low = middle
    return results


def _told(case: Case, units: Mapping[str, str], way: Way, result: Floats) -> SmallestChange:
    one, size = way.input, way.size(way.high)
    return SmallestChange(
        path=one.drawn.path,
        name=input_name(case, one.drawn.path),
        unit=units.get(one.drawn.path, ""),
        stands=one.center,
        needs=float(one.moved(np.array([one.center]), size)[0]),
        size=size,
        ruler=one.ruler,
        probability=float(result.mean()),
        se=_error(result),
    )


def _error(values: Floats) -> float:
    return float(values.std() / np.sqrt(len(values)))
