"""Bargaining in the shadow of war: the range both sides prefer to it, and what a proposer risks who does not know."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from detente.core.citation import Citation
from detente.models.crisis._given import refuse_outside, refuse_unordered

Floats = NDArray[np.float64]

CITATIONS = (
    Citation(
        "fearon1995",
        "Fearon, J. D.",
        1995,
        "Rationalist explanations for war",
        "International Organization 49(3), 379-414",
        "10.1017/S0020818300033324",
    ),
)


def bargaining_range(p: ArrayLike, cost_a: ArrayLike, cost_b: ArrayLike) -> Floats:
    """Interval of peaceful settlements both sides prefer to war.

    Parameters
    ----------
    p : (worlds,) probability that A wins, in [0, 1].
    cost_a, cost_b : (worlds,) cost of war, as a share of the stake, >= 0.

    Returns
    -------
    (worlds, 2) lowest and highest share of the stake for A: `p - cost_a` to `p + cost_b`, within [0, 1].

    Raises
    ------
    ParameterError : p lies outside [0, 1], or a cost is negative.

    Notes
    -----
    The range is never empty: unless one of the three obstacles that Fearon names is at work (private information,
    a commitment that cannot hold, a stake that cannot be divided), there is always something to agree on.

    References
    ----------
    .. [1] Fearon (1995), International Organization 49(3), 379-414.

    Examples
    --------
    >>> bargaining_range(0.6, 0.1, 0.2).round(9)
    array([[0.5, 0.8]])
    """
    chance, own, theirs = _worlds("bargaining_range", p=p, cost_a=cost_a, cost_b=cost_b)
    return np.stack([np.maximum(chance - own, 0.0), np.minimum(chance + theirs, 1.0)], axis=1)


def demand_when_known(p: ArrayLike, cost_b: ArrayLike) -> Floats:
    """What A demands if it may demand once and knows what war would cost B: all that B would still concede.

    Parameters
    ----------
    p : (worlds,) probability that A wins.
    cost_b : (worlds,) B's cost of war, as a share of the stake.

    Returns
    -------
    (worlds,) share of the stake for A; B accepts, and there is no war.

    Examples
    --------
    >>> demand_when_known(0.5, 0.2)
    array([0.7])
    """
    chance, theirs = _worlds("demand_when_known", p=p, cost_b=cost_b)
    return np.asarray(np.minimum(chance + theirs, 1.0))


def demand_when_unknown(
    p: ArrayLike, cost_a: ArrayLike, lowest: ArrayLike, highest: ArrayLike
) -> tuple[Floats, Floats]:
    """What A demands if it may demand once and B alone knows what war would cost it: more, at some risk of war.

    Parameters
    ----------
    p : (worlds,) probability that A wins.
    cost_a : (worlds,) A's cost of war, as a share of the stake.
    lowest, highest : (worlds,) B's cost of war is taken to lie evenly between them.

    Returns
    -------
    (worlds,) the demand, and (worlds,) the probability that B refuses and war comes.

    Raises
    ------
    ParameterError : p lies outside [0, 1], a cost is negative, or `lowest` exceeds `highest`.

    Notes
    -----
    B accepts a demand `x` where its cost is at least `x - p`. A maximises `x P(accept) + (1 - P(accept)) (p - cost_a)`,
    a parabola in `x` with its top at `p + (highest - cost_a)/2`; the demand is that top, held between what every type
    of B accepts and the whole stake.

    References
    ----------
    .. [1] Fearon (1995), International Organization 49(3), 379-414, pages 410 to 411.

    Examples
    --------
    >>> demand, war = demand_when_unknown(0.5, 0.2, 0.0, 1.0)
    >>> round(float(demand[0]), 9), round(float(war[0]), 9)
    (0.9, 0.4)
    """
    chance, own, low, high = _worlds(
        "demand_when_unknown", p=p, cost_a=cost_a, lowest=lowest, highest=highest
    )
    refuse_unordered("demand_when_unknown", "lowest", low, "highest", high)
    safe = np.minimum(chance + low, 1.0)
    most = np.minimum(chance + high, 1.0)
    demand = np.clip(chance + (high - own) / 2.0, safe, most)
    width = high - low
    beyond = np.maximum(demand - chance - low, 0.0)
    war = np.where(width > 0.0, beyond / np.where(width > 0.0, width, 1.0), 0.0)
    return demand, np.asarray(war)


def _worlds(where: str, **given: ArrayLike) -> tuple[Floats, ...]:
    """Arguments as arrays over the same worlds, checked: p is a probability, the others are not negative."""
    arrays = np.broadcast_arrays(*(np.atleast_1d(np.asarray(one, float)) for one in given.values()))
    for name, array in zip(given, arrays, strict=True):
        refuse_outside(where, name, array, 0.0, 1.0 if name == "p" else np.inf)
    return tuple(arrays)
