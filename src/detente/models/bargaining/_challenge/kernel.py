"""The challenge model compiled: all pairs of actors, world by world, in scratch arrays made once."""

from typing import Any

import numpy as np
from numba import njit

from detente.models.bargaining._challenge.rules import (
    CAPITULATION,
    COMPROMISE,
    CONFRONTATION,
    NARROW,
    NO_OFFER,
    TIE,
)

compiled = njit(cache=True, nogil=True, error_model="numpy")
FAR = 1e300


@compiled
def settle_all(position: Any, capability: Any, salience: Any, rules: Any) -> Any:
    """Outcome of each world after all rounds, as `reference.settle`: (worlds,)."""
    worlds, actors = position.shape
    outcome = np.empty(worlds)
    square = np.empty((7, actors, actors))
    line = np.empty((7, actors))
    for world in range(worlds):
        x = position[world].copy()
        weigh(capability[world], salience[world], rules, line)
        low, high = ends(x)
        width, start = high - low, high - low
        for _ in range(rules.rounds):
            if rules.range == 1:
                low, high = ends(x)
                width = high - low
            if width <= NARROW * start:
                break
            play(x, width, rules, square, line)
        if rules.outcome == 1:
            outcome[world] = mean(x, line[0])
        else:
            outcome[world] = median(x, line[0])
    return outcome


@compiled
def ends(x: Any) -> Any:
    """Lowest and highest position."""
    low, high = x[0], x[0]
    for i in range(1, x.shape[0]):
        low, high = min(low, x[i]), max(high, x[i])
    return low, high


@compiled
def weigh(capability: Any, salience: Any, rules: Any, line: Any) -> None:
    """Write vote weights into line 0 and chances of resistance into line 1."""
    actors = capability.shape[0]
    top, most = 0.0, 0.0
    for i in range(actors):
        top = max(top, salience[i])
        most = max(most, capability[i] * salience[i])
    scale = top
    if rules.resistance == 1:
        scale = 1.0 if top <= 1.0 else max(top, 100.0)
    for i in range(actors):
        if most > 0.0:
            line[0, i] = capability[i] * salience[i] / most
            line[1, i] = salience[i] / scale
        else:
            line[0, i] = 1.0
            line[1, i] = 1.0


@compiled
def play(x: Any, width: Any, rules: Any, square: Any, line: Any) -> None:
    """One round in place: positions `x` move."""
    actors = x.shape[0]
    weight, resist, exponent, at, target = line[0], line[1], line[2], line[3], line[4]
    apart, backed, chance, log_near, log_far, bent = (
        square[0], square[1], square[2], square[3], square[4], square[5],
    )  # fmt: skip
    for i in range(actors):
        at[i] = x[i] / width
    for i in range(actors):
        for j in range(actors):
            apart[i, j] = abs(at[i] - at[j])
    for i in range(actors):
        for j in range(i):
            near = min(apart[i, j], 1.0)
            log_near[i, j] = np.log(0.5 - 0.5 * near)
            log_far[i, j] = np.log(0.5 + 0.5 * near)
            log_near[j, i], log_far[j, i] = log_near[i, j], log_far[i, j]
        log_near[i, i] = log_far[i, i] = np.log(0.5)
    count_votes(apart, weight, backed)
    set_chances(backed, apart, rules, chance)
    mu = mean(at, weight) if rules.reference == 1 else median(at, weight)
    set_risk(at, apart, backed, chance, mu, resist, weight, rules, exponent, square[6])
    if rules.vote_curve == 1:
        for i in range(actors):
            for j in range(i):
                log_apart = np.log(apart[i, j]) if apart[i, j] > 0.0 else -FAR
                bent[i, j] = np.exp(exponent[i] * log_apart)
                bent[j, i] = np.exp(exponent[j] * log_apart)
            bent[i, i] = 0.0
        count_votes(bent, weight, backed)
        set_chances(backed, apart, rules, chance)
    mine, theirs = square[5], square[6]
    for i in range(actors):
        stays = 2.0 - 4.0 * 0.5 ** exponent[i]
        for j in range(actors):
            success = 2.0 - 4.0 * np.exp(exponent[i] * log_near[i, j])
            failure = 2.0 - 4.0 * np.exp(exponent[i] * log_far[i, j])
            stand, withstand = resist[j], resist[i]
            if rules.resists == 1:
                stand, withstand = withstand, stand
            mine[i, j] = gain(chance[i, j], success, failure, stand, rules.status_quo * stays)
            theirs[i, j] = gain(chance[j, i], success, failure, withstand, rules.status_quo * stays)
            if rules.status_quo < 1.0:
                mine[i, j] -= drifted(abs(at[i] - mu) + apart[i, j], exponent[i], rules)
                theirs[i, j] -= drifted(abs(at[j] - mu) + apart[i, j], exponent[i], rules)
    if rules.perspective == 1:
        for i in range(actors):
            for j in range(actors):
                theirs[i, j] = mine[j, i]
    for i in range(actors):
        target[i] = at[i]
    for i in range(actors):
        step, moves = respond(i, at, target, mine, theirs, apart, rules, line[5], line[6])
        if moves:
            x[i] = (at[i] + step) * width
            if rules.update == 1:
                target[i] = at[i] + step


