"""Agent logit quantal response equilibrium: players who err, the less the more is at stake, followed from pure chance."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from detente.core.citation import Citation
from detente.core.errors import ParameterError
from detente.models.crisis.extensive import Game

Floats = NDArray[np.float64]

CITATIONS = (
    Citation(
        "mckelvey1998",
        "McKelvey, R. D.; Palfrey, T. R.",
        1998,
        "Quantal response equilibria for extensive form games",
        "Experimental Economics 1(1), 9-41",
        "10.1023/A:1009905800005",
    ),
    Citation(
        "turocy2010",
        "Turocy, T. L.",
        2010,
        "Computing sequential equilibria using agent quantal response equilibria",
        "Economic Theory 42(1), 255-269",
        "10.1007/s00199-009-0443-3",
    ),
)
SETTLED = 1e-10
"""Largest gap between log-odds and what payoffs make of them at which a point counts as an equilibrium."""
FIRST_STEP, LEAST_STEP, MOST_STEP = 0.05, 1e-7, 0.5
"""Length of a step along the branch, in log-odds and normalised lambda."""
MOST_STEPS = 20_000


@dataclass(frozen=True, slots=True)
class Quantal:
    """One agent quantal response equilibrium.

    Attributes
    ----------
    lam : the precision actually reached, per unit of payoff; compare it with what was asked for.
    lam_normalised : the same with payoffs scaled to a range of 1: utilities are identified up to scale only.
    asked : the precision asked for.
    branch : "principal" if it is reached from pure chance at lambda 0 without a break, else "other".
    chances : information set -> action -> probability.
    ends : probability of each end, in the order of `Game.ends`.
    payoffs : expected payoff of each player.
    gap : largest remaining gap between log-odds and lambda times differences of payoff.
    crossings : lambdas passed on the way at which another branch meets the principal one, or it turns.
    """

    lam: float
    lam_normalised: float
    asked: float
    branch: str
    chances: dict[str, dict[str, float]]
    ends: tuple[float, ...]
    payoffs: tuple[float, ...]
    gap: float
    crossings: tuple[float, ...] = ()

    @property
    def is_reached(self) -> bool:
        """True where the lambda asked for was reached."""
        return bool(abs(self.lam - self.asked) <= 1e-9 * max(1.0, self.asked))


class _Arrays:
    """A game as arrays: log-odds `x` of every action against its set's first, one unknown an action but the first."""

    def __init__(self, game: Game) -> None:
        self.game = game
        self.sets = game.sets
        self.start = np.cumsum([0] + [len(one.actions) for one in self.sets])
        self.size = int(self.start[-1])
        places = ((one.name, action) for one in self.sets for action in one.actions)
        index = {place: number for number, place in enumerate(places)}
        self.uses = np.zeros((len(game.ends), self.size))
        for row, path in enumerate(game.ends):
            for step in path.moves:
                self.uses[row, index[step]] += 1.0
        self.chance = np.array([path.chance for path in game.ends])
        self.payoffs = np.array([path.end.payoffs for path in game.ends])
        spread = float(np.ptp(self.payoffs, axis=0).max()) if len(game.ends) else 0.0
        self.range = spread if spread > 0.0 else 1.0
        self.owner = np.array([game.players.index(one.player) for one in self.sets for _ in one.actions])
        self.set_of = np.repeat(np.arange(len(self.sets)), [len(one.actions) for one in self.sets])
        self.first = self.start[:-1][self.set_of]
        self.free = np.flatnonzero(self.first != np.arange(self.size))
        self.recalled = [[index[step] for step in one.recalled] for one in self.sets]

    def log_chances(self, x: Floats) -> Floats:
        """Log probability of every action."""
        odds = np.zeros(self.size)
        odds[self.free] = x
        top = np.maximum.reduceat(odds, self.start[:-1])
        total = np.add.reduceat(np.exp(odds - top[self.set_of]), self.start[:-1])
        return np.asarray(odds - top[self.set_of] - np.log(total)[self.set_of])

    def values(self, logs: Floats) -> Floats:
        """Expected payoff of every action to its owner, given that its information set is reached.

        The player's own way to the set has probability 1 here (perfect recall), so sets off the path have values too.
        """
        found = np.empty(self.size)
        with np.errstate(divide="ignore"):
            drawn = np.log(self.chance)
        for k in range(len(self.sets)):
            members = np.arange(self.start[k], self.start[k + 1])
            own = self.uses[:, members].sum(axis=1) > 0
            skipped = np.zeros(self.size, bool)
            skipped[[*members, *self.recalled[k]]] = True
            log_reach = drawn[own] + self.uses[own][:, ~skipped] @ logs[~skipped]
            reach = np.exp(log_reach - log_reach.max())
            worth = reach * self.payoffs[own, self.owner[members[0]]]
            # Before the set only others and nature have moved: the same weight for each of its actions.
            for action in members:
                after = self.uses[own, action] > 0
                found[action] = worth[after].sum() / reach[after].sum()
        return found

    def gap(self, x: Floats, lam: float) -> Floats:
        """What is 0 in equilibrium: log-odds less lambda times the difference of payoffs."""
        values = self.values(self.log_chances(x))
        return np.asarray(x - lam * (values - values[self.first])[self.free])

    def slopes(self, x: Floats, lam: float) -> Floats:
        """Jacobian of the gap in (x, lambda), by central differences: (unknowns, unknowns + 1)."""
        count = len(x)
        found = np.empty((count, count + 1))
        for place in range(count):
            step = 1e-6 * max(1.0, abs(x[place]))
            up, down = x.copy(), x.copy()
            up[place] += step
            down[place] -= step
            found[:, place] = (self.gap(up, lam) - self.gap(down, lam)) / (2.0 * step)
        values = self.values(self.log_chances(x))
        found[:, -1] = -(values - values[self.first])[self.free]
        return found


