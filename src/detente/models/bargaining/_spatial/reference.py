"""The spatial model of politics in plain numpy, every world at once; the kernel is held equal to it."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from detente.models.bargaining._spatial.rules import (
    DECIMALS,
    FIRST_STEP,
    LEAST_GAIN,
    LEAST_PULL,
    LEAST_STRENGTH,
    LEAST_SUPPORT,
    NEAR_HALF,
    NOISE,
    SAME,
    SCALE,
    TIE,
    Rules,
)
from detente.models.bargaining.base import Floats

Flags = NDArray[np.bool_]


class Table(NamedTuple):
    """What does not change over turns: capability (worlds, actors), salience as shares (worlds, actors, dimensions)."""

    capability: Floats
    salience: Floats

    @property
    def care(self) -> Floats:
        """Sum of an actor's saliences, which is the chance that it resists: (worlds, actors)."""
        return np.asarray(self.salience.sum(axis=2))


class Turn(NamedTuple):
    """One turn; bargains are between initiator i and receiver j, (worlds, i, j).

    `made` tells which bargains are proposed, `gain` and `chance` what the initiator expects of challenging, `first` and `second`
    (worlds, i, j, dimensions) where each would stand, `kept` (worlds, actors, options) the options an actor takes: it stays, or
    it takes what it received or proposed.
    """

    positions: Floats
    risk: Floats
    gain: Floats
    chance: Floats
    made: Flags
    first: Floats
    second: Floats
    odds: Floats
    kept: Flags


def table_of(capability: Floats, salience: Floats, rules: Rules) -> Table:
    """Capability with the strongest at 100, salience as shares; where nothing weighs, all weigh alike and care fully."""
    care = salience.sum(axis=2)
    none = (capability * care).sum(axis=1) <= 0
    capability = np.where(none[:, None], 1.0, capability)
    capability = capability * (100.0 / capability.max(axis=1, keepdims=True))
    salience = np.where(none[:, None, None], 1.0, salience)
    top = salience.sum(axis=2).max(axis=1)
    scale = np.where(top <= 1.0, 1.0, np.maximum(top, 100.0)) if rules.resistance == 0 else top
    scale = np.where(none, top, scale)
    return Table(capability, salience / scale[:, None, None])


def distance(x: Floats, y: Floats, salience: Floats) -> Floats:
    """Distance of points y from ideals x, weighted by the squared saliences of x's owner; 0 where it does not care."""
    squares = ((salience * (x - y)) ** 2).sum(axis=-1)
    whole = (salience**2).sum(axis=-1)
    ratio = np.divide(squares, whole, out=np.zeros_like(squares), where=whole > 0)
    return np.asarray(np.sqrt(ratio))


def utility(far: Floats, risk: Floats) -> Floats:
    """Utility of a position at a distance in [0, 1], bent by an attitude to risk in [-1, 1]."""
    return np.asarray((1.0 - far) * (1.0 + np.minimum(far, 1.0) * risk))


def vote(weight: Floats, first: Floats, second: Floats, rules: Rules) -> Floats:
    """Influence exerted for the first of two options, given their utilities."""
    more = first - second
    more = np.where(np.abs(more) < NOISE, 0.0, more)
    if rules.voting == 0:
        return weight * more
    threshold = np.clip(more / 1e-8, -1.0, 1.0)
    match rules.voting:
        case 1:
            response = threshold
        case 2:
            response = 0.8 * more + 0.2 * threshold
        case 3:
            response = 0.5 * more + 0.5 * more**3
        case 4:
            response = more**3
        case _:
            response = np.where(more > 0, 2.0 * more / 3.0, more)
    return weight * response


def strengths(weight: Floats, utilities: Floats, rules: Rules) -> Floats:
    """Strength of the coalition for option m over option n, `(worlds, m, n)`, from utilities (worlds, actors, options)."""
    options = utilities.shape[2]
    pro = np.full((len(weight), options, options), LEAST_STRENGTH)
    con = pro.copy()
    for k in range(
        weight.shape[1]
    ):  # voter by voter: all at once would take the cube of the actors in memory
        first, second = utilities[:, k, :, None], utilities[:, k, None, :]
        cast = vote(weight[:, k, None, None], first, second, rules)
        pro += np.maximum(cast, 0.0)
        con += np.maximum(-cast, 0.0)
    lower = np.tri(pro.shape[1], k=-1, dtype=bool)
    upper = lower.T
    return np.where(lower, pro, np.where(upper, con.transpose(0, 2, 1), LEAST_STRENGTH))


