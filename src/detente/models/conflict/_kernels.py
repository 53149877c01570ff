"""Compiled kernels of the basic stabilities; each passes over the moves of every state once.

What deters a maker is the worst that others can do to him from a state. The worst over all that a coalition can reach,
by any legal sequence of moves, is found for all states at once: states are visited from the worst up, and each hands its
level to all from which it can be reached and that hold none yet. A maker's own moves are closed under composition (two in a
row are one), so that forbidding two moves of one maker in a row forbids nothing, and reaching is plain reachability.
"""

import numpy as np
from numba import njit


@njit(cache=True, nogil=True)
def is_legal(here, there, forward, backward):  # type: ignore[no-untyped-def]
    """Whether a maker with these one-way options may move between two codes of one coset."""
    changed = here ^ there
    return changed != 0 and changed & ((forward & here) | (backward & there)) == 0


@njit(cache=True, nogil=True)
def least_reachable(codes, levels, members, begins, ends, forward, backward, by, worth, order, improving):  # type: ignore[no-untyped-def]
    """Least `worth` of the states that the makers `by` can reach from each state, itself included.

    Parameters
    ----------
    by : (makers,) who may move.
    worth : (states,) what is to be least.
    order : (states,) the states by ascending worth.
    improving : whether only moves count that better their mover at once.
    """
    states = codes.shape[0]
    least = np.full(states, -1, np.int32)
    stack = np.empty(states, np.int32)
    # Where no option is one-way, a coset is walked again only from a state that more members would leave for.
    walked = np.full((levels.shape[0], states), -1, np.int32)
    for source in order:
        if least[source] >= 0:
            continue
        level = worth[source]
        least[source] = level
        stack[0] = source
        size = 1
        while size > 0:
            size -= 1
            there = stack[size]
            for maker in by:
                first = begins[maker, there]
                one_way = (forward[maker] | backward[maker]) != 0
                mine = levels[maker, there] if improving else states
                if not one_way:
                    if walked[maker, first] >= mine:
                        continue
                    walked[maker, first] = mine
                for place in range(first, ends[maker, there]):
                    here = members[maker, place]
                    if least[here] >= 0:
                        continue
                    if improving and mine <= levels[maker, here]:
                        continue
                    if one_way and not is_legal(codes[here], codes[there], forward[maker], backward[maker]):
                        continue
                    least[here] = level
                    stack[size] = here
                    size += 1
    return least


@njit(cache=True, nogil=True)
def worst_after_escape(codes, worth, members, begins, ends, forward, backward):  # type: ignore[no-untyped-def]
    """The best a maker can still have from each state by staying or by one move of his own."""
    best = worth.copy()
    for here in range(codes.shape[0]):
        for place in range(begins[here], ends[here]):
            there = members[place]
            if worth[there] > best[here] and is_legal(codes[here], codes[there], forward, backward):
                best[here] = worth[there]
    return best


@njit(cache=True, nogil=True)
def deterred(codes, levels, members, begins, ends, forward, backward, least, bar):  # type: ignore[no-untyped-def]
    """Whether each improvement of a maker may end no higher than the bar of the state it leaves."""
    holds = np.ones(codes.shape[0], np.bool_)
    for here in range(codes.shape[0]):
        for place in range(begins[here], ends[here]):
            there = members[place]
            if (
                levels[there] > levels[here]
                and least[there] > bar[here]
                and is_legal(codes[here], codes[there], forward, backward)
            ):
                holds[here] = False
                break
    return holds


@njit(cache=True, nogil=True)
def index_of(codes, code):  # type: ignore[no-untyped-def]
    """Index of a code among the feasible ones, or -1."""
    low, high = 0, codes.shape[0]
    while low < high:
        middle = (low + high) // 2
        if codes[middle] < code:
            low = middle + 1
        else:
            high = middle
    return low if low < codes.shape[0] and codes[low] == code else -1


@njit(cache=True, nogil=True)
def count_joint(codes, levels, members, begins, ends, forward, backward, maker):  # type: ignore[no-untyped-def]
    """Largest number of ways in which the others can better themselves at one moment, and the sum over states."""
    most, total = 1.0, 0.0
    for here in range(codes.shape[0]):
        ways = 1.0
        for other in range(levels.shape[0]):
            if other == maker:
                continue
            count = 1
            for place in range(begins[other, here], ends[other, here]):
                there = members[other, place]
                if levels[other, there] > levels[other, here] and is_legal(
                    codes[here], codes[there], forward[other], backward[other]
                ):
                    count += 1
            ways *= count
        most = max(most, ways)
        total += ways * (ends[maker, here] - begins[maker, here])
    return most, total


@njit(cache=True, nogil=True)
def joint_changes(codes, levels, members, begins, ends, forward, backward, maker, here, changes):  # type: ignore[no-untyped-def]
    """Fill `changes` with what the others can change at one moment, each bettering himself or staying; the first is none."""
    size = 1
    changes[0] = 0
    for other in range(levels.shape[0]):
        if other == maker:
            continue
        before = size
        for place in range(begins[other, here], ends[other, here]):
            there = members[other, place]
            if levels[other, there] > levels[other, here] and is_legal(
                codes[here], codes[there], forward[other], backward[other]
            ):
                for index in range(before):
                    changes[size] = changes[index] ^ codes[here] ^ codes[there]
                    size += 1
    return size


@njit(cache=True, nogil=True)
def deterred_at_once(codes, levels, members, begins, ends, forward, backward, maker, worth, most, strict):  # type: ignore[no-untyped-def]
    """Whether each improvement of a maker may turn out no better once others move at the same time."""
    holds = np.ones(codes.shape[0], np.bool_)
    changes = np.empty(most, np.int64)
    for here in range(codes.shape[0]):
        size = 0
        for place in range(begins[maker, here], ends[maker, here]):
            there = members[maker, place]
            if levels[maker, there] <= levels[maker, here]:
                continue
            if not is_legal(codes[here], codes[there], forward[maker], backward[maker]):
                continue
            if size == 0:
                size = joint_changes(
                    codes, levels, members, begins, ends, forward, backward, maker, here, changes
                )
            is_deterred = False
            for index in range(1, size):
                end = index_of(codes, codes[there] ^ changes[index])
                if end >= 0 and worth[end] <= worth[here] - strict:
                    is_deterred = True
                    break
            if not is_deterred:
                holds[here] = False
                break
    return holds