@compiled
def count_votes(apart: Any, weight: Any, backed: Any) -> None:
    """Votes for i over j into `backed[i, j]`; `apart[k, i]` is how far i is from voter k."""
    actors = weight.shape[0]
    for i in range(actors):
        backed[i, i] = 0.0
        for j in range(i):
            backed[i, j] = 0.0
            backed[j, i] = 0.0
    for k in range(actors):
        for i in range(actors):
            here = apart[k, i]
            for j in range(actors):
                backed[i, j] += weight[k] * max(apart[k, j] - here, 0.0)


@compiled
def set_chances(backed: Any, apart: Any, rules: Any, chance: Any) -> None:
    """Chance that i prevails over j into `chance[i, j]`."""
    actors = backed.shape[0]
    whole = 0.0
    if rules.probability == 1:
        for i in range(actors):
            for j in range(actors):
                whole += backed[i, j] + backed[j, i]
    for i in range(actors):
        for j in range(actors):
            if apart[i, j] > TIE:
                total = backed[i, j] + backed[j, i] if rules.probability == 0 else whole
                won = backed[i, j] if rules.votes == 0 else max(backed[i, j] - backed[j, i], 0.0)
                chance[i, j] = won / total if total > 0.0 else 0.5
            else:
                chance[i, j] = 0.0


@compiled
def gain(chance: Any, success: Any, failure: Any, resist: Any, stays: Any) -> Any:
    """Gain expected from one challenge over an opponent who stays put with the weight in `stays`."""
    return resist * (chance * success + (1.0 - chance) * failure) + (1.0 - resist) * success - stays


@compiled
def drifted(way: Any, exponent: Any, rules: Any) -> Any:
    """What is given up if the other would have moved by itself; `way` is how far both are from where it would go."""
    way = min(way, 2.0)
    better = 2.0 - 4.0 * (0.5 - 0.25 * way) ** exponent
    worse = 2.0 - 4.0 * (0.5 + 0.25 * way) ** exponent
    moves = (1.0 - rules.status_quo) * (rules.improves * better + (1.0 - rules.improves) * worse)
    return moves if rules.moving_term == 0 else -moves