def victories(strength: Floats, rules: Rules) -> Floats:
    """Chance that option m beats option n."""
    mine, theirs = strength, strength.transpose(0, 2, 1)
    if rules.victory == 4:
        share = mine / (mine + theirs)
        between = np.clip((share * 2.1 - 1.0) / 0.1, 0.0, 1.0)
        sure = 1.0 / (1.0 + 1e-6)
        chance = np.where(mine >= 1.1 * theirs, sure, np.where(theirs >= 1.1 * mine, 1.0 - sure, between))
    else:
        power = (1, 2, 4, 8)[rules.victory]
        top = np.maximum(mine, theirs)
        chance = (mine / top) ** power / ((mine / top) ** power + (theirs / top) ** power)
    diagonal = np.eye(strength.shape[1], dtype=bool)
    return np.where(diagonal, 0.5, chance)


def elect(strength: Floats, stands: Flags, rules: Rules) -> Floats:
    """Chance that each option prevails: (worlds, options); options that do not stand have none."""
    both = stands[:, :, None] & stands[:, None, :]
    chance = victories(strength, rules)
    if rules.election == 0:
        odds = np.where(both, chance, 1.0).prod(axis=2) * stands
        return np.asarray(odds / odds.sum(axis=1, keepdims=True))
    chance = np.where(both, chance, 0.0)
    count = stands.sum(axis=1)[:, None]
    odds = stands / count
    if rules.election == 1:
        drive = np.where(both, strength * chance, 0.0) + 1e-10 * np.eye(strength.shape[1])
        comes = drive / drive.sum(axis=1, keepdims=True)
    resting = np.zeros(len(odds), dtype=bool)
    for _ in range(1000):
        if rules.election == 1:
            faces = odds[:, :, None] * comes.transpose(0, 2, 1)
            after = (chance * (faces + faces.transpose(0, 2, 1))).sum(axis=2)
            tolerance = 1e-8
        else:
            after = (chance * (odds[:, :, None] + odds[:, None, :])).sum(axis=2) / count
            tolerance = 1e-6
        change = np.abs(after - odds).max(axis=1)
        odds = np.where(resting[:, None], odds, (odds + after) / 2.0)
        resting |= change <= tolerance
        if resting.all():
            break
    return np.asarray(odds)


def attitudes(odds: Floats, rules: Rules) -> Floats:
    """Attitude to risk from the chance to prevail: the likeliest winner takes risks; 0 where all are equally likely."""
    low, high = odds.min(axis=1, keepdims=True), odds.max(axis=1, keepdims=True)
    if rules.risk_range == 0:
        top, bottom = 3.0 * odds - (high + 2.0 * low), 2.0 * (high - low)
    elif rules.risk_range == 1:
        top, bottom = odds - low, high - low
    else:
        top, bottom = 2.0 * odds - (high + low), high - low
    spread = (high - low > TIE) & (bottom > 0)
    return np.asarray(np.divide(top, bottom, out=np.zeros_like(odds), where=spread))


