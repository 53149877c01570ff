"""A crisis as a signalling game with audience costs: who threatens, who resists, who stands firm, and what is learned."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.special import log_ndtr, ndtr

from detente.core.citation import Citation
from detente.core.errors import ParameterError
from detente.models.crisis._given import refuse_outside

Floats = NDArray[np.float64]

CITATIONS = (
    Citation(
        "schultz1999",
        "Schultz, K. A.",
        1999,
        "Do democratic institutions constrain or inform? Contrasting two institutional perspectives on democracy and war",
        "International Organization 53(2), 233-266",
        "10.1162/002081899550878",
    ),
    Citation(
        "lewis2003",
        "Lewis, J. B.; Schultz, K. A.",
        2003,
        "Revealing preferences: empirical estimation of a crisis bargaining game with incomplete information",
        "Political Analysis 11(4), 345-367",
        "10.1093/pan/mpg021",
    ),
)
LOOKED_AT = 4001
"""Probabilities of resistance between which equilibria are sought; two closer together than a step are not told apart."""
EDGE = 1e-9
"""Distance from 0 and 1 within which no equilibrium with private information on unbounded scales can lie but a corner."""


@dataclass(frozen=True, slots=True)
class Crisis:
    """Payoffs of a crisis: A may challenge; B may resist; A then stands firm, which is war, or backs down.

    Attributes
    ----------
    status_quo_a : A's payoff if it does not challenge.
    concession_a : A's payoff if B concedes.
    war_a : mean of A's payoff from war; A alone knows the deviation.
    back_down_a : mean of A's payoff if it challenges and backs down: minus its audience cost; A alone knows the deviation.
    concession_b : B's payoff if it concedes.
    prevails_b : B's payoff if A backs down.
    war_b : mean of B's payoff from war; B alone knows the deviation.
    spread_war_a, spread_back_down_a, spread_war_b : standard deviations of these deviations (normal, independent).
    """

    status_quo_a: float
    concession_a: float
    war_a: float
    back_down_a: float
    concession_b: float
    prevails_b: float
    war_b: float
    spread_war_a: float = 1.0
    spread_back_down_a: float = 1.0
    spread_war_b: float = 1.0

    def __post_init__(self) -> None:
        for name in self.__slots__:
            least = EDGE if name.startswith("spread") else -np.inf
            refuse_outside("Crisis", name, np.array([getattr(self, name)]), least, np.inf)
        _need(self.concession_a > self.status_quo_a, "concession_a", self.concession_a, "above status_quo_a")
        _need(self.prevails_b > self.concession_b, "prevails_b", self.prevails_b, "above concession_b")


def _need(holds: bool, name: str, found: float, allowed: str) -> None:
    if not holds:
        raise ParameterError(f"Crisis, {name}", f"{found:g}", f"a number {allowed}")


@dataclass(frozen=True, slots=True)
class Signalling:
    """One perfect Bayesian equilibrium of a crisis.

    Attributes
    ----------
    challenges : P(A challenges).
    resists : P(B resists), given a challenge.
    stands_firm : P(A stands firm), given that B resists: B's belief about A once A has challenged.
    firm_before : P(A would rather fight than back down), before anything is said: what B believed without the challenge.
    status_quo, concession, backing_down, war : P of each end; they sum to 1.
    is_stable : a small doubt about B's resistance, answered in turn by both, dies out.
    """

    challenges: float
    resists: float
    stands_firm: float
    firm_before: float
    status_quo: float
    concession: float
    backing_down: float
    war: float
    is_stable: bool

    @property
    def revealed(self) -> float:
        """How far the challenge moves B's belief that A would fight: `stands_firm - firm_before`."""
        return self.stands_firm - self.firm_before


