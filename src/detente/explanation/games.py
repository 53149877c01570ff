"""A game played over worlds: every coalition up to eight players, orders of arrival beyond."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.explanation.bench import Bench, Variant
from detente.explanation.players import Player, switches_for
from detente.explanation.shapley import all_coalitions, exact, from_orders, orders, prefixes
from detente.projection.draws import BLOCK, stream

Floats = NDArray[np.float64]
MOST_EXACT = 8
"""Players up to which every coalition is run."""


@dataclass(frozen=True, slots=True)
class Probe:
    """A change looked at: a reading's position, and the last state of its window."""

    reading: int
    last: int


@dataclass(frozen=True, slots=True)
class Played:
    """A game that has been played.

    Attributes
    ----------
    method : "exact" or "permutations".
    start, nobody, everybody : (worlds, probes) the reading at the window's first state, and at its last
        without and with every player.
    shares : (players, worlds, probes); they sum to `everybody - nobody` in every world.
    """

    method: str
    start: Floats
    nobody: Floats
    everybody: Floats
    shares: Floats


def play(bench: Bench, players: tuple[Player, ...], first: int, probes: Sequence[Probe], name: str) -> Played:
    """Play a game.

    Parameters
    ----------
    first : the window's first state, from which on players may be left out.
    name : of the game, for the stream its orders are drawn from.
    """
    if len(players) <= MOST_EXACT:
        worths, start = _worths(bench, lambda _: _coalitions(bench, players, first), first, probes)
        shares = exact(worths)
        return Played("exact", start, worths[0], worths[-1], shares)
    return _by_orders(bench, players, first, probes, name)


def _by_orders(
    bench: Bench, players: tuple[Player, ...], first: int, probes: Sequence[Probe], name: str
) -> Played:
    many = len(players)

    def drawn(blocks: range) -> NDArray[np.int64]:
        streams = (stream(bench.settings.seed, block, f"orders/{name}/{first}") for block in blocks)
        return np.concatenate([orders(many, BLOCK, rng) for rng in streams], axis=1)

    def variants(blocks: range) -> list[Variant]:
        ends = np.array([[False] * many, [True] * many])
        found = [_same(bench, players, first, ends, row) for row in (0, 1)]
        for order in drawn(blocks):
            found += [_own(bench, players, first, masks) for masks in prefixes(order)[1:-1]]
        return found

    worths, start = _worths(bench, variants, first, probes)
    worlds = worths.shape[1]
    played = drawn(range(-(-worlds // BLOCK)))[:, :worlds]
    gains = []
    for number, order in enumerate(played):
        between = worths[2 + number * (many - 1) : 2 + (number + 1) * (many - 1)]
        gains.append(from_orders(order, np.concatenate([worths[:1], between, worths[1:2]])))
    return Played("permutations", start, worths[0], worths[1], np.mean(gains, axis=0))


def _worths(
    bench: Bench, variants: Callable[[range], Sequence[Variant]], first: int, probes: Sequence[Probe]
) -> tuple[Floats, Floats]:
    """Worth of every variant, (variants, worlds, probes), and the readings at the first state."""
    steps = tuple(sorted({first, *(probe.last for probe in probes)}))
    readings = tuple(sorted({probe.reading for probe in probes}))
    found = bench.probe(variants, steps, readings)
    places = [(steps.index(probe.last), readings.index(probe.reading)) for probe in probes]
    worths = np.stack([found[:, :, step, reading] for step, reading in places], axis=-1)
    return worths, np.stack([found[0, :, steps.index(first), reading] for _, reading in places], axis=-1)


def _coalitions(bench: Bench, players: tuple[Player, ...], first: int) -> list[Variant]:
    masks = all_coalitions(len(players))
    return [_same(bench, players, first, masks, row) for row in range(len(masks))]


def _same(
    bench: Bench, players: tuple[Player, ...], first: int, masks: NDArray[np.bool_], row: int
) -> Variant:
    """Every world plays one coalition."""
    switches = switches_for(bench.plan, first, players, masks[row : row + 1])
    return Variant(switches)


def _own(bench: Bench, players: tuple[Player, ...], first: int, masks: NDArray[np.bool_]) -> Variant:
    """Each world plays a coalition of its own."""
    return Variant(switches_for(bench.plan, first, players, masks), np.arange(masks.shape[0]))