@compiled
def set_risk(
    at: Any, apart: Any, backed: Any, chance: Any, mu: Any, resist: Any, weight: Any, rules: Any, exponent: Any, danger: Any
) -> None:  # fmt: skip
    """Exponents of the actors' utilities; `danger[i, k]` is scratch."""
    actors = at.shape[0]
    for i in range(actors):
        exponent[i] = 1.0
    if rules.risk == 2:
        return
    if rules.risk == 1:
        for i in range(actors):
            total = 0.0
            for j in range(actors):
                if j != i:
                    stand = resist[i] if rules.resists == 0 else resist[j]
                    far = 2.0 * min(apart[j, i], 1.0)
                    total += gain(chance[j, i], far, -far, stand, 0.0)
                    if rules.status_quo < 1.0:
                        total -= drifted(abs(at[j] - mu) + apart[j, i], 1.0, rules)
            danger[0, i] = total
        low, high = ends(danger[0])
        for i in range(actors):
            exponent[i] = bend(danger[0, i], low, high)
        return
    elsewhere(at, apart, backed, mu, resist, weight, rules, danger)
    for i in range(actors):
        low, high = ends(danger[i])
        exponent[i] = bend(danger[i, i], low, high)


@compiled
def bend(danger: Any, low: Any, high: Any) -> Any:
    """Exponent from where a danger lies between the lowest and the highest; 1 where they do not differ."""
    if high - low <= TIE:
        return 1.0
    attitude = (2.0 * danger - high - low) / (high - low)
    return (1.0 - attitude / 3.0) / (1.0 + attitude / 3.0)


@compiled
def elsewhere(
    at: Any, apart: Any, backed: Any, mu: Any, resist: Any, weight: Any, rules: Any, danger: Any
) -> None:  # fmt: skip
    """Danger of i at the position of k into `danger[i, k]`; its own vote moves with it."""
    actors = at.shape[0]
    whole = 0.0
    for i in range(actors):
        for j in range(actors):
            whole += backed[i, j] + backed[j, i]
    if rules.probability == 0 and rules.votes == 0 and rules.resists == 0 and rules.status_quo == 1.0:
        plain_dangers(apart, backed, backed.T.copy(), resist, weight, danger)
        return
    for i in range(actors):
        for k in range(actors):
            total_danger = 0.0
            for j in range(actors):
                if j == i:
                    continue
                nearer = apart[i, k] - apart[i, j]
                pro = max(backed[j, k] - weight[i] * max(nearer, 0.0), 0.0)
                con = max(backed[k, j] - weight[i] * max(-nearer, 0.0) + weight[i] * apart[j, k], 0.0)
                odds = 0.0
                if apart[j, k] > TIE:
                    total = pro + con if rules.probability == 0 else whole
                    won = pro if rules.votes == 0 else max(pro - con, 0.0)
                    odds = won / total if total > TIE else 0.5
                stand = resist[i] if rules.resists == 0 else resist[j]
                far = 2.0 * min(apart[j, k], 1.0)
                total_danger += gain(odds, far, -far, stand, 0.0)
                if rules.status_quo < 1.0:
                    total_danger -= drifted(abs(at[j] - mu) + apart[j, k], 1.0, rules)
            danger[i, k] = total_danger


@njit(cache=True, nogil=True, error_model="numpy", fastmath={"reassoc", "contract", "nsz", "nnan"})
def plain_dangers(apart: Any, backed: Any, flipped: Any, resist: Any, weight: Any, danger: Any) -> None:
    """`elsewhere` under the rules of the text, in loops without branches that a processor takes several at a time."""
    actors = weight.shape[0]
    for i in range(actors):
        own, stand = weight[i], 2.0 * resist[i]
        for k in range(actors):
            away, total = apart[i, k], 0.0
            for j in range(actors):
                nearer, gap = away - apart[i, j], apart[k, j]
                pro = max(flipped[k, j] - own * max(nearer, 0.0), 0.0)
                con = max(backed[k, j] - own * max(-nearer, 0.0) + own * gap, 0.0)
                odds = pro / (pro + con) if pro + con > TIE else 0.5
                odds = odds if gap > TIE else 0.0
                total += 2.0 * min(gap, 1.0) * (1.0 - stand * (1.0 - odds))
            nearer, gap = away, apart[k, i]  # but i is no danger to itself
            pro = max(flipped[k, i] - own * max(nearer, 0.0), 0.0)
            con = max(backed[k, i] - own * max(-nearer, 0.0) + own * gap, 0.0)
            odds = pro / (pro + con) if pro + con > TIE else 0.5
            odds = odds if gap > TIE else 0.0
            danger[i, k] = total - 2.0 * min(gap, 1.0) * (1.0 - stand * (1.0 - odds))


