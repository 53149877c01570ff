"""Rival accounts weighed twice: a matrix as an audit trail, and a Bayesian update that is coherent.

The matrix (analysis of competing hypotheses) shows which claim speaks against which account, and which tells nothing; its
score is no probability, and controlled tests found no gain in accuracy from it. The update turns the same ratings into
likelihood ratios with ranges, starts from even odds, and sums to one.

References
----------
Heuer (1999), Psychology of Intelligence Analysis, ch. 8; Karvetski & Mandel (2020), Judgment and Decision Making 15(6).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import log
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from detente.core.case import Case
from detente.core.claim import Claim

Rating = Literal["CC", "C", "N", "I", "II", "NA"]
RATINGS: Mapping[Rating, str] = {
    "CC": "speaks strongly for it",
    "C": "speaks for it",
    "N": "tells nothing",
    "I": "speaks against it",
    "II": "speaks strongly against it",
    "NA": "not rated",
}
LOG_RATIO: Mapping[Rating, float] = {
    "CC": log(4.0),
    "C": log(2.0),
    "N": 0.0,
    "I": -log(2.0),
    "II": -log(4.0),
    "NA": 0.0,
}
"""Rating -> log of the likelihood beside that of a claim that tells nothing: 2 for a plain rating, 4 for a strong one."""
SPREAD = 0.5
"""Standard deviation of a log ratio: whoever says 2 may mean 1 to 5."""
DRAWS = 2_000
_HEDGE = {"asserted": 1.0, "reported": 0.8, "suggested": 0.5, "speculated": 0.3, "denied": 0.0}
_CREDIBILITY = {1: 1.0, 2: 0.85, 3: 0.65, 4: 0.4, 5: 0.2, 6: 0.6}


@dataclass(frozen=True, slots=True)
class Row:
    """A claim with its rating under every account.

    Attributes
    ----------
    weight : of the claim in [0, 1], by its hedge, credibility and dispute.
    tells : whether it separates any two accounts.
    diagnosticity : how far it separates those it speaks for most and least, in [0, 1], by its weight.
    is_rated : whether a person has rated it; else the case's `evidence` and `against` are read as C and I.
    """

    claim: str
    says: str
    origin: str
    weight: float
    ratings: Mapping[str, Rating]
    tells: bool
    is_rated: bool
    diagnosticity: float = 0.0


@dataclass(frozen=True, slots=True)
class Matrix:
    """Claims by accounts.

    Attributes
    ----------
    against : account -> weighted inconsistency per claim that was rated for it: normalised, so that an account on which more
        was written does not lose by that alone.
    unopposed : accounts against which nothing speaks: a gap of the search more often than a merit.
    order : accounts, the one with the least against it first; `without` claim -> the order where leaving it out changes it.
    """

    accounts: Mapping[str, str]
    rows: tuple[Row, ...]
    against: Mapping[str, float]
    unopposed: tuple[str, ...]
    order: tuple[str, ...]
    without: Mapping[str, tuple[str, ...]]

    @property
    def swings(self) -> tuple[str, ...]:
        """Claims on which the first place hangs."""
        return tuple(claim for claim, order in self.without.items() if order[0] != self.order[0])


@dataclass(frozen=True, slots=True)
class Weighed:
    """An account after the update: its chance among these accounts, and the 90 % range over the ratios' spreads."""

    account: str
    says: str
    chance: float
    low: float
    high: float


def matrix(case: Case, rated: Mapping[tuple[str, str], Rating] | None = None) -> Matrix:
    """The matrix of a case's accounts.

    Parameters
    ----------
    rated : (claim, account) -> rating by a person; overrides what the case states.
    """
    accounts = {name: account.says for name, account in case.accounts.items()}
    stated: dict[tuple[str, str], Rating] = {}
    for name, account in case.accounts.items():
        stated |= {(claim, name): "C" for claim in account.evidence}
        stated |= {(claim, name): "I" for claim in account.against}
    given = {
        pair: rating
        for pair, rating in (rated or {}).items()
        if pair[0] in case.claims and pair[1] in accounts
    }
    every = {**stated, **given}
    claims = dict.fromkeys(claim for claim, _ in every if claim in case.claims)
    rows = tuple(_row(case, claim, accounts, every, given) for claim in claims)
    against = _against(accounts, rows)
    order = _order(against)
    return Matrix(accounts, rows, against, _unopposed(accounts, rows), order, _without(accounts, rows, order))


