"""The spatial model of politics compiled: challenges, bargains and elections among them, world by world."""

from typing import Any

import numpy as np
from numba import njit

from detente.models.bargaining._spatial.elections import elect, gather, vote
from detente.models.bargaining._spatial.rules import (
    DECIMALS,
    FIRST_STEP,
    LEAST_GAIN,
    LEAST_PULL,
    LEAST_SUPPORT,
    NEAR_HALF,
    NOISE,
    SAME,
    SCALE,
    TIE,
)

compiled = njit(cache=True, nogil=True, error_model="numpy")


@compiled
def settle_all(position: Any, capability: Any, salience: Any, rules: Any) -> Any:
    """Outcome of each world when actors come to rest, as `reference.settle`: (worlds, dimensions)."""
    worlds, actors, dimensions = position.shape
    outcome = np.empty((worlds, dimensions))
    for world in range(worlds):
        power, share = weigh(capability[world], salience[world], rules)
        x = position[world] / SCALE
        first = 0.0
        for number in range(1, rules.rounds + 1):
            after = play(x, power, share, rules)
            length = 0.0
            for i in range(actors):
                squares = 0.0
                for d in range(dimensions):
                    squares += (after[i, d] - x[i, d]) ** 2
                length += np.sqrt(squares)
            x = after
            if number == 1:
                first = length + FIRST_STEP
            elif length / first < rules.rest:
                break
        outcome[world] = forecast(x, power, share, rules)
    return outcome


@compiled
def weigh(capability: Any, salience: Any, rules: Any) -> Any:
    """Capability with the strongest at 100, and salience as shares."""
    power, share = capability.copy(), salience.copy()
    total, top = 0.0, 0.0
    for i in range(power.shape[0]):
        care = 0.0
        for d in range(share.shape[1]):
            care += share[i, d]
        total += power[i] * care
        top = max(top, care)
    if total <= 0.0:
        power[:] = 100.0
        share[:] = 1.0 / share.shape[1]
        return power, share
    power *= 100.0 / power.max()
    if rules.resistance == 0:
        top = 1.0 if top <= 1.0 else max(top, 100.0)
    share /= top
    return power, share


@compiled
def distance(x: Any, y: Any, care: Any) -> Any:
    """Distance of y from x, weighted by squared saliences; 0 where there are none."""
    squares, whole = 0.0, 0.0
    for d in range(x.shape[0]):
        squares += (care[d] * (x[d] - y[d])) ** 2
        whole += care[d] ** 2
    return np.sqrt(squares / whole) if whole > 0.0 else 0.0


@compiled
def utility(far: Any, risk: Any) -> Any:
    """Utility of a position at a distance, bent by an attitude to risk."""
    return (1.0 - far) * (1.0 + min(far, 1.0) * risk)


@compiled
def set_risk(x: Any, power: Any, care: Any, rules: Any, far: Any, risk: Any) -> None:
    """Distances, and attitudes to risk from an election among risk-neutral actors."""
    actors = x.shape[0]
    near, strength, chance = (
        np.empty((actors, actors)),
        np.empty((actors, actors)),
        np.empty((actors, actors)),
    )
    for i in range(actors):
        for j in range(actors):
            far[i, j] = distance(x[i], x[j], care[i])
            near[j, i] = 1.0 - far[i, j]
    gather(power, near, actors, rules.voting, strength)
    elect(strength, actors, rules, chance, risk)
    low, high = risk.min(), risk.max()
    for i in range(actors):
        if high - low <= TIE:
            risk[i] = 0.0
        elif rules.risk_range == 0:
            risk[i] = (3.0 * risk[i] - (high + 2.0 * low)) / (2.0 * (high - low))
        elif rules.risk_range == 1:
            risk[i] = (risk[i] - low) / (high - low)
        else:
            risk[i] = (2.0 * risk[i] - (high + low)) / (high - low)