@compiled
def respond(
    i: Any, at: Any, target: Any, mine: Any, theirs: Any, apart: Any, rules: Any, kinds: Any, keys: Any
) -> Any:
    """How far actor i moves, and whether it takes an offer at all; `kinds` and `keys` are scratch."""
    actors = at.shape[0]
    first_kind, most, best = 4, 0.0, FAR
    for j in range(actors):
        kinds[j] = offered(i, j, mine, theirs, apart, rules)
        if kinds[j] != NO_OFFER:
            first_kind = min(first_kind, int(kinds[j]))
        if apart[i, j] > TIE:
            most = max(most, theirs[i, j])
    for j in range(actors):
        keys[j] = FAR
        if rules.choice == 2:
            if apart[i, j] > TIE and theirs[i, j] > TIE and theirs[i, j] >= most - TIE:
                keys[j] = apart[i, j]
        elif kinds[j] != NO_OFFER and (rules.choice == 0 or kinds[j] == first_kind):
            keys[j] = rank(i, j, at, mine, theirs, apart, kinds[j], rules)
        best = min(best, keys[j])
    if best >= FAR / 2.0:
        return 0.0, False
    step, count = 0.0, 0
    for j in range(actors):
        if keys[j] <= best + TIE:
            if kinds[j] != NO_OFFER:
                share = abs(mine[i, j]) / theirs[i, j] if kinds[j] == COMPROMISE else 1.0
                step += share * (target[j] - at[i])
                count += 1
            if rules.ties == 1:
                break
    return (step / count, True) if count else (0.0, False)


@compiled
def rank(i: Any, j: Any, at: Any, mine: Any, theirs: Any, apart: Any, kind: Any, rules: Any) -> Any:
    """What i ranks an offer of j by, the least first: the way it would go, or a weighted position."""
    own, other = mine[i, j], theirs[i, j]
    if kind != COMPROMISE:
        return apart[i, j]
    if rules.choice == 1 and rules.compromises == 1:
        return (abs(own) * at[i] + abs(other) * at[j]) / (abs(own) + abs(other))
    return apart[i, j] * abs(own) / other


@compiled
def offered(i: Any, j: Any, mine: Any, theirs: Any, apart: Any, rules: Any) -> Any:
    """What j offers i."""
    if apart[i, j] <= TIE or theirs[i, j] <= TIE:
        return NO_OFFER
    own, other = mine[i, j], theirs[i, j]
    if own > TIE and other > own + TIE:
        return CONFRONTATION
    if own < -TIE and other > -own + TIE:
        return COMPROMISE
    if own < -TIE and other < -own - TIE and rules.capitulation == 0:
        return CAPITULATION
    return NO_OFFER


@compiled
def mean(x: Any, weight: Any) -> Any:
    """Weighted mean."""
    total, moment = 0.0, 0.0
    for i in range(x.shape[0]):
        total += weight[i]
        moment += weight[i] * x[i]
    return moment / total


@compiled
def median(x: Any, weight: Any) -> Any:
    """Weighted median; an exact tie takes the midpoint."""
    actors = x.shape[0]
    order = np.argsort(x, kind="mergesort")
    total = 0.0
    for rank in range(actors):
        total += weight[order[rank]]
    half, slack, running = total / 2.0, TIE * total, 0.0
    for rank in range(actors):
        running += weight[order[rank]]
        if running >= half - slack:
            here = x[order[rank]]
            after = rank + 1
            while after < actors and running <= half + slack:
                running += weight[order[after]]
                if running > half + slack or after == actors - 1:
                    return (here + x[order[after]]) / 2.0
                after += 1
            return here
    return x[order[actors - 1]]
