"""Series of coded events: counts of who did what to whom, period by period, as arrays."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Period = Literal["day", "week", "month"]
PERIODS: tuple[Period, ...] = ("day", "week", "month")
ROOTS = 20
"""Roots of CAMEO, 01 to 20; root r stands in column r - 1."""


@dataclass(frozen=True, slots=True)
class WorldTotals:
    """What all dyads together did, period by period: the exposure that intensity is measured against.

    Attributes
    ----------
    events : (periods,) events of all kinds between different actors.
    hostile : (periods,) those of roots 09 to 20 that the data hold.
    trimmed : (periods,) `hostile` less that period's `dropped` largest dyads, so that one war does not pose as
        a change of the world's reporting.
    """

    events: Floats
    hostile: Floats
    trimmed: Floats
    dropped: int


@dataclass(frozen=True, slots=True)
class DyadCounts:
    """Events from sources toward targets, counted by root of CAMEO.

    Attributes
    ----------
    period : length of a period; weeks begin on Monday.
    periods : (periods,) first day of each, as `datetime64[D]`, without gaps.
    sources, targets : who acts and toward whom; dyad d is `sources[d]` toward `targets[d]`.
    counts : (dyads, periods, 20) events by root; whole unless the data weigh their events.
    goldstein : (dyads, periods) sum of the events' Goldstein scores; None where the data do not tell codes
        finely enough.
    roots_present : (20,) roots that the data can hold. A zero under a root that is absent says nothing: a
        file of hostile events does not show that nobody cooperated.
    world : totals over all dyads of the data, also those that are not among these; None where unknown.
    """

    period: Period
    periods: NDArray[np.datetime64]
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    counts: Floats
    goldstein: Floats | None
    roots_present: NDArray[np.bool_]
    world: WorldTotals | None

    @property
    def dyads(self) -> tuple[tuple[str, str], ...]:
        """Every dyad as (source, target)."""
        return tuple(zip(self.sources, self.targets, strict=True))

    @property
    def has_cooperation(self) -> bool:
        """Whether the data hold any cooperative root, 02 to 08, so that a share of cooperation can be told."""
        return bool(self.roots_present[1:8].any())

    def until(self, last: np.datetime64) -> "DyadCounts":
        """The same counts without the periods that begin after a day."""
        return self._cut(slice(0, int(np.searchsorted(self.periods, last, side="right"))))

    def since(self, first: int) -> "DyadCounts":
        """The same counts from a place among the periods on."""
        return self._cut(slice(first, None))

    def _cut(self, kept: slice) -> "DyadCounts":
        world = self.world
        return DyadCounts(
            self.period,
            self.periods[kept],
            self.sources,
            self.targets,
            self.counts[:, kept],
            None if self.goldstein is None else self.goldstein[:, kept],
            self.roots_present,
            world
            and WorldTotals(world.events[kept], world.hostile[kept], world.trimmed[kept], world.dropped),
        )

    def only(self, chosen: NDArray[np.int64]) -> "DyadCounts":
        """The same counts of some dyads, by their places."""
        places = [int(place) for place in chosen]
        return DyadCounts(
            self.period,
            self.periods,
            tuple(self.sources[place] for place in places),
            tuple(self.targets[place] for place in places),
            self.counts[places],
            None if self.goldstein is None else self.goldstein[places],
            self.roots_present,
            self.world,
        )
