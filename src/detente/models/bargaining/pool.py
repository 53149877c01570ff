"""The calibrated distribution: outcomes sit on stated positions, near their mean, or where outcomes sit in general."""

import numpy as np
from numba import njit

from detente.core.citation import Citation
from detente.models.bargaining._grid import POINTS, on_grid, smoothing
from detente.models.bargaining.base import BargainingModel, Floats

SPIKE = 1.0
"""Standard deviation of the kernel that means "on a stated position", points."""
KERNEL = 15.0
"""Standard deviation of the broad kernels, at stated positions and at their mean, points."""
ENDS = 56 / 168
"""Share of outcomes at the one or the other end of their scale: development half of DEU III."""
MIDDLE = 22 / 168
"""Share of outcomes at the middle of their scale: the same half."""


def solve(position: Floats, capability: Floats, salience: Floats, reversion: Floats) -> Floats:
    """Mean of the positions weighted by the root of capability times salience; the plain mean where no weight is."""
    weight = weights(capability, salience)
    return np.asarray((weight * position).sum(axis=1) / weight.sum(axis=1))


def weights(capability: Floats, salience: Floats) -> Floats:
    """Root of capability times salience, relative to the largest; ones where all are 0: (worlds, parties)."""
    weight = np.sqrt(capability) * salience
    largest = weight.max(axis=1, keepdims=True)
    return np.asarray(np.where(largest > 0, weight / np.where(largest > 0, largest, 1.0), 1.0))


def distribution(
    position: Floats, capability: Floats, salience: Floats, *, ends: float = ENDS, middle: float = MIDDLE
) -> Floats:
    """Where the outcome may lie: four equal parts, none of them learned.

    Parameters
    ----------
    position, capability, salience : (worlds, parties); positions in points of a scale from 0 to 100.
    ends, middle : shares of the general climatology, as in `climatology`.

    Returns
    -------
    (worlds, 101) mass on the points 0 to 100.

    Notes
    -----
    The parts are narrow kernels at the stated positions and broad ones at the same places, both weighted like the
    mean; a broad kernel at that mean; and the climatology. Weights of the parts that were learned scored worse on
    unseen issues than equal ones.

    Examples
    --------
    >>> mass = distribution(np.array([[0.0, 100.0]]), np.ones((1, 2)), np.ones((1, 2)))
    >>> round(float(mass.sum()), 9), bool(mass[0, 0] > mass[0, 25])
    (1.0, True)
    """
    weight = weights(capability, salience)
    stated = on_grid(position, weight)
    mean = (weight * position).sum(axis=1, keepdims=True) / weight.sum(axis=1, keepdims=True)
    centre = on_grid(np.clip(mean, 0.0, 100.0), np.ones_like(mean))
    broad, narrow = smoothing(KERNEL), smoothing(SPIKE)
    return np.asarray((stated @ narrow + stated @ broad + centre @ broad + climatology(ends, middle)) / 4.0)


def climatology(ends: float = ENDS, middle: float = MIDDLE) -> Floats:
    """Where outcomes lie before anything is known of the issue: (101,) mass.

    Parameters
    ----------
    ends : share of outcomes at 0 or 100; half of it at each, since which end is called 0 is a convention.
    middle : share at 50; the rest is spread evenly over the other points.
    """
    mass = np.full(len(POINTS), (1.0 - ends - middle) / (len(POINTS) - 3))
    mass[[0, -1]] = ends / 2.0
    mass[50] = middle
    return mass


@njit(cache=True, nogil=True, error_model="numpy")
def one_world(position, capability, salience, reversion):  # type: ignore[no-untyped-def]
    """The outcome in one world: (parties,) each, and a number."""
    total, moment, plain = 0.0, 0.0, 0.0
    for party in range(position.shape[0]):
        weight = np.sqrt(capability[party]) * salience[party]
        total += weight
        moment += weight * position[party]
        plain += position[party]
    return moment / total if total > 0.0 else plain / position.shape[0]


@njit(cache=True, nogil=True, error_model="numpy")
def kernel(position, capability, salience, reversion):  # type: ignore[no-untyped-def]
    """`solve`, compiled."""
    outcome = np.empty(position.shape[0])
    for world in range(position.shape[0]):
        outcome[world] = one_world(position[world], capability[world], salience[world], reversion[world])
    return outcome


MODEL = BargainingModel(
    name="pool",
    title="Pool (calibrated distribution)",
    solve=solve,
    kernel=kernel,
    misleads=(
        "Its distribution is calibrated on decisions of the European Union; other tables may pile up elsewhere. "
        "Its point is no better than the weighted mean beyond noise."
    ),
    citations=(
        Citation(
            "arregui2021",
            "Arregui, J.; Perarnaud, C.",
            2021,
            "The Decision-Making in the European Union (DEU) III dataset",
            "CORA, Repositori de Dades de Recerca",
            "10.34810/data53",
        ),
        Citation(
            "achen2006",
            "Achen, C. H.",
            2006,
            "Institutional realism and bargaining models",
            "In The European Union Decides, Cambridge University Press, 86-123",
        ),
        Citation(
            "stone1961",
            "Stone, M.",
            1961,
            "The opinion pool",
            "Annals of Mathematical Statistics 32(4), 1339-1342",
        ),
    ),
)
