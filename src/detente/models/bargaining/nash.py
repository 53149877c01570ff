"""Weighted Nash bargaining over one issue with quadratic loss and a reversion."""

import numpy as np
from numba import njit

from detente.core.citation import Citation
from detente.models.bargaining.base import BargainingModel, Floats

HALVINGS = 60
"""Bisections of the interval of mutual gain; the outcome is exact to 100/2^60."""


def solve(position: Floats, capability: Floats, salience: Floats, reversion: Floats) -> Floats:
    """Outcome that maximises the product of gains over the reversion, each to the power of its capability.

    A gain is `(r - x)^2 - (y - x)^2 = (y - r)(2x - r - y)`, so all gain only between the reversion and the mirror image of the
    reversion in the nearest position. Where parties stand on both sides of it, the reversion stands.

    Notes
    -----
    With powers `w` the first-order condition `sum(w)/(y - r) = sum(w/(2x - r - y))` has one root; it is found by bisection.
    """
    weight = np.where(capability.sum(axis=1, keepdims=True) > 0, capability, 1.0)
    offset = position - reversion[:, None]
    side = np.where(offset[:, :1] > 0, 1.0, -1.0)
    reach = 2.0 * (offset * side).min(axis=1)
    low, high = np.zeros(len(position)), np.maximum(reach, 0.0)
    total = weight.sum(axis=1)
    for _ in range(HALVINGS):
        middle = (low + high) / 2.0
        room = np.maximum(2.0 * offset * side - middle[:, None], 1e-300)
        rises = total > middle * (weight / room).sum(axis=1)
        low, high = np.where(rises, middle, low), np.where(rises, high, middle)
    return np.asarray(np.where(reach > 0, reversion + side[:, 0] * (low + high) / 2.0, reversion))


@njit(cache=True, nogil=True, error_model="numpy")
def one_world(position, capability, salience, reversion):  # type: ignore[no-untyped-def]
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
        pull = 0.0
        for party in range(parties):
            weight = 1.0 if weightless else capability[party]
            pull += weight / max(2.0 * (position[party] - reversion) * side - middle, 1e-300)
        if total > middle * pull:
            low = middle
        else:
            high = middle
    return reversion + side * (low + high) / 2.0


@njit(cache=True, nogil=True, error_model="numpy")
def kernel(position, capability, salience, reversion):  # type: ignore[no-untyped-def]
    """`solve`, compiled."""
    outcome = np.empty(position.shape[0])
    for world in range(position.shape[0]):
        outcome[world] = one_world(position[world], capability[world], salience[world], reversion[world])
    return outcome


MODEL = BargainingModel(
    name="nash",
    title="Nash bargaining solution",
    solve=solve,
    kernel=kernel,
    misleads="It assumes that all gain from any deal on the curve and that nobody walks out over face; the zone adds both.",
    citations=(
        Citation("nash1950", "Nash, J. F.", 1950, "The bargaining problem", "Econometrica 18(2), 155-162"),
        Citation(
            "kalai1977",
            "Kalai, E.",
            1977,
            "Nonsymmetric Nash solutions and replications of 2-person bargaining",
            "International Journal of Game Theory 6(3), 129-133",
        ),
    ),
)