def challenges(seen: Floats, table: Table, rules: Rules) -> tuple[Floats, Floats]:
    """Chance and gain of i challenging j as a judge sees it: `seen[w, i, k, m]`, the utility to k of m as i's judge sees it."""
    actors = seen.shape[1]
    weight = table.capability * table.care
    own = np.einsum("wiii->wi", seen)[:, :, None]
    other = np.einsum("wiim->wim", seen)
    third_i = np.einsum("wiki->wik", seen)
    own_k = np.einsum("wikk->wik", seen)
    mine = vote(weight[:, :, None], own, other, rules)
    theirs = vote(weight[:, None, :], third_i, own_k, rules)
    pro = LEAST_SUPPORT + np.maximum(mine, 0.0) + np.maximum(theirs, 0.0)
    con = LEAST_SUPPORT + np.maximum(-mine, 0.0) + np.maximum(-theirs, 0.0)
    whole_pro, whole_con = pro.copy(), con.copy()
    index = np.arange(actors)
    for n in range(actors):
        w = weight[:, n][:, None, None]
        to_i, to_j, to_n = third_i[:, :, n][:, :, None], seen[:, :, n, :], own_k[:, :, n][:, :, None]
        leaning = vote(w, to_i, to_j, rules)
        near = pro + np.maximum(leaning, 0.0)
        chance = near / (near + con + np.maximum(-leaning, 0.0))
        lost, won = (to_n, to_n) if rules.commitment == 1 else (to_j, to_i)
        joins = chance * (2.0 * to_i + (to_n if rules.commitment < 2 else to_i)) + (1.0 - chance) * (
            2.0 * to_j + lost
        )
        against = chance * (2.0 * to_i + won) + (1.0 - chance) * (
            2.0 * to_j + (to_n if rules.commitment < 2 else to_j)
        )
        cast = vote(w, joins, against, rules)
        is_third = (index[:, None] != n) & (index[None, :] != n)
        whole_pro += np.where(is_third, np.maximum(cast, 0.0), 0.0)
        whole_con += np.where(is_third, np.maximum(-cast, 0.0), 0.0)
    chance = whole_pro / (whole_pro + whole_con)
    contest = chance * 2.0 * own + (1.0 - chance) * 2.0 * other
    resist = table.care[:, None, :]
    return chance, (1.0 - resist) * 2.0 * own + resist * contest - (own + other)


def interpolate(x: Floats, chance: Floats, table: Table, rules: Rules) -> tuple[Floats, Floats]:
    """Where i and j would stand after a bargain: (worlds, i, j, dimensions) each."""
    at_i, at_j = x[:, :, None, :], x[:, None, :, :]
    care_i, care_j = table.salience[:, :, None, :], table.salience[:, None, :, :]
    p = chance[..., None]
    if rules.interpolation == 2:
        up, down = np.maximum(1.0 - 2.0 * p, 0.0), np.maximum(2.0 * p - 1.0, 0.0)
        share_i = up * care_j**2 / (up * care_j**2 + LEAST_PULL + (1.0 - up) * care_i**2)
        share_j = down * care_i**2 / (down * care_i**2 + LEAST_PULL + (1.0 - down) * care_j**2)
        return at_i + share_i * (at_j - at_i), at_j + share_j * (at_i - at_j)
    power = 2 if rules.interpolation == 0 else 1
    pull_i, pull_j = (care_i * p) ** power, (care_j * (1.0 - p)) ** power
    whole = pull_i + LEAST_PULL + pull_j
    low, high = np.minimum(at_i, at_j), np.maximum(at_i, at_j)
    first = rounded(((pull_i + LEAST_PULL) * at_i + pull_j * at_j) / whole, rules)
    second = rounded((pull_i * at_i + (LEAST_PULL + pull_j) * at_j) / whole, rules)
    return np.clip(first, low, high), np.clip(second, low, high)


def rounded(share: Floats, rules: Rules) -> Floats:
    """Four decimals, halves up or to the even."""
    parts = share * DECIMALS
    if rules.rounding == 0:
        return np.asarray(np.floor(0.5 + parts) / DECIMALS)
    whole = np.floor(parts)
    is_half = np.abs(parts - whole - 0.5) < NEAR_HALF
    return np.asarray(np.where(is_half, whole + whole % 2, np.floor(0.5 + parts)) / DECIMALS)


def perceived(far: Floats, risk: Floats, rules: Rules) -> Floats:
    """Utility to k of m's position as h sees it, `(worlds, h, k, m)`: others' attitudes are anchored in one's own."""
    anchored = (1.0 - rules.seen) * risk[:, :, None] + rules.seen * risk[:, None, :]
    return utility(far[:, None, :, :], anchored[:, :, :, None])


