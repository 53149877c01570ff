"""The challenge model in plain numpy, every world at once: the kernel is held equal to it, and accounts are told from it."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from detente.models.bargaining._challenge.rules import (
    CAPITULATION,
    COMPROMISE,
    CONFRONTATION,
    NARROW,
    NO_OFFER,
    TIE,
    Rules,
)
from detente.models.bargaining.base import Floats

Ints = NDArray[np.int64]
FAR = 1e300


class Table(NamedTuple):
    """What does not change over rounds: vote weight and chance of resistance (worlds, actors), width of the scale (worlds,)."""

    weight: Floats
    resist: Floats
    width: Floats


class Played(NamedTuple):
    """One round: arrays (worlds, actors) or, for offers from j to i, (worlds, i, j).

    `place` is where i would stand, `own` and `other` the gains i expects for itself and for j, `taken` the offers i moved by.
    """

    positions: Floats
    exponent: Floats
    kind: Ints
    place: Floats
    own: Floats
    other: Floats
    taken: NDArray[np.bool_]


def table_of(position: Floats, capability: Floats, salience: Floats, rules: Rules) -> Table:
    """Weights and chances of resistance; where nothing weighs, all weigh alike and resist for sure."""
    weight = capability * salience
    none = weight.sum(axis=1, keepdims=True) <= 0
    weight = np.where(none, 1.0, weight)
    top = salience.max(axis=1, keepdims=True)
    scale = top if rules.resistance == 0 else np.where(top <= 1.0, 1.0, np.maximum(top, 100.0))
    resist = np.where(none, 1.0, salience / np.where(scale > 0, scale, 1.0))
    weight = weight / weight.max(axis=1, keepdims=True)
    return Table(weight, resist, position.max(axis=1) - position.min(axis=1))


def play(position: Floats, table: Table, rules: Rules) -> Played:
    """One round of challenges."""
    width = table.width
    if rules.range == 1:
        width = position.max(axis=1) - position.min(axis=1)
    still = width <= NARROW * table.width
    unit = np.where(still, 1.0, width)
    x = position / unit[:, None]
    apart = np.abs(x[:, :, None] - x[:, None, :])
    backed = votes(apart, table.weight)
    chance = probability(backed, apart, rules)
    mu = reference(x, table.weight, rules)
    exponent = risk(x, apart, backed, chance, mu, table, rules)
    if rules.vote_curve == 1:
        chance = probability(votes(apart ** exponent[:, :, None], table.weight), apart, rules)
    mine = expected(chance, apart, mu, x, exponent[:, :, None], table, rules)
    if rules.perspective == 0:
        theirs = expected(chance, apart, mu, x, exponent[:, None, :], table, rules).transpose(0, 2, 1)
    else:
        theirs = mine.transpose(0, 2, 1)
    kind = kinds(mine, theirs, apart, rules)
    taken, share = choose(x, kind, mine, theirs, apart, rules)
    taken &= ~still[:, None, None]
    moved = np.where(taken.any(axis=2), move(x, taken, share, rules) * unit[:, None], position)
    place = (x[:, :, None] + share * (x[:, None, :] - x[:, :, None])) * unit[:, None, None]
    return Played(moved, exponent, kind, place, mine, theirs, taken)


def votes(apart: Floats, weight: Floats) -> Floats:
    """Votes for i over j, `(worlds, i, j)`: how much nearer i is, over those it is nearer to; voters come first in `apart`."""
    backed = np.zeros(apart.shape)
    for k in range(apart.shape[1]):  # voter by voter: all at once would take the cube of the actors in memory
        nearer = apart[:, k, None, :] - apart[:, k, :, None]
        backed += weight[:, k, None, None] * np.maximum(nearer, 0.0)
    return backed


def probability(backed: Floats, apart: Floats, rules: Rules) -> Floats:
    """Chance that i prevails over j; 0 between equals, one half where nobody votes."""
    against = backed.transpose(0, 2, 1)
    mine = backed if rules.votes == 0 else np.maximum(backed - against, 0.0)
    if rules.probability == 0:
        whole = backed + against
    else:
        whole = np.broadcast_to((backed + against).sum(axis=(1, 2))[:, None, None], backed.shape)
    chance = np.divide(mine, whole, out=np.full_like(mine, 0.5), where=whole > 0)
    return np.asarray(np.where(apart > TIE, chance, 0.0))


def reference(x: Floats, weight: Floats, rules: Rules) -> Floats:
    """Position towards which others are thought to drift: (worlds,)."""
    if rules.reference == 1:
        return np.asarray((weight * x).sum(axis=1) / weight.sum(axis=1))
    return median(x, weight)


def median(x: Floats, weight: Floats) -> Floats:
    """Weighted median of each world; an exact tie takes the midpoint."""
    order = np.argsort(x, axis=1, kind="stable")
    ordered = np.take_along_axis(x, order, axis=1)
    running = np.cumsum(np.take_along_axis(weight, order, axis=1), axis=1)
    half, slack = running[:, -1:] / 2.0, TIE * running[:, -1:]
    worlds = np.arange(len(x))
    lower = ordered[worlds, (running >= half - slack).argmax(axis=1)]
    upper = ordered[worlds, np.minimum((running <= half + slack).sum(axis=1), x.shape[1] - 1)]
    return np.asarray(np.where(upper > lower, (lower + upper) / 2.0, lower))


def expected(
    chance: Floats, apart: Floats, mu: Floats, x: Floats, exponent: Floats, table: Table, rules: Rules
) -> Floats:
    """Gain i expects from challenging j, `(worlds, i, j)`, with utilities bent by `exponent`."""
    success = 2.0 - 4.0 * (0.5 - 0.5 * np.minimum(apart, 1.0)) ** exponent
    failure = 2.0 - 4.0 * (0.5 + 0.5 * np.minimum(apart, 1.0)) ** exponent
    stays = 2.0 - 4.0 * 0.5**exponent
    resist = table.resist[:, None, :] if rules.resists == 0 else table.resist[:, :, None]
    gain = resist * (chance * success + (1.0 - chance) * failure) + (1.0 - resist) * success
    gain = gain - rules.status_quo * stays
    if rules.status_quo < 1.0:
        drift = np.minimum(np.abs(x - mu[:, None])[:, :, None] + apart, 2.0)
        better = 2.0 - 4.0 * (0.5 - 0.25 * drift) ** exponent
        worse = 2.0 - 4.0 * (0.5 + 0.25 * drift) ** exponent
        moves = (1.0 - rules.status_quo) * (rules.improves * better + (1.0 - rules.improves) * worse)
        gain = gain - moves if rules.moving_term == 0 else gain + moves
    return np.asarray(gain)


def risk(
    x: Floats, apart: Floats, backed: Floats, chance: Floats, mu: Floats, table: Table, rules: Rules
) -> Floats:
    """Exponent of each actor's utilities, from 1/2 (risk taking) to 2 (risk averse); 1 where dangers do not differ."""
    neutral = np.ones_like(x)
    if rules.risk == 2:
        return neutral
    gain = expected(chance, apart, mu, x, np.ones((1, 1, 1)), table, rules)
    diagonal = np.einsum("wii->wi", gain)
    danger = gain.sum(axis=1) - diagonal
    if rules.risk == 1:
        low, high = danger.min(axis=1, keepdims=True), danger.max(axis=1, keepdims=True)
    else:
        imagined = elsewhere(x, apart, backed, mu, table, rules)
        danger = np.einsum("wii->wi", imagined)
        low, high = imagined.min(axis=2), imagined.max(axis=2)
    spread = high - low
    attitude = np.divide(2.0 * danger - high - low, spread, out=np.zeros_like(x), where=spread > TIE)
    return np.asarray((1.0 - attitude / 3.0) / (1.0 + attitude / 3.0))


