"""Weighted median: the position at which neither side holds a majority of the weight."""

from dataclasses import replace

import numpy as np
from numba import njit

from detente.core.bargaining_table import BargainingTable
from detente.core.citation import Citation
from detente.core.settlement import Settlement
from detente.models.bargaining._settle import single_shot
from detente.models.bargaining.base import BargainingModel, Choices, Floats


def solve(position: Floats, capability: Floats, salience: Floats, reversion: Floats) -> Floats:
    """Median of the positions weighted by capability times salience; an exact tie takes the midpoint."""
    weight = capability * salience
    weight = np.where(weight.sum(axis=1, keepdims=True) > 0, weight, 1.0)
    order = np.argsort(position, axis=1, kind="stable")
    ordered = np.take_along_axis(position, order, axis=1)
    running = np.cumsum(np.take_along_axis(weight, order, axis=1), axis=1)
    half = running[:, -1:] / 2.0
    worlds = np.arange(len(position))
    lower = ordered[worlds, (running >= half).argmax(axis=1)]
    upper = ordered[worlds, np.minimum((running <= half).sum(axis=1), position.shape[1] - 1)]
    return np.asarray(np.where(upper > lower, (lower + upper) / 2.0, lower))


@njit(cache=True, nogil=True, error_model="numpy")
def one_world(position, capability, salience, reversion):  # type: ignore[no-untyped-def]
    """The outcome in one world: (parties,) each, and a number."""
    parties = position.shape[0]
    weight = capability * salience
    whole = 0.0
    for party in range(parties):
        whole += weight[party]
    if whole <= 0.0:
        weight.fill(1.0)
    order = np.arange(parties)
    for rank in range(
        1, parties
    ):  # few parties: sorting by insertion compiles and runs faster than a library's sort
        mine, place = order[rank], rank
        while place > 0 and position[order[place - 1]] > position[mine]:
            order[place] = order[place - 1]
            place -= 1
        order[place] = mine
    running = 0.0
    total = 0.0
    for rank in range(parties):
        total += weight[order[rank]]
    half = total / 2.0
    for rank in range(parties):
        running += weight[order[rank]]
        if running >= half:
            here = position[order[rank]]
            after = rank + 1
            while after < parties and weight[order[after]] <= 0.0:
                after += 1
            if running == half and after < parties:
                return (here + position[order[after]]) / 2.0
            return here
    return position[order[parties - 1]]


@njit(cache=True, nogil=True, error_model="numpy")
def kernel(position, capability, salience, reversion):  # type: ignore[no-untyped-def]
    """`solve`, compiled."""
    outcome = np.empty(position.shape[0])
    for world in range(position.shape[0]):
        outcome[world] = one_world(position[world], capability[world], salience[world], reversion[world])
    return outcome


def bargain(table: BargainingTable, choices: Choices) -> Settlement:
    """The median, who stands there, and how much weight stands on either side."""
    settled = single_shot(MODEL, table, choices)
    why = []
    for d, dimension in enumerate(table.dimensions):
        weight = table.capability * table.salience[:, d]
        share = weight / weight.sum() if weight.sum() > 0 else np.full(len(weight), 1.0 / len(weight))
        place, line = settled.outcome[d], table.position[:, d]
        there = [name for name, x in zip(table.actors, line, strict=True) if abs(x - place) <= 1e-9]
        who = f"where {', '.join(there[:3])} stands" if there else "midway between two halves"
        below, above = share[line < place - 1e-9].sum(), share[line > place + 1e-9].sum()
        why.append(
            f"{dimension}: {place:.4g}, {who}, has {below:.0%} of the weight below and {above:.0%} above."
        )
    return replace(settled, why=tuple(why))


MODEL = BargainingModel(
    name="weighted_median",
    title="Weighted median voter",
    solve=solve,
    kernel=kernel,
    misleads="With two parties the stronger takes all; on real decisions it loses to the weighted mean by about 5 points.",
    citations=(
        Citation(
            "black1948",
            "Black, D.",
            1948,
            "On the rationale of group decision-making",
            "Journal of Political Economy 56(1), 23-34",
        ),
    ),
    bargain=bargain,
)
