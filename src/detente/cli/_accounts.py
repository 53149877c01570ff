"""Rival accounts weighed by their claims: the matrix as an audit trail, the update beside it, and the deception question."""

from typing import Any

from detente.cli._tables import say, table
from detente.core.case import Case
from detente.core.plain import percent
from detente.forecast.deception import deception
from detente.forecast.rival_accounts import matrix, update


def accounts_json(case: Case) -> dict[str, Any]:
    """All of it as data: `matrix`, `update` and `deception`."""
    held = matrix(case)
    asked = deception(case, held)
    return {
        "matrix": {
            "accounts": dict(held.accounts),
            "rows": [
                {
                    "claim": row.claim,
                    "origin": row.origin,
                    "weight": round(row.weight, 4),
                    "diagnosticity": round(row.diagnosticity, 4),
                    "ratings": dict(row.ratings),
                    "order_without": list(held.without.get(row.claim, ())) or None,
                }
                for row in held.rows
            ],
            "against": {name: round(score, 4) for name, score in held.against.items()},
            "order": list(held.order),
            "unopposed": list(held.unopposed),
        },
        "update": [
            {"account": one.account, **{key: round(getattr(one, key), 4) for key in ("chance", "low", "high")}}
            for one in update(held)
        ],
        "deception": None
        if asked is None
        else {
            "account": asked.account,
            "claims": list(asked.claims),
            "signals": list(asked.signals),
            "voices": [
                {"origin": one.origin, "claims": list(one.claims), "alone": one.alone,
                 "leads_without": one.leads_without}
                for one in asked.voices
            ],
        },
    }  # fmt: skip


def show_accounts(case: Case) -> None:
    """The same as tables."""
    held = matrix(case)
    if not held.accounts:
        say("The case states no account: a gap of the case, not a finding.")
        return
    number = {name: str(place) for place, name in enumerate(held.accounts, 1)}
    table(
        "A coherent update from even odds: it sums to one over these accounts",
        ("", "Account", "Chance", "5-95 %"),
        (
            (number[one.account], one.says, percent(one.chance), f"{percent(one.low)} to {percent(one.high)}")
            for one in update(held)
        ),
        right=(2,),
    )
    table(
        "The matrix, as an audit trail: no probability",
        ("Claim", "Weight", "Separates", *number.values(), "Without it"),
        (
            (
                row.claim,
                f"{row.weight:.1f}",
                f"{row.diagnosticity:.1f}" if row.tells else "nothing",
                *("" if rating == "NA" else rating for rating in row.ratings.values()),
                "another leads"
                if row.claim in held.swings
                else "order changes"
                if row.claim in held.without
                else "",
            )
            for row in held.rows
        ),
        right=(1, 2),
    )
    scores = ", ".join(f"{number[name]}: {held.against[name]:.2f}" for name in held.order)
    say(f"Weighted inconsistency a rated claim, least first: {scores}.")
    for name in held.unopposed:
        say(f"Nothing speaks against “{held.accounts[name]}”: more often a gap of the search than a merit.")
    asked = deception(case, held)
    if asked is not None:
        voices = "; ".join(f"{one.origin} ({', '.join(one.claims)})" for one in asked.voices)
        say(f"For “{asked.says}” to be a deception, these would have to be planted or mistaken: {voices}.")
