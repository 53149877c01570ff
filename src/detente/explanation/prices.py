"""Prices of a track: what would open a zone at the centre, and in the worlds without one, at whatever table they sit."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from detente.core.case import Case
from detente.core.deal import Lever, Price
from detente.explanation.acceptable import accepted_at
from detente.explanation.at_date import Standing, tables_of
from detente.explanation.price_of_face import Move, change_of, moves_at, price, smallest

Floats = NDArray[np.float64]
PRICED = 400
"""Worlds without a zone in which prices are looked for, at the most."""
LEVERS: tuple[Lever, ...] = ("audience cost", "credibility", "visibility")
_Key = tuple[Lever, str | None]


def prices(case: Case, center: Standing, worlds: Standing, r: int) -> tuple[Price, ...]:
    """What would open a zone at the centre, if it has none there, and in the worlds without one.

    Returns
    -------
    by lever, cheapest first: by the share of its way that the dial has to go, at the centre or else over worlds.
    """
    moves: dict[_Key, Move] = {}
    shares: dict[_Key, list[Floats]] = {}
    changes: dict[_Key, list[Floats]] = {}
    for table, those in _without_zone(worlds, r):
        for move in moves_at(case, those, r, table):
            key = move.lever, move.who
            share = smallest(those, r, table, move)
            moves.setdefault(key, move)
            shares.setdefault(key, []).append(share)
            changes.setdefault(key, []).append(change_of(move, those, share))
    middle: dict[_Key, tuple[float, float | None]] = {}
    ways: dict[_Key, float] = {}
    for table, one in _without_zone(center, r):
        for move in moves_at(case, one, r, table):
            key = move.lever, move.who
            way = smallest(one, r, table, move)
            moves.setdefault(key, move)
            middle[key] = _center_price(move, one, way)
            ways[key] = float(way[0])

    def rank(key: _Key) -> tuple[int, bool, float, str]:
        way, many = ways.get(key, np.nan), np.concatenate(shares.get(key, [np.zeros(0)]))
        some = many[np.isfinite(many)]
        if not np.isfinite(way) and some.size:
            way = 1.0 + float(some.mean())
        return LEVERS.index(key[0]), not np.isfinite(way), way if np.isfinite(way) else 0.0, key[1] or ""

    nothing = [np.zeros(0)]
    return tuple(
        price(moves[key], middle.get(key), np.concatenate(changes.get(key, nothing)))
        for key in sorted(moves, key=rank)
    )


def _without_zone(standing: Standing, r: int) -> Iterator[tuple[int, Standing]]:
    """Worlds without a zone by table, the first of them where they are many."""
    left = PRICED
    for table, rows in tables_of(standing, r):
        those = standing.only(rows)
        stuck = np.flatnonzero(~accepted_at(those, r, table).there)[:left]
        left -= len(stuck)
        if stuck.size:
            yield table, those.only(stuck)


def _center_price(move: Move, center: Standing, way: Floats) -> tuple[float, float | None]:
    """Where a dial stands at the centre, and where it has to be: audience cost as a share of its own."""
    change = float(change_of(move, center, way)[0])
    if move.lever == "audience cost":
        return 1.0, 1.0 - change if np.isfinite(change) else None
    stands = float(center.state.dial[0, list(move.columns)].mean())
    sign = 1.0 if move.to >= stands else -1.0
    return stands, stands + sign * change if np.isfinite(change) else None
