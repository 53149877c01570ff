"""Conflicts for tests: published ones, made-up ones, and a brute-force twin written from the definitions alone."""

import json
from itertools import product

import numpy as np

from detente.core.conflict import Conflict

DIRECTIONS = {"both": "both", "fwd": "forward", "back": "backward"}


def gold(shared, name):
    """A published conflict: the file's content and the same as a conflict."""
    told = json.loads((shared / "gold" / "models" / f"gmcr_{name}.json").read_text("utf-8"))
    return told, conflict_of(told)


def conflict_of(told):
    makers = told["decision_makers"]
    owner = {index: maker["name"] for maker in makers for index in maker["options"]}
    options = [
        {"name": one["name"], "owner": owner[index], "moves": DIRECTIONS[one["direction"]]}
        for index, one in enumerate(told["options"])
    ]
    return Conflict.model_validate(
        {
            "title": told["case"],
            "decision_makers": [maker["name"] for maker in makers],
            "options": options,
            "infeasible": [pattern(condition, len(options)) for condition in told["infeasible"]],
            "preferences": {
                maker["name"]: {"ranking": levels(maker["utility"], told["feasible"])} for maker in makers
            },
        }
    )


def pattern(condition, options):
    letters = dict(map(tuple, condition))
    return "".join(letters.get(index, "-") for index in range(options))


def levels(utility, states):
    return [
        [state for state, one in zip(states, utility, strict=True) if one == level]
        for level in sorted(set(utility))
    ]


def prioritised(told):
    """The preferences of a published conflict by its statements."""
    names = [one["name"] for one in told["options"]]

    def conjunction(condition):
        return " and ".join(f"{'not ' if letter == 'N' else ''}{names[index]}" for index, letter in condition)

    def statement(one):
        if isinstance(one, dict):
            return " or ".join(f"({conjunction(member)})" for member in one["members"])
        return conjunction(one)

    return {
        maker["name"]: {"prioritise": [statement(one) for one in maker["preference_statements"]]}
        for maker in told["decision_makers"]
    }


def two_by_two(told):
    """A two-by-two game: each may cooperate (Y) or defect (N)."""
    states = [state.replace("C", "Y").replace("D", "N") for state in told["states"]]
    return Conflict.model_validate(
        {
            "title": "Game",
            "decision_makers": ["row", "col"],
            "options": [{"name": "cooperate", "owner": who} for who in ("row", "col")],
            "preferences": {who: {"ranking": levels(told["utility"][who], states)} for who in ("row", "col")},
        }
    )