@compiled
def challenge(judge: Any, i: Any, j: Any, far: Any, risk: Any, weight: Any, resist: Any, rules: Any) -> Any:
    """Chance and gain of i challenging j, as a judge sees it."""
    own_i = anchored(judge, i, risk, rules)
    own_j = anchored(judge, j, risk, rules)
    uii, uij = utility(far[i, i], own_i), utility(far[i, j], own_i)
    uji, ujj = utility(far[j, i], own_j), utility(far[j, j], own_j)
    mine = vote(weight[i], uii, uij, rules.voting)
    theirs = vote(weight[j], uji, ujj, rules.voting)
    pro = LEAST_SUPPORT + max(mine, 0.0) + max(theirs, 0.0)
    con = LEAST_SUPPORT + max(-mine, 0.0) + max(-theirs, 0.0)
    whole_pro, whole_con = pro, con
    for n in range(weight.shape[0]):
        if n == i or n == j:  # noqa: SIM109
            continue
        bent = anchored(judge, n, risk, rules)
        to_i, to_j, to_n = utility(far[n, i], bent), utility(far[n, j], bent), utility(far[n, n], bent)
        leaning = vote(weight[n], to_i, to_j, rules.voting)
        near = pro + max(leaning, 0.0)
        chance = near / (near + con + max(-leaning, 0.0))
        if rules.commitment == 0:
            joins = chance * (2.0 * to_i + to_n) + (1.0 - chance) * 3.0 * to_j
            against = chance * 3.0 * to_i + (1.0 - chance) * (2.0 * to_j + to_n)
        elif rules.commitment == 1:
            joins = chance * (2.0 * to_i + to_n) + (1.0 - chance) * (2.0 * to_j + to_n)
            against = joins
        else:
            joins = chance * 3.0 * to_i + (1.0 - chance) * 3.0 * to_j
            against = joins
        cast = vote(weight[n], joins, against, rules.voting)
        whole_pro += max(cast, 0.0)
        whole_con += max(-cast, 0.0)
    chance = whole_pro / (whole_pro + whole_con)
    contest = chance * 2.0 * uii + (1.0 - chance) * 2.0 * uij
    return chance, (1.0 - resist[j]) * 2.0 * uii + resist[j] * contest - (uii + uij)


@compiled
def anchored(judge: Any, i: Any, risk: Any, rules: Any) -> Any:
    """Attitude to risk of i as the judge sees it."""
    return (1.0 - rules.seen) * risk[judge] + rules.seen * risk[i]


@compiled
def interpolate(
    at_i: Any, at_j: Any, care_i: Any, care_j: Any, p: Any, rules: Any, first: Any, second: Any
) -> None:
    """Where i and j would stand after a bargain."""
    for d in range(at_i.shape[0]):
        if rules.interpolation == 2:
            up, down = max(1.0 - 2.0 * p, 0.0), max(2.0 * p - 1.0, 0.0)
            si, sj = care_i[d] ** 2, care_j[d] ** 2
            first[d] = at_i[d] + up * sj / (up * sj + LEAST_PULL + (1.0 - up) * si) * (at_j[d] - at_i[d])
            second[d] = at_j[d] + down * si / (down * si + LEAST_PULL + (1.0 - down) * sj) * (
                at_i[d] - at_j[d]
            )
            continue
        pull_i, pull_j = care_i[d] * p, care_j[d] * (1.0 - p)
        if rules.interpolation == 0:
            pull_i, pull_j = pull_i * pull_i, pull_j * pull_j
        whole = pull_i + LEAST_PULL + pull_j
        low, high = min(at_i[d], at_j[d]), max(at_i[d], at_j[d])
        one = rounded(((pull_i + LEAST_PULL) * at_i[d] + pull_j * at_j[d]) / whole, rules)
        two = rounded((pull_i * at_i[d] + (LEAST_PULL + pull_j) * at_j[d]) / whole, rules)
        first[d], second[d] = min(max(one, low), high), min(max(two, low), high)


@compiled
def rounded(share: Any, rules: Any) -> Any:
    """Four decimals, halves up or to the even."""
    parts = share * DECIMALS
    whole = np.floor(parts)
    if rules.rounding == 1 and abs(parts - whole - 0.5) < NEAR_HALF:
        return (whole + whole % 2.0) / DECIMALS
    return np.floor(0.5 + parts) / DECIMALS


