"""Deal rooms, Sobol' indices and smallest changes of the flagship case, at three sizes each, from a bench made anew."""

import os

import pytest

from detente.core.projection import Settings
from detente.explanation import deal_rooms, sensitivity, would_change


def settings(case, worlds):
    return Settings(worlds, case.seed, case.as_of, workers=os.cpu_count() or 1)


@pytest.mark.parametrize("worlds", [100, 300, 1_000])
def test_deal_rooms(benchmark, flagship, worlds):
    """Figure to reach for all four tables at 1,000 worlds on two cores: 2 s."""
    tracks = tuple(flagship.tracks)
    benchmark.pedantic(
        deal_rooms, args=(flagship, settings(flagship, worlds), tracks), rounds=2, warmup_rounds=1
    )


@pytest.mark.parametrize("worlds", [100, 300, 1_000])
def test_would_change(benchmark, flagship, worlds):
    """Figure to reach at 1,000 worlds on two cores: 20 s; Q10 has many inputs that would do, Q22 hardly any."""
    benchmark.pedantic(would_change, args=(flagship, settings(flagship, worlds), "Q10"), rounds=1)


@pytest.mark.parametrize("worlds", [100, 300, 1_000])
def test_sensitivity(benchmark, flagship, worlds):
    """Most of it is the screen of all 301 inputs, in 256 rows at the most."""
    benchmark.pedantic(sensitivity, args=(flagship, settings(flagship, worlds), "Q22"), rounds=1)
