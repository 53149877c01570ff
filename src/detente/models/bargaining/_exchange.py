"""Exchanges of positions between pairs of actors on pairs of issues, in numpy over worlds and compiled."""

from typing import Any, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from detente.models.bargaining.base import Floats

LEAST = 1e-9
"""Gain, as a share of the largest salience times the widest issue, below which an exchange is not worth making."""
EQUAL_GAINS, NASH = 0, 1


class Deal(NamedTuple):
    """The best exchange of each world: who moves on which issue, by how much the outcomes shift, what each gains.

    `giver` moves on issue `gives` towards `taker`, which moves on issue `takes` in return: (worlds,) each.
    """

    giver: NDArray[np.int64]
    taker: NDArray[np.int64]
    gives: NDArray[np.int64]
    takes: NDArray[np.int64]
    given: Floats
    taken: Floats
    giver_gain: Floats
    taker_gain: Floats
    struck: NDArray[np.bool_]


def weights(capability: Floats, salience: Floats) -> Floats:
    """Weight of each actor on each issue, summing to 1 on each: (worlds, actors, issues)."""
    weight = capability[:, :, None] * salience
    whole = weight.sum(axis=1, keepdims=True)
    return np.asarray(np.where(whole > 0, weight / np.where(whole > 0, whole, 1.0), 1.0 / weight.shape[1]))


def best(
    ideal: Floats, now: Floats, weight: Floats, salience: Floats, free: NDArray[np.bool_], rate: int
) -> Deal:
    """Exchange worth most to its two parties in each world.

    Two actors on opposite sides of the expected outcome of two issues trade: each moves on the issue that it cares for less, in
    relation to the other, at most to where the other stands.
    """
    outcome = (weight * now).sum(axis=1)
    off = ideal - outcome[:, None, :]
    opposed = off[:, :, None, :] * off[:, None, :, :] < 0
    may = free & (weight > 0)
    room = np.minimum(
        weight[:, :, None, :] * np.abs(now[:, :, None, :] - ideal[:, None, :, :]), np.abs(off)[:, None, :, :]
    )
    s = salience
    give = np.where(opposed & may[:, :, None, :], room, 0.0)[:, :, :, :, None]
    take = np.where(opposed & may[:, :, None, :], room, 0.0).transpose(0, 2, 1, 3)[:, :, :, None, :]
    i_give, i_take = s[:, :, None, :, None], s[:, :, None, None, :]
    j_give, j_take = s[:, None, :, :, None], s[:, None, :, None, :]
    given, taken = _shifts(give, take, i_give, i_take, j_give, j_take, rate)
    giver_gain, taker_gain = i_take * taken - i_give * given, j_give * given - j_take * taken
    worth = np.minimum(giver_gain, taker_gain)
    issues = np.eye(ideal.shape[2], dtype=bool)
    worth = np.where(issues, 0.0, worth)
    flat = worth.reshape(len(worth), -1)
    pick = flat.argmax(axis=1)
    where = np.unravel_index(pick, worth.shape[1:])
    at = (np.arange(len(worth)), *where)
    width = (ideal.max(axis=1) - ideal.min(axis=1)).max(axis=1)
    struck = worth[at] > LEAST * s.max(axis=(1, 2)) * width
    giver, taker, gives, takes = (np.asarray(part) for part in where)
    return Deal(
        giver, taker, gives, takes, given[at], taken[at], giver_gain[at], taker_gain[at], np.asarray(struck)
    )


def _shifts(
    give: Floats, take: Floats, i_give: Floats, i_take: Floats, j_give: Floats, j_take: Floats, rate: int
) -> tuple[Floats, Floats]:
    """Shifts of the two outcomes at the rate agreed, at most as far as each can move its own."""
    both_give, both_take = i_give + j_give, i_take + j_take
    if rate == EQUAL_GAINS:
        ratio = np.divide(
            both_take, both_give, out=np.zeros_like(give * take), where=both_give + 0 * take > 0
        )
    else:
        one = np.divide(
            i_take, i_give, out=np.full_like(give * take, -1.0), where=i_give + 0 * take * give > 0
        )
        two = np.divide(
            j_take, j_give, out=np.full_like(give * take, -1.0), where=j_give + 0 * take * give > 0
        )
        ratio = np.where((one >= 0) & (two >= 0), (one + two) / 2.0, 0.0)
    taken = np.where(
        ratio > 0, np.minimum(take, np.divide(give, ratio, out=np.zeros_like(ratio), where=ratio > 0)), 0.0
    )
    return ratio * taken, taken