def quantal_response(game: Game, lams: float | Sequence[float]) -> tuple[Quantal, ...]:
    """Equilibria on the principal branch at the lambdas asked for, followed from pure chance at lambda 0.

    Parameters
    ----------
    lams : precisions >= 0, per unit of payoff.

    Returns
    -------
    One a lambda, in the order asked. Where the branch could not be followed so far, the farthest point reached is
    returned with its own `lam`; look at `is_reached`.

    Raises
    ------
    ParameterError : a lambda is negative or no number.

    Notes
    -----
    The branch is followed by steps along its tangent, each corrected by Newton's method at a right angle to it; turns of
    the branch are thus passed. At a lambda asked for, x is solved for with lambda held. A change of sign of the Jacobian's
    determinant is reported as a crossing: in symmetric games others branch off there, and `quantal_responses` finds them.

    References
    ----------
    .. [1] McKelvey and Palfrey (1998), Experimental Economics 1(1), 9-41.
    .. [2] Turocy (2010), Economic Theory 42(1), 255-269.
    """
    asked = _checked(lams)
    arrays = _Arrays(game)
    found: dict[float, Quantal] = {}
    x, lam = np.zeros(len(arrays.free)), 0.0
    crossings: list[float] = []
    direction, length = None, FIRST_STEP
    scale = arrays.range
    waiting = sorted(set(asked))
    while waiting and waiting[0] == 0.0:
        found[waiting.pop(0)] = _told(arrays, x, 0.0, 0.0, "principal", ())
    slopes = arrays.slopes(x, lam)
    for _ in range(MOST_STEPS):
        if not waiting:
            break
        tangent = _tangent(slopes, scale, direction)
        step = _step(arrays, x, lam, tangent, length, scale)
        if step is None or abs(np.dot(_tangent(arrays.slopes(*step), scale, tangent), tangent)) < 0.9:
            length /= 2.0
            if length < LEAST_STEP:
                break
            continue
        after_x, after_lam = step
        after = arrays.slopes(after_x, after_lam)
        turned = np.sign(np.linalg.slogdet(after[:, :-1])[0]) != np.sign(np.linalg.slogdet(slopes[:, :-1])[0])
        if turned and len(x):
            crossings.append(_crossing(arrays, (x, lam), (after_x, after_lam)))
        while waiting and after_lam >= waiting[0] > lam:
            share = (waiting[0] - lam) / (after_lam - lam)
            there = _held(arrays, x + share * (after_x - x), waiting[0])
            if there is None:
                break
            found[waiting[0]] = _told(arrays, there, waiting[0], waiting[0], "principal", tuple(crossings))
            waiting.pop(0)
        x, lam, slopes, direction = after_x, after_lam, after, tangent
        length = min(length * 1.5, MOST_STEP * max(1.0, lam * scale / 4.0))
    for missed in waiting:
        found[missed] = _told(arrays, x, lam, missed, "principal", tuple(crossings))
    return tuple(found[one] for one in asked)


def quantal_responses(game: Game, lam: float, *, starts: int = 32, seed: int = 0) -> tuple[Quantal, ...]:
    """Every equilibrium found at one lambda, the principal one first, then others by their first chances.

    Parameters
    ----------
    starts : random starts of Newton's method besides the principal branch; more find more.
    seed : seed of the starts.

    Notes
    -----
    A search from random starts proves nothing about what it has not found.
    """
    (principal,) = quantal_response(game, lam)
    arrays = _Arrays(game)
    rng = np.random.default_rng(seed)
    known = [principal] if principal.is_reached else []
    reach = max(1.0, lam * arrays.range)
    for start in rng.uniform(-reach, reach, (starts, len(arrays.free))):
        x = _held(arrays, start, lam)
        if x is None:
            continue
        one = _told(arrays, x, lam, lam, "other", ())
        if all(np.abs(np.array(one.ends) - np.array(other.ends)).max() > 1e-7 for other in known):
            known.append(one)
    others = [one for one in known if one.branch == "other"]
    others.sort(key=lambda one: [chance for actions in one.chances.values() for chance in actions.values()])
    return (*([principal] if principal.is_reached else []), *others)