def elsewhere(x: Floats, apart: Floats, backed: Floats, mu: Floats, table: Table, rules: Rules) -> Floats:
    """Danger i would be in at k's position: `(worlds, i, k)`; its own vote moves with it."""
    actors = x.shape[1]
    whole = (backed + backed.transpose(0, 2, 1)).sum(axis=(1, 2))[:, None, None]
    danger = np.empty((len(x), actors, actors))
    for i in range(actors):
        nearer = apart[:, i, None, :] - apart[:, i, :, None]
        own = table.weight[:, i, None, None]
        pro = backed - own * np.maximum(nearer, 0.0)
        con = backed.transpose(0, 2, 1) - own * np.maximum(-nearer, 0.0) + own * apart
        pro = np.maximum(pro, 0.0)
        con = np.maximum(con, 0.0)
        mine = pro if rules.votes == 0 else np.maximum(pro - con, 0.0)
        total = pro + con if rules.probability == 0 else np.broadcast_to(whole, pro.shape)
        chance = np.divide(mine, total, out=np.full_like(mine, 0.5), where=total > TIE)
        chance = np.where(apart > TIE, chance, 0.0)
        there = (
            table._replace(resist=np.broadcast_to(table.resist[:, i : i + 1], x.shape))
            if rules.resists == 0
            else table
        )
        gain = expected(chance, apart, mu, x, np.ones((1, 1, 1)), there, rules)
        gain[:, i, :] = 0.0
        danger[:, i, :] = gain.sum(axis=1)
    return danger