def made_up(seed, *, most_options=5, makers=None, ties=True, one_way=True, unknown=False, infeasible=True):
    """A conflict drawn at random."""
    rng = np.random.default_rng(seed)
    count = int(rng.integers(2, 5)) if makers is None else makers
    options = int(rng.integers(count, max(most_options, count) + 1))
    names = [f"maker {index}" for index in range(count)]
    owners = [*range(count), *rng.integers(0, count, options - count)]
    rng.shuffle(owners)
    ways = ["both", "forward", "backward"]
    share = [0.7, 0.15, 0.15] if one_way else [1.0, 0.0, 0.0]
    states = ["".join(one) for one in product("NY", repeat=options)]
    gone = (
        set(rng.choice(states, int(rng.integers(0, len(states) // 3 + 1)), replace=False))
        if infeasible
        else set()
    )
    left = [state for state in states if state not in gone]
    preferences = {}
    for name in names:
        utility = rng.integers(0, len(left) if ties else 10**9, len(left))
        ranking = [[*level, ""][:-1] for level in levels(utility.tolist(), left)]
        if len(ranking) > 2:
            ranking.insert(int(rng.integers(1, len(ranking))), [">>"])
        preferences[name] = {"ranking": ranking}
        if unknown:
            preferences[name]["unknown"] = [
                rng.choice(left, 2).tolist() for _ in range(int(rng.integers(0, 5)))
            ]
    return Conflict.model_validate(
        {
            "title": "Made up",
            "decision_makers": names,
            "options": [
                {"name": f"option {index}", "owner": names[owner], "moves": str(rng.choice(ways, p=share))}
                for index, owner in enumerate(owners)
            ],
            "infeasible": sorted(map(str, gone)),
            "preferences": preferences,
        }
    )


class Twin:
    """Stability by sets and loops, from the definitions; for a ranking of every state, and small conflicts only."""

    def __init__(self, conflict):
        self.makers = range(len(conflict.decision_makers))
        self.options = conflict.options
        self.owner = [conflict.decision_makers.index(option.owner) for option in conflict.options]
        gone = [one for one in conflict.infeasible if isinstance(one, str)]
        every = ["".join(one) for one in product("NY", repeat=len(conflict.options))]
        self.states = [state for state in every if not any(fits(state, one) for one in gone)]
        self.level, self.strength, self.unknown = [], [], []
        for maker in conflict.decision_makers:
            preference = conflict.preferences[maker]
            level, strength, steps = {}, {}, 0
            for place, stated in enumerate(preference.ranking):
                if tuple(stated) == (">>",):
                    steps += 1
                    continue
                for state in stated:
                    for one in self.states:
                        if fits(one, state):
                            level[one], strength[one] = place, steps
            self.level.append(level)
            self.strength.append(strength)
            pairs = {(a, b) for one, other in preference.unknown for a in self.states for b in self.states
                     if a != b and ((fits(a, one) and fits(b, other)) or (fits(a, other) and fits(b, one)))}  # fmt: skip
            self.unknown.append(pairs)

    def moves(self, maker, state):
        return {other for other in self.states if other != state and self.is_legal(maker, state, other)}

    def is_legal(self, maker, state, other):
        for owner, option, here, there in zip(self.owner, self.options, state, other, strict=True):
            if here != there:
                way = "forward" if there == "Y" else "backward"
                if owner != maker or option.moves not in ("both", way):
                    return False
        return True

    def prefers(self, maker, other, state):
        return (
            self.level[maker][other] > self.level[maker][state] and (state, other) not in self.unknown[maker]
        )

    def wanted(self, maker, state, on_unknown=False):
        return {
            other for other in self.moves(maker, state)
            if self.prefers(maker, other, state) or (on_unknown and (state, other) in self.unknown[maker])
        }  # fmt: skip

    def together(self, makers, state, step):
        """All that a coalition reaches by sequences in which nobody moves twice in a row."""
        found, seen, waiting = set(), set(), [(state, None)]
        while waiting:
            here, last = waiting.pop()
            for maker in makers:
                if maker == last:
                    continue
                for there in step(maker, here):
                    found.add(there)
                    if (there, maker) not in seen:
                        seen.add((there, maker))
                        waiting.append((there, maker))
        return found

    def is_stable(self, name, maker, state, *, strongly=False, leave=False, fear=False):
        others = [one for one in self.makers if one != maker]
        worth = self.strength[maker] if strongly else self.level[maker]
        has_unknown = any(self.unknown)

        def hurts(end):
            if (state, end) in self.unknown[maker]:
                return fear
            return worth[end] < worth[state] if strongly else worth[end] <= worth[state]

        def step(who, here):
            return self.wanted(who, here, has_unknown) if name == "seq" else self.moves(who, here)

        for gain in self.wanted(maker, state, leave):
            if name == "nash":
                return False
            ends = self.at_once(maker, state, gain) if name == "sim" else self.together(others, gain, step)
            hit = [end for end in ends if hurts(end)]
            if name == "smr":
                hit = [end for end in hit if all(hurts(after) for after in self.moves(maker, end))]
            if not hit:
                return False
        return True

    def at_once(self, maker, state, gain):
        choices = [[state, *self.wanted(other, state)] if other != maker else [gain] for other in self.makers]
        ends = set()
        for chosen in product(*choices):
            if sum(one != state for one in chosen) < 2:
                continue
            end = "".join(chosen[owner][place] for place, owner in enumerate(self.owner))
            if end in self.level[0]:
                ends.add(end)
        return ends

    def stable(self, name, maker, **attitude):
        return {state for state in self.states if self.is_stable(name, maker, state, **attitude)}


def fits(state, pattern):
    return all(letter in ("-", here) for here, letter in zip(state, pattern, strict=True))
