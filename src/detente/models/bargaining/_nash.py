"""The product of gains over the reversion, maximised on a line: two shapes of loss, each in numpy and compiled."""

from typing import Any

import numpy as np
from numba import njit

from detente.models.bargaining.base import Floats

HALVINGS = 60
"""Bisections of the interval of mutual gain; the outcome is exact to its length / 2^60."""
TINY = 1e-300


def quadratic(position: Floats, capability: Floats, reversion: Floats) -> Floats:
    """Nash outcome under quadratic loss: (worlds,).

    A gain is `(r - x)^2 - (y - x)^2 = (y - r)(2x - r - y)`; with powers `w` the first-order condition
    `sum(w)/(y - r) = sum(w/(2x - r - y))` has one root.
    """
    weight, offset, side, high = _start(position, capability, reversion)
    total = weight.sum(axis=1)
    low, reach = np.zeros(len(position)), high
    for _ in range(HALVINGS):
        middle = (low + high) / 2.0
        room = np.maximum(2.0 * offset * side - middle[:, None], TINY)
        rises = total > middle * (weight / room).sum(axis=1)
        low, high = np.where(rises, middle, low), np.where(rises, high, middle)
    return np.asarray(np.where(reach > 0, reversion + side[:, 0] * (low + high) / 2.0, reversion))


def absolute(position: Floats, capability: Floats, reversion: Floats) -> Floats:
    """Nash outcome under absolute loss: (worlds,).

    A gain is `y - r` up to the party's own position and `2x - r - y` beyond it (mirrored below the reversion). The slope of the
    sum of logs falls as `y` rises, by a jump at each position; it changes sign at the outcome.
    """
    weight, offset, side, high = _start(position, capability, reversion)
    low, reach = np.zeros(len(position)), high
    for _ in range(HALVINGS):
        middle = ((low + high) / 2.0)[:, None]
        beyond = middle > offset * side
        room = np.where(beyond, np.maximum(2.0 * offset * side - middle, TINY), np.maximum(middle, TINY))
        rises = (np.where(beyond, -weight, weight) / room).sum(axis=1) > 0
        low, high = np.where(rises, middle[:, 0], low), np.where(rises, high, middle[:, 0])
    return np.asarray(np.where(reach > 0, reversion + side[:, 0] * (low + high) / 2.0, reversion))


def _start(position: Floats, capability: Floats, reversion: Floats) -> tuple[Floats, Floats, Floats, Floats]:
    """Weights, distances from the reversion, the side all stand on, and how far mutual gain reaches."""
    weight = np.where(capability.sum(axis=1, keepdims=True) > 0, capability, 1.0)
    offset = position - reversion[:, None]
    side = np.where(offset[:, :1] > 0, 1.0, -1.0)
    reach = np.maximum(2.0 * (offset * side).min(axis=1), 0.0)
    return weight, offset, side, reach


@njit(cache=True, nogil=True, error_model="numpy")
def one_world(position: Any, capability: Any, reversion: Any, is_absolute: Any) -> Any:
    """The outcome in one world: (parties,) each, and a number."""
    parties = position.shape[0]
    total = 0.0
    for party in range(parties):
        total += capability[party]
    side = 1.0 if position[0] - reversion > 0.0 else -1.0
    reach = np.inf
    for party in range(parties):
        reach = min(reach, 2.0 * (position[party] - reversion) * side)
    if reach <= 0.0:
        return reversion
    weightless = total <= 0.0
    if weightless:
        total = float(parties)
    low, high = 0.0, reach
    for _ in range(HALVINGS):
        middle = (low + high) / 2.0
        pull, push = 0.0, 0.0
        for party in range(parties):
            weight = 1.0 if weightless else capability[party]
            away = (position[party] - reversion) * side
            if is_absolute and middle <= away:
                push += weight / max(middle, TINY)
            else:
                pull += weight / max(2.0 * away - middle, TINY)
        if push > pull if is_absolute else total > middle * pull:
            low = middle
        else:
            high = middle
    return reversion + side * (low + high) / 2.0


@njit(cache=True, nogil=True, error_model="numpy")
def every_world(position: Any, capability: Any, reversion: Any, is_absolute: Any) -> Any:
    """`quadratic` or `absolute`, compiled: (worlds,)."""
    outcome = np.empty(position.shape[0])
    for world in range(position.shape[0]):
        outcome[world] = one_world(position[world], capability[world], reversion[world], is_absolute)
    return outcome
