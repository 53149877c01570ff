"""What everybody at a table accepts, and which of it has the largest Nash product: the projection's own rules, looked into.

The intervals, gains, sides and the contract curve are those the projection bargains with (DESIGN 3.4 to 3.6).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.explanation.at_date import Standing
from detente.projection.plan import Plan
from detente.projection.reference.tables import (
    CURVE,
    LEAST_MOVE,
    Player,
    curve_point,
    ends_of,
    gain_of,
    issues_over,
    players_at,
    sides_of,
    who_binds,
)

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]
GOLDEN = (np.sqrt(5.0) - 1.0) / 2.0
CUTS = 44
"""Golden sections of a zone: exact to 100 x .618^44 points, far below what is shown."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """What the players of one table accept, over worlds.

    Attributes
    ----------
    players : everybody who can say no.
    there : (worlds,) whether there is a zone wider than a point, or than one point of the contract curve.
    width : (worlds,) as `Projection.zones` has it: points; of a package the share of the curve times 100.
    low, high : (worlds, issues) ends of the zone, or of the packages all accept; nan where there is none.
    agreed : (worlds, issues) the accepted package with the largest Nash product; nan where there is none.
    gains : (worlds, players) what it brings each over no deal, square points; nan where there is none.
    binds : (worlds, 2) actors who bind where there is no zone, as `Projection.binds` has them.
    moves : (worlds,) whether the package moves an issue by more than a point from what stands.
    """

    players: list[Player]
    there: Mask
    width: Floats
    low: Floats
    high: Floats
    agreed: Floats
    gains: Floats
    binds: Ints
    moves: Mask


def accepted_at(standing: Standing, r: int, table: int) -> Accepted:
    """What is accepted at one table.

    Parameters
    ----------
    standing : worlds that all sit at this table; see `Standing.tables`.
    r : the track.
    """
    players = players_at(standing.plan, standing.state, r, table)
    seen = standing.state.dial[:, standing.plan.tracks.d_seen[r]]
    single = len(issues_over(standing.plan, r)) == 1
    return (_single if single else _package)(standing, r, table, players, seen)


def has_zone(standing: Standing, r: int, table: int) -> Mask:
    """Where there is a zone; `accepted_at` without the rest of it."""
    players = players_at(standing.plan, standing.state, r, table)
    seen = standing.state.dial[:, standing.plan.tracks.d_seen[r]]
    if len(issues_over(standing.plan, r)) == 1:
        low, high = _zone(players, seen)
        return np.asarray(high - low > LEAST_MOVE)
    points = np.stack(_curve(standing, r, table, seen, CURVE))
    reversion = _reversion(standing, r)
    fits = (np.abs(points - reversion) > LEAST_MOVE).any(axis=2)
    for player in players:
        fits &= np.stack([gain_of(player, point, seen) for point in points]) >= 0.0
    return np.asarray(fits.sum(axis=0) > 1)


def side_count(plan: Plan, r: int) -> int:
    """Number of sides of a track."""
    tracks = plan.tracks
    return int(tracks.party_side[tracks.party_ptr[r] : tracks.party_ptr[r + 1]].max()) + 1


def side_gains(players: Sequence[Player], point: Floats, seen: Floats, sides: int) -> Floats:
    """Smallest gain among each side's players from an outcome (worlds, issues); a side that cannot say no has none.

    Returns
    -------
    (worlds, sides); 1 for a side without players, which leaves a product as it is.
    """
    columns = []
    for side in range(sides):
        own = [gain_of(player, point, seen) for player in players if player.side == side]
        columns.append(np.min(own, axis=0) if own else np.ones(len(seen)))
    return np.stack(columns, axis=1)


def contract_curve(standing: Standing, r: int, table: int, points: int) -> list[Floats]:
    """Outcomes between the two sides of a package, each (worlds, issues), from the second side's line to the first's."""
    return _curve(standing, r, table, standing.state.dial[:, standing.plan.tracks.d_seen[r]], points)


def _zone(players: Sequence[Player], seen: Floats) -> tuple[Floats, Floats]:
    ends = [ends_of(player, seen) for player in players]
    low = np.max([np.zeros(len(seen)), *(low for low, _ in ends)], axis=0)
    high = np.min([np.full(len(seen), 100.0), *(high for _, high in ends)], axis=0)
    return low, high


def _reversion(standing: Standing, r: int) -> Floats:
    return standing.state.reversion[:, r, : len(issues_over(standing.plan, r))]


def _curve(standing: Standing, r: int, table: int, seen: Floats, points: int) -> list[Floats]:
    lines, weights = sides_of(standing.plan, standing.state, r, table, seen)
    return [curve_point(lines, weights, k / (points - 1)) for k in range(points)]


def _single(standing: Standing, r: int, table: int, players: list[Player], seen: Floats) -> Accepted:
    low, high = _zone(players, seen)
    there = high - low > LEAST_MOVE
    binds = who_binds(players, [ends_of(player, seen) for player in players], low, high)
    binds[there] = -1
    width, low, high = high - low, np.where(there, low, 0.0), np.where(there, high, 0.0)
    agreed = _best_in(low, high, players, seen, side_count(standing.plan, r))[:, None]
    return _told(standing, r, players, seen, there, width, low[:, None], high[:, None], agreed, binds)


def _best_in(low: Floats, high: Floats, players: Sequence[Player], seen: Floats, sides: int) -> Floats:
    """Outcome of the zone with the largest Nash product: gains are concave, so their product has one peak."""
    low, high = low.copy(), high.copy()

    def product(outcome: Floats) -> Floats:
        gains = np.maximum(side_gains(players, outcome[:, None], seen, sides), 0.0)
        return np.asarray(gains.prod(axis=1))

    for _ in range(CUTS):
        left, right = high - GOLDEN * (high - low), low + GOLDEN * (high - low)
        up = product(right) >= product(left)
        low, high = np.where(up, left, low), np.where(up, high, right)
    return np.asarray((low + high) / 2.0)


def _package(standing: Standing, r: int, table: int, players: list[Player], seen: Floats) -> Accepted:
    points = np.stack(_curve(standing, r, table, seen, CURVE))
    gains = np.stack([[gain_of(player, point, seen) for player in players] for point in points])
    worst = gains.min(axis=1)
    fits = (worst >= 0.0) & (np.abs(points - _reversion(standing, r)) > LEAST_MOVE).any(axis=2)
    accepted = fits.sum(axis=0)
    there = accepted > 1
    sides = np.stack([side_gains(players, point, seen, side_count(standing.plan, r)) for point in points])
    product = np.where(fits, sides.prod(axis=2), -np.inf)
    rows = np.arange(len(seen))
    agreed = points[product.argmax(axis=0), rows]
    actors = np.array([player.actor for player in players])
    best = worst.argmax(axis=0)
    least = actors[gains[best, :, rows].argmin(axis=1)]
    binds = np.where(there[:, None], -1, np.stack([least, least], axis=1))
    inside = fits[:, :, None]
    low = np.where(inside, points, np.inf).min(axis=0)
    high = np.where(inside, points, -np.inf).max(axis=0)
    return _told(standing, r, players, seen, there, 100.0 * accepted / CURVE, low, high, agreed, binds)


def _told(
    standing: Standing, r: int, players: list[Player], seen: Floats, there: Mask, width: Floats, low: Floats,
    high: Floats, agreed: Floats, binds: Ints,
) -> Accepted:  # fmt: skip
    gains = np.stack([gain_of(player, agreed, seen) for player in players], axis=1)
    moves = there & (np.abs(agreed - _reversion(standing, r)) > LEAST_MOVE).any(axis=1)

    def where_there(values: Floats) -> Floats:
        return np.where(there[:, None], values, np.nan)

    return Accepted(
        players,
        there,
        np.maximum(width, 0.0),
        where_there(low),
        where_there(high),
        where_there(agreed),
        where_there(gains),
        binds,
        moves,
    )