def attitudes_of(x: Floats, table: Table, rules: Rules) -> tuple[Floats, Floats]:
    """Distances between all (worlds, i, j), and attitudes to risk from an election among risk-neutral actors."""
    far = distance(x[:, :, None, :], x[:, None, :, :], table.salience[:, :, None, :])
    every = np.ones(x.shape[:2], dtype=bool)
    odds = elect(strengths(table.capability, 1.0 - far, rules), every, rules)
    return far, attitudes(odds, rules)


def play(x: Floats, table: Table, rules: Rules) -> Turn:
    """One turn from positions x on [0, 1]: (worlds, actors, dimensions)."""
    worlds, actors, _ = x.shape
    far, risk = attitudes_of(x, table, rules)
    seen = perceived(far, risk, rules)
    chance, gain = challenges(seen, table, rules)
    made = targets(gain, rules)
    first, second = proposals(x, seen, chance, table, rules)
    stays = utility(far, risk[:, :, None])
    utilities = [bargain_utilities(x, stays, risk, table, a, b) for a, b in zip(first, second, strict=True)]
    after, kept = x.copy(), np.zeros((worlds, actors, 2 * actors * len(first)), bool)
    odds = np.zeros(kept.shape)
    for k in range(actors):
        option, stand, place, order = options_of(k, x, stays, made, utilities, first, second)
        order = order[stand[:, order].any(axis=0)]
        won = elect(strengths(table.capability, option[:, :, order], rules), stand[:, order], rules)
        odds[:, k, order] = won
        kept[:, k, order] = winners(won, stand[:, order], rules)
        share = kept[:, k] / kept[:, k].sum(axis=1, keepdims=True)
        shared = (share[:, :, None] * place).sum(axis=1)
        several = kept[:, k].sum(axis=1)[:, None] > 1
        low = np.where(kept[:, k, :, None], place, np.inf).min(axis=1)
        high = np.where(kept[:, k, :, None], place, -np.inf).max(axis=1)
        after[:, k] = np.where(several, np.clip(rounded(shared, rules), low, high), low)
    return Turn(after, risk, gain, chance, made, first[0], second[0], odds, kept)


def targets(gain: Floats, rules: Rules) -> Flags:
    """Whom each actor challenges: the target worth most, if worth it at all."""
    actors = gain.shape[1]
    gain = np.where(np.eye(actors, dtype=bool), -np.inf, gain)
    best = gain.max(axis=2, keepdims=True)
    slack = TIE if rules.ties == 0 else NOISE
    made = (gain >= best - slack) & (best > LEAST_GAIN)
    return np.asarray(made if rules.ties == 0 else made & (np.cumsum(made, axis=2) == 1))


def proposals(
    x: Floats, seen: Floats, chance: Floats, table: Table, rules: Rules
) -> tuple[list[Floats], list[Floats]]:
    """Bargains between i and j as the initiator reads them, the receiver as well, or a compromise of both."""
    first, second = interpolate(x, chance, table, rules)
    if rules.proposal == 0:
        return [first], [second]
    theirs = np.empty_like(chance)
    for j in range(chance.shape[1]):
        judged = np.repeat(seen[:, j : j + 1], chance.shape[1], axis=1)
        theirs[:, :, j] = challenges(judged, table, rules)[0][:, :, j]
    first_j, second_j = interpolate(x, theirs, table, rules)
    if rules.proposal == 1:
        return [first, first_j], [second, second_j]
    weight = table.capability * table.care
    own, other = weight[:, :, None, None], weight[:, None, :, None]
    whole = np.where(own + other > 0, own + other, 1.0)
    share = np.where(own + other > 0, own / whole, 0.5)
    return [share * first + (1.0 - share) * first_j], [share * second + (1.0 - share) * second_j]


def bargain_utilities(
    x: Floats, stays: Floats, risk: Floats, table: Table, first: Floats, second: Floats
) -> Floats:
    """Mean utility over all positions to each actor a if i and j bargain: (worlds, a, i, j)."""
    actors = x.shape[1]
    moved = np.zeros((len(x), actors, actors, actors))
    for place in (first, second):
        far = distance(x[:, :, None, None, :], place[:, None], table.salience[:, :, None, None, :])
        moved += utility(far, risk[:, :, None, None])
    whole = stays.sum(axis=2)[:, :, None, None]
    return np.asarray((whole - stays[:, :, :, None] - stays[:, :, None, :] + moved) / actors)


