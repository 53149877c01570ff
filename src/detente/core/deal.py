"""A deal room: what each player at a table accepts at a date, which package is best for both sides, and the price of face."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

Lever = Literal["audience cost", "credibility", "visibility"]
"""What the price of face is paid in."""


@dataclass(frozen=True, slots=True)
class Spanned:
    """A number at the centre of every input, and over the worlds in which there is one.

    Attributes
    ----------
    center : None where there is none at the centre.
    mean, low, high : mean and 5-95 % range over worlds; None where no world has one.
    """

    center: float | None
    mean: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Zone:
    """What every veto player accepts on one issue.

    Attributes
    ----------
    reversion : what stands if nothing is agreed.
    low, high : ends of the zone; of an issue in a package, the range over the packages that all accept.
    agreed : the issue's part in the package with the largest Nash product.
    """

    issue: str
    label: str
    reversion: Spanned
    low: Spanned
    high: Spanned
    agreed: Spanned


@dataclass(frozen=True, slots=True)
class Seat:
    """One who can say no.

    Attributes
    ----------
    party : for whom he sits; `side` counts the sides of the table from 0.
    accepts_from, accepts_to : ends of what he accepts on the single issue; without value in a package, or where
        he accepts nothing.
    gain : square points that the best package brings him over no deal, after what mistrust asks.
    deadlock : cost of deadlock, points; `break_even` the cost above which he would want any deal if today suited
        him perfectly.
    trust : chance, as he sees it, that the other side keeps its word; `loss` what he loses if it does not.
    binds : share of the worlds without a zone in which he is one of those who bind; `binds_at_center` whether he
        does with every input at its centre.
    """

    actor: str
    label: str
    party: str
    side: int
    accepts_from: Spanned
    accepts_to: Spanned
    gain: Spanned
    trust: Spanned
    loss: Spanned
    deadlock: Spanned
    break_even: Spanned
    binds: float | None
    binds_at_center: bool


@dataclass(frozen=True, slots=True)
class Offer:
    """A package on the Pareto frontier at the centre: no other is better for one side and no worse for another.

    Attributes
    ----------
    outcome : issue -> points.
    gains : smallest gain among each side's veto players, in the order of the sides, square points.
    accepted : whether every veto player accepts it.
    """

    outcome: Mapping[str, float]
    gains: tuple[float, ...]
    accepted: bool


@dataclass(frozen=True, slots=True)
class Price:
    """The smallest change of one dial that opens a zone where there is none, everything else as it is.

    Attributes
    ----------
    who : the actor whose dial it is; None where all players' move together, and for visibility.
    stands, needs : the dial now and where a zone opens, at the centre; audience cost as a share of its own. None
        where the centre has a zone, and `needs` alone where the whole range opens none.
    opens : share of the worlds without a zone in which it opens one somewhere in its range.
    cut, low, high : mean and 5-95 % range of the smallest change over those worlds; None where there are none.
    """

    lever: Lever
    who: str | None
    label: str
    stands: float | None
    needs: float | None
    opens: float | None
    cut: float | None
    low: float | None
    high: float | None

    @property
    def change(self) -> float | None:
        """The smallest change at the centre."""
        return None if self.stands is None or self.needs is None else abs(self.needs - self.stands)


@dataclass(frozen=True, slots=True)
class DealRoom:
    """A track at a date.

    Attributes
    ----------
    on : the date asked for; `at` the end of the step that holds it.
    statuses : closed, open, settled or broken -> share of worlds.
    package : whether several issues are traded as one.
    sides : parties of each side.
    zone_at_center : whether there is a zone with every input at its centre; `chance` the share of worlds with one.
    width : of the zone where there is one, points; of a package, the share of the contract curve times 100.
    deal : share of worlds whose best package moves an issue by more than a point from what stands.
    frontier : the Pareto frontier at the centre.
    prices : cheapest first; empty where every world and the centre have a zone.
    """

    track: str
    label: str
    on: date
    at: date
    worlds: int
    seed: int
    statuses: Mapping[str, float]
    package: bool
    sides: tuple[tuple[str, ...], ...]
    zone_at_center: bool
    chance: float
    width: Spanned
    deal: float
    zones: tuple[Zone, ...]
    seats: tuple[Seat, ...]
    frontier: tuple[Offer, ...]
    prices: tuple[Price, ...]