@compiled
def play(x: Any, power: Any, care: Any, rules: Any) -> Any:
    """Positions after one turn: (actors, dimensions)."""
    actors = x.shape[0]
    far, risk = np.empty((actors, actors)), np.empty(actors)
    set_risk(x, power, care, rules, far, risk)
    resist, weight = np.zeros(actors), np.empty(actors)
    for i in range(actors):
        for d in range(x.shape[1]):
            resist[i] += care[i, d]
        weight[i] = power[i] * resist[i]
    pairs, first, second = propose(x, far, risk, weight, resist, care, rules)
    value = worth(x, far, risk, care, pairs, first, second)
    return resolve(x, far, risk, power, pairs, first, second, value, rules)


@compiled
def propose(x: Any, far: Any, risk: Any, weight: Any, resist: Any, care: Any, rules: Any) -> Any:
    """Bargains proposed in this turn: who to whom (bargains, 2), and where each would stand (bargains, dimensions)."""
    actors, dimensions = x.shape
    chance, gain = np.empty((actors, actors)), np.empty((actors, actors))
    most = 0
    for i in range(actors):
        for j in range(actors):
            if i != j:
                chance[i, j], gain[i, j] = challenge(i, i, j, far, risk, weight, resist, rules)
    chosen = np.zeros((actors, actors), np.bool_)
    for i in range(actors):
        best = LEAST_GAIN
        for j in range(actors):
            if j != i:
                best = max(best, gain[i, j])
        if best <= LEAST_GAIN:
            continue
        slack = TIE if rules.ties == 0 else NOISE
        for j in range(actors):
            if j != i and gain[i, j] >= best - slack:
                chosen[i, j] = True
                most += 1
                if rules.ties == 1:
                    break
    copies = 2 if rules.proposal == 1 else 1
    pairs = np.empty((most * copies, 2), np.int64)
    first, second = np.empty((most * copies, dimensions)), np.empty((most * copies, dimensions))
    other_first, other_second = np.empty(dimensions), np.empty(dimensions)
    count = 0
    for i in range(actors):
        for j in range(actors):
            if not chosen[i, j]:
                continue
            pairs[count] = i, j
            interpolate(x[i], x[j], care[i], care[j], chance[i, j], rules, first[count], second[count])
            if rules.proposal > 0:
                theirs, _ = challenge(j, i, j, far, risk, weight, resist, rules)
                interpolate(x[i], x[j], care[i], care[j], theirs, rules, other_first, other_second)
            if rules.proposal == 1:
                count += 1
                pairs[count] = i, j
                first[count], second[count] = other_first, other_second
            elif rules.proposal == 2:
                whole = weight[i] + weight[j]
                share = weight[i] / whole if whole > 0.0 else 0.5
                first[count] = share * first[count] + (1.0 - share) * other_first
                second[count] = share * second[count] + (1.0 - share) * other_second
            count += 1
    return pairs, first, second


@compiled
def worth(x: Any, far: Any, risk: Any, care: Any, pairs: Any, first: Any, second: Any) -> Any:
    """Mean utility of all positions to each actor if a bargain is kept, in the last row if none is: (bargains + 1, actors)."""
    actors, bargains = x.shape[0], pairs.shape[0]
    value = np.empty((bargains + 1, actors))
    for a in range(actors):
        whole = 0.0
        for n in range(actors):
            whole += utility(far[a, n], risk[a])
        value[bargains, a] = whole / actors
        for b in range(bargains):
            i, j = pairs[b]
            moved = utility(distance(x[a], first[b], care[a]), risk[a])
            moved += utility(distance(x[a], second[b], care[a]), risk[a])
            left = utility(far[a, i], risk[a]) + utility(far[a, j], risk[a])
            value[b, a] = (whole - left + moved) / actors
    return value