def options_of(
    k: int,
    x: Floats,
    stays: Floats,
    made: Flags,
    utilities: list[Floats],
    first: list[Floats],
    second: list[Floats],
) -> tuple[Floats, Flags, Floats, NDArray[np.int64]]:
    """Options of actor k: utilities (worlds, actors, options), which stand, where k would be, and their order of proposal."""
    actors = x.shape[1]
    option, stand, place, order = [], [], [], []
    for number, (values, a, b) in enumerate(zip(utilities, first, second, strict=True)):
        received, standing, there = values[:, :, :, k].copy(), made[:, :, k].copy(), b[:, :, k, :].copy()
        received[:, :, k] = stays.mean(axis=2)
        there[:, k] = x[:, k]
        standing[:, k] = number == 0
        option += [received, values[:, :, k, :]]
        stand += [standing, made[:, k, :]]
        place += [there, a[:, k, :, :]]
        order += [
            np.arange(actors) + number / 4.0,
            np.full(actors, k + 0.5) + np.arange(actors) / (4.0 * actors),
        ]
    return (
        np.concatenate(option, axis=2),
        np.concatenate(stand, axis=1),
        np.concatenate(place, axis=1),
        np.argsort(np.concatenate(order), kind="stable"),
    )


def winners(odds: Floats, stand: Flags, rules: Rules) -> Flags:
    """Options most likely to prevail; of ties the first proposed, or all."""
    best = odds.max(axis=1, keepdims=True)
    won = stand & (odds >= best - (TIE if rules.ties == 0 else NOISE))
    return np.asarray(won if rules.ties == 0 else won & (np.cumsum(won, axis=1) == 1))


def prevailing(x: Floats, table: Table, rules: Rules) -> Floats:
    """Chance that each actor's position prevails: (worlds, actors); actors at one position share one chance."""
    far, risk = attitudes_of(x, table, rules)
    apart = np.sqrt(((x[:, :, None, :] - x[:, None, :, :]) ** 2).sum(axis=-1))
    alike = apart < SAME
    actors = x.shape[1]
    unique = np.ones(x.shape[:2], dtype=bool)
    for i in range(1, actors):
        unique[:, i] = ~(alike[:, i, :i] & unique[:, :i]).any(axis=1)
    even = rules._replace(voting=0)
    odds = elect(strengths(table.capability, utility(far, risk[:, :, None]), even), unique, even)
    ranks = np.where(alike & unique[:, None, :], np.arange(actors), -1)
    return np.take_along_axis(odds, ranks.max(axis=2), axis=1)


def step_length(x: Floats, y: Floats) -> Floats:
    """How far all actors together are apart in two states: (worlds,)."""
    return np.asarray(np.sqrt(((x - y) ** 2).sum(axis=2)).sum(axis=1))


def settle(position: Floats, capability: Floats, salience: Floats, rules: Rules) -> Floats:
    """Outcome of each world when actors come to rest: (worlds, dimensions), points."""
    table = table_of(capability, salience, rules)
    x = position / SCALE
    going, first = np.arange(len(x)), np.zeros(len(x))
    for number in range(1, rules.rounds + 1):
        here = Table(table.capability[going], table.salience[going])
        after = play(x[going], here, rules).positions
        length = step_length(x[going], after)
        x[going] = after
        if number == 1:
            first[going] = length + FIRST_STEP
        else:
            going = going[length / first[going] >= rules.rest]
        if not len(going):
            break
    return forecast(x, table, rules)


def forecast(x: Floats, table: Table, rules: Rules) -> Floats:
    """Position most likely to prevail, the mean of those that tie; or the mean weighted by those chances: points."""
    odds = prevailing(x, table, rules)
    if rules.outcome == 0:
        odds = np.where(odds >= odds.max(axis=1, keepdims=True) - TIE, 1.0, 0.0)
    share = odds / odds.sum(axis=1, keepdims=True)
    return np.asarray((share[:, :, None] * x).sum(axis=1) * SCALE)