def _checked(lams: float | Sequence[float]) -> list[float]:
    asked = [float(one) for one in np.atleast_1d(np.asarray(lams, float))]
    wrong = [one for one in asked if not (np.isfinite(one) and one >= 0.0)]
    if wrong:
        raise ParameterError("quantal_response, lams", f"{wrong[0]:g}", "finite numbers >= 0")
    return asked


def _crossing(arrays: _Arrays, before: tuple[Floats, float], after: tuple[Floats, float]) -> float:
    """The lambda between two points of the branch at which the Jacobian's determinant is 0, by bisection."""
    (x, low), (_, high) = before, after
    sign = np.linalg.slogdet(arrays.slopes(x, low)[:, :-1])[0]
    for _ in range(30):
        middle = (low + high) / 2.0
        there = _held(arrays, x, middle)
        if there is None:  # the branch turns here: lambda alone does not lead along it
            break
        same = np.linalg.slogdet(arrays.slopes(there, middle)[:, :-1])[0] == sign
        low, high = (middle, high) if same else (low, middle)
    return (low + high) / 2.0


def _tangent(slopes: Floats, scale: float, before: Floats | None) -> Floats:
    """Unit tangent of the branch in (x, lambda times the range of payoffs), going on as before."""
    scaled = slopes.copy()
    scaled[:, -1] /= scale
    full = np.vstack([scaled, np.zeros(scaled.shape[1]) if len(scaled) else np.ones(1)])
    tangent = np.linalg.svd(full)[2][-1] if len(scaled) else np.ones(1)
    ahead = tangent[-1] if before is None else float(np.dot(tangent, before))
    return np.asarray(tangent if ahead >= 0.0 else -tangent)


def _step(
    arrays: _Arrays, x: Floats, lam: float, tangent: Floats, length: float, scale: float
) -> tuple[Floats, float] | None:
    """One step along the tangent, brought back to the branch; None where Newton's method does not settle."""
    start = np.append(x, lam * scale) + length * tangent
    point = start.copy()
    for _ in range(12):
        if point[-1] < 0.0:
            return None
        gap = arrays.gap(point[:-1], point[-1] / scale)
        if np.abs(gap).max(initial=0.0) < SETTLED:
            return point[:-1], float(point[-1] / scale)
        slopes = arrays.slopes(point[:-1], point[-1] / scale)
        slopes[:, -1] /= scale
        system = np.vstack([slopes, tangent])
        try:
            point = point - np.linalg.solve(system, np.append(gap, np.dot(tangent, point - start)))
        except np.linalg.LinAlgError:
            return None
    return None


def _held(arrays: _Arrays, x: Floats, lam: float) -> Floats | None:
    """Newton's method in x with lambda held, halving steps that do not help."""
    gap = arrays.gap(x, lam)
    for _ in range(40):
        size = np.abs(gap).max(initial=0.0)
        if size < SETTLED:
            return x
        try:
            move = np.linalg.solve(arrays.slopes(x, lam)[:, :-1], gap)
        except np.linalg.LinAlgError:
            return None
        for halvings in range(15):
            nearer = x - move / 2.0**halvings
            if np.abs(nearer).max() < 700.0:
                gap = arrays.gap(nearer, lam)
                if np.abs(gap).max() < size:
                    break
        else:
            return None
        x = nearer
    return None


def _told(
    arrays: _Arrays, x: Floats, lam: float, asked: float, branch: str, crossings: tuple[float, ...]
) -> Quantal:
    logs = arrays.log_chances(x)
    reach = arrays.chance * np.exp(arrays.uses @ logs)
    bounds = list(pairwise(arrays.start.tolist()))
    chances = {
        one.name: dict(zip(one.actions, np.exp(logs[first:last]).tolist(), strict=True))
        for one, (first, last) in zip(arrays.sets, bounds, strict=True)
    }
    return Quantal(
        lam=lam,
        lam_normalised=lam * arrays.range,
        asked=asked,
        branch=branch,
        chances=chances,
        ends=tuple(reach.tolist()),
        payoffs=tuple((reach @ arrays.payoffs).tolist()),
        gap=float(np.abs(arrays.gap(x, lam)).max(initial=0.0)),
        crossings=crossings,
    )
