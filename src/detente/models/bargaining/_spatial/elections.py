"""Votes, coalitions and probabilistic elections, compiled: shared by positions and bargains."""

from typing import Any

import numpy as np
from numba import njit

from detente.models.bargaining._spatial.rules import LEAST_STRENGTH, NOISE

compiled = njit(cache=True, nogil=True, error_model="numpy")


@compiled
def vote(weight: Any, first: Any, second: Any, voting: Any) -> Any:
    """Influence exerted for the first of two options, given their utilities."""
    more = first - second
    if abs(more) < NOISE:
        return 0.0
    if voting == 0:
        return weight * more
    threshold = min(max(more / 1e-8, -1.0), 1.0)
    if voting == 1:
        return weight * threshold
    if voting == 2:
        return weight * (0.8 * more + 0.2 * threshold)
    if voting == 3:
        return weight * (0.5 * more + 0.5 * more * more * more)
    if voting == 4:
        return weight * more * more * more
    return weight * (2.0 * more / 3.0 if more > 0.0 else more)


@compiled
def gather(weight: Any, utilities: Any, count: Any, voting: Any, strength: Any) -> None:
    """Strength of the coalition for option m over option n into `strength[m, n]`; utilities are (options, actors)."""
    for m in range(count):
        strength[m, m] = LEAST_STRENGTH
        for n in range(m):
            pro, con = LEAST_STRENGTH, LEAST_STRENGTH
            for k in range(weight.shape[0]):
                cast = vote(weight[k], utilities[m, k], utilities[n, k], voting)
                pro += max(cast, 0.0)
                con += max(-cast, 0.0)
            strength[m, n], strength[n, m] = pro, con


@compiled
def victory(mine: Any, theirs: Any, law: Any) -> Any:
    """Chance that the first of two coalitions wins."""
    if law == 0:
        return mine / (mine + theirs)
    if law == 4:
        if mine >= 1.1 * theirs:
            return 1.0 / (1.0 + 1e-6)
        if theirs >= 1.1 * mine:
            return 1e-6 / (1.0 + 1e-6)
        return min(max((mine / (mine + theirs) * 2.1 - 1.0) / 0.1, 0.0), 1.0)
    top = max(mine, theirs)
    a, b = (mine / top) ** 2, (theirs / top) ** 2
    if law >= 2:
        a, b = a * a, b * b
    if law == 3:
        a, b = a * a, b * b
    return a / (a + b)


@compiled
def elect(strength: Any, count: Any, rules: Any, chance: Any, odds: Any) -> None:
    """Chance that each option prevails into `odds[:count]`; `chance` is scratch."""
    for m in range(count):
        chance[m, m] = 0.5
        for n in range(m):
            chance[m, n] = victory(strength[m, n], strength[n, m], rules.victory)
            chance[n, m] = 1.0 - chance[m, n]
    if rules.election == 0:
        whole = 0.0
        for m in range(count):
            product = 1.0
            for n in range(count):
                product *= chance[m, n]
            odds[m] = product
            whole += product
        for m in range(count):
            odds[m] /= whole
    else:
        wander(strength, count, rules, chance, odds)


@compiled
def wander(strength: Any, count: Any, rules: Any, chance: Any, odds: Any) -> None:
    """Long-run odds of a Markov process of challenges, by incentive or evenly."""
    comes = np.empty((count, count))
    after = np.empty(count)
    for n in range(count):
        whole = 0.0
        for m in range(count):
            comes[m, n] = strength[m, n] * chance[m, n]
            if m == n:
                comes[m, n] += 1e-10
            whole += comes[m, n]
        for m in range(count):
            comes[m, n] = comes[m, n] / whole if rules.election == 1 else 1.0 / count
    for m in range(count):
        odds[m] = 1.0 / count
    tolerance = 1e-8 if rules.election == 1 else 1e-6
    for _ in range(1000):
        change = 0.0
        for m in range(count):
            total = 0.0
            for n in range(count):
                total += chance[m, n] * (odds[m] * comes[n, m] + odds[n] * comes[m, n])
            after[m] = total
            change = max(change, abs(total - odds[m]))
        for m in range(count):
            odds[m] = (odds[m] + after[m]) / 2.0
        if change <= tolerance:
            break