def less(table: Matrix, dropped: Callable[[Row], bool]) -> Matrix:
    """The matrix without some of its claims."""
    rows = tuple(row for row in table.rows if not dropped(row))
    against = _against(table.accounts, rows)
    order = _order(against)
    unopposed = _unopposed(table.accounts, rows)
    return Matrix(table.accounts, rows, against, unopposed, order, _without(table.accounts, rows, order))


def update(table: Matrix) -> tuple[Weighed, ...]:
    """Chances of the accounts, from even odds, by the claims' likelihood ratios.

    Claims of one origin count once: the mean of their ratios, so that a story told five times is not five.
    """
    if not table.accounts:
        return ()
    names = list(table.accounts)
    ratios = _by_origin(names, table.rows)
    center = _softmax(ratios.sum(axis=0)[None, :])[0]
    # A fixed stream: the same table gives the same ranges.
    noise = np.random.Generator(np.random.Philox(1)).normal(0.0, SPREAD, (DRAWS, *ratios.shape))
    drawn = _softmax((ratios + noise * (ratios != 0)).sum(axis=1))
    low, high = np.quantile(drawn, (0.05, 0.95), axis=0)
    return tuple(
        Weighed(name, table.accounts[name], float(center[k]), float(low[k]), float(high[k]))
        for k, name in enumerate(names)
    )


def best(table: Matrix) -> str:
    """The account with the best chance after the update."""
    names = list(table.accounts)
    return names[int(_by_origin(names, table.rows).sum(axis=0).argmax())]


def _row(
    case: Case,
    name: str,
    accounts: Mapping[str, str],
    every: Mapping[tuple[str, str], Rating],
    given: Mapping[tuple[str, str], Rating],
) -> Row:
    claim = case.claims[name]
    ratings: dict[str, Rating] = {account: every.get((name, account), "NA") for account in accounts}
    source = case.sources.get(claim.source)
    origin = claim.origin or (source.publisher if source is not None else claim.source)
    is_rated = any((name, account) in given for account in accounts)
    ratios = [LOG_RATIO[rating] for rating in ratings.values()]
    apart, weight = max(ratios) - min(ratios), _weight(claim)
    widest = LOG_RATIO["CC"] - LOG_RATIO["II"]
    return Row(name, claim.says, origin, weight, ratings, apart > 0, is_rated, weight * apart / widest)


def _weight(claim: Claim) -> float:
    halved = 0.5 if claim.is_disputed else 1.0
    return _HEDGE[claim.hedge] * _CREDIBILITY[claim.credibility] * halved


def _against(accounts: Mapping[str, str], rows: tuple[Row, ...]) -> dict[str, float]:
    found = {}
    for account in accounts:
        rated = [row for row in rows if row.ratings[account] != "NA"]
        score = sum(row.weight * {"I": 1.0, "II": 2.0}.get(row.ratings[account], 0.0) for row in rated)
        found[account] = score / len(rated) if rated else 0.0
    return found


def _unopposed(accounts: Mapping[str, str], rows: tuple[Row, ...]) -> tuple[str, ...]:
    return tuple(name for name in accounts if not any(row.ratings[name] in ("I", "II") for row in rows))


def _order(against: Mapping[str, float]) -> tuple[str, ...]:
    return tuple(sorted(against, key=lambda name: against[name]))


def _without(
    accounts: Mapping[str, str], rows: tuple[Row, ...], order: tuple[str, ...]
) -> dict[str, tuple[str, ...]]:
    """Leave one out: claims without which the accounts stand in another order."""
    found = {}
    for row in rows:
        rest = _order(_against(accounts, tuple(one for one in rows if one is not row)))
        if rest != order:
            found[row.claim] = rest
    return found


def _by_origin(names: list[str], rows: tuple[Row, ...]) -> NDArray[np.float64]:
    held: dict[str, list[list[float]]] = {}
    for row in rows:
        held.setdefault(row.origin, []).append([row.weight * LOG_RATIO[row.ratings[name]] for name in names])
    means = [np.mean(each, axis=0) for each in held.values()] or [np.zeros(len(names))]
    return np.array(means, dtype=np.float64)


def _softmax(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    shifted = np.exp(scores - scores.max(axis=-1, keepdims=True))
    total: NDArray[np.float64] = shifted / shifted.sum(axis=-1, keepdims=True)
    return total
