"""Private against public threats: what audience costs on both sides add to a threat, and what they take from it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from detente.core.citation import Citation
from detente.models.crisis._given import refuse_outside, refuse_unordered

Floats = NDArray[np.float64]

CITATIONS = (
    Citation(
        "kurizaki2007",
        "Kurizaki, S.",
        2007,
        "Efficient secrecy: public versus private threats in crisis diplomacy",
        "American Political Science Review 101(3), 543-558",
        "10.1017/S0003055407070396",
    ),
)
POOLING, PARTIAL, SEPARATING = 0, 1, 2
"""What a threat tells: nothing, something (some bluffs are not made), all (nobody bluffs)."""


@dataclass(frozen=True, slots=True)
class Threat:
    """A crisis after a threat, for a stake worth 1 that the defender holds; (worlds,) each.

    Attributes
    ----------
    kind : POOLING, PARTIAL or SEPARATING.
    threatens, resists : P(the challenger threatens), and P(the defender resists) given that.
    stands_firm : P(the challenger would fight), given its threat.
    concession, backing_down, war : P of each end.
    challenger, defender : expected payoffs before anyone knows its own cost of war.
    """

    kind: NDArray[np.int64]
    threatens: Floats
    resists: Floats
    stands_firm: Floats
    concession: Floats
    backing_down: Floats
    war: Floats
    challenger: Floats
    defender: Floats


def threat(
    challenger_war: tuple[ArrayLike, ArrayLike],
    defender_war: tuple[ArrayLike, ArrayLike],
    challenger_face: ArrayLike = 0.0,
    defender_face: ArrayLike = 0.0,
) -> Threat:
    """Equilibrium of a crisis in which both sides know their own worth of war only.

    Parameters
    ----------
    challenger_war, defender_war : lowest and highest payoff from war of either side, (worlds,) each; evenly spread.
        The stake is worth 1: keeping the peace without it is 0 for the challenger, losing it is 0 for the defender.
    challenger_face : (worlds,) audience cost of the challenger if it backs down; 0 for a private threat.
    defender_face : (worlds,) audience cost of the defender if it concedes; 0 for a private threat.

    Raises
    ------
    ParameterError : an audience cost is negative, or a lowest payoff exceeds the highest.

    Notes
    -----
    A type of the challenger fights if war is worth at least `-challenger_face`. Types that would not are bluffs, and
    pay off as long as the defender resists with at most `1/(1 + challenger_face)`. A defender that expects the
    challenger to fight with probability `f` resists if war is worth at least `1 - (1 + defender_face)/f` to it. So either
    all bluff and the threat tells nothing; or bluffs are made just often enough for the defender to resist at that rate;
    or nobody bluffs, and of the types that would fight only those threaten to whom `-(1 - r)/r` is worse than war.
    Exactly one of the three holds, since resistance falls with `f`.

    References
    ----------
    .. [1] Kurizaki (2007), American Political Science Review 101(3), 543-558.

    Examples
    --------
    >>> secret = threat((-0.2, 0.6), (-1.0, 0.5))
    >>> public = threat((-0.2, 0.6), (-1.0, 0.5), challenger_face=0.5, defender_face=0.5)
    >>> round(float(secret.concession[0]), 3), round(float(public.concession[0]), 3)
    (0.444, 0.333)
    """
    given = np.broadcast_arrays(
        *(
            np.atleast_1d(np.asarray(one, float))
            for one in (*challenger_war, *defender_war, challenger_face, defender_face)
        )
    )
    names = (
        "challenger_war",
        "challenger_war",
        "defender_war",
        "defender_war",
        "challenger_face",
        "defender_face",
    )
    for name, array in zip(names, given, strict=True):
        refuse_outside("threat", name, array, 0.0 if name.endswith("face") else -np.inf, np.inf)
    low, high, low_d, high_d, face, face_d = given
    refuse_unordered("threat", "lowest challenger_war", low, "the highest", high)
    refuse_unordered("threat", "lowest defender_war", low_d, "the highest", high_d)

    def resistance(firm: Floats) -> Floats:
        needed = np.where(firm > 0.0, 1.0 - (1.0 + face_d) / np.where(firm > 0.0, firm, 1.0), -np.inf)
        return _share_above(low_d, high_d, needed)

    most = 1.0 / (1.0 + face)
    fighters = _share_above(low, high, -face)
    if_all, if_none = resistance(fighters), resistance(np.ones_like(fighters))
    kind = np.where(if_all <= most, POOLING, np.where(if_none >= most, SEPARATING, PARTIAL))
    resists = np.choose(kind, [if_all, most, if_none])
    # Among bluffs just as many threaten as make the defender resist at the rate that leaves them indifferent.
    believed = _belief_for(most, low_d, high_d, face_d)
    daring = np.where(resists > 0.0, -(1.0 - resists) / np.where(resists > 0.0, resists, 1.0), -np.inf)
    firm_and_threatens = np.where(
        kind == SEPARATING, _share_above(low, high, np.maximum(daring, -face)), fighters
    )
    stands_firm = np.choose(kind, [fighters, np.clip(believed, 0.0, 1.0), np.ones_like(fighters)])
    partly = np.where(stands_firm > 0.0, fighters / np.where(stands_firm > 0.0, stands_firm, 1.0), 0.0)
    threatens = np.choose(kind, [np.ones_like(fighters), np.minimum(partly, 1.0), firm_and_threatens])
    war = resists * firm_and_threatens
    backing_down = np.maximum(threatens * resists - war, 0.0)
    concession = threatens * (1.0 - resists)
    least = np.where(kind == SEPARATING, np.maximum(daring, -face), -face)
    war_a = _mean_above(low, high, least)
    needed = np.where(
        stands_firm > 0.0, 1.0 - (1.0 + face_d) / np.where(stands_firm > 0.0, stands_firm, 1.0), -np.inf
    )
    war_d = _mean_above(low_d, high_d, needed)
    return Threat(
        kind, threatens, resists, stands_firm, concession, backing_down, war,
        challenger=concession - backing_down * face + war * war_a,
        defender=(1.0 - threatens) + backing_down - concession * face_d + war * war_d,
    )  # fmt: skip


def _share_above(low: Floats, high: Floats, least: Floats) -> Floats:
    """Share of types, even between `low` and `high`, of at least `least`."""
    width = high - low
    inside = np.clip((high - np.maximum(least, low)) / np.where(width > 0.0, width, 1.0), 0.0, 1.0)
    return np.asarray(np.where(width > 0.0, inside, (high >= least).astype(float)))


def _mean_above(low: Floats, high: Floats, least: Floats) -> Floats:
    """Mean of the types of at least `least`; the highest type where there is none."""
    return np.asarray((np.clip(least, low, high) + high) / 2.0)


def _belief_for(resists: Floats, low: Floats, high: Floats, face: Floats) -> Floats:
    """The chance of standing firm at which a defender resists at a rate: the inverse of its answer."""
    needed = high - resists * (high - low)
    room = 1.0 - needed
    return np.asarray(np.where(room > 0.0, (1.0 + face) / np.where(room > 0.0, room, 1.0), 1.0))