def kinds(mine: Floats, theirs: Floats, apart: Floats, rules: Rules) -> Ints:
    """What i is offered by j: by the signs and sizes of what each expects from challenging the other."""
    live = (apart > TIE) & (theirs > TIE)
    kind = np.full(mine.shape, NO_OFFER, dtype=np.int64)
    kind[live & (mine > TIE) & (theirs > mine + TIE)] = CONFRONTATION
    kind[live & (mine < -TIE) & (theirs > -mine + TIE)] = COMPROMISE
    if rules.capitulation == 0:
        kind[live & (mine < -TIE) & (theirs < -mine - TIE)] = CAPITULATION
    return kind


def choose(
    x: Floats, kind: Ints, mine: Floats, theirs: Floats, apart: Floats, rules: Rules
) -> tuple[NDArray[np.bool_], Floats]:
    """Offers each actor moves by, and the share of the way each leads: `(worlds, i, j)`."""
    share = np.where(kind == NO_OFFER, 0.0, 1.0)
    ratio = np.divide(np.abs(mine), theirs, out=np.zeros_like(mine), where=theirs > TIE)
    share = np.where(kind == COMPROMISE, ratio, share)
    distance = apart * share
    if rules.choice == 2:
        open_to = (apart > TIE) & (theirs > TIE)
        taken = _least(np.where(open_to, -theirs, FAR))
        taken = _least(np.where(taken & open_to, apart, FAR))
    elif rules.choice == 1:
        ranked = np.select(
            [kind == CONFRONTATION, kind == COMPROMISE, kind == CAPITULATION], [1.0, 2.0, 3.0], FAR
        )
        first = ranked == ranked.min(axis=2, keepdims=True)
        key = distance
        if rules.compromises == 1:
            weights = np.abs(mine) + np.abs(theirs)
            top = np.abs(mine) * x[:, :, None] + np.abs(theirs) * x[:, None, :]
            lowest = np.divide(top, weights, out=np.zeros_like(top), where=weights > 0)
            key = np.where(kind == COMPROMISE, lowest, distance)
        taken = _least(np.where(first & (kind != NO_OFFER), key, FAR))
    else:
        taken = _least(np.where(kind != NO_OFFER, distance, FAR))
    if rules.ties == 1:
        taken &= np.cumsum(taken, axis=2) == 1
    return taken & (kind != NO_OFFER), share


def _least(key: Floats) -> NDArray[np.bool_]:
    """Offers within a tie of the least key; none where all are out of reach."""
    least = key.min(axis=2, keepdims=True)
    return np.asarray((key <= least + TIE) & (key < FAR / 2.0))


def move(x: Floats, taken: NDArray[np.bool_], share: Floats, rules: Rules) -> Floats:
    """Positions after the offers taken; in turn, an actor meets those before it where they now stand."""
    count = np.maximum(taken.sum(axis=2), 1)
    if rules.update == 0:
        step = share * (x[:, None, :] - x[:, :, None])
        return np.asarray(x + np.where(taken, step, 0.0).sum(axis=2) / count)
    now = x.copy()
    for i in range(x.shape[1]):
        step = share[:, i, :] * (now - now[:, i, None])
        now[:, i] = now[:, i] + np.where(taken[:, i, :], step, 0.0).sum(axis=1) / count[:, i]
    return now


def settle(position: Floats, capability: Floats, salience: Floats, rules: Rules) -> Floats:
    """Outcome of each world after all rounds: (worlds,)."""
    table = table_of(position, capability, salience, rules)
    now = position
    for _ in range(rules.rounds):
        now = play(now, table, rules).positions
    if rules.outcome == 1:
        return np.asarray((table.weight * now).sum(axis=1) / table.weight.sum(axis=1))
    return median(now, table.weight)
