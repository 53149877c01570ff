"""Series of events for tests: made from plain arrays, or drawn with a known truth."""

import numpy as np

from detente.core.series import ROOTS, DyadCounts, WorldTotals
from detente.events.posture import ECHO

HOSTILE, COOPERATIVE = 18, 3
"""Columns of a hostile and of a cooperative root."""


def counted(hostile, cooperative=None, *, period="month", world=1000.0, names=None, first="2000-01-01"):
    """Counts of (dyads, periods) hostile and cooperative events; without the latter the data cannot hold them."""
    hostile = np.atleast_2d(np.asarray(hostile, float))
    dyads, periods = hostile.shape
    counts = np.zeros((dyads, periods, ROOTS))
    counts[:, :, HOSTILE] = hostile
    present = np.zeros(ROOTS, bool)
    present[8:] = True
    if cooperative is not None:
        counts[:, :, COOPERATIVE] = np.atleast_2d(np.asarray(cooperative, float))
        present[:] = True
    if period == "month":
        days = (np.datetime64(first, "M") + np.arange(periods)).astype("M8[D]")
    else:
        days = np.datetime64(first) + (7 if period == "week" else 1) * np.arange(periods)
    total = np.broadcast_to(np.asarray(world, float), periods).copy()
    names = names or [(f"A{number:03}", f"B{number:03}") for number in range(dyads)]
    return DyadCounts(
        period,
        days,
        tuple(pair[0] for pair in names),
        tuple(pair[1] for pair in names),
        counts,
        None,
        present,
        WorldTotals(total, total, total, 20),
    )


def walking(rng, dyads, periods, drift, volume, start=(1.3, 1.0), echo=ECHO):
    """A level that walks at random, and overdispersed events around it: level, cooperative, hostile."""
    level = rng.normal(*start, (dyads, 1)) + np.cumsum(rng.normal(0, drift, (dyads, periods)), axis=1)
    share = 1 / (1 + np.exp(-level))
    sharp = 1 / echo - 1
    chance = rng.beta(share * sharp, (1 - share) * sharp)
    number = rng.poisson(volume, (dyads, periods))
    cooperative = rng.binomial(number, chance)
    return level, cooperative.astype(float), (number - cooperative).astype(float)
