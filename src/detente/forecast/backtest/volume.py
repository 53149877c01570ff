"""Artificial changes of a dyad's events: jumps of volume, surges of hostility, flips of composition.

A jump by f is made by thinning what came before it to 1/f: a random part of real events has the burstiness of
real events, which multiplied counts have not.
"""

from dataclasses import replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from detente.core.series import DyadCounts, WorldTotals
from detente.events.ontology import COOPERATIVE, HOSTILE

Scope = Literal["world", "source", "dyad"]
SCOPES: tuple[Scope, ...] = ("world", "source", "dyad")
JUMP = 2.2
"""Size of the jump of January 2001 in the ICEWS counts of the world."""
SURGE = 3.0
FLIP = 1.5
"""Log-odds by which a flip turns a dyad's composition."""
HOSTILE_ROOTS = slice(HOSTILE[0] - 1, HOSTILE[-1])
COOPERATIVE_ROOTS = slice(COOPERATIVE[0] - 1, COOPERATIVE[-1])


def thinned(counts: DyadCounts, share: float, rng: np.random.Generator) -> DyadCounts:
    """Every event kept with the same chance, in all dyads and the world."""
    kept = rng.binomial(counts.counts.astype(np.int64), share).astype(np.float64)
    world = counts.world and _scaled(counts.world, np.full(len(counts.periods), share))
    return replace(counts, counts=kept, goldstein=None, world=world)


def jumped(
    counts: DyadCounts,
    when: NDArray[np.int64],
    scope: Scope,
    rng: np.random.Generator,
    *,
    factor: float = JUMP,
) -> DyadCounts:
    """Coverage grows by a factor; the composition of events does not change.

    Parameters
    ----------
    counts : of the dyads that are looked at; each is jumped.
    when : (dyads,) first period of the new volume; the same for all where the scope is the world.
    scope : whose coverage grows. The world's totals, which hold thousands of other dyads, follow a jump of the
        world only; a source's jump is a dyad's jump for lines that know no total of the source.
    """
    before = np.arange(len(counts.periods)) < when[:, None]
    part = rng.binomial(counts.counts.astype(np.int64), 1.0 / factor).astype(np.float64)
    kept = np.where(before[:, :, None], part, counts.counts)
    world = counts.world
    if scope == "world" and world is not None:
        world = _scaled(world, np.where(before[0], 1.0 / factor, 1.0))
    return replace(counts, counts=kept, goldstein=None, world=world)


def surged(counts: DyadCounts, when: NDArray[np.int64], *, factor: float = SURGE) -> DyadCounts:
    """Hostile events multiplied from a period on, cooperative ones unchanged.

    Parameters
    ----------
    when : (dyads,) first period of the surge.
    """
    after = np.arange(len(counts.periods)) >= when[:, None]
    made = counts.counts.copy()
    made[:, :, HOSTILE_ROOTS] *= np.where(after, factor, 1.0)[:, :, None]
    return replace(counts, counts=made, goldstein=None)


def flipped(
    counts: DyadCounts, when: NDArray[np.int64], rng: np.random.Generator, *, size: float = FLIP
) -> DyadCounts:
    """Cooperative events recoded as hostile ones from a period on, volume unchanged.

    Parameters
    ----------
    when : (dyads,) first period of the flip.
    size : log-odds by which the dyad's hostile share grows, from its share before.

    Notes
    -----
    With a share p before and p' after, a cooperative event is recoded with chance (p' - p) / (1 - p); its new
    root is drawn from the hostile roots of all dyads.
    """
    after = np.arange(len(counts.periods)) >= when[:, None]
    hostile = counts.counts[:, :, HOSTILE_ROOTS].sum(axis=2)
    other = counts.counts[:, :, COOPERATIVE_ROOTS].sum(axis=2)
    low, high = ((side * ~after).sum(axis=1) + 0.5 for side in (other, hostile))
    return _recoded(counts, when, (high / (high + low))[:, None], size, rng)


def surged_smoothly(counts: DyadCounts, when: NDArray[np.int64], rng: np.random.Generator) -> DyadCounts:
    """Hostile events drawn anew around three times their number and a half: Poisson(3 (h + 1/2)).

    Log-odds of counts are taken with half an event added to either kind. In this reading of "times three" it is
    such a level that is tripled, so that a week without hostility is no longer left as it was.
    """
    hostile = counts.counts[:, :, HOSTILE_ROOTS].sum(axis=2)
    after = np.arange(len(counts.periods)) >= when[:, None]
    drawn = rng.poisson(SURGE * (hostile + 0.5))
    given = rng.multinomial(np.where(after, drawn, 0), _mix(counts))
    made = counts.counts.copy()
    made[:, :, HOSTILE_ROOTS] = np.where(after[:, :, None], given, made[:, :, HOSTILE_ROOTS])
    return replace(counts, counts=made, goldstein=None)


def flipped_by_week(counts: DyadCounts, when: NDArray[np.int64], rng: np.random.Generator) -> DyadCounts:
    """As `flipped`, but from every period's own share (h + 1/2) / (n + 1) and not from the dyad's before."""
    hostile = counts.counts[:, :, HOSTILE_ROOTS].sum(axis=2) + 0.5
    other = counts.counts[:, :, COOPERATIVE_ROOTS].sum(axis=2) + 0.5
    return _recoded(counts, when, hostile / (hostile + other), FLIP, rng)


def _recoded(
    counts: DyadCounts,
    when: NDArray[np.int64],
    share: NDArray[np.float64],
    size: float,
    rng: np.random.Generator,
) -> DyadCounts:
    """Cooperative events made hostile from a period on, so that a share of hostility grows by log-odds."""
    after = np.arange(len(counts.periods)) >= when[:, None]
    turned = 1.0 / (1.0 + (1.0 - share) / share * np.exp(-size))
    chance = np.where(after, (turned - share) / (1.0 - share), 0.0)
    taken = rng.binomial(counts.counts[:, :, COOPERATIVE_ROOTS].astype(np.int64), chance[:, :, None])
    given = rng.multinomial(taken.sum(axis=2), _mix(counts))
    made = counts.counts.copy()
    made[:, :, COOPERATIVE_ROOTS] -= taken
    made[:, :, HOSTILE_ROOTS] += given
    return replace(counts, counts=made, goldstein=None)


def _mix(counts: DyadCounts) -> NDArray[np.float64]:
    """Shares of the hostile roots among the hostile events of all dyads."""
    mix = counts.counts[:, :, HOSTILE_ROOTS].sum(axis=(0, 1)) + 1e-9
    return np.asarray(mix / mix.sum())


def _scaled(world: WorldTotals, factor: NDArray[np.float64]) -> WorldTotals:
    return WorldTotals(world.events * factor, world.hostile * factor, world.trimmed * factor, world.dropped)