def settle(
    position: Floats, capability: Floats, salience: Floats, rate: int
) -> tuple[Floats, list[tuple[Deal, Floats]]]:
    """Outcomes after all exchanges, `(worlds, issues)`, and the exchanges in turn, each with the positions after it."""
    weight = weights(capability, salience)
    now, free, deals = position.copy(), np.ones(position.shape, dtype=bool), []
    worlds = np.arange(len(position))
    for _ in range(position.shape[1] * position.shape[2]):
        deal = best(position, now, weight, salience, free, rate)
        if not deal.struck.any():
            break
        for who, other, issue, shift in (
            (deal.giver, deal.taker, deal.gives, deal.given),
            (deal.taker, deal.giver, deal.takes, deal.taken),
        ):
            at = (worlds, who, issue)
            step = np.divide(shift, weight[at], out=np.zeros_like(shift), where=weight[at] > 0)
            towards = np.sign(position[worlds, other, issue] - now[at])
            now[at] = np.where(deal.struck, now[at] + towards * step, now[at])
            free[at] &= ~deal.struck
        deals.append((deal, now.copy()))
    return (weight * now).sum(axis=1), deals


@njit(cache=True, nogil=True, error_model="numpy")
def settle_all(position: Any, capability: Any, salience: Any, rate: Any) -> Any:
    """Outcomes after all exchanges, compiled: (worlds, issues)."""
    worlds, actors, issues = position.shape
    outcomes = np.empty((worlds, issues))
    weight, outcome = np.empty((actors, issues)), np.empty(issues)
    for world in range(worlds):
        ideal, care = position[world], salience[world]
        most, width = 0.0, 0.0
        for a in range(issues):
            whole = 0.0
            for i in range(actors):
                weight[i, a] = capability[world, i] * care[i, a]
                whole += weight[i, a]
                most = max(most, care[i, a])
            for i in range(actors):
                weight[i, a] = weight[i, a] / whole if whole > 0.0 else 1.0 / actors
            width = max(width, ideal[:, a].max() - ideal[:, a].min())
        now = ideal.copy()
        free = np.ones((actors, issues), np.bool_)
        for _ in range(actors * issues):
            for a in range(issues):
                outcome[a] = 0.0
                for i in range(actors):
                    outcome[a] += weight[i, a] * now[i, a]
            worth, i, j, a, b, given, taken = search(ideal, now, weight, care, free, outcome, rate)
            if worth <= LEAST * most * width:
                break
            now[i, a] += np.sign(ideal[j, a] - now[i, a]) * given / weight[i, a]
            now[j, b] += np.sign(ideal[i, b] - now[j, b]) * taken / weight[j, b]
            free[i, a] = False
            free[j, b] = False
        for a in range(issues):
            outcomes[world, a] = 0.0
            for i in range(actors):
                outcomes[world, a] += weight[i, a] * now[i, a]
    return outcomes


@njit(cache=True, nogil=True, error_model="numpy")
def search(ideal: Any, now: Any, weight: Any, care: Any, free: Any, outcome: Any, rate: Any) -> Any:
    """The exchange worth most in one world: worth, giver, taker, the two issues, the two shifts."""
    actors, issues = ideal.shape
    found = (0.0, 0, 0, 0, 0, 0.0, 0.0)
    for i in range(actors):
        for j in range(actors):
            for a in range(issues):
                off = (ideal[i, a] - outcome[a]) * (ideal[j, a] - outcome[a])
                if not (off < 0.0 and free[i, a] and weight[i, a] > 0.0):
                    continue
                give = min(weight[i, a] * abs(now[i, a] - ideal[j, a]), abs(ideal[j, a] - outcome[a]))
                for b in range(issues):
                    off = (ideal[i, b] - outcome[b]) * (ideal[j, b] - outcome[b])
                    if a == b or not (off < 0.0 and free[j, b] and weight[j, b] > 0.0):
                        continue
                    take = min(weight[j, b] * abs(now[j, b] - ideal[i, b]), abs(ideal[i, b] - outcome[b]))
                    ratio = 0.0
                    if rate == EQUAL_GAINS:
                        if care[i, a] + care[j, a] > 0.0:
                            ratio = (care[i, b] + care[j, b]) / (care[i, a] + care[j, a])
                    elif care[i, a] > 0.0 and care[j, a] > 0.0:
                        ratio = (care[i, b] / care[i, a] + care[j, b] / care[j, a]) / 2.0
                    if ratio <= 0.0:
                        continue
                    taken = min(take, give / ratio)
                    given = ratio * taken
                    worth = min(
                        care[i, b] * taken - care[i, a] * given, care[j, a] * given - care[j, b] * taken
                    )
                    if worth > found[0]:
                        found = (worth, i, j, a, b, given, taken)
    return found
