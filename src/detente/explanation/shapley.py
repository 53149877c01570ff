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


def orders(players: int, worlds: int, rng: np.random.Generator) -> NDArray[np.int64]:
    """An order of arrival for every world, and its reverse, (2, worlds, players).

    The mean over the two is exact where no more than two players act on each other, so that what is drawn
    adds little to the spread over worlds.
    """
    drawn = rng.permuted(np.broadcast_to(np.arange(players), (worlds, players)), axis=1)
    return np.stack([drawn, drawn[:, ::-1]])


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
