"""Intervals are nested: what makes a deal easier never loses a point of what was accepted."""

import math
from dataclasses import dataclass, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.projection import kernel
from detente.projection.acceptance import break_even, held_line, mistrust, squared_width, worth
from unit.projection.cases import bargain, exactly, play, terms

points = st.floats(0, 100)


@dataclass(frozen=True)
class Player:
    """One who may say no, with all that tells what he accepts."""

    ideal: float
    declared: float
    stands: float
    face: float
    seen: float
    trust: float
    loss: float
    spread: float
    deadlock: float

    @property
    def charge(self) -> float:
        return mistrust(self.trust, self.loss, self.spread, self.deadlock)

    @property
    def square(self) -> float:
        return squared_width(self.bound, self.ideal, self.declared, self.face, self.seen, self.charge)

    @property
    def bound(self) -> float:
        return (self.stands - self.ideal) ** 2

    @property
    def ends(self) -> tuple[float, float]:
        line = held_line(self.ideal, self.declared, self.face, self.seen)
        return line - math.sqrt(self.square), line + math.sqrt(self.square)


players = st.builds(
    Player,
    ideal=points,
    declared=points,
    stands=points,
    face=st.floats(0, 10),
    seen=st.floats(0, 1),
    trust=st.floats(0.05, 0.98),
    loss=points,
    spread=points,
    deadlock=st.floats(-100, 100),
)
EASIER = {
    "seen": lambda value, share: value * share,
    "face": lambda value, share: value * share,
    "trust": lambda value, share: value + (0.98 - value) * share,
    "loss": lambda value, share: value * share,
    "spread": lambda value, share: value * share,
    "deadlock": lambda value, share: value + (100.0 - value) * share,
}
"""What makes a deal easier, by how far."""


@pytest.mark.parametrize("name", EASIER)
@given(player=players, share=st.floats(0, 1))
def test_what_makes_a_deal_easier_loses_no_point(name, player, share):
    easier = replace(player, **{name: EASIER[name](getattr(player, name), share)})
    if player.square <= 1e-6:
        return
    assert easier.square > 0.0
    (low, high), (wide_low, wide_high) = player.ends, easier.ends
    assert wide_low <= low + 1e-5
    assert wide_high >= high - 1e-5


@given(player=players, outcome=points)
def test_the_interval_is_where_a_deal_is_worth_something(player, outcome):
    gain = worth(
        outcome, player.bound, player.ideal, player.declared, player.face, player.seen, player.charge
    )
    if abs(gain) < 1e-6:
        return
    inside = player.square >= 0.0 and player.ends[0] <= outcome <= player.ends[1]
    assert inside == (gain > 0.0)


@given(player=players, closer=st.floats(0, 1))
def test_a_worse_reversion_loses_no_point(player, closer):
    """The farther what stands lies from the ideal, the more is accepted."""
    if player.square <= 1e-6:
        return
    farther = replace(player, stands=player.ideal + (player.stands - player.ideal) * (1.0 + closer))
    assert farther.ends[0] <= player.ends[0] + 1e-5
    assert farther.ends[1] >= player.ends[1] - 1e-5


@given(trust=st.floats(0.05, 0.98), loss=points)
def test_the_break_even_is_where_deadlock_outweighs_mistrust(trust, loss):
    even = break_even(trust, loss)
    assert mistrust(trust, loss, 0.0, even + 0.01) < 0.0
    if even > 0.01:
        assert mistrust(trust, loss, 0.0, even - 0.01) > 0.0


numbers = st.integers(0, 2**32 - 1)


def zone_of(seed, **easier):
    """Width of the zone of two random parties, and the same with one thing made easier for both."""
    rng = np.random.default_rng(seed)
    x = {"a": float(rng.uniform(0, 100)), "b": float(rng.uniform(0, 100))}
    told = {
        name: float(rng.uniform(low, high))
        for name, low, high in (
            ("trust", 0.05, 0.98),
            ("loss", 0, 25),
            ("deadlock", -10, 25),
            ("spread", 0, 15),
        )
    }
    face, declared = rng.uniform(0, 2, 2), rng.uniform(0, 100, 2)
    seen = easier.pop("seen", 1.0) * float(rng.uniform(0, 1))
    scale = easier.pop("face", 1.0)
    told |= {name: EASIER[name](told[name], share) for name, share in easier.items()}
    actors = {
        name: {
            "stances": {
                "course": {
                    "position": exactly(x[name]),
                    "declared": exactly(declared[n]),
                    "face": exactly(scale * face[n]),
                }
            }
        }
        for n, name in enumerate("ab")
    }
    case = bargain(
        x,
        stands=float(rng.uniform(0, 100)),
        weeks=1,
        actors=actors,
        talks={"seen": exactly(seen), "terms": terms(**told)},
    )
    return float(play(case, kernel.run).reading("talks.zone")[0, 1])


@pytest.mark.parametrize("name", EASIER)
@given(seed=numbers, share=st.floats(0, 1))
def test_no_zone_is_lost_in_a_run(name, seed, share):
    assert zone_of(seed, **{name: share}) >= zone_of(seed) - 1e-4


def test_some_of_those_zones_are_open_and_some_are_not():
    widths = np.array([zone_of(seed) for seed in range(60)])
    assert 10 < (widths > 1.0).sum() < 50
