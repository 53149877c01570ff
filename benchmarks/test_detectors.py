"""Detectors over many dyads, and the posture's filter, at three sizes; input is made inside the timed call where it is cheap."""

import numpy as np
import pytest

from detente.core.series import ROOTS, DyadCounts, WorldTotals
from detente.events.detect import Choice, find_change_points
from detente.events.posture import posture

SIZES = (50, 200, 834)
"""Dyads; the largest is the ICEWS archive's number of dyads with 24 events a year, over 120 months."""


def counts_of(dyads: int, periods: int = 120) -> DyadCounts:
    rng = np.random.default_rng(1)
    counts = np.zeros((dyads, periods, ROOTS))
    level = rng.gamma(1.5, 6.0, (dyads, 1))
    counts[:, :, 18] = rng.negative_binomial(2, 2 / (2 + level), (dyads, periods))
    counts[:, :, 3] = rng.negative_binomial(2, 2 / (2 + 2 * level), (dyads, periods))
    months = (np.datetime64("1998-01") + np.arange(periods)).astype("M8[D]")
    world = np.full(periods, 5000.0)
    names = tuple(f"A{number}" for number in range(dyads))
    return DyadCounts(
        "month",
        months,
        names,
        names,
        counts,
        None,
        np.ones(ROOTS, bool),
        WorldTotals(world, world, world, 20),
    )


@pytest.mark.parametrize("dyads", SIZES)
@pytest.mark.parametrize("name", ["threshold", "pelt", "cusum", "bocpd", "scan"])
def test_every_as_of_answer(benchmark, dyads, name):
    counts = counts_of(dyads)
    choice = Choice(name, "posture" if name == "scan" else "intensity")
    find_change_points(counts, choice)  # kernels compile once
    benchmark(find_change_points, counts, choice)


@pytest.mark.parametrize("dyads", SIZES)
def test_posture(benchmark, dyads):
    counts = counts_of(dyads)
    posture(counts)
    benchmark(posture, counts)
