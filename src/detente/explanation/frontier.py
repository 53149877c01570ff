"""The Pareto frontier of a track at the centre: packages that none of the others betters for everybody."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from detente.core.deal import Offer
from detente.explanation.acceptable import contract_curve, side_count, side_gains
from detente.explanation.at_date import Standing
from detente.projection.acceptance import held_line
from detente.projection.reference.tables import Player, gain_of, issues_over, players_at

Floats = NDArray[np.float64]
POINTS = 201
"""Packages that are looked at."""
SHOWN = 21
"""Packages of the frontier that are told, at the most."""


def frontier(center: Standing, r: int, issues: Sequence[str]) -> tuple[Offer, ...]:
    """Packages between the sides that are not dominated, in the order of the curve.

    Parameters
    ----------
    center : a single world.
    issues : ids of the track's issues, in the order of the plan.

    Notes
    -----
    Over one issue every outcome between the outermost held lines is efficient; over several it is the contract
    curve that the projection walks, less its points that a coalition's own players spoil.
    """
    table = int(center.tables(r)[0])
    players = players_at(center.plan, center.state, r, table)
    seen = center.state.dial[:, center.plan.tracks.d_seen[r]]
    sides = side_count(center.plan, r)
    points = (
        contract_curve(center, r, table, POINTS)
        if len(issues_over(center.plan, r)) > 1
        else _between_lines(players, seen)
    )
    gains = np.stack([side_gains(players, point, seen, sides)[0] for point in points])
    able = sorted({player.side for player in players})
    return tuple(
        Offer(
            outcome={issue: float(points[n][0, j]) for j, issue in enumerate(issues)},
            gains=tuple(float(gain) if side in able else 0.0 for side, gain in enumerate(gains[n])),
            accepted=all(float(gain_of(player, points[n], seen)[0]) >= 0.0 for player in players),
        )
        for n in thinned(efficient(gains[:, able]))
    )


def thinned(rows: list[int], most: int = SHOWN) -> list[int]:
    """At most so many of the rows, evenly spread, with the first and the last."""
    if len(rows) <= most:
        return rows
    return [rows[round(place)] for place in np.linspace(0, len(rows) - 1, most)]


def efficient(gains: Floats) -> list[int]:
    """Rows that no other row betters for one column without costing another.

    Parameters
    ----------
    gains : (packages, sides).

    Examples
    --------
    >>> efficient(np.array([[1.0, 3.0], [2.0, 2.0], [1.0, 2.0], [3.0, 1.0]]))
    [0, 1, 3]
    """
    kept = []
    for n, own in enumerate(gains):
        no_worse, better = (gains >= own).all(axis=1), (gains > own).any(axis=1)
        if not (no_worse & better).any():
            kept.append(n)
    return kept


def _between_lines(players: Sequence[Player], seen: Floats) -> list[Floats]:
    """Outcomes from the lowest held line to the highest, each (1, 1)."""
    lines = [
        float(held_line(player.ideal[:, 0], player.declared[:, 0], player.face[:, 0], seen)[0])
        for player in players
    ]
    low, high = (min(max(end, 0.0), 100.0) for end in (min(lines), max(lines)))
    return [np.full((1, 1), value) for value in np.linspace(low, high, POINTS)]
