"""A setter and those who must accept, in several dimensions: win-sets of ellipsoids around ideals.

Each voter accepts what is no farther from its ideal than what stands, distance weighted by its own saliences. The setter's
best point in an intersection of such sets is fixed by as few of them as there are dimensions, so the best over all winning
coalitions is found among the best points against one, two or three voters at a time that a winning coalition accepts.
"""

from typing import Any

import numpy as np
from numba import njit

from detente.models.bargaining._setter.line import TIE

compiled = njit(cache=True, nogil=True, error_model="numpy")
SWEEPS, STEPS = 200, 60
GAIN = 1e-12
SLACK = 1e-7
"""Share of a voter's distance to what stands by which a point may lie outside its set: rounding of the search."""
BASIS = 3
"""Voters that may bind at once."""


@compiled
def settle_all(position: Any, capability: Any, salience: Any, reversion: Any, setter: Any, quota: Any) -> Any:
    """What setters propose and get: (worlds, dimensions); reversion -inf lets the setter have its ideal."""
    worlds, actors, dimensions = position.shape
    outcome = np.zeros((worlds, dimensions))
    weight = np.empty(actors)
    ones = np.ones((actors, dimensions))
    for world in range(worlds):
        care = salience[world] if salience[world].max() > 0.0 else ones
        most = 0.0
        for i in range(actors):
            weight[i] = capability[world, i] * care[i].sum()
            most = max(most, weight[i])
        count = 0
        for i in range(actors):
            if i == setter or (setter < 0 and weight[i] >= most * (1.0 - TIE)):
                outcome[world] += best(position[world], capability[world], care, reversion[world], i, quota)
                count += 1
        outcome[world] /= count
    return outcome


@compiled
def best(position: Any, votes: Any, salience: Any, reversion: Any, setter: Any, quota: Any) -> Any:
    """Point the setter likes best among those that a winning coalition accepts: (dimensions,)."""
    actors, dimensions = position.shape
    ideal = position[setter].copy()
    if not np.isfinite(reversion).all():
        return ideal
    care = salience[setter].copy()
    if care.sum() <= 0.0:
        care[:] = 1.0
    radius = np.empty(actors)
    for i in range(actors):
        radius[i] = distance(reversion, position[i], salience[i])
    if is_carried(ideal, position, votes, salience, radius, quota):
        return ideal
    found, least = reversion.copy(), distance(reversion, ideal, care)
    basis = np.empty(BASIS, np.int64)
    alone = np.empty(actors)
    points = np.empty((actors, dimensions))
    for a in range(actors):
        basis[0] = a
        points[a] = against(ideal, care, position, salience, radius, basis[:1])
        alone[a] = distance(points[a], ideal, care)
        if alone[a] < least - GAIN and is_carried(points[a], position, votes, salience, radius, quota):
            found, least = points[a].copy(), alone[a]
    if min(dimensions, actors) < 2:
        return found
    for a in range(actors):
        for b in range(a):
            if max(alone[a], alone[b]) >= least - GAIN:
                continue  # more voters only cost more
            if distance(points[a], position[b], salience[b]) <= radius[b]:
                continue  # b does not bind beside a
            if distance(points[b], position[a], salience[a]) <= radius[a]:
                continue
            basis[0], basis[1] = a, b
            point = against(ideal, care, position, salience, radius, basis[:2])
            far = distance(point, ideal, care)
            if far >= least - GAIN:
                continue
            if is_carried(point, position, votes, salience, radius, quota):
                found, least = point, far
            elif dimensions > 2:
                for c in range(b):
                    if alone[c] < least - GAIN and distance(point, position[c], salience[c]) > radius[c]:
                        basis[2] = c
                        third = against(ideal, care, position, salience, radius, basis)
                        far = distance(third, ideal, care)
                        if far < least - GAIN and is_carried(third, position, votes, salience, radius, quota):
                            found, least = third, far
    return found


@compiled
def distance(point: Any, ideal: Any, care: Any) -> Any:
    """Squared distance weighted by salience."""
    total = 0.0
    for d in range(point.shape[0]):
        total += care[d] * (point[d] - ideal[d]) ** 2
    return total


@compiled
def is_carried(point: Any, position: Any, votes: Any, salience: Any, radius: Any, quota: Any) -> Any:
    """True where voters with the quota accept a point."""
    whole, pro, heads = 0.0, 0.0, 0
    for i in range(votes.shape[0]):
        whole += votes[i]
        if distance(point, position[i], salience[i]) <= radius[i] * (1.0 + SLACK) + 1e-12:
            pro += votes[i]
            heads += 1
    if whole <= 0.0:
        return heads >= (quota - TIE) * votes.shape[0]
    return pro >= (quota - TIE) * whole


@compiled
def against(ideal: Any, care: Any, position: Any, salience: Any, radius: Any, basis: Any) -> Any:
    """Point nearest to the setter's ideal in the sets of a few voters: prices are found one after another until they rest."""
    price = np.zeros(basis.shape[0])
    point = at_prices(ideal, care, position, salience, basis, price)
    for _ in range(SWEEPS):
        moved = 0.0
        for k in range(basis.shape[0]):
            old = price[k]
            price[k] = rest(k, ideal, care, position, salience, radius, basis, price)
            moved = max(moved, abs(price[k] - old) / (1.0 + abs(old)))
        point = at_prices(ideal, care, position, salience, basis, price)
        if moved < 1e-11:
            break
    return point


@compiled
def rest(
    k: Any, ideal: Any, care: Any, position: Any, salience: Any, radius: Any, basis: Any, price: Any
) -> Any:
    """Price of voter k at which it just accepts, the other prices given; 0 where it accepts for nothing.

    The overshoot falls and is convex in the price, so Newton's steps from 0 rise to the root without passing it.
    """
    voter = basis[k]
    value, total = 0.0, price.copy()
    for _ in range(STEPS):
        total[k] = value
        over, slope = -radius[voter], 0.0
        for d in range(ideal.shape[0]):
            pull, moment = care[d], care[d] * ideal[d]
            for n in range(basis.shape[0]):
                own = total[n] * salience[basis[n], d]
                pull += own
                moment += own * position[basis[n], d]
            if pull > 0.0:
                off = moment / pull - position[voter, d]
                over += salience[voter, d] * off * off
                slope -= 2.0 * (salience[voter, d] * off) ** 2 / pull
        if over <= 1e-12 * (1.0 + radius[voter]) or slope >= 0.0:
            break
        value -= over / slope
    return value


@compiled
def at_prices(ideal: Any, care: Any, position: Any, salience: Any, basis: Any, price: Any) -> Any:
    """Point at which the setter's pull and the voters' priced pulls balance."""
    point = np.empty(ideal.shape[0])
    for d in range(ideal.shape[0]):
        pull, moment = care[d], care[d] * ideal[d]
        for k in range(basis.shape[0]):
            own = price[k] * salience[basis[k], d]
            pull += own
            moment += own * position[basis[k], d]
        point[d] = moment / pull if pull > 0.0 else ideal[d]
    return point