def signalling_equilibria(crisis: Crisis) -> tuple[Signalling, ...]:
    """All equilibria of a crisis, by rising probability that B resists.

    Notes
    -----
    With resistance `r`, A gains from a challenge if the better of war and backing down is worth at least
    `c = (status_quo_a - (1 - r) concession_a)/r`. So A challenges with probability `1 - F_w(c) F_a(c)`, and stands firm
    if war is worth at least both `c` and backing down. B resists if
    `war_b + deviation >= (concession_b - (1 - f) prevails_b)/f`, `f` being the chance that A stands firm once it has
    challenged. An equilibrium is a fixed point of `r`; it need not be the only one, so all are given.
    Payoffs are identified up to the spreads, which are the unit.

    References
    ----------
    .. [1] Lewis and Schultz (2003), Political Analysis 11(4), 345-367.
    .. [2] Crisman-Cox and Gibilisco (2021), Political Science Research and Methods 9(3), 565-583: several equilibria.

    Examples
    --------
    >>> found = signalling_equilibria(Crisis(0, 1, -0.5, -0.8, -1, 0.5, -0.6))
    >>> len(found), round(found[0].status_quo + found[0].concession + found[0].backing_down + found[0].war, 9)
    (1, 1.0)
    """
    grid = np.unique(
        np.concatenate([np.geomspace(EDGE, 0.01, 400), np.linspace(0.01, 1.0 - EDGE, LOOKED_AT)])
    )
    gap = _answer(crisis, grid) - grid

    def gap_at(r: float) -> float:
        return float(_answer(crisis, np.array([r]))[0]) - r

    found = [float(grid[place]) for place in np.flatnonzero(gap == 0.0)]
    for place in np.flatnonzero(gap[:-1] * gap[1:] < 0.0):
        found.append(brentq(gap_at, grid[place], grid[place + 1], xtol=1e-14))
    if gap[0] < 0.0:
        found.append(float(grid[0]))
    if gap[-1] > 0.0:
        found.append(float(grid[-1]))
    return tuple(_told(crisis, resists) for resists in sorted(found))


def _answer(crisis: Crisis, resists: Floats) -> Floats:
    """B's best answer, as a probability of resisting, to what A does when it expects resistance: (r,)."""
    firm = _firm(crisis, resists)
    # Against an A that never fights, resisting costs nothing.
    held = np.where(firm > 0.0, firm, 1.0)
    needed = (crisis.concession_b - (1.0 - held) * crisis.prevails_b) / held
    return np.asarray(np.where(firm > 0.0, ndtr((crisis.war_b - needed) / crisis.spread_war_b), 1.0))


def _worth(crisis: Crisis, resists: Floats) -> Floats:
    """What the better of war and backing down must be worth to A, so that it challenges."""
    return np.asarray((crisis.status_quo_a - (1.0 - resists) * crisis.concession_a) / resists)


def _challenges(crisis: Crisis, resists: Floats) -> Floats:
    c = _worth(crisis, resists)
    low = log_ndtr((c - crisis.war_a) / crisis.spread_war_a)
    low += log_ndtr((c - crisis.back_down_a) / crisis.spread_back_down_a)
    return np.asarray(-np.expm1(low))


def _firm(crisis: Crisis, resists: Floats) -> Floats:
    """P(A stands firm | it has challenged)."""
    challenges = _challenges(crisis, resists)
    share = _best_is_war(crisis, _worth(crisis, resists)) / np.where(challenges > 0.0, challenges, 1.0)
    # Where nobody challenges, the type that least dislikes war would be the first to.
    return np.asarray(np.where(challenges > 0.0, np.minimum(share, 1.0), 1.0))


def _best_is_war(crisis: Crisis, least: Floats) -> Floats:
    """P(war is worth at least `least`, and at least as much to A as backing down)."""
    start = np.maximum((least - crisis.war_a) / crisis.spread_war_a, -9.0)
    width = np.maximum(9.0, start + 9.0) - start
    z = start[:, None] + width[:, None] * _NODES
    density = np.exp(-0.5 * z**2) / np.sqrt(2.0 * np.pi)
    worse = ndtr((crisis.war_a + crisis.spread_war_a * z - crisis.back_down_a) / crisis.spread_back_down_a)
    return np.asarray(width * (_WEIGHTS * density * worse).sum(axis=1))


_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(160)
_NODES, _WEIGHTS = (_NODES + 1.0) / 2.0, _WEIGHTS / 2.0


def _told(crisis: Crisis, resists: float) -> Signalling:
    step = 1e-6 * min(resists, 1.0 - resists)
    around = np.array([resists - step, resists, resists + step])
    challenges, firm = float(_challenges(crisis, around)[1]), float(_firm(crisis, around)[1])
    below, _, above = _answer(crisis, around).tolist()
    apart = np.hypot(crisis.spread_war_a, crisis.spread_back_down_a)
    return Signalling(
        challenges=challenges,
        resists=resists,
        stands_firm=firm,
        firm_before=float(ndtr((crisis.war_a - crisis.back_down_a) / apart)),
        status_quo=1.0 - challenges,
        concession=challenges * (1.0 - resists),
        backing_down=challenges * resists * (1.0 - firm),
        war=challenges * resists * firm,
        is_stable=bool(abs(above - below) < 2.0 * step),
    )
