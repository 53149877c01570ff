"""A setter and those who must accept, on one dimension."""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from detente.models.bargaining.base import Floats

TIE = 1e-9
"""Share of all votes within which a coalition meets the quota, and of a weight within which two actors are alike."""
FAR = 1e300


def reach(
    position: Floats, votes: Floats, cares: NDArray[np.bool_], reversion: Floats, quota: float
) -> tuple[Floats, Floats]:
    """How far below and above what stands a proposal may go and still find a winning coalition: (worlds,) each, >= 0.

    Parameters
    ----------
    position, votes : (worlds, actors); a voter accepts what is no farther from it than what stands.
    cares : (worlds, actors) bool; who does not care accepts anything (in `settle`: unless nobody does).
    reversion : (worlds,).
    quota : share of the votes that must accept.
    """
    votes = np.where(votes.sum(axis=1, keepdims=True) > 0, votes, 1.0)
    found = []
    for side in (-1.0, 1.0):
        limit = np.where(cares, 2.0 * side * (position - reversion[:, None]), FAR)
        order = np.argsort(-limit, axis=1, kind="stable")
        running = np.cumsum(np.take_along_axis(votes, order, axis=1), axis=1)
        enough = running >= (quota - TIE) * running[:, -1:]
        last = np.take_along_axis(limit, order, axis=1)[np.arange(len(position)), enough.argmax(axis=1)]
        found.append(np.maximum(last, 0.0))
    return found[0], found[1]


def settle(
    position: Floats, capability: Floats, salience: Floats, reversion: Floats, setter: int, quota: float
) -> Floats:
    """What the setter proposes and gets: its ideal, as far as a winning coalition follows it from what stands.

    Parameters
    ----------
    setter : index of the setter; -1 for the actor with most capability times salience, the mean over those that tie.

    Returns
    -------
    (worlds,) points.
    """
    stands = np.where(np.isfinite(reversion), reversion, 0.0)
    cares = (salience > 0) | ~(salience > 0).any(axis=1, keepdims=True)
    below, above = reach(position, capability, cares, stands, quota)
    low, high = (stands - below)[:, None], (stands + above)[:, None]
    deal = np.where(np.isfinite(reversion)[:, None], np.clip(position, low, high), position)
    chosen = setters(capability, salience, setter)
    return np.asarray((chosen * deal).sum(axis=1) / chosen.sum(axis=1))


def setters(capability: Floats, salience: Floats, setter: int) -> Floats:
    """1 for who proposes, 0 for the rest: (worlds, actors)."""
    if setter >= 0:
        return np.broadcast_to(np.eye(capability.shape[1])[setter], capability.shape)
    weight = capability * salience
    most = weight.max(axis=1, keepdims=True)
    return np.where(weight >= most * (1.0 - TIE), 1.0, 0.0)


@njit(cache=True, nogil=True, error_model="numpy")
def settle_all(position, capability, salience, reversion, setter, quota):  # type: ignore[no-untyped-def]
    """`settle`, compiled."""
    worlds, actors = position.shape
    outcome = np.empty(worlds)
    limit, votes = np.empty(actors), np.empty(actors)
    for world in range(worlds):
        x, r = position[world], reversion[world]
        total, most, care = 0.0, 0.0, 0.0
        for i in range(actors):
            total += capability[world, i]
            care = max(care, salience[world, i])
            most = max(most, capability[world, i] * salience[world, i])
        for i in range(actors):
            votes[i] = capability[world, i] if total > 0.0 else 1.0
        ends = np.array([-FAR, FAR])
        if np.isfinite(r):
            for which in range(2):
                side = 2.0 * which - 1.0
                for i in range(actors):
                    limit[i] = 2.0 * side * (x[i] - r) if salience[world, i] > 0.0 or care <= 0.0 else FAR
                order = np.argsort(-limit, kind="mergesort")
                whole = 0.0
                for rank in range(actors):
                    whole += votes[order[rank]]
                running = 0.0
                for rank in range(actors):
                    running += votes[order[rank]]
                    if running >= (quota - TIE) * whole:
                        ends[which] = r + side * max(limit[order[rank]], 0.0)
                        break
        deals, count = 0.0, 0
        for i in range(actors):
            weight = capability[world, i] * salience[world, i]
            if i == setter or (setter < 0 and weight >= most * (1.0 - TIE)):
                deals += min(max(x[i], ends[0]), ends[1])
                count += 1
        outcome[world] = deals / count
    return outcome


def core(position: Floats, votes: Floats, quota: float) -> tuple[float, float] | None:
    """Positions that no winning coalition would leave for another, on one line; None where there is none.

    Examples
    --------
    >>> core(np.array([3.0, 5.0, 9.0]), np.ones(3), 1.0)
    (3.0, 9.0)
    """
    votes = votes if votes.sum() > 0 else np.ones(len(position))
    places = np.unique(position)
    share = np.array([[votes[position < y].sum(), votes[position > y].sum()] for y in places]) / votes.sum()
    held = places[(share < quota - TIE).all(axis=1)]
    return (float(held.min()), float(held.max())) if len(held) else None
