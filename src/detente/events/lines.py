"""Lines: a dyad's events as one number a period with its variance, which is what detectors read.

Every line points the same way: up is more hostile. Which line suits which question is told by
`docs/explanation/shifts-in-event-data.md`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from detente.core.errors import ParameterError, nearest
from detente.core.series import DyadCounts, Period, WorldTotals
from detente.events.composition import Composition, composition, deflated
from detente.events.intensity import of_counts
from detente.events.ontology import goldstein_of_roots
from detente.events.series import hostile_counts

Floats = NDArray[np.float64]
LineName = Literal["posture", "material", "goldstein", "intensity", "world_share", "source_share", "count"]
SCATTER = 4.0
"""Standard deviation of single events' Goldstein scores around their dyad's mean, points of the scale."""
TINY = 0.5


@dataclass(frozen=True, slots=True)
class Line:
    """One series of every dyad.

    Attributes
    ----------
    unit : of the level.
    period : length of a period.
    level : (dyads, periods) up is more hostile.
    variance : (dyads, periods) of the level, > 0.
    hostile : (dyads, periods) the events the line counts as hostile.
    other : (dyads, periods) the events they are set against; None where the line knows none.
    covered : (dyads, periods) the events that tell how closely a dyad is covered: `other`, and statements where
        the line leaves these aside; None where there is no `other`.
    exposure : (dyads, periods) what hostile counts are measured against, around 1.
    coverage : whether closer coverage of a dyad by itself moves the line.
    """

    name: LineName
    unit: str
    period: Period
    level: Floats
    variance: Floats
    hostile: Floats
    other: Floats | None
    covered: Floats | None
    exposure: Floats
    coverage: bool

    def only(self, chosen: NDArray[np.int64]) -> "Line":
        """The same line of some dyads, by their places."""
        return replace(
            self,
            level=self.level[chosen],
            variance=self.variance[chosen],
            hostile=self.hostile[chosen],
            other=None if self.other is None else self.other[chosen],
            covered=None if self.covered is None else self.covered[chosen],
            exposure=self.exposure[chosen],
        )

    def until(self, periods: int) -> "Line":
        """The same line with its first periods only."""
        return replace(
            self,
            level=self.level[:, :periods],
            variance=self.variance[:, :periods],
            hostile=self.hostile[:, :periods],
            other=None if self.other is None else self.other[:, :periods],
            covered=None if self.covered is None else self.covered[:, :periods],
            exposure=self.exposure[:, :periods],
        )


def line(counts: DyadCounts, name: str) -> Line:
    """One line of every dyad.

    Parameters
    ----------
    counts : events by root, with world totals for `intensity` and `world_share`.
    name : `posture` (composition), `material` (composition of hostile events alone), `goldstein`,
        `intensity`, `world_share`, `source_share` or `count`.

    Raises
    ------
    ParameterError : there is no such line, or the data cannot tell it.
    """
    if name not in LINES:
        known = ", ".join(LINES)
        raise ParameterError("line", repr(name), known, nearest=nearest(name, LINES))
    return LINES[name](counts)


def _composed(counts: DyadCounts, name: Literal["posture", "material"]) -> Line:
    parts = composition(counts, name)
    level, variance = log_odds(parts)
    covered = parts.other + counts.counts[:, :, 0] if name == "posture" else parts.other
    return Line(
        name, "log-odds of hostility", counts.period, level, variance,
        parts.hostile, parts.other, covered, np.ones_like(level), coverage=False,
    )  # fmt: skip


def log_odds(parts: Composition) -> tuple[Floats, Floats]:
    """Log-odds of the more hostile kind, and their variance, from counts deflated for their overdispersion."""
    shrunk = deflated(parts)
    hostile, other = shrunk.hostile + TINY, shrunk.other + TINY
    return np.asarray(np.log(hostile / other)), np.asarray(1.0 / hostile + 1.0 / other)


def _goldstein(counts: DyadCounts) -> Line:
    """Mean score, drawn towards 0 by half an event, with the sign turned so that up is more hostile."""
    total = counts.counts.sum(axis=2)
    scores = counts.counts @ goldstein_of_roots() if counts.goldstein is None else counts.goldstein
    level = np.asarray(-scores / (total + TINY))
    hostile = hostile_counts(counts)
    return Line(
        "goldstein", "points of Goldstein's scale", counts.period, level, SCATTER**2 / (total + TINY),
        hostile, total - hostile, total - hostile, np.ones_like(level), coverage=False,
    )  # fmt: skip


def _intensity(counts: DyadCounts) -> Line:
    return _measured(counts, "intensity", _world(counts).trimmed)


def _world_share(counts: DyadCounts) -> Line:
    return _measured(counts, "world_share", _world(counts).hostile)


def _source_share(counts: DyadCounts) -> Line:
    """Hostile events over all that the source does to anybody among these dyads."""
    hostile = hostile_counts(counts)
    sources, of = np.unique(np.array(counts.sources), return_inverse=True)
    sums = np.zeros((len(sources), hostile.shape[1]))
    np.add.at(sums, of, hostile)
    made = _measured(counts, "source_share", sums[of] + 1.0)
    return replace(made, other=sums[of] - hostile, covered=sums[of] - hostile)


def _count(counts: DyadCounts) -> Line:
    """Twice the root of the count, whose variance is 1 whatever its mean."""
    hostile = hostile_counts(counts)
    level = 2.0 * np.sqrt(hostile)
    ones = np.ones_like(level)
    return Line(
        "count", "2 root events", counts.period, level, ones, hostile, None, None, ones, coverage=True
    )


def _measured(
    counts: DyadCounts, name: Literal["intensity", "world_share", "source_share"], exposure: Floats
) -> Line:
    hostile = hostile_counts(counts)
    found = of_counts(hostile, exposure)
    against = np.broadcast_to(exposure / exposure.mean(), hostile.shape)
    return Line(
        name, "log of a share", counts.period, found.level, found.variance,
        hostile, None, None, np.ascontiguousarray(against), coverage=True,
    )  # fmt: skip


def _world(counts: DyadCounts) -> WorldTotals:
    if counts.world is None:
        raise ParameterError("line", "no world totals", "counts with the totals over all dyads")
    return counts.world


LINES: Mapping[str, Callable[[DyadCounts], Line]] = {
    "posture": lambda counts: _composed(counts, "posture"),
    "material": lambda counts: _composed(counts, "material"),
    "goldstein": _goldstein,
    "intensity": _intensity,
    "world_share": _world_share,
    "source_share": _source_share,
    "count": _count,
}
"""Name -> what makes the line."""
