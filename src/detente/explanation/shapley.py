"""Shapley values of a game, world by world: exact from every coalition, or from orders and their reverses.

References
----------
Shapley (1953), A value for n-person games, Contributions to the Theory of Games II, 307-317.
Castro, Gómez & Tejada (2009), Polynomial calculation of the Shapley value based on sampling, Computers & OR
36, 1726-1730. Mitchell, Cooper, Frank & Holmes (2022), Sampling permutations for Shapley value estimation,
JMLR 23(43).
"""

from math import factorial

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Masks = NDArray[np.bool_]


def all_coalitions(players: int) -> Masks:
    """Every coalition, (2^players, players); row c holds player i where bit i of c is set."""
    return np.asarray((np.arange(1 << players)[:, None] >> np.arange(players)) % 2 == 1)


def exact(worths: Floats) -> Floats:
    """Shapley values from the worth of every coalition.

    Parameters
    ----------
    worths : (2^players, ...) in the order of `all_coalitions`.

    Returns
    -------
    (players, ...); their sum is the worth of all less the worth of none.
    """
    players = len(worths).bit_length() - 1
    masks = all_coalitions(players)
    sizes = masks.sum(axis=1)
    weight = np.array(
        [factorial(s) * factorial(players - s - 1) / factorial(players) for s in range(players)]
    )
    shares = []
    for player in range(players):
        without = np.flatnonzero(~masks[:, player])
        gains = worths[without | (1 << player)] - worths[without]
        shares.append(np.tensordot(weight[sizes[without]], gains, axes=1))
    return np.array(shares).reshape((players, *worths.shape[1:]))


def orders(players: int, worlds: int, pairs: int, rng: np.random.Generator) -> NDArray[np.int64]:
    """Orders of arrival for every world: permutations, each followed by its reverse.

    Returns
    -------
    (2 pairs, worlds, players).
    """
    drawn = rng.permuted(np.broadcast_to(np.arange(players), (pairs, worlds, players)), axis=2)
    return np.stack([drawn, drawn[..., ::-1]], axis=1).reshape(2 * pairs, worlds, players)


def prefixes(order: NDArray[np.int64]) -> Masks:
    """Who has arrived after each arrival, (players + 1, worlds, players), from nobody to all."""
    players = order.shape[1]
    place = np.argsort(order, axis=1)
    return place[None, :, :] < np.arange(players + 1)[:, None, None]


def from_orders(order: NDArray[np.int64], worths: Floats) -> Floats:
    """What each player adds on arrival.

    Parameters
    ----------
    order : (worlds, players).
    worths : (players + 1, worlds, ...) after each arrival.

    Returns
    -------
    (players, worlds, ...); in each world the sum is the worth of all less the worth of none.
    """
    gains = np.diff(worths, axis=0)
    place = np.argsort(order, axis=1).T
    index = place.reshape(*place.shape, *([1] * (gains.ndim - 2)))
    return np.take_along_axis(gains, np.broadcast_to(index, gains.shape), axis=0)


def drawn_in(shares: Floats) -> Floats:
    """Shares of the worlds with the spread that sampling orders adds taken out; means stay.

    Parameters
    ----------
    shares : (groups, players, worlds, ...) estimates from groups of orders drawn apart from each other.

    Returns
    -------
    (players, worlds, ...).

    Notes
    -----
    With two or more groups, the variance between groups within a world tells what share of the variance over
    worlds is due to the orders drawn; deviations from the mean are drawn in by the root of the rest.
    """
    groups, mean_of_world = len(shares), shares.mean(axis=0)
    if groups < 2:
        return np.asarray(mean_of_world)
    sampling = shares.var(axis=0, ddof=1).mean(axis=1, keepdims=True) / groups
    total = mean_of_world.var(axis=1, keepdims=True)
    kept = np.sqrt(np.clip(1.0 - sampling / np.where(total > 0, total, 1.0), 0.0, 1.0))
    center = mean_of_world.mean(axis=1, keepdims=True)
    return np.asarray(center + kept * (mean_of_world - center))
