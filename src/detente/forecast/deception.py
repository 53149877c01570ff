"""The deception question: what would have to be planted, or wrong, for the leading account to be one."""

from collections import Counter
from dataclasses import dataclass

from detente.core.case import Case
from detente.core.claim import Claim
from detente.forecast.rival_accounts import Matrix, best, less, matrix

MOST = 5


@dataclass(frozen=True, slots=True)
class Voice:
    """An origin behind the leading account.

    Attributes
    ----------
    claims : of the account's evidence.
    alone : of these, claims that no other origin supports, by the case's links `supports`.
    leads_without : account that has the best chance once all of this origin's claims are left out.
    """

    origin: str
    claims: tuple[str, ...]
    alone: int
    leads_without: str


@dataclass(frozen=True, slots=True)
class Deception:
    """What the leading account would take to be a deception.

    Attributes
    ----------
    account : the case's leading account, else that with the best chance; `says` in words.
    signals : claims that are themselves signals or words of a party: what a deceiver would send.
    voices : origins, by the claims they carry.
    """

    account: str
    says: str
    claims: tuple[str, ...]
    signals: tuple[str, ...]
    voices: tuple[Voice, ...]
    leads: str


def deception(case: Case, table: Matrix | None = None) -> Deception | None:
    """Who would have to deceive us, or be deceived, for the leading account to be false; None without accounts.

    Parameters
    ----------
    table : the accounts' matrix with its ratings; made from the case where it is left out.
    """
    if not case.accounts:
        return None
    table = matrix(case) if table is None else table
    leads = best(table)
    name = next((name for name, account in case.accounts.items() if account.leading), leads)
    held = [row for row in table.rows if row.ratings[name] in ("C", "CC")]
    supported = _supported(case)
    counted = Counter(row.origin for row in held)
    voices = [
        Voice(
            origin,
            tuple(row.claim for row in held if row.origin == origin),
            sum(row.origin == origin and not supported.get(row.claim, set()) - {origin} for row in held),
            best(less(table, lambda row, origin=origin: row.origin == origin)),  # type: ignore[misc]
        )
        for origin, _ in sorted(counted.items(), key=lambda each: (-each[1], each[0]))[:MOST]
    ]
    claims = tuple(row.claim for row in held)
    signals = tuple(one for one in claims if _is_sent(case.claims[one]))
    return Deception(name, case.accounts[name].says, claims, signals, tuple(voices), leads)


def _is_sent(claim: Claim) -> bool:
    """Whether a claim tells of something said or shown to be seen."""
    return claim.kind == "signal" or claim.form == "words"


def _supported(case: Case) -> dict[str, set[str]]:
    """Claim -> origins of the claims that support it."""
    found: dict[str, set[str]] = {}
    for claim in case.claims.values():
        source = case.sources.get(claim.source)
        origin = claim.origin or (source.publisher if source is not None else claim.source)
        for other in claim.supports:
            found.setdefault(other, set()).add(origin)
    return found
