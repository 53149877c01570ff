"""What a veto player accepts: closed forms, for numbers, arrays and compiled kernels alike.

The charge for mistrust and the audience's charge on the deal give nested intervals: less visibility, less audience cost, more
credibility, a smaller loss or a larger cost of deadlock never lose a zone.

References
----------
Romer & Rosenthal (1978), Public Choice 33(4), 27-43; Fearon (1994), APSR 88(3), 577-592; Tsebelis (2002), Veto Players.
"""

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

T = TypeVar("T", float, NDArray[np.float64])


def mistrust(trust: T, loss: T, loss_spread: T, deadlock: T) -> T:
    """Surplus a deal must bring before it is worth its risk: `L^2 (1 - pi)/pi - K|K|`.

    Parameters
    ----------
    trust : chance that the other side keeps its word, in [.05, .98].
    loss, loss_spread : mean and spread of the loss if betrayed, points; a squared loss charges `mean^2 + spread^2`.
    deadlock : cost of deadlock, points, signed.

    Returns
    -------
    square points; negative where deadlock hurts more than mistrust frightens.
    """
    return (loss * loss + loss_spread * loss_spread) * (1.0 - trust) / trust - deadlock * abs(deadlock)


def held_line(ideal: T, declared: T, face: T, seen: T) -> T:
    """The outcome an actor likes best before his audience: his ideal pulled toward the declared line by `v a`."""
    cost = seen * face
    return (ideal + cost * declared) * (1.0 / (1.0 + cost))


def squared_width(bound: T, ideal: T, declared: T, face: T, seen: T, charge: T) -> T:
    """Squared half-width of the acceptable interval around the held line; negative where no deal is acceptable.

    Parameters
    ----------
    bound : squared distance from the ideal that is given up without a deal: `(r - x)^2`, or a final say's `tolerance^2`.
    charge : what mistrust asks, from `mistrust`; 0 off a track.

    Returns
    -------
    square points.
    """
    cost = seen * face
    ease = 1.0 / (1.0 + cost)  # one division for this and the held line: they cost more than all else here
    gap = ideal - declared
    return (bound - charge - cost * ease * gap * gap) * ease


def worth(outcome: T, bound: T, ideal: T, declared: T, face: T, seen: T, charge: T) -> T:
    """What a deal at `outcome` gains over no deal, square points: zero at the interval's ends."""
    off = outcome - ideal
    broken = outcome - declared
    return bound - off * off - seen * face * broken * broken - charge


def restrained(ideal: T, safe: T, feared: T, spread: T) -> T:
    """An ideal pulled toward safety by a feared reaction of mean `feared` and spread `spread` (points).

    The reaction is felt in full a whole scale away from the safe level, so its weight is `(feared^2 + spread^2)/100^2`.
    """
    weight = (feared * feared + spread * spread) / 10000.0
    return (ideal + weight * safe) / (1.0 + weight)


def break_even(trust: T, loss: T) -> T:
    """Cost of deadlock above which an actor whom today suits perfectly would want any deal: `L sqrt((1 - pi)/pi)`."""
    odds: T = (1.0 - trust) / trust
    root: T = odds**0.5
    return loss * root