@compiled
def resolve(
    x: Any, far: Any, risk: Any, power: Any, pairs: Any, first: Any, second: Any, value: Any, rules: Any
) -> Any:
    """Where each actor stands after the elections among the bargains that it is in: (actors, dimensions)."""
    actors, bargains = x.shape[0], pairs.shape[0]
    after = x.copy()
    options = np.empty(bargains + 1, np.int64)
    low, high = np.empty(x.shape[1]), np.empty(x.shape[1])
    utilities = np.empty((bargains + 1, actors))
    size = bargains + 1 if bargains < 2 * actors or rules.ties == 0 else 2 * actors + 1
    strength, chance, odds = np.empty((size, size)), np.empty((size, size)), np.empty(size)
    for k in range(actors):
        count = 0
        stayed = False
        for b in range(bargains + 1):
            i = pairs[b, 0] if b < bargains else actors
            if not stayed and i >= k:  # staying comes after what was received from those before k
                options[count] = bargains
                count += 1
                stayed = True
            if b < bargains and (i == k or pairs[b, 1] == k):
                options[count] = b
                count += 1
        if count == 1:
            continue
        for m in range(count):
            utilities[m] = value[options[m]]
        gather(power, utilities, count, rules.voting, strength)
        elect(strength, count, rules, chance, odds)
        best = 0.0
        for m in range(count):
            best = max(best, odds[m])
        slack = TIE if rules.ties == 0 else NOISE
        taken = 0
        for m in range(count):
            if odds[m] < best - slack:
                continue
            b = options[m]
            for d in range(x.shape[1]):
                place = x[k, d]
                if b < bargains:
                    place = first[b, d] if pairs[b, 0] == k else second[b, d]
                low[d] = place if taken == 0 else min(low[d], place)
                high[d] = place if taken == 0 else max(high[d], place)
                after[k, d] = place if taken == 0 else after[k, d] + place
            taken += 1
            if rules.ties == 1:
                break
        if taken > 1:
            for d in range(x.shape[1]):
                after[k, d] = min(max(rounded(after[k, d] / taken, rules), low[d]), high[d])
    return after


@compiled
def prevailing(x: Any, power: Any, care: Any, rules: Any) -> Any:
    """Chance that each actor's position prevails; actors at one position share one chance: (actors,)."""
    actors = x.shape[0]
    far, risk = np.empty((actors, actors)), np.empty(actors)
    set_risk(x, power, care, rules, far, risk)
    place, unique = np.empty(actors, np.int64), np.empty(actors, np.int64)
    count = 0
    for i in range(actors):
        place[i] = -1
        for m in range(count):
            if apart(x[i], x[unique[m]]) < SAME:
                place[i] = m
        if place[i] < 0:
            unique[count], place[i] = i, count
            count += 1
    utilities = np.empty((count, actors))
    for m in range(count):
        for k in range(actors):
            utilities[m, k] = utility(far[k, unique[m]], risk[k])
    strength, chance, odds = np.empty((count, count)), np.empty((count, count)), np.empty(count)
    gather(power, utilities, count, 0, strength)
    elect(strength, count, rules, chance, odds)
    shared = np.empty(actors)
    for i in range(actors):
        for m in range(count):  # near several unique positions, the last of them counts, as in the toolkit
            if apart(x[i], x[unique[m]]) < SAME:
                place[i] = m
        shared[i] = odds[place[i]]
    return shared


@compiled
def apart(x: Any, y: Any) -> Any:
    """Plain distance."""
    squares = 0.0
    for d in range(x.shape[0]):
        squares += (x[d] - y[d]) ** 2
    return np.sqrt(squares)


@compiled
def forecast(x: Any, power: Any, care: Any, rules: Any) -> Any:
    """Position most likely to prevail, or the mean weighted by those chances: points."""
    odds = prevailing(x, power, care, rules)
    if rules.outcome == 0:
        best = odds.max()
        for i in range(odds.shape[0]):
            odds[i] = 1.0 if odds[i] >= best - TIE else 0.0
    found = np.zeros(x.shape[1])
    for i in range(odds.shape[0]):
        found += odds[i] * x[i]
    return found / odds.sum() * SCALE
